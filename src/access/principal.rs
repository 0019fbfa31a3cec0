//! Who asks.

use std::sync::Arc;

use chrono::NaiveDate;
use uuid::Uuid;

use super::roles::{Permission, Role};
use crate::platform::problem::Language;

/// A role over a unit and its subtree, for one campaign or all, from one day to another.
#[derive(Debug, Clone)]
pub struct Grant {
    /// The role.
    pub role: Role,
    /// The unit; absent: everywhere.
    pub unit_id: Option<Uuid>,
    /// The only campaign, if it names one.
    pub campaign_id: Option<Uuid>,
    /// The first day.
    pub valid_from: NaiveDate,
    /// The last day, included.
    pub valid_to: Option<NaiveDate>,
}

impl Grant {
    /// Whether the grant counts on a day.
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.valid_from <= day && self.valid_to.is_none_or(|last| day <= last)
    }

    /// Whether the grant is bound to no unit and no campaign.
    pub fn is_everywhere(&self) -> bool {
        self.unit_id.is_none() && self.campaign_id.is_none()
    }
}

/// An account that has shown who it is.
#[derive(Debug, Clone)]
pub struct Principal {
    /// The account.
    pub id: Uuid,
    /// Its user name.
    pub username: String,
    /// The unit it belongs to.
    pub unit_id: Option<Uuid>,
    /// Its roles.
    pub grants: Vec<Grant>,
}

/// One request's view of who asks, and how.
#[derive(Debug, Clone)]
pub struct Caller {
    /// The account; absent: anonymous.
    pub principal: Option<Arc<Principal>>,
    /// The session that the token belongs to.
    pub session: Option<Uuid>,
    /// The scopes that the token is limited to; absent: all that the roles allow.
    pub scopes: Option<Arc<Vec<String>>>,
    /// The request.
    pub request_id: Option<Uuid>,
    /// The language of answers.
    pub language: Language,
}

impl Caller {
    /// Someone who has not signed in.
    pub fn anonymous(request_id: Option<Uuid>, language: Language) -> Self {
        Self { principal: None, session: None, scopes: None, request_id, language }
    }

    /// The account's id, if there is one.
    pub fn account(&self) -> Option<Uuid> {
        self.principal.as_ref().map(|principal| principal.id)
    }

    /// Scopes and roles both limit: a scope alone never grants.
    pub(super) fn in_scope(&self, permission: Permission) -> bool {
        self.scopes.as_ref().is_none_or(|scopes| scopes.iter().any(|scope| scope == permission.scope()))
    }
}
