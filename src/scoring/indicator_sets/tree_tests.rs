//! What must hold of trees, on small ones made for the purpose.

use chrono::{DateTime, NaiveDate};
use proptest::prelude::*;

use super::super::model::{Bands, Method, SetKind, SetLevel, SetState};
use super::*;
use crate::ids::SetId;

fn exact(text: &str) -> Exact {
    text.parse().unwrap()
}

fn set(max: &str, provenance: Provenance) -> IndicatorSet {
    IndicatorSet {
        id: SetId::draw(),
        code: "S".to_owned(),
        title_vi: "Bộ chỉ số".to_owned(),
        title_en: None,
        basis_vi: "Quyết định".to_owned(),
        kind: SetKind::Custom,
        level: SetLevel::Any,
        max_points: exact(max),
        survey_max: None,
        effective_from: NaiveDate::default(),
        effective_to: None,
        provenance,
        provenance_note: None,
        bands: Bands::default(),
        state: SetState::Draft,
        version: 1,
        updated_at: DateTime::default(),
    }
}

fn node(code: &str, parent: Option<&Indicator>, max: &str, rule: Rule) -> Indicator {
    Indicator {
        id: IndicatorId::draw(),
        set_id: SetId::draw(),
        parent_id: parent.map(|parent| parent.id),
        ordinal: 0,
        code: code.to_owned(),
        title_vi: code.to_owned(),
        title_en: None,
        max_points: exact(max),
        scored: true,
        leaf: !matches!(rule, Rule::Sum {}),
        method: Method::Self_,
        rule,
        evidence_required: false,
        note_vi: None,
    }
}

fn pointers(result: Result<()>) -> Vec<String> {
    result.unwrap_err().errors.into_iter().map(|error| error.pointer).collect()
}

fn family() -> Vec<Indicator> {
    let parent = node("1", None, "22", Rule::Sum {});
    let (first, second) =
        (node("1.1", Some(&parent), "12", Rule::Manual {}), node("1.2", Some(&parent), "10", Rule::Ratio {}));
    vec![parent, first, second]
}

#[test]
fn a_set_whose_points_add_up_is_ready() {
    let nodes = family();
    let tree = Tree::of(&nodes);
    assert!(tree.check_draft().is_ok());
    assert!(tree.check_ready(&set("22", Provenance::Confirmed)).is_ok());
}

#[test]
fn points_that_do_not_add_up_are_named() {
    let mut nodes = family();
    nodes[1].max_points = exact("13");
    assert_eq!(
        pointers(Tree::of(&nodes).check_ready(&set("21", Provenance::Confirmed))),
        ["/max_points", "/indicators/0/max_points"]
    );
}

#[test]
fn what_is_for_information_or_worth_nothing_is_legal_and_left_out() {
    let mut nodes = family();
    let (mut information, zero) =
        (node("1.3", Some(&nodes[0]), "5", Rule::Manual {}), node("1.4", Some(&nodes[0]), "0", Rule::Manual {}));
    information.scored = false;
    nodes.extend([information, zero]);
    let tree = Tree::of(&nodes);
    assert!(tree.check_draft().and_then(|()| tree.check_ready(&set("22", Provenance::Confirmed))).is_ok());
    assert_eq!(nodes.iter().filter(|node| node.counts()).count(), 2);
}

#[test]
fn a_set_enters_into_force_confirmed_and_with_something_to_score() {
    let nodes = family();
    assert_eq!(pointers(Tree::of(&nodes).check_ready(&set("22", Provenance::Unconfirmed))), ["/provenance"]);
    assert_eq!(pointers(Tree::of(&[]).check_ready(&set("0", Provenance::Confirmed))), ["/indicators"]);
}

#[test]
fn drafts_are_refused_where_they_could_never_score() {
    let mut nodes = family();
    nodes[0].rule = Rule::Manual {};
    nodes[0].scored = false;
    nodes[2].code = "1.1".to_owned();
    nodes.push(node("2", None, "1", Rule::Sum {}));
    nodes.push(node("3", None, "1", Rule::Steps { steps: vec![Step { at_least: exact("1"), points: exact("2") }] }));
    nodes.push(node("4", None, "1", Rule::Choice { options: Vec::new() }));
    let expected = [
        "/indicators/0/rule",
        "/indicators/0/scored",
        "/indicators/0/children/1/code",
        "/indicators/1/rule",
        "/indicators/2/rule",
        "/indicators/3/rule",
    ];
    assert_eq!(pointers(Tree::of(&nodes).check_draft()), expected);
}

#[test]
fn steps_and_options_are_told_apart() {
    let step = || Step { at_least: exact("1"), points: exact("1") };
    assert!(steps_hold(&[step()], exact("1")));
    assert!(!steps_hold(&[step(), step()], exact("1")));
    let option = |share| Choice { code: "a".to_owned(), label_vi: "A".to_owned(), share: exact(share) };
    assert!(options_hold(&[option("1")]));
    assert!(!options_hold(&[option("1"), option("0")]));
    assert!(!options_hold(&[option("1.0001")]));
}

proptest! {
    #[test]
    fn a_parent_adds_up_exactly_when_it_is_the_sum(maxima in prop::collection::vec(0_i64..10_000_000, 1..12), off in -1_i64..=1) {
        let sum: i64 = maxima.iter().sum();
        prop_assume!(sum > 0 && sum + off >= 0);
        let points = |units| Exact::stored(Decimal::new(units, 4)).to_string();
        let parent = node("P", None, &points(sum + off), Rule::Sum {});
        let mut nodes = vec![parent];
        for (index, max) in maxima.iter().enumerate() {
            nodes.push(node(&format!("P.{index}"), Some(&nodes[0]), &points(*max), Rule::Manual {}));
        }
        let ready = Tree::of(&nodes).check_ready(&set(&points(sum + off), Provenance::Confirmed));
        prop_assert_eq!(ready.is_ok(), off == 0);
    }
}
