//! What rankings and publications read and write.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::ids::{CampaignId, SetId, SubmissionId};
use crate::platform::problem::Result;
use crate::platform::states::LifeCycle;
use crate::schema::submissions;
use crate::scoring::Exact;
use crate::scoring::submissions::facts::Totals;
use crate::scoring::submissions::model::Submission;
use crate::scoring::submissions::states::SubmissionState;

/// The kept totals of a campaign's submissions on a set.
pub async fn totals(conn: &mut AsyncPgConnection, campaign: CampaignId, set: SetId) -> Result<Vec<Totals>> {
    let all = submissions::table.filter(submissions::campaign_id.eq(campaign)).filter(submissions::set_id.eq(set));
    Ok(all.order(submissions::unit_id).select(Totals::as_select()).load(conn).await?)
}

/// Publishes those of these submissions that may be published, each with its appraised total.
pub async fn publish(
    conn: &mut AsyncPgConnection,
    ids: &[SubmissionId],
    now: DateTime<Utc>,
) -> Result<Vec<Submission>> {
    let ready = submissions::table
        .filter(submissions::id.eq_any(ids))
        .filter(submissions::state.eq_any(SubmissionState::Published.enters_from()));
    let set = (
        submissions::state.eq(SubmissionState::Published),
        submissions::published_score.eq(submissions::appraised_total),
        submissions::version.eq(submissions::version + 1),
        submissions::updated_at.eq(now),
    );
    Ok(diesel::update(ready).set(set).returning(Submission::as_returning()).load(conn).await?)
}

/// Puts a corrected score in the place of the one published.
pub async fn correct(
    conn: &mut AsyncPgConnection,
    id: SubmissionId,
    score: Exact,
    now: DateTime<Utc>,
) -> Result<Option<Submission>> {
    let published = submissions::table.find(id).filter(submissions::state.eq(SubmissionState::Published));
    let set = (
        submissions::published_score.eq(score),
        submissions::version.eq(submissions::version + 1),
        submissions::updated_at.eq(now),
    );
    Ok(diesel::update(published).set(set).returning(Submission::as_returning()).get_result(conn).await.optional()?)
}
