//! Leading a campaign from its launch to its conclusion.

use diesel_async::AsyncPgConnection;
use serde_json::{Value, json};

use super::step::{open, take};
use crate::access::{Conn, Note, Permit, SharedGate, may};
use crate::campaigns::model::Campaign;
use crate::campaigns::queries;
use crate::campaigns::steps::Step;
use crate::campaigns::views::{CampaignLaunchIn, CampaignSummaryIn};
use crate::ids::CampaignId;
use crate::platform::http::IfMatch;
use crate::platform::problem::Result;

type Runner = Conn<may::RunCampaigns>;

/// Launches a campaign.
pub async fn launch(
    conn: &mut Runner,
    id: CampaignId,
    expected: IfMatch,
    launch: &CampaignLaunchIn,
) -> Result<Campaign> {
    let before = open(conn, id, expected).await?;
    let CampaignLaunchIn { launched_on, precision } = *launch;
    let stage = before.stage.launch(launched_on, precision, conn.today())?;
    let details = json!({"launched_on": launched_on, "precision": precision});
    take(conn, &before, Step::Launch, stage, Note::of(details)).await
}

/// Takes no more dossiers, once the deadline has passed.
pub async fn close_dossiers(conn: &mut Runner, id: CampaignId, expected: IfMatch) -> Result<Campaign> {
    let before = open(conn, id, expected).await?;
    let stage = before.stage.close_dossiers(conn.now())?;
    take(conn, &before, Step::DossierClosure, stage, Note::nothing()).await
}

/// Closes every campaign whose deadline has passed, as the service's own act; how many.
pub async fn close_due(gate: &SharedGate) -> Result<usize> {
    let permit = Permit::<may::RunCampaigns>::of_service(gate.clone());
    permit
        .transaction(async |conn| {
            let now = conn.now();
            let due = queries::due(conn.pg(), now).await?;
            for before in &due {
                let stage = before.stage.close_dossiers(now)?;
                take(conn, before, Step::DossierClosure, stage, Note::nothing()).await?;
            }
            Ok(due.len())
        })
        .await
}

/// Takes dossiers again, past the deadline.
pub async fn reopen(conn: &mut Runner, id: CampaignId, expected: IfMatch, reason: &str) -> Result<Campaign> {
    let before = open(conn, id, expected).await?;
    let stage = before.stage.reopen(conn.now())?;
    take(conn, &before, Step::Reopening, stage, Note::because(reason)).await
}

/// Begins the appraisal of the dossiers.
pub async fn start_appraisal(conn: &mut Runner, id: CampaignId, expected: IfMatch) -> Result<Campaign> {
    plain(conn, id, expected, Step::Appraisal).await
}

/// Concludes the awards. Whether every nomination has its end and a decision is signed is for the awards
/// to say: `settled` is asked while the campaign is locked, and answers with what to note of it.
pub async fn mark_awarded(
    conn: &mut Runner,
    id: CampaignId,
    expected: IfMatch,
    settled: impl AsyncFnOnce(&mut AsyncPgConnection) -> Result<Value>,
) -> Result<Campaign> {
    let before = open(conn, id, expected).await?;
    let stage = before.stage.step(Step::AwardConclusion)?;
    let details = settled(conn.pg()).await?;
    take(conn, &before, Step::AwardConclusion, stage, Note::of(details)).await
}

/// Reviews the campaign with a report.
pub async fn summarise(
    conn: &mut Runner,
    id: CampaignId,
    expected: IfMatch,
    summary: &CampaignSummaryIn,
) -> Result<Campaign> {
    let before = open(conn, id, expected).await?;
    let stage = before.stage.summarise(summary.summarised_on, conn.today())?;
    let details = json!({"report_number": summary.report_number, "summarised_on": summary.summarised_on});
    take(conn, &before, Step::Summary, stage, Note::of(details)).await
}

/// Closes the campaign for good.
pub async fn archive(conn: &mut Runner, id: CampaignId, expected: IfMatch) -> Result<Campaign> {
    plain(conn, id, expected, Step::Archival).await
}

async fn plain(conn: &mut Runner, id: CampaignId, expected: IfMatch, step: Step) -> Result<Campaign> {
    let before = open(conn, id, expected).await?;
    let stage = before.stage.step(step)?;
    take(conn, &before, step, stage, Note::nothing()).await
}
