//! Rows of submissions: made, read, held, and moved on.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::list::visible;
use crate::access::Reach;
use crate::ids::{CampaignId, SetId, SubmissionId, UnitId};
use crate::platform::problem::Result;
use crate::platform::states::refused;
use crate::schema::submissions;
use crate::scoring::Period;
use crate::scoring::submissions::model::Submission;
use crate::scoring::submissions::states::SubmissionState;

/// What an insert of a submission needs.
#[derive(Insertable)]
#[diesel(table_name = submissions)]
pub struct NewRow {
    pub id: SubmissionId,
    pub campaign_id: CampaignId,
    pub set_id: SetId,
    pub unit_id: UnitId,
    pub period: Period,
    pub state: SubmissionState,
    pub authors: Vec<Option<Uuid>>,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// What a step sets; absent fields stay. Totals are none of it: they follow the values.
#[derive(AsChangeset, Default)]
#[diesel(table_name = submissions)]
pub struct Changes {
    pub state: Option<SubmissionState>,
    pub revision: Option<i32>,
    pub sent_at: Option<DateTime<Utc>>,
    pub sent_by: Option<Uuid>,
    pub appraised_at: Option<DateTime<Utc>>,
    pub appraised_by: Option<Uuid>,
    pub authors: Option<Vec<Option<Uuid>>>,
}

pub async fn insert(conn: &mut AsyncPgConnection, row: &NewRow) -> Result<Submission> {
    let inserted = diesel::insert_into(submissions::table).values(row).returning(Submission::as_returning());
    Ok(inserted.get_result(conn).await?)
}

/// A submission that the caller may read.
pub async fn get(conn: &mut AsyncPgConnection, reach: &Reach, id: Uuid) -> Result<Submission> {
    let found = submissions::table.filter(submissions::id.eq(id)).filter(visible(reach));
    Ok(found.select(Submission::as_select()).first(conn).await?)
}

/// A submission, held until the transaction ends: totals follow values only one writer at a time.
pub async fn lock(conn: &mut AsyncPgConnection, id: Uuid) -> Result<Submission> {
    Ok(submissions::table.find(id).select(Submission::as_select()).for_update().first(conn).await?)
}

/// Compare and set: a submission that has meanwhile left the states of the step is refused.
pub async fn advance(
    conn: &mut AsyncPgConnection,
    before: &Submission,
    from: &'static [SubmissionState],
    changes: &Changes,
    now: DateTime<Utc>,
) -> Result<Submission> {
    let there = submissions::table.find(before.id).filter(submissions::state.eq_any(from));
    let set = (changes, submissions::version.eq(before.version + 1), submissions::updated_at.eq(now));
    let advanced = diesel::update(there).set(set).returning(Submission::as_returning()).get_result(conn).await;
    advanced.optional()?.ok_or_else(|| refused(before.state, from))
}
