//! The rules of publications, case by case.

use super::IndexKind::{ParIndex, SubmittedSet};
use super::*;

fn exact(text: &str) -> Exact {
    text.parse().unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn score(unit: UnitId, points: &str, unit_of_measure: Measure) -> Score {
    Score { unit_id: unit, submission_id: None, score: exact(points), unit_of_measure }
}

fn faults<T>(result: Result<T>) -> Vec<(String, String)> {
    let errors = result.err().map(|problem| problem.errors).unwrap_or_default();
    errors.into_iter().map(|error| (error.pointer, error.code)).collect()
}

fn fault(pointer: &str, code: &str) -> (String, String) {
    (pointer.to_owned(), code.to_owned())
}

#[test]
fn a_decision_does_not_precede_the_appraisal_that_it_publishes() {
    let check = |appraised_on: Option<&str>| faults(check_appraised(day("2024-01-05"), appraised_on.map(day)));
    assert_eq!(check(None), []);
    assert_eq!(check(Some("2024-01-05")), []);
    assert_eq!(check(Some("2024-01-06")), [fault("/decision/issued_on", "order")]);
}

#[test]
fn what_a_publication_gives_depends_on_what_it_publishes() {
    for (kind, set, scores, supersedes, expected) in [
        (SubmittedSet, true, false, false, vec![]),
        (SubmittedSet, true, false, true, vec![]),
        (SubmittedSet, true, true, true, vec![]),
        (ParIndex, false, true, false, vec![]),
        (ParIndex, false, true, true, vec![]),
        (SubmittedSet, false, false, false, vec![fault("/indicator_set", "required")]),
        (SubmittedSet, true, true, false, vec![fault("/scores", "foreign")]),
        (ParIndex, true, true, false, vec![fault("/indicator_set", "foreign")]),
        (ParIndex, false, false, false, vec![fault("/scores", "required")]),
    ] {
        assert_eq!(faults(check_shape(kind, set, scores, supersedes)), expected, "{kind} {set} {scores} {supersedes}");
    }
}

#[test]
fn a_period_lies_in_the_year_and_has_begun() {
    let of =
        |kind, period: &str, issued_on: &str| faults(check_period(kind, period.parse().unwrap(), 2023, day(issued_on)));
    let check = |period: &str, issued_on: &str| of(SubmittedSet, period, issued_on);
    assert_eq!(check("2023", "2024-01-05"), []);
    assert_eq!(check("2023-Q4", "2023-10-01"), []);
    assert_eq!(check("2023-Q4", "2023-09-30"), [fault("/period", "future")]);
    assert_eq!(check("2022", "2024-01-05"), [fault("/period", "year")]);
    assert_eq!(check("2024-01", "2024-01-05"), [fault("/period", "year")]);
    assert_eq!(of(ParIndex, "2023", "2024-01-05"), []);
    assert_eq!(of(ParIndex, "2023-Q4", "2024-01-05"), [fault("/period", "year")]);
}

#[test]
fn each_unit_that_takes_part_has_one_score_within_range() {
    let (a, b, stranger) = (UnitId::draw(), UnitId::draw(), UnitId::draw());
    let units = HashSet::from([a, b]);
    let check = |scores: &[Score], most| faults(check_scores(scores, &units, most));
    assert_eq!(check(&[score(a, "100", Measure::Percent), score(b, "84.99", Measure::Point)], None), []);
    assert_eq!(check(&[score(a, "1000", Measure::Point)], None), []);
    assert_eq!(check(&[score(a, "100", Measure::Point)], Some(exact("100"))), []);
    assert_eq!(check(&[score(a, "100.0001", Measure::Percent)], None), [fault("/scores/0/score", "range")]);
    assert_eq!(check(&[score(a, "100.0001", Measure::Point)], Some(exact("100"))), [fault("/scores/0/score", "range")]);
    assert_eq!(
        check(&[score(a, "1", Measure::Percent)], Some(exact("100"))),
        [fault("/scores/0/unit_of_measure", "point")]
    );
    assert_eq!(
        check(
            &[score(a, "1", Measure::Point), score(a, "2", Measure::Point), score(stranger, "3", Measure::Point)],
            None
        ),
        [fault("/scores/1/unit", "duplicate"), fault("/scores/2/unit", "not_a_participant")]
    );
}

#[test]
fn a_correction_changes_what_was_published_and_nothing_else() {
    let (a, b, c) = (UnitId::draw(), UnitId::draw(), UnitId::draw());
    let published = || vec![score(a, "59.2", Measure::Point), score(b, "80", Measure::Point)];
    let all = corrected(published(), &[score(a, "60", Measure::Point)]).unwrap();
    assert_eq!(all, [score(a, "60", Measure::Point), score(b, "80", Measure::Point)]);
    assert_eq!(corrected(published(), &[]).unwrap(), published());
    let wrong = [score(b, "80.00", Measure::Point), score(c, "1", Measure::Point)];
    assert_eq!(
        faults(corrected(published(), &wrong)),
        [fault("/scores/0/score", "unchanged"), fault("/scores/1/unit", "not_published")]
    );
}
