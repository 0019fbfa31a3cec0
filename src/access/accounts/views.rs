//! Accounts on the wire.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use super::model::{Account, AccountKind, GrantRecord, Secret};
use crate::access::permit::SERVICE;
use crate::access::roles::Role;
use crate::platform::directory::{Named, Names, Reference};
use crate::platform::http::{Version, Versioned};

/// A new account.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"username": "tran.thi.b", "kind": "person", "display_name": "Trần Thị B", "unit": {"code": "TN-PNV"}, "password": "một câu dài dễ nhớ"}))]
pub struct AccountIn {
    /// The name to sign in with: lower case, digits, `.`, `_`, `-`; not `thidua`, which is the service.
    #[validate(length(min = 2, max = 64), custom(function = "username"))]
    #[schema(min_length = 2, max_length = 64, pattern = "^[a-z0-9][a-z0-9._-]{1,63}$")]
    pub username: String,
    /// A person or a service.
    pub kind: AccountKind,
    /// The name that others see.
    #[validate(length(min = 1, max = 200), custom(function = "crate::platform::text::plain"))]
    #[schema(min_length = 1, max_length = 200, pattern = r"\S")]
    pub display_name: String,
    /// The unit the account belongs to.
    pub unit: Option<Reference>,
    /// For a person: at least 12 characters.
    #[validate(length(min = 12, max = 256))]
    #[schema(min_length = 12, max_length = 256)]
    pub password: Option<String>,
}

/// Changes to an account (RFC 7396).
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"display_name": "Trần Thị Bình", "disabled": false}))]
pub struct AccountPatch {
    /// The name that others see.
    #[validate(length(min = 1, max = 200), custom(function = "crate::platform::text::plain"))]
    #[serde(default, deserialize_with = "crate::platform::patch::present")]
    #[schema(nullable = false, min_length = 1, max_length = 200, pattern = r"\S")]
    pub display_name: Option<String>,
    /// The unit the account belongs to; null: to none.
    #[serde(default, with = "crate::platform::patch")]
    #[schema(value_type = Option<Reference>)]
    pub unit: Option<Option<Reference>>,
    /// `true` ends every session and token at once.
    #[serde(default, deserialize_with = "crate::platform::patch::present")]
    #[schema(nullable = false)]
    pub disabled: Option<bool>,
    /// A new password; it ends every session.
    #[validate(length(min = 12, max = 256))]
    #[serde(default, deserialize_with = "crate::platform::patch::present")]
    #[schema(nullable = false, min_length = 12, max_length = 256)]
    pub password: Option<String>,
}

/// Filters of the list of accounts.
#[derive(Debug, Deserialize, Serialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct AccountQuery {
    /// Only people, or only services.
    #[param(nullable = false)]
    pub kind: Option<AccountKind>,
}

/// An account.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "id": "01890a5d-ac96-774b-bcce-b302099a8057", "username": "tran.thi.b", "kind": "person", "display_name": "Trần Thị B",
    "unit": {"id": "01890a5d-ac96-774b-bcce-b302099a8050", "code": "TN-PNV", "name_vi": "Phòng Nội vụ"},
    "disabled": false, "created_at": "2023-01-03T08:00:00Z", "version": 1, "allowed_actions": ["update", "give_role"]}))]
pub struct AccountOut {
    /// The account's id.
    pub id: Uuid,
    /// The name to sign in with.
    pub username: String,
    /// A person or a service.
    pub kind: AccountKind,
    /// The name that others see.
    pub display_name: String,
    /// The unit the account belongs to.
    #[schema(required = true)]
    pub unit: Option<Named>,
    /// Whether the account is shut.
    pub disabled: bool,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// The version of the record.
    pub version: i64,
    /// What this caller may do to it now.
    pub allowed_actions: Vec<&'static str>,
}

impl AccountOut {
    /// Shows an account to someone who may manage accounts.
    pub fn of(account: Account, names: &Arc<Names>) -> Self {
        let allowed_actions = match account.kind {
            AccountKind::Person => vec!["update", "give_role"],
            AccountKind::Service => vec!["update", "give_role", "new_secret"],
        };
        Self {
            id: account.id,
            username: account.username,
            kind: account.kind,
            display_name: account.display_name,
            unit: account.unit_id.map(|unit| names.get(unit)),
            disabled: account.disabled_at.is_some(),
            created_at: account.created_at,
            version: account.version,
            allowed_actions,
        }
    }
}

impl Versioned for AccountOut {
    fn version(&self) -> Version {
        self.version
    }
}

/// A role to give.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"role": "unit_head", "unit": {"code": "TN-PNV"}, "valid_from": "2023-01-01"}))]
pub struct GrantIn {
    /// The role.
    pub role: Role,
    /// The unit it is held over, subtree included. Only `admin` and `auditor` may go without: everywhere.
    pub unit: Option<Reference>,
    /// The only campaign it counts for.
    pub campaign: Option<Reference>,
    /// The first day.
    #[serde(deserialize_with = "crate::platform::dates::bounded")]
    pub valid_from: NaiveDate,
    /// The last day, included; absent: until ended.
    #[serde(default, deserialize_with = "crate::platform::dates::bounded")]
    pub valid_to: Option<NaiveDate>,
}

/// The end of a role.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"valid_to": "2025-06-30"}))]
pub struct GrantPatch {
    /// The last day, included.
    #[serde(deserialize_with = "crate::platform::dates::bounded")]
    pub valid_to: NaiveDate,
}

/// A role that an account holds.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "id": "01890a5d-ac96-774b-bcce-b302099a8058", "role": "unit_head",
    "unit": {"id": "01890a5d-ac96-774b-bcce-b302099a8050", "code": "TN-PNV", "name_vi": "Phòng Nội vụ"}, "campaign": null,
    "valid_from": "2023-01-01", "valid_to": null, "version": 1, "allowed_actions": ["end"]}))]
pub struct GrantOut {
    /// The grant's id.
    pub id: Uuid,
    /// The role.
    pub role: Role,
    /// The unit it is held over; null: everywhere.
    #[schema(required = true)]
    pub unit: Option<Named>,
    /// The only campaign it counts for; null: all.
    #[schema(required = true)]
    pub campaign: Option<Named>,
    /// The first day.
    pub valid_from: NaiveDate,
    /// The last day, included; null: until ended.
    #[schema(required = true)]
    pub valid_to: Option<NaiveDate>,
    /// The version of the record.
    pub version: i64,
    /// What this caller may do to it now.
    pub allowed_actions: Vec<&'static str>,
}

impl GrantOut {
    /// Shows a grant to someone who may manage accounts.
    pub fn of(grant: &GrantRecord, names: &Arc<Names>) -> Self {
        Self {
            id: grant.id,
            role: grant.role,
            unit: grant.unit_id.map(|unit| names.get(unit)),
            campaign: grant.campaign_id.map(|campaign| names.get(campaign)),
            valid_from: grant.valid_from,
            valid_to: grant.valid_to,
            version: grant.version,
            allowed_actions: vec!["end"],
        }
    }
}

impl Versioned for GrantOut {
    fn version(&self) -> Version {
        self.version
    }
}

/// A new secret of a service.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"expires_at": "2024-01-31T00:00:00+07:00"}))]
pub struct SecretIn {
    /// When it ends; absent: when revoked.
    #[serde(default, deserialize_with = "crate::platform::dates::bounded")]
    pub expires_at: Option<DateTime<Utc>>,
}

/// A secret of a service. `client_secret` is shown once, in the answer that made it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "id": "01890a5d-ac96-774b-bcce-b302099a8059", "client_id": "reporting_client", "client_secret": "shown-once",
    "created_at": "2023-01-03T08:00:00Z", "expires_at": null, "revoked_at": null}))]
pub struct SecretOut {
    /// The secret's id, to revoke it by.
    pub id: Uuid,
    /// The client id for `/oauth/token`: the account's user name.
    pub client_id: String,
    /// The secret itself, once.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub client_secret: Option<String>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it ends; null: when revoked.
    #[schema(required = true)]
    pub expires_at: Option<DateTime<Utc>>,
    /// When it was revoked.
    #[schema(required = true)]
    pub revoked_at: Option<DateTime<Utc>>,
}

impl SecretOut {
    /// Shows a secret, with its text only at the first time.
    pub fn of(secret: Secret, client_id: &str, text: Option<String>) -> Self {
        Self {
            id: secret.id,
            client_id: client_id.to_owned(),
            client_secret: text,
            created_at: secret.created_at,
            expires_at: secret.expires_at,
            revoked_at: secret.revoked_at,
        }
    }
}

impl Versioned for SecretOut {
    fn version(&self) -> Version {
        1
    }
}

fn username(text: &str) -> Result<(), validator::ValidationError> {
    if text == SERVICE {
        return Err(validator::ValidationError::new("reserved")
            .with_message("Tên này là của chính hệ thống. | This is the name of the service itself.".into()));
    }
    let fits =
        |character: char| character.is_ascii_lowercase() || character.is_ascii_digit() || "._-".contains(character);
    if text.chars().all(fits) && text.starts_with(|first: char| first.is_ascii_alphanumeric()) {
        return Ok(());
    }
    Err(validator::ValidationError::new("form")
        .with_message("Chỉ gồm chữ thường, số và . _ -. | Only lower case, digits and . _ - are allowed.".into()))
}
