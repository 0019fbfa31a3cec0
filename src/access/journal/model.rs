//! An entry of the journal that has its place in the chain.

use chrono::{DateTime, Utc};
use serde_json::Value;
use uuid::Uuid;

/// What an entry says.
#[derive(Debug, diesel::Queryable, diesel::Selectable)]
#[diesel(table_name = crate::schema::journal_entries)]
pub struct Said {
    pub id: Uuid,
    pub recorded_at: DateTime<Utc>,
    pub actor_id: Option<Uuid>,
    pub actor_name: String,
    pub on_behalf_of: Option<String>,
    pub action: String,
    pub resource_type: String,
    pub resource_id: Uuid,
    pub version: i64,
    pub before: Option<Value>,
    pub after: Option<Value>,
    pub request_id: Option<Uuid>,
}

/// Where an entry stands in the chain.
#[derive(Debug, diesel::Queryable)]
pub struct Link {
    pub position: i64,
    pub previous_hash: Vec<u8>,
    pub hash: Vec<u8>,
    pub sealed: String,
}
