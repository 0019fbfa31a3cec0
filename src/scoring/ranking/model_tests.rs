//! Rankings, on totals made for the purpose and for any totals.

use proptest::prelude::*;
use rust_decimal::Decimal;

use super::*;
use crate::ids::{SubmissionId, UnitId};
use crate::registry::Provenance;

fn exact(text: &str) -> Exact {
    text.parse().unwrap()
}

fn ranks(totals: &[&str]) -> Vec<(usize, usize)> {
    let entries = totals.iter().enumerate().map(|(place, total)| (exact(total), place)).collect();
    rank(entries).into_iter().map(|ranked| (ranked.rank, ranked.entry)).collect()
}

#[test]
fn equal_totals_share_a_rank_and_the_next_counts_them_all() {
    assert_eq!(ranks(&["70", "90.00", "80", "80.0000"]), [(1, 1), (2, 2), (2, 3), (4, 0)]);
    assert_eq!(ranks(&["5", "5", "5"]), [(1, 0), (1, 1), (1, 2)]);
    assert_eq!(ranks(&["84.9999", "85"]), [(1, 1), (2, 0)]);
    assert_eq!(ranks(&[]), []);
}

#[test]
fn ties_are_the_runs_that_share_a_rank() {
    let ranked =
        rank(vec![(exact("1"), 'd'), (exact("3"), 'a'), (exact("2"), 'b'), (exact("2"), 'c'), (exact("1"), 'e')]);
    let found: Vec<Vec<char>> = ties(&ranked).map(|run| run.iter().map(|one| one.entry).collect()).collect();
    assert_eq!(found, [['b', 'c'], ['d', 'e']]);
}

fn totals(state: SubmissionState, appraised: Option<&str>, published: Option<&str>) -> Totals {
    Totals {
        id: SubmissionId::draw(),
        unit_id: UnitId::draw(),
        period: "2023".parse().unwrap(),
        state,
        self_total: exact("60"),
        appraised_total: appraised.map(exact),
        published_score: published.map(exact),
        appraised_at: None,
    }
}

#[test]
fn who_has_no_total_is_told_why() {
    use SubmissionState::{Appraised, Appraising, ExplanationRequested, Open, Published, Submitted};
    use Unranked::{NoSubmission, NotAppraised, NotPublished, NotSent};
    let judged = |state, appraised, published| {
        let totals = totals(state, appraised, published);
        [Basis::SelfTotal, Basis::Appraised, Basis::Published].map(|basis| total(basis, Some(&totals)))
    };
    let points = |text| Ok(exact(text));
    assert_eq!(judged(Open, None, None), [Err(NotSent), Err(NotSent), Err(NotPublished)]);
    assert_eq!(judged(Submitted, None, None), [points("60"), Err(NotAppraised), Err(NotPublished)]);
    assert_eq!(judged(Appraising, Some("20"), None), [points("60"), Err(NotAppraised), Err(NotPublished)]);
    assert_eq!(judged(ExplanationRequested, Some("20"), None), [points("60"), Err(NotAppraised), Err(NotPublished)]);
    assert_eq!(judged(Appraised, Some("59"), None), [points("60"), points("59"), Err(NotPublished)]);
    assert_eq!(judged(Published, Some("59"), Some("58")), [points("60"), points("59"), points("58")]);
    let absent = [Basis::SelfTotal, Basis::Appraised, Basis::Published].map(|basis| total(basis, None));
    assert_eq!(absent, [Err(NoSubmission), Err(NoSubmission), Err(NotPublished)]);
}

#[test]
fn a_band_begins_at_its_lowest_total() {
    let named = |from: &str| Band { from: exact(from), label_vi: from.to_owned(), provenance: Provenance::Confirmed };
    let bands = [named("90"), named("80"), named("50")];
    let of = |total: &str| band(&bands, exact(total)).map(|band| band.label_vi.as_str());
    assert_eq!(
        [of("90"), of("89.9999"), of("82.01"), of("50"), of("49.99")],
        [Some("90"), Some("80"), Some("80"), Some("50"), None]
    );
}

proptest! {
    #[test]
    fn a_rank_is_one_more_than_those_above(points in prop::collection::vec(0_i64..50, 0..60)) {
        let entries: Vec<_> = points.iter().map(|units| (Exact::stored(Decimal::new(*units, 1)), *units)).collect();
        let ranked = rank(entries);
        prop_assert_eq!(ranked.len(), points.len());
        for one in &ranked {
            prop_assert_eq!(one.rank, 1 + points.iter().filter(|other| **other > one.entry).count());
        }
        let tied: usize = ties(&ranked).map(<[_]>::len).sum();
        let shared = points.iter().filter(|one| points.iter().filter(|other| other == one).count() > 1).count();
        prop_assert_eq!(tied, shared);
    }
}
