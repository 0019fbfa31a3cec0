//! The campaign itself: drawn up, proposed, issued and launched by those whose step it was.

use chrono::NaiveDate;
use serde::Deserialize;

use super::reading::{at, body, facts};
use crate::access::{Role, Story, may};
use crate::campaigns::{self, CampaignDecisionIn, CampaignIn, CampaignLaunchIn, CampaignProposalIn};
use crate::ids::CampaignId;
use crate::platform::http::IfMatch;
use crate::platform::problem::Result;

const CAMPAIGN: &str = include_str!("campaign.json");
const DECISION: &str = include_str!("decision.json");

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

    let launch = CampaignLaunchIn { launched_on };
    story.scene(Role::StandingAgency.as_str(), at(issued_on, 14)).await?;
    story.step(async |conn| campaigns::launch(conn, id, IfMatch::Any, &launch).await).await?;
    Ok(id)
}
