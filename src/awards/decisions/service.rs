//! Drafting decisions, and taking awards back.

use serde_json::json;
use uuid::Uuid;

use super::model::{Decision, DecisionState, RELEASE, check_once};
use super::queries::{self, NewRow};
use super::steps::Step;
use super::views::{DecisionIn, DecisionPatch, RevocationIn};
use crate::access::{Change, Conn, May, Note, may};
use crate::awards::nominations;
use crate::campaigns::{self, CampaignStep};
use crate::ids::{AwardDecisionId, NominationId};
use crate::platform::dates::check_day;
use crate::platform::http::IfMatch;
use crate::platform::problem::{Code, Problem, Result};

type Drafter = Conn<may::DraftAwardDecisions>;
type Signer = Conn<may::SignAwardDecisions>;

/// Drafts a decision on nominations that are proposed to the decider.
pub async fn draft(conn: &mut Drafter, new: &DecisionIn) -> Result<Decision> {
    let campaign = campaigns::named(conn, &new.campaign, "/campaign").await?.id;
    let organiser_id = campaigns::facts(conn.pg(), campaign).await?.organiser_id;
    if !conn.reach().covers(organiser_id.0, campaign.0) {
        return Err(Problem::of(Code::Forbidden).with("required_permission", "award_decisions:draft"));
    }
    campaigns::require_state(conn.pg(), campaign, Step::Update.while_campaign()).await?;
    check_once(&new.nominations)?;
    nominations::candidates(conn.pg(), campaign, &new.nominations).await?;
    let now = conn.now();
    let row = NewRow {
        id: AwardDecisionId::draw(),
        campaign_id: campaign,
        organiser_id,
        state: DecisionState::Draft,
        title_vi: &new.title_vi,
        drafted_by: conn.caller().account().unwrap_or_default(),
        created_at: now,
        updated_at: now,
    };
    let decision = queries::insert(conn.pg(), &row).await?;
    queries::put_awards(conn.pg(), decision.id, &new.nominations).await?;
    let after = json!({"campaign_id": campaign, "title_vi": new.title_vi, "nominations": new.nominations});
    conn.record(Change::of("award_decision.creation", &decision, None, after)).await?;
    Ok(decision)
}

/// Changes a draft: its title, its nominations.
pub async fn update(conn: &mut Drafter, id: Uuid, expected: IfMatch, patch: DecisionPatch) -> Result<Decision> {
    let before = begin(conn, id, expected, Step::Update).await?;
    let held = held(conn, &before).await?;
    if let Some(wanted) = &patch.nominations {
        check_once(wanted)?;
        nominations::candidates(conn.pg(), before.campaign_id, wanted).await?;
        queries::put_awards(conn.pg(), before.id, wanted).await?;
    }
    let now = conn.now();
    let after = queries::retitle(conn.pg(), &before, patch.title_vi.as_deref(), now).await?;
    let facts = |title: &str, nominations: &[NominationId]| json!({"title_vi": title, "nominations": nominations});
    let now_held = patch.nominations.as_ref().unwrap_or(&held);
    let (was, is) = (facts(&before.title_vi, &held), facts(&after.title_vi, now_held));
    conn.record(Change::of(Step::Update.action(), &after, Some(was), is)).await?;
    Ok(after)
}

/// Takes a nomination that is being refused out of the draft that holds it, if one does.
pub async fn release(conn: &mut Signer, nomination: NominationId) -> Result<()> {
    let Some(before) = queries::lock_draft_of(conn.pg(), nomination).await? else { return Ok(()) };
    let held = held(conn, &before).await?;
    let left: Vec<_> = held.iter().copied().filter(|id| *id != nomination).collect();
    queries::put_awards(conn.pg(), before.id, &left).await?;
    let now = conn.now();
    let after = queries::touch(conn.pg(), &before, now).await?;
    let (was, is) = (json!({"nominations": held}), json!({"nominations": left}));
    conn.record(Change::of(RELEASE, &after, Some(was), is)).await
}

/// Takes an award of a signed decision back, on a ground of the law.
pub async fn revoke(conn: &mut Signer, id: Uuid, expected: IfMatch, new: &RevocationIn) -> Result<Decision> {
    let before = begin(conn, id, expected, Step::Revocations).await?;
    check_day("/revoked_on", new.revoked_on, before.signed_on, conn.today())?;
    let awards = queries::awards_of(conn.pg(), before.id).await?;
    let found = awards.iter().find(|(award, _)| award.nomination_id == new.nomination);
    let (award, _) = found.ok_or_else(|| {
        let (vi, en) = ("Quyết định không có hồ sơ này.", "The decision does not hold this nomination.");
        Problem::of(Code::UnknownReference).and_field("/nomination", "unknown", vi, en)
    })?;
    nominations::revoke(conn, award.nomination_id, &new.reason, &new.decision_number).await?;
    queries::revoke(conn.pg(), award.id, new).await?;
    let now = conn.now();
    let after = queries::touch(conn.pg(), &before, now).await?;
    let details = json!({
        "nomination": new.nomination, "ground": new.ground, "decision_number": new.decision_number,
        "revoked_on": new.revoked_on, "amount_vnd": award.amount_vnd,
    });
    let note = Note { reason: Some(&new.reason), details };
    conn.record(Change::step(Step::Revocations.action(), &before, &after, note)).await?;
    Ok(after)
}

/// Takes hold of a decision within reach, unchanged since it was read, from which the step may start.
pub(super) async fn begin<P: May>(conn: &mut Conn<P>, id: Uuid, expected: IfMatch, by: Step) -> Result<Decision> {
    let (pg, reach) = conn.scoped();
    let decision = queries::lock(pg, reach, id).await?;
    campaigns::admit(conn.pg(), by, expected, &decision, decision.campaign_id).await?;
    Ok(decision)
}

/// The nominations that a decision holds, in its order.
pub(super) async fn held<P: May>(conn: &mut Conn<P>, decision: &Decision) -> Result<Vec<NominationId>> {
    let awards = queries::awards_of(conn.pg(), decision.id).await?;
    Ok(awards.into_iter().map(|(award, _)| award.nomination_id).collect())
}
