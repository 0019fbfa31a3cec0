//! What the standing agency does with a dossier: it judges, reads the measured rules again, proposes.

use chrono::NaiveDate;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::evaluate::{evaluate, outcome};
use super::evidence::{Discipline, Evidence, Judgement, Observed, Verdict, VerdictSource};
use super::model::{Nomination, VerdictRow, check_appraiser};
use super::queries::{self, Changes};
use super::service::{advance, begin, journal, step};
use super::states::NominationState;
use super::steps::Step;
use super::views::AppraisalIn;
use crate::access::{Conn, may};
use crate::campaigns::{self, CampaignFacts, Metric, Rule};
use crate::execution::statistics;
use crate::platform::http::IfMatch;
use crate::platform::problem::{Code, Problem, Result};
use crate::scoring::publications::{IndexKind, published_score};

type Appraiser = Conn<may::AppraiseNominations>;

/// Judges a dossier by the edition in force: every rule gets its verdict.
pub async fn appraise(conn: &mut Appraiser, id: Uuid, expected: IfMatch, new: AppraisalIn) -> Result<Nomination> {
    let (before, campaign) = begin(conn, id, expected, Step::Appraisals).await?;
    let home = conn.caller().principal.as_ref().and_then(|principal| principal.unit_id);
    check_appraiser(&before, conn.caller().account(), home)?;
    let rules = campaigns::rules_of(conn.pg(), campaign.id, campaign.edition, before.subject).await?;
    check_judgements(&rules, &new)?;
    let judgements = new.judgements.into_iter().map(Judgement::from).collect();
    let evidence = gather(conn, &before, &campaign, judgements, new.discipline.map(Discipline::from)).await?;
    let appraiser = conn.caller().account();
    let changes = Changes { edition: Some(campaign.edition), appraised_by: appraiser, ..Changes::default() };
    conclude(conn, Step::Appraisals, &before, &rules, &evidence, changes).await
}

/// Reads the measured rules again, such as after a publication; what the appraiser found stays, and
/// so does the edition that it was found by.
pub async fn reevaluate(conn: &mut Appraiser, id: Uuid, expected: IfMatch) -> Result<Nomination> {
    let (before, campaign) = begin(conn, id, expected, Step::Evaluations).await?;
    let edition = before.edition.unwrap_or(campaign.edition);
    let rules = campaigns::rules_of(conn.pg(), campaign.id, edition, before.subject).await?;
    let kept = queries::verdicts(conn.pg(), before.id).await?;
    let (judgements, discipline) = found_before(&rules, &kept);
    let evidence = gather(conn, &before, &campaign, judgements, discipline).await?;
    conclude(conn, Step::Evaluations, &before, &rules, &evidence, Changes::default()).await
}

/// Proposes an eligible nomination to the decider.
pub async fn forward(conn: &mut Appraiser, id: Uuid, expected: IfMatch) -> Result<Nomination> {
    let (before, _) = begin(conn, id, expected, Step::Forwarding).await?;
    let changes = Changes { state: Some(NominationState::ToDecider), ..Changes::default() };
    let after = advance(conn, &before, Step::Forwarding, &changes).await?;
    step(conn, Step::Forwarding, &before, &after, None, json!({})).await?;
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

async fn gather(
    conn: &mut Appraiser,
    nomination: &Nomination,
    campaign: &CampaignFacts,
    judgements: Vec<Judgement>,
    discipline: Option<Discipline>,
) -> Result<Evidence> {
    let (unit, pg) = (nomination.unit_id, conn.pg());
    let (from, before) = year(campaign.year)?;
    Ok(Evidence {
        subject: nomination.subject,
        scored_by_authority: campaigns::require_participant(pg, campaign.id, unit).await?.scored_by_authority,
        online: statistics::online_rate(pg, unit, from, before).await?,
        par_index: published_score(pg, campaign.id, IndexKind::ParIndex, unit).await?,
        judgements,
        discipline,
    })
}

/// The first day of a year, and the first day after it.
fn year(year: i32) -> Result<(NaiveDate, NaiveDate)> {
    let first =
        |year| NaiveDate::from_ymd_opt(year, 1, 1).ok_or_else(|| Problem::internal("a year without a first day"));
    Ok((first(year)?, first(year + 1)?))
}

/// What the appraiser found, as the verdicts of the last evaluation kept it.
fn found_before(rules: &[Rule], kept: &[VerdictRow]) -> (Vec<Judgement>, Option<Discipline>) {
    let mut judgements = Vec::new();
    let mut discipline = None;
    for row in kept {
        match (&row.observed, &row.source) {
            (Observed::Judgement { judgement }, _) => {
                if let Some(rule) = rules.iter().find(|rule| rule.id == row.rule_id) {
                    let (rule, reason) = (rule.code.clone(), row.reason.clone().unwrap_or_default());
                    judgements.push(Judgement { rule, verdict: *judgement, reason });
                }
            }
            (Observed::Count { count }, VerdictSource::Appraisal { note }) => {
                discipline = Some(Discipline { violations: *count, source: note.clone().unwrap_or_default() });
            }
            _ => {}
        }
    }
    (judgements, discipline)
}

/// Keeps the verdicts, moves the nomination where they lead, and journals all of them.
async fn conclude(
    conn: &mut Appraiser,
    by: Step,
    before: &Nomination,
    rules: &[Rule],
    evidence: &Evidence,
    changes: Changes,
) -> Result<Nomination> {
    let verdicts = evaluate(rules, evidence);
    let changes = Changes { state: Some(outcome(&verdicts)), ..changes };
    let after = advance(conn, before, by, &changes).await?;
    let now = conn.now();
    queries::keep_verdicts(conn.pg(), after.id, &verdicts, now).await?;
    let facts = json!({
        "from": before.state, "to": after.state, "reason": null,
        "details": {"edition": after.edition, "verdicts": outcomes(&verdicts)},
        // Beside the details, not in them: what was observed is not for everyone who may read the step.
        "verdicts": verdicts.iter().map(in_full).collect::<Vec<_>>(),
    });
    journal(conn, by.action(), Some(json!({"state": before.state})), &after, facts).await?;
    Ok(after)
}

fn outcomes(verdicts: &[Verdict]) -> Map<String, Value> {
    verdicts.iter().map(|verdict| (verdict.rule.code.clone(), json!(verdict.outcome))).collect()
}

fn in_full(verdict: &Verdict) -> Value {
    json!({
        "rule_id": verdict.rule.id, "rule": verdict.rule.code, "clause": verdict.rule.clause,
        "metric": verdict.rule.metric, "operator": verdict.rule.operator, "threshold": verdict.rule.threshold,
        "verdict": verdict.outcome, "observed": verdict.observed, "source": verdict.source, "reason": verdict.reason,
    })
}
