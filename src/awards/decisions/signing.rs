//! The signature: the one moment at which a decision binds, and each bonus is fixed.

use std::collections::HashSet;

use serde_json::{Value, json};
use uuid::Uuid;

use super::model::{Decision, check_signer};
use super::pricing::{Priced, check_confirmed, price};
use super::queries::{self, Signed};
use super::service::{begin, held};
use super::steps::Step;
use super::views::SignatureIn;
use crate::access::{Change, Conn, May, Note, may};
use crate::awards::nominations::{self, Candidate};
use crate::awards::policies::{Office, granted_by};
use crate::campaigns::{self, CampaignStep};
use crate::ids::{AwardDecisionId, NominationId};
use crate::platform::clock::date_in_vietnam;
use crate::platform::dates::check_day;
use crate::platform::http::IfMatch;
use crate::platform::journal::touched_by;
use crate::platform::problem::{Code, Problem, Result};
use crate::registry::units::{kind_and_level, kinds_and_levels};

type Signer = Conn<may::SignAwardDecisions>;

/// Signs a draft by the law in force on the day of signing.
pub async fn sign(conn: &mut Signer, id: Uuid, expected: IfMatch, new: &SignatureIn) -> Result<Decision> {
    let before = begin(conn, id, expected, Step::Signature).await?;
    let held = held(conn, &before).await?;
    let candidates = nominations::candidates(conn.pg(), before.campaign_id, &held).await?;
    let signer = conn.caller().account().ok_or_else(|| Problem::of(Code::Unauthenticated))?;
    let forwarded = nominations::last_forwarding(conn.pg(), &held).await?;
    check_day("/signed_on", new.signed_on, forwarded.map(date_in_vietnam), conn.today())?;
    require_office(conn, &before, new.signer_office).await?;
    require_no_hand(conn, &before, &held, signer).await?;
    let priced = price(conn.pg(), &candidates, new.signer_office, new.signed_on).await?;
    check_confirmed(&priced, new.accept_unconfirmed_reason.as_deref())?;
    let after = freeze(conn, &before, signer, new, &priced).await?;
    for candidate in &candidates {
        nominations::grant(conn, candidate.id, &new.number).await?;
    }
    campaigns::note_awarding(conn.pg(), before.campaign_id, new.signed_on).await?;
    let unconfirmed = unconfirmed(&priced);
    let reason = new.accept_unconfirmed_reason.as_deref().filter(|_| !unconfirmed.is_empty());
    let note = Note { reason, details: details(&after, &candidates, &priced, unconfirmed) };
    conn.record(Change::step(Step::Signature.action(), &before, &after, note)).await?;
    Ok(after)
}

/// Who signs had no hand in the draft or in any dossier of it, ever; a refusal that freed the draft of a
/// dossier is the decider's own.
async fn require_no_hand(conn: &mut Signer, decision: &Decision, held: &[NominationId], signer: Uuid) -> Result<()> {
    let all: Vec<_> = held.iter().map(|id| id.0).chain([decision.id.0]).collect();
    let changes = touched_by(conn.pg(), &all, signer).await?;
    check_signer(changes.iter().map(|(_, action)| action.as_str()))
}

/// Who signs heads the unit that organises the campaign.
async fn require_office(conn: &mut Signer, decision: &Decision, office: Office) -> Result<()> {
    let (kind, level) = kind_and_level(conn.pg(), decision.organiser_id).await?;
    if Office::heading(kind, level) == Some(office) {
        return Ok(());
    }
    let (vi, en) = ("Không phải chức vụ của đơn vị tổ chức.", "Not the office that heads the organiser.");
    Err(Problem::of(Code::OfficeWithoutAuthority).and_field("/signer_office", "not_of_organiser", vi, en))
}

/// Those of some drafts whose signature would not be refused for who asks: the caller had no hand in them, and
/// the office that heads the organiser grants, or once granted, every award they hold.
pub(super) async fn signable<P: May>(conn: &mut Conn<P>, drafts: &[&Decision]) -> Result<HashSet<AwardDecisionId>> {
    let Some(account) = conn.caller().account().filter(|_| !drafts.is_empty()) else { return Ok(HashSet::new()) };
    let ids: Vec<_> = drafts.iter().map(|draft| draft.id).collect();
    let held = queries::held(conn.pg(), &ids).await?;
    let touched = held.iter().map(|(_, nomination, _)| nomination.0).chain(ids.iter().map(|id| id.0));
    let changes = touched_by(conn.pg(), &touched.collect::<Vec<_>>(), account).await?;
    let organisers: Vec<_> = drafts.iter().map(|draft| draft.organiser_id).collect();
    let units = kinds_and_levels(conn.pg(), &organisers).await?;
    let granted = granted_by(conn.pg()).await?;
    let may_sign = |draft: &&&Decision| {
        let own: Vec<_> = held.iter().filter(|(decision, ..)| *decision == draft.id).collect();
        let is_of_it = |id: Uuid| id == draft.id.0 || own.iter().any(|(_, nomination, _)| nomination.0 == id);
        let mine = changes.iter().filter(|(id, _)| is_of_it(*id)).map(|(_, action)| action.as_str());
        let office = units.get(&draft.organiser_id).and_then(|(kind, level)| Office::heading(*kind, *level));
        let grants = |office| own.iter().all(|(.., form)| granted.contains(&(office, *form)));
        !own.is_empty() && check_signer(mine).is_ok() && office.is_some_and(grants)
    };
    Ok(drafts.iter().filter(may_sign).map(|draft| draft.id).collect())
}

/// Awards first: once the decision is signed, the database lets nobody change them.
async fn freeze(
    conn: &mut Signer,
    before: &Decision,
    signer: Uuid,
    new: &SignatureIn,
    priced: &[Priced],
) -> Result<Decision> {
    let any = priced.first().ok_or_else(|| {
        let (vi, en) = ("Quyết định chưa có hồ sơ nào.", "The decision holds no nomination.");
        Problem::field("/nominations", "required", vi, en)
    })?;
    let awards = queries::awards_of(conn.pg(), before.id).await?;
    for ((award, _), priced) in awards.iter().zip(priced) {
        queries::freeze(conn.pg(), award.id, priced).await?;
    }
    let now = conn.now();
    queries::sign(conn.pg(), before, &Signed::of(new, signer, any), now).await
}

/// The inputs of any award that nobody has checked against the law.
fn unconfirmed(priced: &[Priced]) -> Vec<&'static str> {
    let mut inputs: Vec<_> = priced.iter().flat_map(Priced::unconfirmed).collect();
    inputs.sort_unstable();
    inputs.dedup();
    inputs
}

/// What was signed, on what law, and what of it nobody has checked.
fn details(after: &Decision, candidates: &[Candidate], priced: &[Priced], unconfirmed: Vec<&str>) -> Value {
    let award = |(candidate, priced): (&Candidate, &Priced)| {
        json!({
            "nomination": candidate.id, "award_form": candidate.award_form, "coefficient": priced.bonus.rate.coefficient,
            "exact_vnd": priced.bonus.exact, "amount_vnd": priced.bonus.amount_vnd, "unconfirmed": priced.unconfirmed(),
        })
    };
    json!({
        "number": after.number, "signed_on": after.signed_on, "signer": after.signer, "signer_office": after.signer_office,
        "policy_id": after.policy_id, "base_salary_vnd": after.base_salary_vnd, "unconfirmed": unconfirmed,
        "awards": candidates.iter().zip(priced).map(award).collect::<Vec<_>>(),
    })
}
