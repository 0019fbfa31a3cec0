//! Opening a submission, and who may not.

use serde_json::{Value, json};
use thidua::access::Role;

use crate::support::Reply;
use crate::support::scoring::{OTHER, Scoring, UNIT, activated, set};

fn fault(reply: &Reply) -> (&str, &str) {
    let fault = &reply.body["errors"][0];
    (fault["pointer"].as_str().unwrap_or_default(), fault["code"].as_str().unwrap_or_default())
}

#[actix_web::test]
async fn a_submission_begins_open_and_empty() {
    let at = Scoring::start().await;
    let open = at.open().await;
    assert_eq!(open.header("location"), format!("/v1/submissions/{}", open.text("id")));
    let named = |field: &str| open.body[field]["code"].as_str();
    assert_eq!((named("unit"), named("indicator_set")), (Some(UNIT), Some("TS-2023")));
    assert_eq!(open.body["campaign"]["id"], at.campaign.body["id"]);
    for (field, value) in [
        ("period", json!("2023")),
        ("state", json!("open")),
        ("revision", json!(0)),
        ("self_total", json!("0.00")),
        ("appraised_total", Value::Null),
        ("published_score", Value::Null),
        ("values_given", json!(0)),
        ("values_appraised", json!(0)),
        ("sent_at", Value::Null),
        ("version", json!(1)),
        ("allowed_actions", json!(["values"])),
    ] {
        assert_eq!(open.body[field], value, "{field}");
    }
}

#[actix_web::test]
async fn one_submission_of_a_unit_for_a_period() {
    let at = Scoring::start().await;
    at.open().await;
    let again = at.head.post("/v1/submissions", at.body(UNIT)).await.refused(409, "already_exists");
    assert_eq!(again.body["constraint"], "submissions_once_a_period");
    let mut quarter = at.body(UNIT);
    quarter["period"] = json!("2023-Q4");
    at.head.post("/v1/submissions", quarter).await.expect(201);
    at.head_of_other.post("/v1/submissions", at.body(OTHER)).await.expect(201);
}

#[actix_web::test]
async fn fields_at_fault_are_named() {
    let at = Scoring::start().await;
    for (field, value, code, pointer) in [
        ("campaign", json!({"code": "X"}), "unknown_reference", "/campaign"),
        ("campaign", json!({"code": UNIT}), "unknown_reference", "/campaign"),
        ("campaign", json!({}), "validation_failed", "/campaign"),
        ("indicator_set", json!({"code": "X"}), "unknown_reference", "/indicator_set"),
        ("indicator_set", json!({}), "validation_failed", "/indicator_set"),
        ("unit", json!({"code": "X"}), "unknown_reference", "/unit"),
        ("period", json!("2022"), "validation_failed", "/period"),
        ("period", json!("2024-01"), "validation_failed", "/period"),
        ("period", json!("2023-Q5"), "validation_failed", "/period"),
        ("period", json!(2023), "validation_failed", "/period"),
        ("colour", json!("red"), "validation_failed", "/colour"),
    ] {
        let mut body = at.body(UNIT);
        body[field] = value;
        let refused = at.head.post("/v1/submissions", body).await.refused(422, code);
        assert_eq!(fault(&refused).0, pointer, "{:#}", refused.body);
    }
    at.app.clock.set("2023-05-31T09:00:00+07:00");
    let mut later = at.body(UNIT);
    later["period"] = json!("2023-06");
    let refused = at.head.post("/v1/submissions", later.clone()).await.refused(422, "validation_failed");
    assert_eq!(fault(&refused), ("/period", "future"));
    at.app.clock.set("2023-06-01T00:00:00+07:00");
    at.head.post("/v1/submissions", later).await.expect(201);
}

#[actix_web::test]
async fn a_unit_that_takes_no_part_scores_nothing() {
    let at = Scoring::start().await;
    let outside = at.app.actor(Role::UnitHead, Some("TN-HU")).await;
    outside.post("/v1/submissions", at.body("TN-HU")).await.refused(422, "not_a_participant");
}

#[actix_web::test]
async fn a_set_scores_the_periods_on_whose_last_day_it_is_in_force() {
    let at = Scoring::start().await;
    let mut spring = set("TS-SPRING");
    (spring["effective_from"], spring["effective_to"]) = (json!("2023-01-31"), json!("2023-03-31"));
    activated(&at.app, spring).await;
    at.standing.post("/v1/indicator-sets", set("TS-DRAFT")).await.expect(201);
    let open = async |set: &str, period: &str| {
        let mut body = at.body(UNIT);
        (body["indicator_set"], body["period"]) = (json!({"code": set}), json!(period));
        at.head.post("/v1/submissions", body).await
    };
    open("TS-SPRING", "2023-01").await.expect(201);
    open("TS-SPRING", "2023-02").await.expect(201);
    for period in ["2023-03", "2023-Q1", "2023"] {
        let refused = open("TS-SPRING", period).await.refused(422, "set_not_active");
        assert_eq!((fault(&refused), refused.text("state")), (("/indicator_set", "not_in_force"), "active"));
    }
    assert_eq!(open("TS-DRAFT", "2023").await.refused(422, "set_not_active").text("state"), "draft");
    let retirement = format!("/v1/indicator-sets/{}/retirement", at.set.text("id"));
    let admin = at.app.actor(Role::Admin, None).await;
    admin.step(&retirement, &at.set, json!({"reason": "thay bộ mới"})).await.expect(201);
    assert_eq!(open("TS-2023", "2023").await.refused(422, "set_not_active").text("state"), "retired");
}

#[actix_web::test]
async fn a_set_scores_units_of_its_level() {
    let at = Scoring::start().await;
    let agency = at.app.actor(Role::UnitHead, Some("TN-PNV")).await;
    for level in ["commune", "department", "district"] {
        let mut set = set(&format!("TS-{level}"));
        set["level"] = json!(level);
        activated(&at.app, set).await;
    }
    for (actor, unit, level, fits) in [
        (&at.head, UNIT, "commune", true),
        (&at.head, UNIT, "department", false),
        (&at.head, UNIT, "district", false),
        (&agency, "TN-PNV", "department", true),
        (&agency, "TN-PNV", "district", false),
    ] {
        let mut body = at.body(unit);
        body["indicator_set"] = json!({"code": format!("TS-{level}")});
        let answer = actor.post("/v1/submissions", body).await;
        if fits {
            answer.expect(201);
        } else {
            assert_eq!(fault(&answer.refused(422, "validation_failed")), ("/indicator_set", "level"), "{unit} {level}");
        }
    }
}

#[actix_web::test]
async fn units_score_themselves_until_the_appraisal_begins() {
    let at = Scoring::start().await;
    for state in ["issued", "appraising", "awarded", "summarised", "archived", "cancelled"] {
        at.campaign_is(state);
        let refused = at.head.post("/v1/submissions", at.body(UNIT)).await.refused(409, "campaign_not_running");
        assert_eq!(
            (refused.text("state"), &refused.body["allowed_from"]),
            (state, &json!(["running", "dossiers_closed"]))
        );
    }
    at.campaign_is("dossiers_closed");
    at.head.post("/v1/submissions", at.body(UNIT)).await.expect(201);
}

#[actix_web::test]
async fn each_role_opens_within_its_reach() {
    let at = Scoring::start().await;
    at.app.anonymous().post("/v1/submissions", at.body(UNIT)).await.refused(401, "unauthenticated");
    for (role, unit) in [(Role::Admin, None), (Role::Decider, Some("TN")), (Role::Auditor, None)] {
        let actor = at.app.actor(role, unit).await;
        let refused = actor.post("/v1/submissions", at.body(UNIT)).await.refused(403, "forbidden");
        assert_eq!(refused.body["required_permission"], "submissions:write");
    }
    for actor in [&at.standing, &at.head_of_other] {
        let refused = actor.post("/v1/submissions", at.body(UNIT)).await.refused(403, "forbidden");
        assert_eq!(refused.body["required_permission"], "submissions:write");
    }
    at.client.post("/v1/submissions", at.body(UNIT)).await.expect(201);
}

#[actix_web::test]
async fn a_rehearsal_opens_nothing_and_a_key_opens_once() {
    let at = Scoring::start().await;
    let shown = at.head.post("/v1/submissions?dry_run=true", at.body(UNIT)).await.expect(201);
    assert_eq!((&shown.body["dry_run"], shown.text("state")), (&json!(true), "open"));
    let post = async |key: &str, body: Value| {
        at.head.send(actix_web::http::Method::POST, "/v1/submissions", &[("Idempotency-Key", key)], Some(body)).await
    };
    let first = post("a", at.body(UNIT)).await.expect(201);
    let again = post("a", at.body(UNIT)).await.expect(201);
    assert_eq!((&again.body, again.header("idempotency-replayed")), (&first.body, "true"));
    let mut other = at.body(UNIT);
    other["period"] = json!("2023-Q1");
    post("a", other).await.refused(422, "idempotency_key_reused");
}
