//! From evidence to verdicts: a pure function, so that a stranger can recompute every one of them.

use rust_decimal::Decimal;

use super::evidence::{Evidence, Judged, Observed, Outcome, RateScope, Verdict, VerdictSource};
use super::states::NominationState;
use crate::campaigns::{AppliesWhen, Metric, Operator, Rule, Subject};
use crate::execution::statistics::ONLINE_DOSSIER_RATE;
use crate::platform::numbers::shown;

type Finding = (Outcome, Observed, VerdictSource, Option<String>);

/// The verdict on every rule, in the order of the rules.
pub fn evaluate(rules: &[Rule], evidence: &Evidence) -> Vec<Verdict> {
    let judge = |rule: &Rule| {
        let (outcome, observed, source, reason) = find(rule, evidence);
        Verdict { rule: rule.clone(), outcome, observed, source, reason }
    };
    rules.iter().map(judge).collect()
}

/// The state that the verdicts lead to: one failure decides, anything awaited is waited for.
///
/// Without any rule nothing was judged, and nothing judged is not eligible.
pub fn outcome(verdicts: &[Verdict]) -> NominationState {
    let any = |outcome| verdicts.iter().any(|verdict| verdict.outcome == outcome);
    if any(Outcome::Fail) {
        NominationState::Ineligible
    } else if any(Outcome::Pending) || verdicts.is_empty() {
        NominationState::Pending
    } else {
        NominationState::Eligible
    }
}

fn find(rule: &Rule, evidence: &Evidence) -> Finding {
    match rule.applies_when {
        AppliesWhen::UnitScoredByAuthority if !evidence.scored_by_authority => {
            (Outcome::NotApplicable, Observed::Nothing {}, VerdictSource::Participants, None)
        }
        AppliesWhen::Always | AppliesWhen::UnitScoredByAuthority => match rule.metric {
            Metric::Judgement => judgement(rule, evidence),
            Metric::OnlineDossierRatePct => online_rate(rule, evidence),
            Metric::ParIndexScore => par_index(rule, evidence),
            Metric::DisciplineViolations => discipline(rule, evidence),
        },
    }
}

fn judgement(rule: &Rule, evidence: &Evidence) -> Finding {
    let Some(found) = evidence.judgements.iter().find(|judgement| judgement.rule == rule.code) else {
        return awaited();
    };
    let outcome = match found.verdict {
        Judged::Pass => Outcome::Pass,
        Judged::Fail => Outcome::Fail,
    };
    let observed = Observed::Judgement { judgement: found.verdict };
    (outcome, observed, VerdictSource::Appraisal { note: None }, Some(found.reason.clone()))
}

/// No dossiers at all is no data: neither met nor failed.
fn online_rate(rule: &Rule, evidence: &Evidence) -> Finding {
    let (part, whole) = (evidence.online.online, evidence.online.received);
    let outcome = if whole == 0 {
        Outcome::Pending
    } else {
        compare(rule, |operator, threshold| operator.holds_pct(part, whole, threshold))
    };
    let scope = match evidence.subject {
        Subject::Collective => RateScope::Unit,
        Subject::Individual => RateScope::UnitInPlaceOfFields,
    };
    let records = evidence.online.sources.clone();
    let source = VerdictSource::Statistics { metric: ONLINE_DOSSIER_RATE.to_owned(), scope, records };
    (outcome, Observed::Ratio { numerator: part, denominator: whole }, source, None)
}

/// Only a published score counts, as it was published.
fn par_index(rule: &Rule, evidence: &Evidence) -> Finding {
    let Some(published) = &evidence.par_index else { return awaited() };
    let outcome = compare(rule, |operator, threshold| operator.holds(published.score, threshold));
    let observed = Observed::Score { score: shown(published.score), unit_of_measure: published.unit_of_measure };
    let source = VerdictSource::Publication {
        publication_id: published.publication_id,
        decision_number: published.decision_number.clone(),
        issued_on: published.issued_on,
    };
    (outcome, observed, source, None)
}

fn discipline(rule: &Rule, evidence: &Evidence) -> Finding {
    let Some(found) = &evidence.discipline else { return awaited() };
    let outcome = compare(rule, |operator, threshold| operator.holds(Decimal::from(found.violations), threshold));
    let source = VerdictSource::Appraisal { note: Some(found.source.clone()) };
    (outcome, Observed::Count { count: found.violations }, source, None)
}

fn awaited() -> Finding {
    (Outcome::Pending, Observed::Nothing {}, VerdictSource::Awaited, None)
}

/// A measured rule without a threshold, which the database does not admit, is never met by accident.
fn compare(rule: &Rule, holds: impl Fn(Operator, Decimal) -> bool) -> Outcome {
    match (rule.operator, rule.threshold) {
        (Some(operator), Some(threshold)) if holds(operator, threshold) => Outcome::Pass,
        (Some(_), Some(_)) => Outcome::Fail,
        _ => Outcome::Pending,
    }
}

#[cfg(test)]
mod tests;
