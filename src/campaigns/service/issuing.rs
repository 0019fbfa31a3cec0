//! Proposing, issuing and calling off a campaign.

use serde_json::json;

use super::step::{open, take};
use crate::access::{Conn, Note, may};
use crate::campaigns::model::{Campaign, Decided};
use crate::campaigns::queries;
use crate::campaigns::steps::Step;
use crate::campaigns::views::{CampaignDecisionIn, CampaignProposalIn};
use crate::ids::CampaignId;
use crate::platform::http::IfMatch;
use crate::platform::problem::Result;

type Issuer = Conn<may::IssueCampaigns>;

/// Proposes a draft to the decider.
pub async fn propose(
    conn: &mut Conn<may::DraftCampaigns>,
    id: CampaignId,
    expected: IfMatch,
    proposal: &CampaignProposalIn,
) -> Result<Campaign> {
    let before = open(conn, id, expected).await?;
    let edition = queries::edition(conn.pg(), id, before.stage.edition).await?;
    let content = queries::content(conn.pg(), edition.id).await?;
    let stage = before.stage.propose(&content, &proposal.number, proposal.issued_on, conn.today())?;
    let note = Note::of(json!({"number": proposal.number, "issued_on": proposal.issued_on}));
    take(conn, &before, Step::Proposal, stage, note).await
}

/// Sends a proposal back to be drawn up again.
pub async fn send_back(conn: &mut Issuer, id: CampaignId, expected: IfMatch, reason: &str) -> Result<Campaign> {
    let before = open(conn, id, expected).await?;
    let stage = before.stage.step(Step::Return)?;
    take(conn, &before, Step::Return, stage, Note::because(reason)).await
}

/// Issues a campaign by decision; from now on its content is frozen.
pub async fn issue(
    conn: &mut Issuer,
    id: CampaignId,
    expected: IfMatch,
    decision: &CampaignDecisionIn,
) -> Result<Campaign> {
    let before = open(conn, id, expected).await?;
    let edition = queries::edition(conn.pg(), id, before.stage.edition).await?;
    let content = queries::content(conn.pg(), edition.id).await?;
    let stage = before.stage.issue(&content, decision.issued_on, conn.today())?;
    queries::decide(conn.pg(), edition.id, &decision.into()).await?;
    let note = Note::of(json!({"decision": decision, "dossiers_close_at": stage.dossiers_close_at}));
    take(conn, &before, Step::Issuance, stage, note).await
}

/// Calls a campaign off.
pub async fn cancel(conn: &mut Issuer, id: CampaignId, expected: IfMatch, reason: &str) -> Result<Campaign> {
    let before = open(conn, id, expected).await?;
    let awarded = !queries::awarded(conn.pg(), &[id]).await?.is_empty();
    let stage = before.stage.cancel(awarded)?;
    take(conn, &before, Step::Cancellation, stage, Note::because(reason)).await
}

impl From<&CampaignDecisionIn> for Decided {
    fn from(decision: &CampaignDecisionIn) -> Self {
        Self {
            decision_number: Some(decision.number.clone()),
            decided_on: Some(decision.issued_on),
            signer: Some(decision.signer.clone()),
            signer_title_vi: Some(decision.signer_title_vi.clone()),
        }
    }
}
