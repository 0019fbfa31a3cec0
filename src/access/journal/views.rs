//! The journal on the wire.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use super::model::{Link, Said};

/// Filters of the journal.
#[derive(Debug, Deserialize, Serialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct JournalQuery {
    /// Only changes of this kind of record, such as `campaign`; repeated means or.
    #[serde(default)]
    pub resource: Vec<String>,
    /// Only changes of this record.
    #[param(nullable = false)]
    pub resource_id: Option<Uuid>,
    /// Only changes made under this user name; `thidua` is the service itself. Repeated means or.
    #[serde(default)]
    pub actor: Vec<String>,
    /// Only these acts, such as `campaign.issuance`; repeated means or.
    #[serde(default)]
    pub action: Vec<String>,
    /// Only changes made at this instant or later.
    #[serde(default, deserialize_with = "crate::platform::dates::bounded")]
    #[serde(rename = "at[gte]")]
    #[param(rename = "at[gte]", nullable = false)]
    pub from: Option<DateTime<Utc>>,
    /// Only changes made before this instant.
    #[serde(default, deserialize_with = "crate::platform::dates::bounded")]
    #[serde(rename = "at[lt]")]
    #[param(rename = "at[lt]", nullable = false)]
    pub before: Option<DateTime<Utc>>,
}

/// One change, with its place in the chain.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "position": 1, "id": "01869b2c-5d80-7000-8000-000000000001", "at": "2023-03-01T01:00:00Z",
    "actor_id": "01869b2c-5d80-7000-8000-0000000000a1", "actor": "decider", "on_behalf_of": null,
    "action": "campaign.return", "resource": "campaign", "resource_id": "01869b2c-5d80-7000-8000-0000000000c1", "version": 3,
    "before": {"state": "proposed"},
    "after": {"to": "draft", "from": "proposed", "reason": "Bổ sung tiêu chuẩn cho cá nhân.", "details": {}},
    "request_id": "01869b2c-5d80-7000-8000-0000000000f1",
    "previous_hash": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "hash": "ce96ed08e421bc3b625e6ec4a2f3ee48d2a75ab64bc02d7bb5018f75f29fd4a1",
    "sealed": "{\"at\": \"2023-03-01T01:00:00.000000Z\", \"id\": \"01869b2c-5d80-7000-8000-000000000001\", \"actor\": \"decider\", \"after\": {\"to\": \"draft\", \"from\": \"proposed\", \"reason\": \"Bổ sung tiêu chuẩn cho cá nhân.\", \"details\": {}}, \"action\": \"campaign.return\", \"before\": {\"state\": \"proposed\"}, \"version\": 3, \"actor_id\": \"01869b2c-5d80-7000-8000-0000000000a1\", \"resource\": \"campaign\", \"request_id\": \"01869b2c-5d80-7000-8000-0000000000f1\", \"resource_id\": \"01869b2c-5d80-7000-8000-0000000000c1\", \"on_behalf_of\": null}"}))]
pub struct JournalEntryOut {
    /// Its place in the journal: 1 for the first, without gaps.
    pub position: i64,
    /// The id of the entry.
    pub id: Uuid,
    /// When the change was made.
    pub at: DateTime<Utc>,
    /// The account that made it; null for the service itself.
    #[schema(required = true)]
    pub actor_id: Option<Uuid>,
    /// The account's user name, as it was then; `thidua` for the service itself.
    pub actor: String,
    /// Whom a portal acted for.
    #[schema(required = true)]
    pub on_behalf_of: Option<String>,
    /// What was done, as `resource.act`.
    pub action: String,
    /// The kind of record that was changed.
    pub resource: String,
    /// Its id.
    pub resource_id: Uuid,
    /// Its version after the change.
    pub version: i64,
    /// What mattered before; null where there was nothing.
    #[schema(required = true, value_type = Option<Object>)]
    pub before: Option<Value>,
    /// What matters now; null where nothing does.
    #[schema(required = true, value_type = Option<Object>)]
    pub after: Option<Value>,
    /// The request that asked for it: the `X-Request-Id` of its response.
    #[schema(required = true)]
    pub request_id: Option<Uuid>,
    /// The hash of the entry before, in hexadecimal; before the first, the SHA-256 of nothing.
    #[schema(pattern = "^[0-9a-f]{64}$")]
    pub previous_hash: String,
    /// SHA-256 of the 32 bytes of `previous_hash` followed by the UTF-8 bytes of `sealed`, in hexadecimal.
    #[schema(pattern = "^[0-9a-f]{64}$")]
    pub hash: String,
    /// The text that the hash covers: a JSON object with the members `id` to `request_id` of this entry.
    pub sealed: String,
}

impl JournalEntryOut {
    /// Shows an entry at its place.
    pub fn of(said: Said, link: Link) -> Self {
        Self {
            position: link.position,
            id: said.id,
            at: said.recorded_at,
            actor_id: said.actor_id,
            actor: said.actor_name,
            on_behalf_of: said.on_behalf_of,
            action: said.action,
            resource: said.resource_type,
            resource_id: said.resource_id,
            version: said.version,
            before: said.before,
            after: said.after,
            request_id: said.request_id,
            previous_hash: hex(&link.previous_hash),
            hash: hex(&link.hash),
            sealed: link.sealed,
        }
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
