//! The evidence on a nomination as it is at this moment: scores are superseded and figures corrected, so
//! a verdict counts only while it is what the evidence still says.

use chrono::NaiveDate;
use diesel_async::AsyncPgConnection;

use super::evaluate::{evaluate, outcome};
use super::evidence::{Discipline, Evidence, Judgement, Observed, Verdict, VerdictSource};
use super::model::{Nomination, VerdictRow};
use super::queries;
use super::states::NominationState;
use crate::campaigns::{self, CampaignFacts, Rule};
use crate::execution::statistics;
use crate::platform::problem::{Code, Problem, Result};
use crate::scoring::publications::{IndexKind, published_score};

/// All that the rules of an edition are judged on, as it can be read now.
pub async fn gather(
    conn: &mut AsyncPgConnection,
    nomination: &Nomination,
    campaign: &CampaignFacts,
    edition: i32,
    judgements: Vec<Judgement>,
    discipline: Option<Discipline>,
) -> Result<Evidence> {
    let unit = nomination.unit_id;
    let (from, before) = year(campaign.year)?;
    let participant = campaigns::require_participant_of(conn, campaign.id, edition, unit).await?;
    Ok(Evidence {
        subject: nomination.subject,
        scored_by_authority: participant.scored_by_authority,
        online: statistics::online_rate(conn, unit, from, before).await?,
        par_index: published_score(conn, campaign.id, IndexKind::ParIndex, unit).await?,
        judgements,
        discipline,
    })
}

/// The verdicts that follow now: by the edition of the appraisal, with what the appraiser found.
pub async fn judge_anew(
    conn: &mut AsyncPgConnection,
    nomination: &Nomination,
    campaign: &CampaignFacts,
) -> Result<Vec<Verdict>> {
    let edition = nomination.edition.unwrap_or(campaign.edition);
    let rules = campaigns::rules_of(conn, campaign.id, edition, nomination.subject).await?;
    let kept = queries::verdicts(conn, nomination.id).await?;
    let (judgements, discipline) = found_before(&rules, &kept);
    let evidence = gather(conn, nomination, campaign, edition, judgements, discipline).await?;
    Ok(evaluate(&rules, &evidence))
}

/// Whether a nomination is eligible by verdicts that all still stand.
pub async fn is_current(
    conn: &mut AsyncPgConnection,
    nomination: &Nomination,
    campaign: &CampaignFacts,
) -> Result<bool> {
    let kept = queries::verdicts(conn, nomination.id).await?;
    let now = judge_anew(conn, nomination, campaign).await?;
    let stands =
        |verdict: &Verdict| kept.iter().any(|row| row.rule_id == verdict.rule.id && row.verdict == verdict.outcome);
    Ok(outcome(&now) == NominationState::Eligible && now.iter().all(stands))
}

/// Demands that a nomination is eligible by verdicts that all still stand.
pub async fn require_current(
    conn: &mut AsyncPgConnection,
    nomination: &Nomination,
    campaign: &CampaignFacts,
) -> Result<()> {
    if is_current(conn, nomination, campaign).await? {
        return Ok(());
    }
    let vi = "Số liệu đã thay đổi sau khi thẩm định; hãy xét lại (`/evaluations`).";
    let en = "The figures have changed since it was judged; evaluate it again (`/evaluations`).";
    Err(Problem::new(Code::NotEligible, vi, en))
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
