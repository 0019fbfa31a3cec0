//! The life of a campaign: each step where the table allows it, and nowhere else.

use serde_json::{Value, json};
use thidua::campaigns::CampaignState as State;
use thidua::platform::states::LifeCycle;

use super::{District, ISSUING, body_of};
use crate::support::Reply;
use crate::support::story::path;

/// Each step, and the state that it leads into.
const STEPS: &[(&str, State)] = &[
    ("proposal", State::Proposed),
    ("return", State::Draft),
    ("issuance", State::Issued),
    ("launch", State::Running),
    ("dossier-closure", State::DossiersClosed),
    ("reopening", State::Running),
    ("appraisal", State::Appraising),
    ("award-conclusion", State::Awarded),
    ("summary", State::Summarised),
    ("archival", State::Archived),
    ("cancellation", State::Cancelled),
];

/// The states that a step starts from; the two that lead into `running` share the table's line.
fn starts_from(noun: &str, target: State) -> Vec<State> {
    let mine = |state: &&State| match noun {
        "launch" => **state == State::Issued,
        "reopening" => **state == State::DossiersClosed,
        _ => true,
    };
    target.enters_from().iter().filter(mine).copied().collect()
}

/// Puts a campaign into a state behind the service's back.
fn put(at: &District, campaign: &Reply, state: State) {
    let on = |states: &[State], day: &str| {
        if states.contains(&state) { "NULL".to_owned() } else { format!("'{day}'") }
    };
    let issued_on = on(&[State::Draft, State::Proposed], "2023-03-01");
    let launched_on = on(&[State::Draft, State::Proposed, State::Issued], "2023-03-01");
    at.app
        .database
        .execute(&format!(
            "UPDATE campaigns SET state = '{state}', proposal_number = '42/PNV', proposed_on = '2023-02-10',
                                  issued_on = {issued_on}, launched_on = {launched_on}
             WHERE id = '{}'",
            campaign.text("id")
        ))
        .expect("the campaign is in the state");
}

#[actix_web::test]
async fn a_step_is_refused_wherever_the_table_does_not_allow_it() {
    let at = District::start().await;
    let draft = at.drafted().await;
    for state in State::ALL {
        put(&at, &draft, *state);
        for (noun, target) in STEPS {
            let allowed = starts_from(noun, *target);
            if allowed.contains(state) {
                continue;
            }
            let refused = at.take(&draft, noun, body_of(noun)).await.refused(409, "illegal_transition");
            assert_eq!(refused.text("state"), state.as_str(), "{noun}");
            assert_eq!(refused.body["allowed_from"], json!(allowed), "{noun} from {state}");
            assert_eq!(refused.body["requested_state"], target.as_str());
        }
    }
    assert_eq!(at.agency.get(&path(&draft, "")).await.expect(200).body["version"], 1);
}

#[actix_web::test]
async fn only_a_draft_is_updated() {
    let at = District::start().await;
    let draft = at.drafted().await;
    for state in State::ALL.iter().filter(|state| **state != State::Draft) {
        put(&at, &draft, *state);
        let refused = at.agency.patch(&path(&draft, ""), &draft, json!({"name_vi": "X"})).await;
        let refused = refused.refused(409, "content_frozen");
        assert_eq!((refused.text("state"), &refused.body["allowed_from"]), (state.as_str(), &json!(["draft"])));
    }
}

#[actix_web::test]
async fn allowed_actions_name_the_steps_that_the_table_allows() {
    let at = District::start().await;
    let draft = at.drafted().await;
    at.app.clock.set("2024-01-15T09:00:00+07:00");
    for state in State::ALL {
        put(&at, &draft, *state);
        for (issues, actor) in [(true, &at.decider), (false, &at.agency)] {
            let shown = actor.get(&path(&draft, "")).await.expect(200).body["allowed_actions"].clone();
            let steps: Vec<_> = shown.as_array().expect("a list").iter().filter_map(Value::as_str).collect();
            let steps: Vec<_> = steps.into_iter().filter(|name| !["update", "amendments"].contains(name)).collect();
            let legal = STEPS.iter().filter(|(noun, target)| {
                ISSUING.contains(noun) == issues && starts_from(noun, *target).contains(state)
            });
            assert_eq!(steps, legal.map(|(noun, _)| *noun).collect::<Vec<_>>(), "{state}");
        }
    }
}

#[actix_web::test]
async fn a_campaign_is_called_off_from_every_state_before_its_awards() {
    let at = District::start().await;
    let mut seen = at.drafted().await;
    for state in State::Cancelled.enters_from() {
        put(&at, &seen, *state);
        seen = at.go(&seen, "cancellation").await;
        assert_eq!((seen.text("state"), &seen.body["allowed_actions"]), ("cancelled", &json!([])), "{state}");
        let record = at.app.anonymous().get(&path(&seen, "/cancellation")).await;
        let public = !matches!(state, State::Draft | State::Proposed);
        let record = if public { record.expect(200) } else { at.agency.get(&path(&seen, "/cancellation")).await };
        assert_eq!((record.text("from"), record.text("to")), (state.as_str(), "cancelled"));
        assert_eq!(record.text("reason"), "Theo chỉ đạo của UBND tỉnh.");
    }
}

#[actix_web::test]
async fn a_whole_life_leaves_the_record_of_each_step() {
    let at = District::start().await;
    let mut seen = at.drafted().await;
    let life = ["proposal", "return", "proposal", "issuance", "launch", "dossier-closure", "reopening"];
    let end = ["dossier-closure", "appraisal", "summary", "archival"];
    for noun in life.into_iter().chain(end) {
        if noun == "dossier-closure" {
            at.app.clock.set("2023-12-30T00:00:00+07:00");
        }
        if noun == "summary" {
            put(&at, &seen, State::Awarded);
        }
        let from = at.agency.get(&path(&seen, "")).await.expect(200);
        let next = at.go(&seen, noun).await;
        assert_eq!(next.header("location"), path(&seen, &format!("/{noun}")));
        assert_eq!(next.body["version"].as_i64(), seen.body["version"].as_i64().map(|version| version + 1));
        is_recorded(&at, noun, &from, &next).await;
        seen = next;
    }
    assert_eq!((seen.text("state"), &seen.body["allowed_actions"]), ("archived", &json!([])));
}

/// The record of a step says who took it, from where to where, and at which version.
async fn is_recorded(at: &District, noun: &str, from: &Reply, to: &Reply) {
    let record = at.agency.get(to.header("location")).await.expect(200);
    let (_, target) = STEPS.iter().find(|(name, _)| *name == noun).expect("a step");
    assert_eq!(to.text("state"), target.as_str(), "{noun}");
    assert_eq!((record.text("from"), record.text("to")), (from.text("state"), to.text("state")), "{noun}");
    assert_eq!(record.text("transition"), format!("campaign.{}", noun.replace('-', "_")));
    assert_eq!(
        record.text("by"),
        if ISSUING.contains(&noun) { "Tài khoản decider.tn" } else { "Tài khoản standing_agency.tn" }
    );
    assert_eq!(record.body["version"], to.body["version"]);
    let reason = body_of(noun)["reason"].clone();
    assert_eq!(record.body["reason"], reason, "{noun}");
    for (fact, value) in body_of(noun).as_object().expect("an object").iter().filter(|(name, _)| *name != "reason") {
        assert_eq!(&record.body["details"][fact], value, "{noun}");
    }
}

#[actix_web::test]
async fn what_went_before_the_decision_stays_among_officials() {
    let at = District::start().await;
    let draft = at.drafted().await;
    let proposed = at.go(&draft, "proposal").await;
    let returned = at.go(&proposed, "return").await;
    let proposed = at.go(&returned, "proposal").await;
    let issued = at.go(&proposed, "issuance").await;
    for noun in ["/proposal", "/return"] {
        at.app.anonymous().get(&path(&issued, noun)).await.refused(404, "not_found");
        at.agency.get(&path(&issued, noun)).await.expect(200);
    }
    at.app.anonymous().get(&path(&issued, "/issuance")).await.expect(200);
}
