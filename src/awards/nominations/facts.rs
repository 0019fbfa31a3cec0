//! What decisions may know and demand of nominations.

use diesel_async::AsyncPgConnection;
use serde_json::json;
use uuid::Uuid;

use super::model::Nomination;
use super::queries::{self, Changes};
use super::service::journal;
use super::states::NominationState;
use crate::access::{Conn, may};
use crate::awards::policies::{AwardForm, Recipient};
use crate::ids::{CampaignId, NominationId};
use crate::platform::problem::{Code, Problem, Result};
use crate::platform::states::LifeCycle;

type Signer = Conn<may::SignAwardDecisions>;

/// A nomination that a decision may reward.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// The nomination.
    pub id: NominationId,
    /// The award it asks for.
    pub award_form: AwardForm,
    /// Who would receive it.
    pub recipient: Recipient,
    /// Who submitted and who judged it: who may not sign.
    pub hands: Vec<Uuid>,
}

impl Candidate {
    fn of(nomination: &Nomination) -> Self {
        Self {
            id: nomination.id,
            award_form: nomination.award_form,
            recipient: nomination.subject.into(),
            hands: [nomination.submitted_by, nomination.appraised_by].into_iter().flatten().collect(),
        }
    }
}

/// These nominations, in this order, if a decision of the campaign may hold them: each proposed to
/// the decider, with no verdict that fails or is awaited. Held until the transaction ends.
pub async fn candidates(
    conn: &mut AsyncPgConnection,
    campaign: CampaignId,
    ids: &[NominationId],
) -> Result<Vec<Candidate>> {
    let found = queries::lock_all(conn, ids).await?;
    let unmet = queries::unmet(conn, ids).await?;
    let mut candidates = Vec::with_capacity(ids.len());
    let mut problem = Problem::of(Code::NotEligible);
    for (index, id) in ids.iter().enumerate() {
        let fits = |nomination: &&Nomination| {
            nomination.id == *id
                && nomination.campaign_id == campaign
                && nomination.state == NominationState::ToDecider
                && !unmet.contains(id)
        };
        match found.iter().find(fits) {
            Some(nomination) => candidates.push(Candidate::of(nomination)),
            None => {
                let (vi, en) = ("Hồ sơ không đủ điều kiện hoặc chưa trình.", "Not eligible, or not proposed.");
                problem = problem.and_field(&format!("/nominations/{index}"), "not_eligible", vi, en);
            }
        }
    }
    if problem.errors.is_empty() { Ok(candidates) } else { Err(problem) }
}

/// Marks a nomination as rewarded by a signed decision.
pub async fn grant(conn: &mut Signer, id: NominationId, decision_number: &str) -> Result<()> {
    let details = json!({"decision_number": decision_number});
    settle(conn, id, NominationState::Granted, "nomination.grant", None, details).await
}

/// Marks the award of a nomination as taken back.
pub async fn revoke(conn: &mut Signer, id: NominationId, reason: &str, decision_number: &str) -> Result<()> {
    let details = json!({"decision_number": decision_number});
    settle(conn, id, NominationState::Revoked, "nomination.revocation", Some(reason), details).await
}

async fn settle(
    conn: &mut Signer,
    id: NominationId,
    state: NominationState,
    action: &'static str,
    reason: Option<&str>,
    details: serde_json::Value,
) -> Result<()> {
    let now = conn.now();
    let found = queries::lock_all(conn.pg(), &[id]).await?;
    let before = found.first().ok_or_else(|| Problem::of(Code::NotFound))?;
    state.enter(before.state)?;
    let changes = Changes { state: Some(state), ..Changes::default() };
    let after = queries::advance(conn.pg(), before, state.enters_from(), &changes, now).await?;
    let facts = json!({"from": before.state, "to": after.state, "reason": reason, "details": details});
    journal(conn, action, Some(json!({"state": before.state})), &after, facts).await
}

/// How many nominations of a campaign still wait for an answer.
pub async fn unsettled(conn: &mut AsyncPgConnection, campaign: CampaignId) -> Result<i64> {
    queries::unsettled(conn, campaign).await
}
