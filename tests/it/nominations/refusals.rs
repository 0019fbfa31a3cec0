//! Every refusal of a step: state, stage of the campaign, version, permission, reach; and the same by SQL.

use actix_web::http::Method;
use serde_json::{Value, json};
use thidua::access::Role;

use crate::support::{Actor, Awarding, Reply, good_unit, papers};

const STATES: &[&str] = &[
    "draft",
    "submitted",
    "returned",
    "eligible",
    "ineligible",
    "pending",
    "to_decider",
    "granted",
    "refused",
    "withdrawn",
    "revoked",
];
/// Where a campaign with nominations can be: they begin after it is issued, and the way back is closed.
const CAMPAIGN_STATES: &[&str] =
    &["issued", "running", "dossiers_closed", "appraising", "awarded", "summarised", "archived", "cancelled"];

/// A step as its documentation promises it.
struct Step {
    method: Method,
    noun: &'static str,
    body: Value,
    scope: &'static str,
    from: &'static [&'static str],
    campaign: &'static [&'static str],
}

fn steps() -> Vec<Step> {
    let unsent: &[&str] = &["draft", "returned"];
    let receiving: &[&str] = &["running", "dossiers_closed"];
    let appraising: &[&str] = &["dossiers_closed", "appraising"];
    let judged: &[&str] = &["eligible", "ineligible", "pending", "to_decider"];
    let reason = || json!({"reason": "lý do"});
    let step = |method, noun, body, scope, from, campaign| Step { method, noun, body, scope, from, campaign };
    vec![
        step(Method::PATCH, "", json!({"achievement_summary": "Khác"}), "nominations:write", unsent, CAMPAIGN_STATES),
        step(Method::PUT, "/papers", papers(), "nominations:write", unsent, CAMPAIGN_STATES),
        step(Method::POST, "/submission", json!({}), "nominations:submit", unsent, receiving),
        step(Method::POST, "/return", reason(), "nominations:appraise", &["submitted"], receiving),
        step(
            Method::POST,
            "/withdrawal",
            reason(),
            "nominations:submit",
            &["draft", "submitted", "returned", "eligible", "ineligible", "pending"],
            CAMPAIGN_STATES,
        ),
        step(Method::POST, "/appraisals", good_unit(), "nominations:appraise", &["submitted", "pending"], appraising),
        step(Method::POST, "/evaluations", json!({}), "nominations:appraise", judged, appraising),
        step(Method::POST, "/forwarding", json!({}), "nominations:appraise", &["eligible"], appraising),
        step(Method::POST, "/refusal", reason(), "award_decisions:sign", &["to_decider"], appraising),
    ]
}

impl Step {
    fn actor<'a>(&self, at: &'a Awarding) -> &'a Actor {
        match self.scope {
            "nominations:appraise" => &at.standing,
            "award_decisions:sign" => &at.decider,
            _ => &at.head,
        }
    }

    async fn by(&self, actor: &Actor, id: &str, headers: &[(&str, &str)]) -> Reply {
        let path = format!("/v1/nominations/{id}{}", self.noun);
        actor.send(self.method.clone(), &path, headers, Some(self.body.clone())).await
    }
}

/// A nomination that can be put into any state.
async fn seasoned(at: &Awarding) -> String {
    at.dossiers("TN-A", 51, 100).await;
    at.publish_par_index(&[("TN-A", "85.00")]);
    let judged = at.appraised(&at.head, "TN-A", None).await;
    judged.text("id").to_owned()
}

fn put_into(at: &Awarding, state: &str) {
    at.sql(&format!("UPDATE nominations SET state = '{state}'"));
}

const ANY: &[(&str, &str)] = &[("If-Match", "*")];

#[actix_web::test]
async fn every_illegal_step_is_refused_and_names_where_it_starts() {
    let at = Awarding::start().await;
    let id = seasoned(&at).await;
    at.campaign_is("dossiers_closed");
    for step in steps() {
        for state in STATES.iter().filter(|state| !step.from.contains(state)) {
            put_into(&at, state);
            let refused = step.by(step.actor(&at), &id, ANY).await.refused(409, "illegal_transition");
            assert_eq!(
                (refused.text("state"), &refused.body["allowed_from"]),
                (*state, &json!(step.from)),
                "{}",
                step.noun
            );
        }
    }
}

#[actix_web::test]
async fn every_legal_step_is_taken_and_allowed_actions_foretell_it() {
    let at = Awarding::start().await;
    let id = seasoned(&at).await;
    for step in steps() {
        let name = if step.noun.is_empty() { "update" } else { &step.noun[1..] };
        for campaign in step.campaign {
            at.campaign_is(campaign);
            for state in STATES {
                put_into(&at, state);
                let shown = step.actor(&at).get(&format!("/v1/nominations/{id}")).await.expect(200).body;
                let foretold = shown["allowed_actions"].as_array().expect("actions").contains(&json!(name));
                assert_eq!(foretold, step.from.contains(state), "{name} {state} {campaign}");
                if foretold {
                    let taken = step.by(step.actor(&at), &id, ANY).await;
                    assert!(taken.status.is_success(), "{name} {state} {campaign}: {:#}", taken.body);
                }
            }
        }
    }
}

#[actix_web::test]
async fn a_step_has_its_stage_of_the_campaign() {
    let at = Awarding::start().await;
    let id = seasoned(&at).await;
    for step in steps() {
        put_into(&at, step.from[0]);
        for campaign in CAMPAIGN_STATES.iter().filter(|state| !step.campaign.contains(state)) {
            at.campaign_is(campaign);
            let refused = step.by(step.actor(&at), &id, ANY).await.refused(409, "campaign_not_running");
            assert_eq!((refused.text("state"), &refused.body["allowed_from"]), (*campaign, &json!(step.campaign)));
        }
    }
}

#[actix_web::test]
async fn a_step_states_the_version_it_saw() {
    let at = Awarding::start().await;
    let id = seasoned(&at).await;
    at.campaign_is("dossiers_closed");
    for step in steps() {
        put_into(&at, step.from[0]);
        step.by(step.actor(&at), &id, &[]).await.refused(428, "precondition_required");
        let stale = step.by(step.actor(&at), &id, &[("If-Match", "\"1-x\"")]).await.refused(412, "version_mismatch");
        assert_eq!(stale.body["current_version"], 4);
    }
}

#[actix_web::test]
async fn a_step_has_its_role_and_its_reach() {
    let at = Awarding::start().await;
    let id = seasoned(&at).await;
    at.campaign_is("dossiers_closed");
    let auditor = at.app.actor(Role::Auditor, None).await;
    let standing_x = at.app.account("standing.x", &[(Role::StandingAgency, Some("XX"))]).await;
    let decider_x = at.app.account("decider.x", &[(Role::Decider, Some("XX"))]).await;
    // At home in the district, but over one unit only: not an office of the organiser.
    let over_a = |role| [(Role::UnitOfficer, Some("TN-MT")), (role, Some("TN-A"))];
    let standing_a = at.app.account("standing.a", &over_a(Role::StandingAgency)).await;
    let decider_a = at.app.account("decider.a", &over_a(Role::Decider)).await;
    for step in steps() {
        put_into(&at, step.from[0]);
        step.by(&at.app.anonymous(), &id, ANY).await.refused(401, "unauthenticated");
        let mut others = vec![&at.admin, &at.client, &auditor];
        match step.scope {
            "nominations:appraise" => others.extend([&at.decider, &at.head, &at.officer]),
            "nominations:submit" => others.extend([&at.decider, &at.standing, &at.officer]),
            "award_decisions:sign" => others.extend([&at.standing, &at.head, &at.officer]),
            _ => others.extend([&at.decider, &at.standing]),
        }
        for other in others {
            let refused = step.by(other, &id, ANY).await.refused(403, "forbidden");
            assert_eq!(refused.body["required_permission"], step.scope, "{}", step.noun);
        }
        let (stranger, below) = match step.scope {
            "nominations:appraise" => (&standing_x, Some(&standing_a)),
            "award_decisions:sign" => (&decider_x, Some(&decider_a)),
            _ => (&at.head_b, None),
        };
        step.by(stranger, &id, ANY).await.refused(404, "not_found");
        if let Some(below) = below {
            let refused = step.by(below, &id, ANY).await.refused(403, "forbidden");
            assert_eq!(refused.body["required_permission"], step.scope, "{}", step.noun);
            let seen = below.get(&format!("/v1/nominations/{id}")).await.expect(200);
            assert_eq!(seen.body["allowed_actions"], json!([]), "{}", step.noun);
        }
    }
}

#[actix_web::test]
async fn who_may_read() {
    let at = Awarding::start().await;
    let id = seasoned(&at).await;
    let auditor = at.app.actor(Role::Auditor, None).await;
    for path in ["", "/eligibility", "/submission", "/appraisals"] {
        let path = format!("/v1/nominations/{id}{path}");
        at.app.anonymous().get(&path).await.refused(401, "unauthenticated");
        for actor in [&at.admin, &at.client] {
            assert_eq!(
                actor.get(&path).await.refused(403, "forbidden").body["required_permission"],
                "nominations:read"
            );
        }
        at.head_b.get(&path).await.refused(404, "not_found");
        for actor in [&at.head, &at.officer, &at.standing, &at.decider, &auditor] {
            actor.get(&path).await.expect(200);
        }
    }
    let refused = at.head_b.post("/v1/nominations", crate::support::nomination("TN-A", Some("B"))).await;
    assert_eq!(refused.refused(403, "forbidden").body["required_permission"], "nominations:write");
}

#[actix_web::test]
async fn the_database_keeps_the_rules_too() {
    let at = Awarding::start().await;
    seasoned(&at).await;
    for (change, constraint) in [
        ("state = 'lost'", "nominations_state_known"),
        ("award_form = 'huy_chuong'", "nominations_form_known"),
        ("subject = 'individual'", "nominations_person_named"),
        ("person_name = 'A'", "nominations_person_named"),
        ("person_position = 'A'", "nominations_position_of_person"),
        ("submitted_at = NULL", "nominations_submitted_whole"),
        ("late = true", "nominations_late_with_reason"),
        ("appraised_by = NULL", "nominations_appraised_by_someone"),
    ] {
        at.sql_refused(&format!("UPDATE nominations SET {change}"), constraint);
    }
    at.sql_refused("UPDATE nomination_verdicts SET verdict = 'maybe'", "nomination_verdicts_known");
    let copy = "INSERT INTO nominations SELECT gen_random_uuid(), campaign_id, subject, unit_id, NULL, NULL, award_form, 'x', papers, 'draft', NULL, NULL, NULL, NULL, NULL, NULL, 1, now(), now() FROM nominations";
    at.sql_refused(copy, "nominations_once_a_subject");
}
