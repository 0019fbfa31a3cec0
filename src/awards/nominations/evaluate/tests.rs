//! The rules of Decision 1297/QĐ-UBND on the evidence that decides them, and what holds of any evidence.

use chrono::NaiveDate;
use proptest::prelude::*;

use super::*;
use crate::awards::nominations::evidence::{Discipline, Judgement};
use crate::execution::statistics::OnlineRate;
use crate::ids::{PublicationId, RuleId};
use crate::scoring::publications::{Measure, PublishedScore};

fn rule(code: &str, metric: Metric, limit: Option<(Operator, i64)>, applies_when: AppliesWhen) -> Rule {
    Rule {
        id: RuleId::draw(),
        code: code.to_owned(),
        criterion: code.to_owned(),
        metric,
        operator: limit.map(|(operator, _)| operator),
        threshold: limit.map(|(_, threshold)| Decimal::from(threshold)),
        applies_when,
        label_vi: String::new(),
        clause: String::new(),
    }
}

fn rules() -> Vec<Rule> {
    vec![
        rule("C1a", Metric::Judgement, None, AppliesWhen::Always),
        rule("C1b", Metric::OnlineDossierRatePct, Some((Operator::Gt, 50)), AppliesWhen::Always),
        rule("C2", Metric::ParIndexScore, Some((Operator::Ge, 85)), AppliesWhen::UnitScoredByAuthority),
        rule("C3", Metric::DisciplineViolations, Some((Operator::Eq, 0)), AppliesWhen::Always),
    ]
}

fn published(score: &str) -> Option<PublishedScore> {
    Some(PublishedScore {
        publication_id: PublicationId::draw(),
        decision_number: "77/QĐ-UBND".to_owned(),
        issued_on: NaiveDate::from_ymd_opt(2024, 1, 5)?,
        score: score.parse().ok()?,
        unit_of_measure: Measure::Point,
    })
}

/// A unit that meets every rule.
fn good() -> Evidence {
    Evidence {
        subject: Subject::Collective,
        scored_by_authority: true,
        online: OnlineRate { online: 51, received: 100, sources: Vec::new() },
        par_index: published("85.00"),
        judgements: vec![Judgement { rule: "C1a".to_owned(), verdict: Judged::Pass, reason: "Đủ".to_owned() }],
        discipline: Some(Discipline { violations: 0, source: "Sổ".to_owned() }),
    }
}

fn of(code: &str, evidence: &Evidence) -> Outcome {
    let verdicts = evaluate(&rules(), evidence);
    verdicts.iter().find(|verdict| verdict.rule.code == code).expect("a verdict on every rule").outcome
}

#[test]
fn vector_1_online_dossiers() {
    for (online, received, expected) in
        [(50, 100, Outcome::Fail), (51, 100, Outcome::Pass), (1, 1, Outcome::Pass), (0, 0, Outcome::Pending)]
    {
        let evidence = Evidence { online: OnlineRate { online, received, sources: Vec::new() }, ..good() };
        assert_eq!(of("C1b", &evidence), expected, "{online} of {received}");
    }
}

#[test]
fn vector_2_par_index() {
    assert_eq!(of("C2", &Evidence { par_index: published("84.99"), ..good() }), Outcome::Fail);
    assert_eq!(of("C2", &Evidence { par_index: published("85.00"), ..good() }), Outcome::Pass);
    assert_eq!(of("C2", &Evidence { par_index: None, ..good() }), Outcome::Pending);
    let unscored = Evidence { scored_by_authority: false, ..good() };
    assert_eq!(of("C2", &unscored), Outcome::NotApplicable);
    assert_eq!(of("C2", &Evidence { par_index: None, ..unscored }), Outcome::NotApplicable);
}

#[test]
fn one_violation_is_one_too_many() {
    let with = |violations| Evidence { discipline: Some(Discipline { violations, source: String::new() }), ..good() };
    assert_eq!((of("C3", &with(0)), of("C3", &with(1))), (Outcome::Pass, Outcome::Fail));
    assert_eq!(of("C3", &Evidence { discipline: None, ..good() }), Outcome::Pending);
}

#[test]
fn a_finding_that_is_missing_is_awaited() {
    assert_eq!(of("C1a", &Evidence { judgements: Vec::new(), ..good() }), Outcome::Pending);
    let other = vec![Judgement { rule: "I1a".to_owned(), verdict: Judged::Pass, reason: String::new() }];
    assert_eq!(of("C1a", &Evidence { judgements: other, ..good() }), Outcome::Pending);
}

#[test]
fn a_persons_rate_says_that_it_is_the_units() {
    let verdicts = evaluate(&rules(), &Evidence { subject: Subject::Individual, ..good() });
    assert!(matches!(verdicts[1].source, VerdictSource::Statistics { scope: RateScope::UnitInPlaceOfFields, .. }));
}

#[test]
fn a_rule_without_a_threshold_is_never_met() {
    let broken = rule("X", Metric::ParIndexScore, None, AppliesWhen::Always);
    assert_eq!(evaluate(&[broken], &good())[0].outcome, Outcome::Pending);
}

#[test]
fn one_failure_decides_and_what_is_awaited_is_waited_for() {
    let state = |evidence: &Evidence| outcome(&evaluate(&rules(), evidence));
    assert_eq!(state(&good()), NominationState::Eligible);
    assert_eq!(state(&Evidence { par_index: None, ..good() }), NominationState::Pending);
    let failing =
        Evidence { par_index: None, discipline: Some(Discipline { violations: 1, source: String::new() }), ..good() };
    assert_eq!(state(&failing), NominationState::Ineligible);
    assert_eq!(outcome(&[]), NominationState::Pending);
}

fn any_evidence() -> impl Strategy<Value = Evidence> {
    let judged = prop_oneof![Just(None), Just(Some(Judged::Pass)), Just(Some(Judged::Fail))];
    let rate = (0_i64..1_000_000).prop_flat_map(|received| (0..=received, Just(received)));
    (any::<bool>(), rate, proptest::option::of(0_i64..=1_000_000), judged, proptest::option::of(0_i64..5)).prop_map(
        |(scored_by_authority, (online, received), score, verdict, violations)| Evidence {
            scored_by_authority,
            online: OnlineRate { online, received, sources: Vec::new() },
            par_index: score.and_then(|score| published(&Decimal::new(score, 4).to_string())),
            judgements: verdict
                .map(|verdict| Judgement { rule: "C1a".to_owned(), verdict, reason: String::new() })
                .into_iter()
                .collect(),
            discipline: violations.map(|violations| Discipline { violations, source: String::new() }),
            ..good()
        },
    )
}

proptest! {
    #[test]
    fn every_rule_has_one_verdict_in_its_place(evidence in any_evidence()) {
        let rules = rules();
        let judged: Vec<_> = evaluate(&rules, &evidence).into_iter().map(|verdict| verdict.rule.id).collect();
        prop_assert_eq!(judged, rules.iter().map(|rule| rule.id).collect::<Vec<_>>());
    }

    #[test]
    fn more_than_half_is_decided_on_whole_numbers(evidence in any_evidence()) {
        let (online, received) = (evidence.online.online, evidence.online.received);
        let expected = match received {
            0 => Outcome::Pending,
            _ if 2 * online > received => Outcome::Pass,
            _ => Outcome::Fail,
        };
        prop_assert_eq!(of("C1b", &evidence), expected);
    }

    #[test]
    fn eligible_means_that_every_rule_is_met_or_does_not_apply(evidence in any_evidence()) {
        let verdicts = evaluate(&rules(), &evidence);
        let all_met =
            verdicts.iter().all(|verdict| matches!(verdict.outcome, Outcome::Pass | Outcome::NotApplicable));
        prop_assert_eq!(outcome(&verdicts) == NominationState::Eligible, all_met);
    }

    #[test]
    fn the_verdict_on_a_rule_does_not_depend_on_the_others(evidence in any_evidence()) {
        let rules = rules();
        let together = evaluate(&rules, &evidence);
        for (rule, verdict) in rules.iter().zip(together) {
            let alone = evaluate(std::slice::from_ref(rule), &evidence);
            prop_assert_eq!(alone[0].outcome, verdict.outcome);
        }
    }

    #[test]
    fn what_was_observed_survives_storage(evidence in any_evidence()) {
        for verdict in evaluate(&rules(), &evidence) {
            let observed: Observed = serde_json::from_value(serde_json::to_value(&verdict.observed)?)?;
            let source: VerdictSource = serde_json::from_value(serde_json::to_value(&verdict.source)?)?;
            prop_assert_eq!((observed, source), (verdict.observed, verdict.source));
        }
    }
}
