//! Every refusal of a step: state, stage of the campaign, version, permission, reach; and the same by SQL.

use actix_web::http::Method;
use serde_json::{Value, json};
use thidua::access::Role;

use crate::support::scoring::{Scoring, values};
use crate::support::{Actor, Reply};

const STATES: &[&str] = &["open", "submitted", "appraising", "explanation_requested", "appraised"];
const CAMPAIGN_STATES: &[&str] =
    &["issued", "running", "dossiers_closed", "appraising", "awarded", "summarised", "archived", "cancelled"];

/// A step as its documentation promises it.
struct Step {
    method: Method,
    path: &'static str,
    body: Value,
    scope: &'static str,
    from: &'static [&'static str],
    campaign: &'static [&'static str],
}

fn steps() -> Vec<Step> {
    let scoring: &[&str] = &["running", "dossiers_closed"];
    let appraising: &[&str] = &["running", "dossiers_closed", "appraising"];
    let step = |method, path, body, scope, from, campaign| Step { method, path, body, scope, from, campaign };
    let (post, put) = (Method::POST, Method::PUT);
    let (write, send, appraise) = ("submissions:write", "submissions:send", "submissions:appraise");
    let questions = json!({"questions": [{"indicator": "1", "question": "?"}]});
    let answers = json!({"answers": [{"indicator": "1", "answer": "!"}]});
    vec![
        step(put.clone(), "values", values(), write, &["open"], scoring),
        step(put.clone(), "values/3.1", json!({"inputs": {"value": "3"}}), write, &["open"], scoring),
        step(post.clone(), "sending", json!({}), send, &["open"], scoring),
        step(post.clone(), "reopening", json!({"reason": "x"}), appraise, &["submitted"], scoring),
        step(post.clone(), "appraisal", json!({}), appraise, &["submitted"], appraising),
        step(put, "appraisals/1", json!({"score": "15", "reason": "x"}), appraise, &["appraising"], appraising),
        step(post.clone(), "explanation-request", questions, appraise, &["appraising"], appraising),
        step(post.clone(), "explanation", answers, send, &["explanation_requested"], appraising),
        step(post, "appraisal-conclusion", json!({}), appraise, &["appraising"], appraising),
    ]
}

impl Step {
    fn noun(&self) -> &str {
        self.path.split('/').next().unwrap_or_default()
    }

    fn actor<'a>(&self, at: &'a Scoring) -> &'a Actor {
        if self.scope == "submissions:appraise" { &at.standing } else { &at.head }
    }

    async fn by(&self, actor: &Actor, id: &str, headers: &[(&str, &str)]) -> Reply {
        let path = format!("/v1/submissions/{id}/{}", self.path);
        actor.send(self.method.clone(), &path, headers, Some(self.body.clone())).await
    }
}

/// A submission that can be put into any state but the last, from which nothing comes back.
async fn seasoned(at: &Scoring) -> String {
    at.appraised().await.text("id").to_owned()
}

fn put_into(at: &Scoring, state: &str) {
    at.sql(&format!(
        "UPDATE submissions SET state = '{state}'; UPDATE submission_values SET question = NULL, answer = NULL"
    ));
    if state == "explanation_requested" {
        at.sql("UPDATE submission_values v SET question = '?' FROM indicators i WHERE i.id = v.indicator_id AND i.code = '1'");
    }
}

const ANY: &[(&str, &str)] = &[("If-Match", "*")];

#[actix_web::test]
async fn every_illegal_step_is_refused_and_names_where_it_starts() {
    let at = Scoring::start().await;
    let id = seasoned(&at).await;
    let refused = async |step: &Step, state: &str| {
        let refused = step.by(step.actor(&at), &id, ANY).await.refused(409, "illegal_transition");
        assert_eq!((refused.text("state"), &refused.body["allowed_from"]), (state, &json!(step.from)), "{}", step.path);
    };
    for step in steps() {
        for state in STATES.iter().filter(|state| !step.from.contains(state)) {
            put_into(&at, state);
            refused(&step, state).await;
        }
    }
    at.sql("UPDATE submissions SET state = 'published', published_score = appraised_total");
    for step in steps() {
        refused(&step, "published").await;
    }
}

#[actix_web::test]
async fn every_legal_step_is_taken_and_allowed_actions_foretell_it() {
    let at = Scoring::start().await;
    let id = seasoned(&at).await;
    for step in steps() {
        for campaign in step.campaign {
            at.campaign_is(campaign);
            for state in STATES {
                put_into(&at, state);
                let shown = step.actor(&at).get(&format!("/v1/submissions/{id}")).await.expect(200).body;
                let listed = step.actor(&at).get("/v1/submissions").await.expect(200).body;
                assert_eq!(shown["allowed_actions"], listed["items"][0]["allowed_actions"]);
                let foretold = shown["allowed_actions"].as_array().expect("actions").contains(&json!(step.noun()));
                assert_eq!(foretold, step.from.contains(state), "{} {state} {campaign}", step.path);
                if foretold {
                    let taken = step.by(step.actor(&at), &id, ANY).await;
                    assert!(taken.status.is_success(), "{} {state} {campaign}: {:#}", step.path, taken.body);
                }
            }
        }
    }
}

#[actix_web::test]
async fn a_step_has_its_stage_of_the_campaign() {
    let at = Scoring::start().await;
    let id = seasoned(&at).await;
    for step in steps() {
        put_into(&at, step.from[0]);
        for campaign in CAMPAIGN_STATES.iter().filter(|state| !step.campaign.contains(state)) {
            at.campaign_is(campaign);
            let refused = step.by(step.actor(&at), &id, ANY).await.refused(409, "campaign_not_running");
            assert_eq!((refused.text("state"), &refused.body["allowed_from"]), (*campaign, &json!(step.campaign)));
            let shown = step.actor(&at).get(&format!("/v1/submissions/{id}")).await.expect(200).body;
            assert!(!shown["allowed_actions"].as_array().expect("actions").contains(&json!(step.noun())));
        }
    }
}

#[actix_web::test]
async fn a_step_states_the_version_it_saw() {
    let at = Scoring::start().await;
    let appraised = at.appraised().await;
    for step in steps() {
        put_into(&at, step.from[0]);
        step.by(step.actor(&at), appraised.text("id"), &[]).await.refused(428, "precondition_required");
        let stale = step.by(step.actor(&at), appraised.text("id"), &[("If-Match", "\"1-x\"")]).await;
        let stale = stale.refused(412, "version_mismatch");
        assert_eq!(stale.body["current_version"], appraised.body["version"]);
    }
}

#[actix_web::test]
async fn a_step_has_its_role_and_its_reach() {
    let at = Scoring::start().await;
    let id = seasoned(&at).await;
    let admin = at.app.actor(Role::Admin, None).await;
    let auditor = at.app.actor(Role::Auditor, None).await;
    let decider = at.app.actor(Role::Decider, Some("TN")).await;
    let elsewhere = at.app.account("agency.elsewhere", &[(Role::StandingAgency, Some("TN-PNV"))]).await;
    for step in steps() {
        put_into(&at, step.from[0]);
        step.by(&at.app.anonymous(), &id, ANY).await.refused(401, "unauthenticated");
        let mut others = vec![&admin, &auditor, &decider];
        match step.scope {
            "submissions:appraise" => others.extend([&at.head, &at.officer, &at.client]),
            "submissions:send" => others.extend([&at.standing, &at.officer, &at.client]),
            _ => others.push(&at.standing),
        }
        for other in others {
            let refused = step.by(other, &id, ANY).await.refused(403, "forbidden");
            assert_eq!(refused.body["required_permission"], step.scope, "{}", step.path);
        }
        let stranger = if step.scope == "submissions:appraise" { &elsewhere } else { &at.head_of_other };
        step.by(stranger, &id, ANY).await.refused(404, "not_found");
    }
    let nowhere = "01860000-0000-7000-8000-0000000000ff";
    for step in steps() {
        step.by(step.actor(&at), nowhere, ANY).await.refused(404, "not_found");
        step.by(step.actor(&at), "x", ANY).await.refused(404, "not_found");
    }
}

#[actix_web::test]
async fn the_database_keeps_the_rules_too() {
    let at = Scoring::start().await;
    seasoned(&at).await;
    for (change, constraint) in [
        ("state = 'lost'", "submissions_state_known"),
        ("period = '2023-Q5'", "submissions_period_form"),
        ("sent_at = NULL", "submissions_sent_once_submitted"),
        ("sent_by = NULL", "submissions_sent_once_submitted"),
        ("revision = 0", "submissions_sent_once_submitted"),
        ("appraised_at = NULL", "submissions_appraised_whole"),
        ("appraised_by = NULL", "submissions_appraised_whole"),
        ("appraised_total = NULL", "submissions_appraised_whole"),
        ("state = 'published'", "submissions_published_with_score"),
        ("published_score = 1", "submissions_published_with_score"),
        ("state = 'published', published_score = -1", "submissions_published_score_not_negative"),
    ] {
        at.sql_refused(&format!("UPDATE submissions SET {change}"), constraint);
    }
    let copy = "INSERT INTO submissions (id, campaign_id, set_id, unit_id, period, state, created_at, updated_at)
                SELECT gen_random_uuid(), campaign_id, set_id, unit_id, period, 'open', now(), now() FROM submissions";
    at.sql_refused(copy, "submissions_once_a_period");
}
