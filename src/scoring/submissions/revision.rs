//! What was sent, each time it was sent: written once, never changed.

use chrono::{DateTime, Utc};
use diesel::deserialize::FromSqlRow;
use diesel::expression::AsExpression;
use diesel::prelude::*;
use diesel::sql_types::Jsonb;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::value::Claimed;
use crate::ids::SubmissionId;
use crate::jsonb;
use crate::schema::submission_revisions;
use crate::scoring::Exact;

/// What was sent, in full: each claim by the code of its indicator.
#[derive(Debug, Clone, Serialize, Deserialize, FromSqlRow, AsExpression)]
#[diesel(sql_type = Jsonb)]
pub struct Sent {
    pub values: Vec<(String, Claimed)>,
}

jsonb!(Sent);

/// One sending.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = submission_revisions)]
pub struct Revision {
    pub submission_id: SubmissionId,
    pub revision: i32,
    pub self_total: Exact,
    pub snapshot: Sent,
    pub sent_at: DateTime<Utc>,
    pub sent_by: Uuid,
}
