//! What rankings and publications may know and demand of submissions.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel_async::AsyncPgConnection;
use serde_json::json;

use super::model::Submission;
use super::queries;
use super::states::SubmissionState;
use crate::access::{Change, Conn, may};
use crate::ids::{CampaignId, PublicationId, SetId, SubmissionId, UnitId};
use crate::platform::problem::{Code, Problem, Result};
use crate::schema::submissions;
use crate::scoring::{Exact, Period};

type Publisher = Conn<may::PublishScores>;

/// The totals of a unit on a set for a period.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = submissions)]
pub struct Totals {
    /// The submission.
    pub id: SubmissionId,
    /// The unit.
    pub unit_id: UnitId,
    /// The period.
    pub period: Period,
    /// Where it stands.
    pub state: SubmissionState,
    /// The sum of the unit's own scores.
    pub self_total: Exact,
    /// The sum of the appraised scores; none before the first.
    pub appraised_total: Option<Exact>,
    /// The score as last published.
    pub published_score: Option<Exact>,
    /// When its appraisal was concluded.
    pub appraised_at: Option<DateTime<Utc>>,
}

/// The totals of a campaign's units on a set, one row a unit and period; kept, not added up.
pub async fn totals_of(conn: &mut AsyncPgConnection, campaign: CampaignId, set: SetId) -> Result<Vec<Totals>> {
    queries::totals(conn, campaign, set).await
}

/// The publication that publishes submissions, and the decision behind it.
#[derive(Debug, Clone, Copy)]
pub struct PublishedBy<'a> {
    /// The publication.
    pub publication: PublicationId,
    /// The number of its decision.
    pub decision_number: &'a str,
    /// The date of its decision.
    pub issued_on: NaiveDate,
}

/// The journal's word for the publication of a submission.
pub const PUBLICATION: &str = "submission.publication";

/// Publishes appraised submissions, each with its appraised total; refused where one of them cannot be.
pub async fn mark_published(conn: &mut Publisher, ids: &[SubmissionId], by: PublishedBy<'_>) -> Result<()> {
    let now = conn.now();
    let published = queries::publish(conn.pg(), ids, now).await?;
    if published.len() < ids.len() {
        return Err(Problem::of(Code::NothingToPublish));
    }
    for submission in published {
        let before = json!({"state": SubmissionState::Appraised});
        let after = json!({
            "from": SubmissionState::Appraised, "to": submission.state, "reason": null,
            "details": {
                "publication_id": by.publication, "decision_number": by.decision_number, "issued_on": by.issued_on,
                "score": submission.published_score,
            },
        });
        conn.record(Change::of(PUBLICATION, &submission, Some(before), after)).await?;
    }
    Ok(())
}

/// Puts the score of a superseding publication in the place of the one published.
pub async fn correct_published(
    conn: &mut Publisher,
    id: SubmissionId,
    score: Exact,
    publication: PublicationId,
) -> Result<()> {
    let now = conn.now();
    let before = queries::lock(conn.pg(), id.0).await?;
    let corrected = queries::correct(conn.pg(), id, score, now).await?;
    let corrected = corrected.ok_or_else(|| Problem::of(Code::NothingToPublish))?;
    let score = |submission: &Submission| json!({"published_score": submission.published_score});
    let mut after = score(&corrected);
    after["publication_id"] = json!(publication);
    conn.record(Change::of("submission.correction", &corrected, Some(score(&before)), after)).await
}
