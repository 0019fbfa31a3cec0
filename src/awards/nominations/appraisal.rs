//! What the standing agency does with a dossier: it judges, reads the measured rules again, proposes.

use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::evaluate::{evaluate, outcome};
use super::evidence::{Discipline, Judgement, Verdict, for_everyone};
use super::model::Nomination;
use super::present::{gather, judge_anew, require_current};
use super::queries::{self, Changes};
use super::service::{advance, begin};
use super::states::NominationState;
use super::steps::Step;
use super::views::AppraisalIn;
use crate::access::{Change, Conn, Note, may};
use crate::campaigns::{self, CampaignStep, Metric, Rule};
use crate::platform::http::IfMatch;
use crate::platform::problem::{Code, Problem, Result};

type Appraiser = Conn<may::AppraiseNominations>;

/// Judges a dossier by the edition in force: every rule gets its verdict.
pub async fn appraise(conn: &mut Appraiser, id: Uuid, expected: IfMatch, new: AppraisalIn) -> Result<Nomination> {
    let (before, campaign) = begin(conn, id, expected, Step::Appraisals).await?;
    let rules = campaigns::rules_of(conn.pg(), campaign.id, campaign.edition, before.subject).await?;
    check_judgements(&rules, &new)?;
    let judgements = new.judgements.into_iter().map(Judgement::from).collect();
    let discipline = new.discipline.map(Discipline::from);
    let evidence = gather(conn.pg(), &before, &campaign, campaign.edition, judgements, discipline).await?;
    let appraiser = conn.caller().account();
    let changes = Changes { edition: Some(campaign.edition), appraised_by: appraiser, ..Changes::default() };
    conclude(conn, Step::Appraisals, &before, &evaluate(&rules, &evidence), changes).await
}

/// Reads the measured rules again, such as after a publication; what the appraiser found stays, and
/// so does the edition that it was found by. What is with the decider stays there while it is eligible.
pub async fn reevaluate(conn: &mut Appraiser, id: Uuid, expected: IfMatch) -> Result<Nomination> {
    let (before, campaign) = begin(conn, id, expected, Step::Evaluations).await?;
    let verdicts = judge_anew(conn.pg(), &before, &campaign).await?;
    conclude(conn, Step::Evaluations, &before, &verdicts, Changes::default()).await
}

/// Proposes an eligible nomination to the decider, if it still is on the evidence of the day.
pub async fn forward(conn: &mut Appraiser, id: Uuid, expected: IfMatch) -> Result<Nomination> {
    let (before, campaign) = begin(conn, id, expected, Step::Forwarding).await?;
    require_current(conn.pg(), &before, &campaign).await?;
    let changes = Changes { state: Some(NominationState::ToDecider), ..Changes::default() };
    let after = advance(conn, &before, Step::Forwarding, &changes).await?;
    conn.record(Change::step(Step::Forwarding.action(), &before, &after, Note::nothing())).await?;
    Ok(after)
}

/// A judgement is of a rule that asks for one, and of each only once.
fn check_judgements(rules: &[Rule], new: &AppraisalIn) -> Result<()> {
    let mut problem = Problem::of(Code::ValidationFailed);
    for (index, judgement) in new.judgements.iter().enumerate() {
        let at = format!("/judgements/{index}/rule");
        let asked = rules.iter().any(|rule| rule.metric == Metric::Judgement && rule.code == judgement.rule);
        let again = new.judgements[..index].iter().any(|earlier| earlier.rule == judgement.rule);
        if !asked {
            let (vi, en) = ("Không có tiêu chuẩn đánh giá này.", "There is no such rule of judgement.");
            problem = problem.and_field(&at, "unknown", vi, en);
        } else if again {
            problem = problem.and_field(&at, "duplicate", "Đã đánh giá ở trên.", "Judged above already.");
        }
    }
    if problem.errors.is_empty() { Ok(()) } else { Err(problem) }
}

/// Keeps the verdicts, moves the nomination where they lead, and journals all of them.
async fn conclude(
    conn: &mut Appraiser,
    by: Step,
    before: &Nomination,
    verdicts: &[Verdict],
    changes: Changes,
) -> Result<Nomination> {
    let state = match (before.state, outcome(verdicts)) {
        (NominationState::ToDecider, NominationState::Eligible) => NominationState::ToDecider,
        (_, leads_to) => leads_to,
    };
    let changes = Changes { state: Some(state), ..changes };
    let after = advance(conn, before, by, &changes).await?;
    let now = conn.now();
    queries::keep_verdicts(conn.pg(), after.id, verdicts, now).await?;
    let details = json!({"edition": after.edition, "verdicts": outcomes(verdicts)});
    // Beside the details, not in them: what was observed is not for everyone who may read the step.
    let in_full = verdicts.iter().map(in_full).collect();
    conn.record(Change::step(by.action(), before, &after, Note::of(details)).beside("verdicts", in_full)).await?;
    Ok(after)
}

fn outcomes(verdicts: &[Verdict]) -> Map<String, Value> {
    verdicts.iter().map(|verdict| (verdict.rule.code.clone(), json!(verdict.outcome))).collect()
}

/// A verdict as it is journaled: administrators read the journal, and they have no business with discipline.
fn in_full(verdict: &Verdict) -> Value {
    let (observed, source) = for_everyone(verdict.rule.metric, verdict.observed.clone(), verdict.source.clone());
    json!({
        "rule_id": verdict.rule.id, "rule": verdict.rule.code, "clause": verdict.rule.clause,
        "metric": verdict.rule.metric, "operator": verdict.rule.operator, "threshold": verdict.rule.threshold,
        "verdict": verdict.outcome, "observed": observed, "source": source, "reason": verdict.reason,
    })
}
