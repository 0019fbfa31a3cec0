//! The decision that rewards the eligible: drafted by the standing agency, signed by the decider. Its
//! number and its signer are invented, and say so.

use serde::Deserialize;

use super::reading::{at, facts};
use crate::access::{Role, Story, may};
use crate::awards::decisions::{self, DecisionIn, SignatureIn};
use crate::ids::{CampaignId, NominationId};
use crate::platform::directory::Reference;
use crate::platform::http::{IfMatch, validated};
use crate::platform::problem::Result;

const DECISION: &str = include_str!("award-decision.json");

#[derive(Deserialize)]
struct AwardDecision {
    title_vi: String,
    signature: SignatureIn,
}

pub(super) async fn sign(story: &mut Story, campaign: CampaignId, nominations: Vec<NominationId>) -> Result<()> {
    let AwardDecision { title_vi, signature } = facts(DECISION)?;
    let signature = validated(signature)?;
    let campaign = Reference { id: Some(campaign.0), code: None };
    let draft = validated(DecisionIn { campaign, title_vi, nominations })?;

    story.scene(Role::StandingAgency.as_str(), at(signature.signed_on, 9)).await?;
    let id =
        story.step::<may::DraftAwardDecisions, _>(async |conn| Ok(decisions::draft(conn, &draft).await?.id)).await?;
    story.scene(Role::Decider.as_str(), at(signature.signed_on, 14)).await?;
    story
        .step::<may::SignAwardDecisions, _>(async |conn| {
            decisions::sign(conn, id.0, IfMatch::Any, &signature).await.map(drop)
        })
        .await
}
