//! The record of a step in a life: what `GET` answers on the noun that a change of state was posted to.

use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::intent::Version;
use super::reply::Versioned;

/// A step in the life of a record, as the journal keeps it: who took it, when, and why.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "transition": "campaign.issuance", "from": "proposed", "to": "issued", "at": "2023-03-01T01:00:00Z", "by": "Chủ tịch UBND huyện",
    "reason": null, "details": {"decision_number": "1297/QĐ-UBND"}, "version": 4}))]
pub struct TransitionOut {
    /// The step, as `resource.step`.
    pub transition: String,
    /// The state before it.
    pub from: String,
    /// The state after it.
    pub to: String,
    /// When it was taken.
    pub at: DateTime<Utc>,
    /// Who took it, as their account is called; `thidua` for the service itself. User names stay in the journal.
    pub by: String,
    /// Why, where the step asks for a reason.
    #[schema(required = true)]
    pub reason: Option<String>,
    /// What else the step recorded, such as the number of a decision.
    #[schema(value_type = Object)]
    pub details: Map<String, Value>,
    /// The version of the record after it.
    pub version: i64,
}

impl TransitionOut {
    /// Reads a step from what its change left in the journal: `{from, to, reason, details}`.
    pub fn of(transition: String, by: String, at: DateTime<Utc>, version: Version, after: &Value) -> Self {
        let text = |member: &str| after[member].as_str().map(ToOwned::to_owned);
        Self {
            transition,
            from: text("from").unwrap_or_default(),
            to: text("to").unwrap_or_default(),
            at,
            by,
            reason: text("reason"),
            details: after["details"].as_object().cloned().unwrap_or_default(),
            version,
        }
    }
}

impl Versioned for TransitionOut {
    fn version(&self) -> Version {
        self.version
    }
}
