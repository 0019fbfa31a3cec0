//! Sign-in on the wire.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use crate::access::roles::Role;
use crate::platform::directory::Named;
use crate::platform::http::{Version, Versioned};

/// A person's user name and password.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"username": "unit_head", "password": "một câu dài dễ nhớ"}))]
pub struct SessionIn {
    /// The user name.
    #[validate(length(min = 1, max = 64))]
    #[schema(min_length = 1, max_length = 64)]
    pub username: String,
    /// The password.
    #[validate(length(min = 1, max = 256))]
    #[schema(min_length = 1, max_length = 256, format = Password)]
    pub password: String,
}

/// The form of `/oauth/token` (RFC 6749); fields that it does not name are ignored (3.2).
#[derive(Deserialize, ToSchema)]
#[schema(example = json!({"grant_type": "client_credentials", "client_id": "reporting_client", "client_secret": "…", "scope": "statistics:write"}))]
pub struct TokenRequest {
    /// `client_credentials` for a service, `refresh_token` for a person's session.
    #[schema(pattern = "^(client_credentials|refresh_token)$")]
    pub grant_type: String,
    /// The service's user name; or by HTTP Basic.
    #[schema(nullable = false)]
    pub client_id: Option<String>,
    /// One of its secrets; or by HTTP Basic.
    #[schema(nullable = false)]
    pub client_secret: Option<String>,
    /// The refresh token, used once.
    #[schema(nullable = false)]
    pub refresh_token: Option<String>,
    /// Scopes to limit the token to, divided by spaces; absent: all that the roles allow.
    #[schema(nullable = false)]
    pub scope: Option<String>,
}

/// Tokens (RFC 6749, 5.1).
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"access_token": "eyJhbGciOiJFZERTQSIsInR5cCI6ImF0K2p3dCJ9…", "token_type": "Bearer", "expires_in": 900, "refresh_token": "Zm9v…"}))]
pub struct Tokens {
    /// The access token, for `Authorization: Bearer`.
    pub access_token: String,
    /// Always `Bearer`.
    pub token_type: &'static str,
    /// How many seconds the access token lives.
    pub expires_in: i64,
    /// For `/oauth/token` with `grant_type=refresh_token`, once. Services get none.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub refresh_token: Option<String>,
    /// The scopes the token is limited to, if any.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub scope: Option<String>,
}

/// A refusal of `/oauth/token` (RFC 6749, 5.2).
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"error": "invalid_client", "error_description": "The client id or secret is wrong."}))]
pub struct TokenError {
    /// `invalid_request`, `invalid_client`, `invalid_grant`, `unsupported_grant_type` or `invalid_scope`.
    pub error: &'static str,
    /// In words, in English as the standard has it.
    pub error_description: &'static str,
}

/// A role of the caller.
#[derive(Debug, Serialize, ToSchema)]
pub struct HeldRole {
    /// The role.
    pub role: Role,
    /// The unit it is held over; null: everywhere.
    #[schema(required = true)]
    pub unit: Option<Named>,
    /// The only campaign it counts for; null: all.
    #[schema(required = true)]
    pub campaign: Option<Named>,
}

/// The caller.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "id": "01890a5d-ac96-774b-bcce-b302099a8057", "username": "unit_head",
    "unit": {"id": "01890a5d-ac96-774b-bcce-b302099a8050", "code": "TN-PNV", "name_vi": "Phòng Nội vụ"},
    "roles": [{"role": "unit_head", "unit": {"id": "01890a5d-ac96-774b-bcce-b302099a8050", "code": "TN-PNV", "name_vi": "Phòng Nội vụ"}, "campaign": null}],
    "permissions": ["submissions:send", "nominations:submit"]}))]
pub struct Me {
    /// The account's id.
    pub id: Uuid,
    /// The user name.
    pub username: String,
    /// The unit the account belongs to.
    #[schema(required = true)]
    pub unit: Option<Named>,
    /// The roles that count today.
    pub roles: Vec<HeldRole>,
    /// What the roles and the token's scopes allow, somewhere.
    pub permissions: Vec<&'static str>,
}

impl Versioned for Me {
    fn version(&self) -> Version {
        0
    }
}

/// The public keys of our tokens (RFC 7517).
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"keys": [{"kty": "OKP", "crv": "Ed25519", "use": "sig", "alg": "EdDSA", "kid": "…", "x": "…"}]}))]
pub struct KeySet {
    /// The keys; tokens name theirs by `kid`.
    pub keys: Vec<Value>,
}
