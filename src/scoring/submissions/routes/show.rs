//! How submissions are shown, and the records of their steps.

use uuid::Uuid;

use super::super::model::Submission;
use super::super::powers::Powers;
use super::super::queries;
use super::super::steps::Step;
use super::super::views::{SubmissionOut, SubmissionSheetOut, ValueOut};
use crate::access::{Conn, May, Permit, may};
use crate::campaigns::{self, CampaignStep};
use crate::platform::http::{Answer, Reply};
use crate::platform::problem::Result;
use crate::scoring::indicator_sets::indicators_of;

/// Shows one submission.
pub async fn show<P: May>(conn: &mut Conn<P>, row: Submission) -> Result<SubmissionOut> {
    let names = conn.names().await?;
    let campaign = campaigns::facts(conn.pg(), row.campaign_id).await?;
    let powers = Powers::of(conn, &names);
    Ok(SubmissionOut::of(row, &campaign, &names, &powers))
}

/// Shows one submission with its values.
pub async fn show_sheet<P: May>(conn: &mut Conn<P>, row: Submission) -> Result<SubmissionSheetOut> {
    let indicators = indicators_of(conn.pg(), row.set_id).await?;
    let values = queries::values(conn.pg(), row.id).await?;
    Ok(SubmissionSheetOut { submission: show(conn, row).await?, values: ValueOut::all(indicators, values) })
}

/// Answers a step with the submission after it, and the address of its record.
pub async fn taken<P: May>(conn: &mut Conn<P>, step: Step, row: Submission) -> Answer {
    let location = format!("/v1/submissions/{}/{}", row.id, step.noun());
    Reply::created(location, &show(conn, row).await?)
}

/// Answers with the latest record of a step.
pub async fn record(permit: Permit<may::ReadSubmissions>, id: Uuid, step: Step) -> Answer {
    record_of(permit, id, step.action()).await
}

/// Answers with the latest record of what the journal calls so.
pub async fn record_of(permit: Permit<may::ReadSubmissions>, id: Uuid, action: &str) -> Answer {
    let mut conn = permit.conn().await?;
    let (pg, reach) = conn.scoped();
    queries::get(pg, reach, id).await?;
    Reply::ok(&conn.transition_of(id, action).await?)
}
