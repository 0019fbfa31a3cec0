//! What an account is.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use crate::access::roles::Role;
use crate::platform::problem::Problem;
use crate::schema::{account_secrets, accounts, grants};
use crate::text_enum;

text_enum! {
    /// Who is behind an account.
    pub enum AccountKind {
        /// A person, who signs in with a password.
        Person = "person",
        /// A system, which uses client credentials.
        Service = "service",
    }
}

/// An account without what must stay secret.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = accounts)]
pub struct Account {
    pub id: Uuid,
    pub username: String,
    pub kind: AccountKind,
    pub display_name: String,
    pub unit_id: Option<Uuid>,
    pub disabled_at: Option<DateTime<Utc>>,
    pub version: i64,
    pub created_at: DateTime<Utc>,
}

/// A role given to an account.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = grants)]
pub struct GrantRecord {
    pub id: Uuid,
    pub account_id: Uuid,
    pub role: Role,
    pub unit_id: Option<Uuid>,
    pub campaign_id: Option<Uuid>,
    pub valid_from: NaiveDate,
    pub valid_to: Option<NaiveDate>,
    pub version: i64,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// A client secret, by its hash.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = account_secrets)]
pub struct Secret {
    pub id: Uuid,
    pub account_id: Uuid,
    pub secret_hash: String,
    pub created_at: DateTime<Utc>,
    pub expires_at: Option<DateTime<Utc>>,
    pub revoked_at: Option<DateTime<Utc>>,
}

/// How many secrets of a service may live at once: the present one and its successor.
pub const LIVE_SECRETS: usize = 2;

impl Secret {
    /// Whether the secret opens anything at an instant.
    pub fn lives_at(&self, now: DateTime<Utc>) -> bool {
        self.revoked_at.is_none() && self.expires_at.is_none_or(|end| now < end)
    }
}

/// A password belongs to a person, and a person needs one.
pub fn check_password(kind: AccountKind, password: Option<&str>) -> Result<(), Problem> {
    match (kind, password) {
        (AccountKind::Person, None) => Err(Problem::field(
            "/password",
            "required",
            "Tài khoản cá nhân cần mật khẩu.",
            "A person's account needs a password.",
        )),
        (AccountKind::Service, Some(_)) => Err(Problem::field(
            "/password",
            "not_allowed",
            "Tài khoản hệ thống dùng khóa bí mật, không dùng mật khẩu.",
            "A service uses client secrets, not a password.",
        )),
        _ => Ok(()),
    }
}

/// Public and signed-in are held by all and given to none; a role over nothing but a unit needs one.
pub fn check_grant(role: Role, unit: Option<Uuid>) -> Result<(), Problem> {
    if matches!(role, Role::Public | Role::SignedIn) {
        return Err(Problem::field(
            "/role",
            "not_grantable",
            "Vai trò này không được cấp.",
            "This role is not given to accounts.",
        ));
    }
    if unit.is_none() && !matches!(role, Role::Admin | Role::Auditor) {
        return Err(Problem::field(
            "/unit",
            "required",
            "Vai trò này gắn với một đơn vị.",
            "This role is held over a unit.",
        ));
    }
    Ok(())
}
