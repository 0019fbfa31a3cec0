//! What decisions may know and demand of nominations.

use chrono::{DateTime, Utc};
use diesel_async::AsyncPgConnection;
use serde_json::json;

use super::model::Nomination;
use super::present::is_current;
use super::queries::{self, Changes};
use super::states::NominationState;
use super::steps::Step;
use crate::access::{Change, Conn, Note, may};
use crate::awards::policies::{AwardForm, Recipient};
use crate::campaigns::{self, CampaignStep};
use crate::ids::{CampaignId, NominationId};
use crate::platform::journal;
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
}

impl Candidate {
    fn of(nomination: &Nomination) -> Self {
        let (id, award_form) = (nomination.id, nomination.award_form);
        Self { id, award_form, recipient: nomination.subject.into() }
    }
}

/// These nominations, in this order, if a decision of the campaign may hold them: each proposed to
/// the decider, and eligible on the evidence of this moment. Held until the transaction ends.
pub async fn candidates(
    conn: &mut AsyncPgConnection,
    campaign: CampaignId,
    ids: &[NominationId],
) -> Result<Vec<Candidate>> {
    let campaign = campaigns::facts(conn, campaign).await?;
    let found = queries::lock_all(conn, ids).await?;
    let mut candidates = Vec::with_capacity(ids.len());
    let mut problem = Problem::of(Code::NotEligible);
    for (index, id) in ids.iter().enumerate() {
        let proposed = found.iter().find(|nomination| {
            let state = nomination.state;
            nomination.id == *id && nomination.campaign_id == campaign.id && state == NominationState::ToDecider
        });
        let (code, vi, en) = match proposed {
            Some(nomination) if is_current(conn, nomination, &campaign).await? => {
                candidates.push(Candidate::of(nomination));
                continue;
            }
            Some(_) => ("verdict_changed", "Số liệu đã thay đổi sau khi thẩm định.", "Its verdicts stand no more."),
            None => ("not_eligible", "Hồ sơ không đủ điều kiện hoặc chưa trình.", "Not eligible, or not proposed."),
        };
        problem = problem.and_field(&format!("/nominations/{index}"), code, vi, en);
    }
    if problem.errors.is_empty() { Ok(candidates) } else { Err(problem) }
}

/// When the last of these nominations was proposed to the decider.
pub async fn last_forwarding(conn: &mut AsyncPgConnection, ids: &[NominationId]) -> Result<Option<DateTime<Utc>>> {
    let ids: Vec<_> = ids.iter().map(|id| id.0).collect();
    Ok(journal::last(conn, &ids, Step::Forwarding.action()).await?)
}

/// Marks a nomination as rewarded by a signed decision.
pub async fn grant(conn: &mut Signer, id: NominationId, decision_number: &str) -> Result<()> {
    let note = Note::of(json!({"decision_number": decision_number}));
    settle(conn, id, NominationState::Granted, "nomination.grant", note).await
}

/// Marks the award of a nomination as taken back.
pub async fn revoke(conn: &mut Signer, id: NominationId, reason: &str, decision_number: &str) -> Result<()> {
    let note = Note { reason: Some(reason), details: json!({"decision_number": decision_number}) };
    settle(conn, id, NominationState::Revoked, "nomination.revocation", note).await
}

async fn settle(
    conn: &mut Signer,
    id: NominationId,
    state: NominationState,
    action: &'static str,
    note: Note<'_>,
) -> Result<()> {
    let now = conn.now();
    let found = queries::lock_all(conn.pg(), &[id]).await?;
    let before = found.first().ok_or_else(|| Problem::of(Code::NotFound))?;
    state.enter(before.state)?;
    let changes = Changes { state: Some(state), ..Changes::default() };
    let after = queries::advance(conn.pg(), before, state.enters_from(), &changes, now).await?;
    conn.record(Change::step(action, before, &after, note)).await
}

/// How many nominations of a campaign still wait for an answer.
pub async fn unsettled(conn: &mut AsyncPgConnection, campaign: CampaignId) -> Result<i64> {
    queries::unsettled(conn, campaign).await
}
