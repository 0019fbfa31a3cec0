//! The campaign itself: drawn up, proposed, issued and launched by those whose step it was.

use chrono::NaiveDate;
use serde::Deserialize;

use super::reading::{at, body, day, facts};
use crate::access::{Role, Story, may};
use crate::campaigns::{self, CampaignDecisionIn, CampaignIn, CampaignLaunchIn, CampaignProposalIn, LaunchPrecision};
use crate::ids::CampaignId;
use crate::platform::http::IfMatch;
use crate::platform::problem::Result;

const CAMPAIGN: &str = include_str!("campaign.json");
const DECISION: &str = include_str!("decision.json");
/// The first day on which no dossier is in time any more.
const CLOSED: NaiveDate = day(2023, 12, 30);
const APPRAISAL: NaiveDate = day(2024, 1, 2);

/// The facts of the decision that the steps are made of.
#[derive(Deserialize)]
struct Decision {
    number: String,
    issued_on: NaiveDate,
    signer: String,
    signer_title_vi: String,
    proposal: CampaignProposalIn,
    launched_on: NaiveDate,
}

pub(super) async fn load(story: &mut Story) -> Result<CampaignId> {
    let Decision { number, issued_on, signer, signer_title_vi, proposal, launched_on } = facts(DECISION)?;
    let draft: CampaignIn = body(CAMPAIGN)?;
    let decision = CampaignDecisionIn { number, issued_on, signer, signer_title_vi };

    story.scene(Role::StandingAgency.as_str(), at(proposal.issued_on, 9)).await?;
    let id = story.step::<may::DraftCampaigns, _>(async |conn| Ok(campaigns::create(conn, draft).await?.id)).await?;
    story.step(async |conn| campaigns::propose(conn, id, IfMatch::Any, &proposal).await).await?;

    story.scene(Role::Decider.as_str(), at(issued_on, 9)).await?;
    story.step(async |conn| campaigns::issue(conn, id, IfMatch::Any, &decision).await).await?;

    let launch = CampaignLaunchIn { launched_on, precision: LaunchPrecision::Month };
    story.scene(Role::StandingAgency.as_str(), at(issued_on, 14)).await?;
    story.step(async |conn| campaigns::launch(conn, id, IfMatch::Any, &launch).await).await?;
    Ok(id)
}

/// The standing agency takes no more dossiers, and begins to appraise those it has.
pub(super) async fn close(story: &mut Story, id: CampaignId) -> Result<()> {
    story.scene(Role::StandingAgency.as_str(), at(CLOSED, 8)).await?;
    story.step(async |conn| campaigns::close_dossiers(conn, id, IfMatch::Any).await).await?;
    story.scene(Role::StandingAgency.as_str(), at(APPRAISAL, 8)).await?;
    story.step(async |conn| campaigns::start_appraisal(conn, id, IfMatch::Any).await).await?;
    Ok(())
}
