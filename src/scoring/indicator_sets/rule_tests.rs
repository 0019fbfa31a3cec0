//! Rules of points: the cases of the published tables, and what holds for every input.

use proptest::prelude::*;

use super::*;

fn exact(text: &str) -> Exact {
    text.parse().unwrap()
}

fn units(units: i64) -> Exact {
    Exact::stored(Decimal::new(units, 4))
}

fn ratio_of(numerator: Exact, denominator: Exact, max: Exact) -> Result<Decimal> {
    let inputs = Inputs { numerator: Some(numerator), denominator: Some(denominator), ..Inputs::default() };
    Rule::Ratio {}.points(&Given { inputs: Some(&inputs), ..Given::default() }, max)
}

fn meetings() -> Rule {
    let step = |at_least, points| Step { at_least: exact(at_least), points: exact(points) };
    Rule::Steps { steps: vec![step("4", "20"), step("3", "15"), step("2", "10"), step("1", "5")] }
}

fn pointer(result: Result<Decimal>) -> String {
    result.unwrap_err().errors[0].pointer.clone()
}

#[test]
fn a_ratio_is_exact_until_it_is_stored() {
    assert_eq!(ratio_of(exact("1"), exact("3"), exact("10")).map(Exact::stored).unwrap(), exact("3.3333"));
    assert_eq!(ratio_of(exact("2"), exact("3"), exact("10")).map(Exact::stored).unwrap(), exact("6.6667"));
    assert_eq!(ratio_of(exact("3"), exact("3"), exact("10")).unwrap(), Decimal::from(10));
}

#[test]
fn a_ratio_names_the_field_at_fault() {
    assert_eq!(pointer(ratio_of(exact("0"), exact("0"), exact("10"))), "/inputs/denominator");
    assert_eq!(pointer(ratio_of(exact("1"), exact("-1"), exact("10"))), "/inputs/denominator");
    assert_eq!(pointer(ratio_of(exact("4"), exact("3"), exact("10"))), "/inputs/numerator");
    assert_eq!(pointer(ratio_of(exact("-1"), exact("3"), exact("10"))), "/inputs/numerator");
    assert_eq!(pointer(Rule::Ratio {}.points(&Given::default(), exact("10"))), "/inputs/numerator");
}

#[test]
fn steps_give_the_points_of_the_highest_step_reached() {
    for (value, points) in [("0", 0), ("0.9999", 0), ("1", 5), ("2.5", 10), ("3", 15), ("4", 20), ("40", 20), ("-1", 0)]
    {
        let inputs = Inputs { value: Some(exact(value)), ..Inputs::default() };
        let given = Given { inputs: Some(&inputs), ..Given::default() };
        assert_eq!(meetings().points(&given, exact("20")).unwrap(), Decimal::from(points), "{value}");
    }
}

#[test]
fn a_choice_brings_its_share() {
    let option = |code: &str, share| Choice { code: code.to_owned(), label_vi: code.to_owned(), share: exact(share) };
    let rule = Rule::Choice { options: vec![option("none", "0"), option("half", "0.5"), option("all", "1")] };
    let chosen = |code: &str| {
        let inputs = Inputs { choice: Some(code.to_owned()), ..Inputs::default() };
        rule.points(&Given { inputs: Some(&inputs), ..Given::default() }, exact("7"))
    };
    assert_eq!(chosen("none").unwrap(), Decimal::ZERO);
    assert_eq!(chosen("half").unwrap(), Decimal::new(35, 1));
    assert_eq!(chosen("all").unwrap(), Decimal::from(7));
    assert_eq!(pointer(chosen("most")), "/inputs/choice");
}

#[test]
fn a_manual_score_lies_within_the_maximum() {
    let scored =
        |score| Rule::Manual {}.points(&Given { self_score: Some(exact(score)), ..Given::default() }, exact("18"));
    assert_eq!(scored("18").unwrap(), Decimal::from(18));
    assert_eq!(scored("18.0001").unwrap_err().code, Code::ScoreOutOfRange);
    assert_eq!(scored("-0.0001").unwrap_err().code, Code::ScoreOutOfRange);
    assert_eq!(pointer(Rule::Manual {}.points(&Given::default(), exact("18"))), "/self_score");
}

#[test]
fn a_field_that_the_rule_does_not_read_is_refused() {
    let inputs = Inputs { value: Some(exact("1")), ..Inputs::default() };
    let given = Given { self_score: Some(exact("1")), inputs: Some(&inputs), below: &[] };
    assert_eq!(pointer(Rule::Manual {}.points(&given, exact("10"))), "/inputs/value");
    assert_eq!(pointer(meetings().points(&given, exact("20"))), "/self_score");
}

#[test]
fn rules_stand_in_json_as_the_document_says() {
    let read = |text| serde_json::from_str::<Rule>(text);
    assert_eq!(read(r#"{"kind":"manual"}"#).unwrap(), Rule::Manual {});
    assert_eq!(serde_json::to_string(&Rule::Sum {}).unwrap(), r#"{"kind":"sum"}"#);
    for wrong in [r#"{"kind":"manual","more":1}"#, r#"{"kind":"guess"}"#, r#"{"kind":"steps"}"#, "{}"] {
        assert!(read(wrong).is_err(), "{wrong}");
    }
}

proptest! {
    #[test]
    fn a_ratio_lies_within_the_maximum_and_grows_with_the_part(
        (whole, part) in (1_i64..1_000_000_000_000).prop_flat_map(|whole| (Just(whole), 0..=whole)),
        max in 0_i64..1_000_000_000,
    ) {
        let points = ratio_of(units(part), units(whole), units(max)).unwrap();
        prop_assert!((Decimal::ZERO..=units(max).get()).contains(&points));
        prop_assert!(Exact::stored(points) <= units(max));
        if part < whole {
            prop_assert!(points <= ratio_of(units(part + 1), units(whole), units(max)).unwrap());
        }
    }

    #[test]
    fn a_ratio_of_the_whole_brings_the_maximum(whole in 1_i64..1_000_000_000_000, max in 0_i64..1_000_000_000) {
        prop_assert_eq!(Exact::stored(ratio_of(units(whole), units(whole), units(max)).unwrap()), units(max));
    }

    #[test]
    fn a_sum_does_not_mind_the_order(mut below in prop::collection::vec(0_i64..1_000_000_000, 0..20)) {
        let sum = |below: &[i64]| {
            let below: Vec<Decimal> = below.iter().map(|points| Decimal::new(*points, 4)).collect();
            Rule::Sum {}.points(&Given { below: &below, ..Given::default() }, Exact::ZERO).unwrap()
        };
        let forwards = sum(&below);
        below.reverse();
        prop_assert_eq!(forwards, sum(&below));
        prop_assert_eq!(forwards, Decimal::new(below.iter().sum(), 4));
    }

    #[test]
    fn steps_never_fall_as_the_value_rises(value in -1_000_000_i64..1_000_000, more in 0_i64..1_000_000) {
        let points = |value| {
            let inputs = Inputs { value: Some(units(value)), ..Inputs::default() };
            meetings().points(&Given { inputs: Some(&inputs), ..Given::default() }, exact("20")).unwrap()
        };
        prop_assert!(points(value) <= points(value + more));
    }
}
