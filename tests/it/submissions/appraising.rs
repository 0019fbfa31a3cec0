//! Appraising value by value, by someone of another unit.

use actix_web::http::Method;
use serde_json::{Value, json};
use thidua::access::Role;

use crate::support::scoring::{OTHER, Scoring, UNIT, appraisals, path};
use crate::support::{Actor, Reply};

#[actix_web::test]
async fn an_appraisal_goes_value_by_value() {
    let at = Scoring::start().await;
    let mut seen = at.appraising().await;
    assert_eq!((seen.text("state"), &seen.body["appraised_total"]), ("appraising", &Value::Null));
    let actions = json!(["appraisals", "explanation-request", "appraisal-conclusion"]);
    assert_eq!(seen.body["allowed_actions"], actions);
    let totals = ["15.00", "34.20", "49.20", "59.20"];
    for ((code, body), total) in appraisals().into_iter().zip(totals) {
        seen = at.put(&at.standing, &seen, &format!("appraisals/{code}"), body).await.expect(200);
        assert_eq!((seen.text("appraised_total"), seen.text("self_total")), (total, "60.70"));
    }
    let again = json!({"score": "14", "reason": "Niêm yết chậm, thiếu một thủ tục"});
    seen = at.put(&at.standing, &seen, "appraisals/1", again).await.expect(200);
    assert_eq!((seen.text("appraised_total"), &seen.body["values_appraised"]), ("58.20", &json!(4)));
    let done = at.step(&at.standing, &seen, "appraisal-conclusion", json!({})).await.expect(201);
    assert_eq!((done.text("state"), done.text("appraised_at")), ("appraised", "2023-12-15T02:00:00Z"));
    assert_eq!(done.body["allowed_actions"], json!([]));
    let record = at.head.get(done.header("location")).await.expect(200).body;
    assert_eq!(record["details"], json!({"self_total": "60.70", "appraised_total": "58.20", "values": 4}));
    let sheet = at.head.get(&format!("/v1/submissions/{}", done.text("id"))).await.expect(200).body;
    let value = &sheet["values"][0];
    assert_eq!(
        (&value["self_score"], &value["appraised_score"], &value["appraisal_reason"]),
        (&json!("16.50"), &json!("14.00"), &json!("Niêm yết chậm, thiếu một thủ tục"))
    );
}

#[actix_web::test]
async fn a_score_is_within_its_maximum_and_says_why_it_differs() {
    let at = Scoring::start().await;
    let appraising = at.appraising().await;
    let put =
        async |code: &str, body: Value| at.put(&at.standing, &appraising, &format!("appraisals/{code}"), body).await;
    for (body, code, pointer) in [
        (json!({"score": "20.0001", "reason": "x"}), "score_out_of_range", "/score"),
        (json!({"score": "-0.01", "reason": "x"}), "score_out_of_range", "/score"),
        (json!({"score": "16.49"}), "validation_failed", "/reason"),
        (json!({"score": "16.49", "reason": " "}), "validation_failed", "/reason"),
        (json!({"score": 16}), "validation_failed", "/score"),
        (json!({"reason": "x"}), "validation_failed", ""),
    ] {
        let refused = put("1", body).await.refused(422, code);
        assert_eq!(refused.body["errors"][0]["pointer"], pointer, "{:#}", refused.body);
    }
    for code in ["3", "4", "9"] {
        put(code, json!({"score": "0", "reason": "x"})).await.refused(404, "not_found");
    }
    put("1", json!({"score": "16.5"})).await.expect(200);
}

#[actix_web::test]
async fn nothing_is_concluded_while_a_value_waits() {
    let at = Scoring::start().await;
    let appraising = at.appraising().await;
    let seen = at.put(&at.standing, &appraising, "appraisals/2", json!({"score": "19.2"})).await.expect(200);
    let refused = at.step(&at.standing, &seen, "appraisal-conclusion", json!({})).await;
    let refused = refused.refused(422, "submission_incomplete");
    let missing: Vec<_> =
        refused.body["errors"].as_array().expect("errors").iter().map(|error| &error["pointer"]).collect();
    assert_eq!(json!(missing), json!(["/values/1", "/values/3.1", "/values/3.2"]));
}

/// The appraiser's steps that start from where a submission stands, each with a body that fits.
fn steps_from(state: &str) -> Vec<(Method, &'static str, Value)> {
    match state {
        "submitted" => {
            vec![(Method::POST, "reopening", json!({"reason": "x"})), (Method::POST, "appraisal", json!({}))]
        }
        _ => vec![
            (Method::PUT, "appraisals/1", json!({"score": "16.5"})),
            (Method::POST, "explanation-request", json!({"questions": [{"indicator": "1", "question": "?"}]})),
            (Method::POST, "appraisal-conclusion", json!({})),
        ],
    }
}

/// No step of the appraiser is taken by someone, nor offered to them.
async fn judges_nothing(actor: &Actor, seen: &Reply, status: u16, code: &str) {
    for (method, rest, body) in steps_from(seen.text("state")) {
        let refused = actor.send(method, &path(seen, rest), &[("If-Match", "*")], Some(body)).await;
        let refused = refused.refused(status, code);
        if status == 403 {
            assert_eq!(refused.text("required_permission"), "submissions:appraise");
        }
    }
    let shown = actor.get(&format!("/v1/submissions/{}", seen.text("id"))).await.expect(200);
    let listed = actor.get("/v1/submissions").await.expect(200);
    assert_eq!((shown.text("state"), &shown.body["allowed_actions"]), (seen.text("state"), &json!([])));
    assert_eq!(listed.body["items"][0]["allowed_actions"], json!([]));
}

#[actix_web::test]
async fn nobody_appraises_their_own() {
    let at = Scoring::start().await;
    let admin = at.app.actor(Role::Admin, None).await;
    let below = json!({"code": "TN-21235-VHTT", "name_vi": "Trung tâm văn hóa thị trấn", "kind": "public_service_unit",
                       "level": "commune", "parent": {"code": UNIT}, "provenance": "unconfirmed"});
    admin.post("/v1/units", below).await.expect(201);
    let over_all = (Role::StandingAgency, Some("TN"));
    let of_the_unit = at.app.account("of.the.unit", &[(Role::Auditor, Some(UNIT)), over_all]).await;
    let of_one_below = at.app.account("of.one.below", &[(Role::Auditor, Some("TN-21235-VHTT")), over_all]).await;
    let author = at.app.account("author", &[over_all, (Role::UnitOfficer, Some(UNIT))]).await;
    let bystander = at.app.account("bystander", &[over_all, (Role::UnitOfficer, Some(UNIT))]).await;
    let filled = at.filled().await;
    let body = json!({"inputs": {"value": "3"}});
    let filled = at.put(&author, &filled, "values/3.1", body).await.expect(200);
    let sent = at.step(&at.head, &filled, "sending", json!({})).await.expect(201);
    let barred = [&of_the_unit, &of_one_below, &author];
    for actor in barred {
        judges_nothing(actor, &sent, 422, "separation_of_duties").await;
    }
    let mut seen = at.step(&bystander, &sent, "appraisal", json!({})).await.expect(201);
    for actor in barred {
        judges_nothing(actor, &seen, 422, "separation_of_duties").await;
    }
    for (code, body) in appraisals() {
        seen = at.put(&bystander, &seen, &format!("appraisals/{code}"), body).await.expect(200);
    }
    at.step(&bystander, &seen, "appraisal-conclusion", json!({})).await.expect(201);
}

#[actix_web::test]
async fn a_role_over_a_unit_that_takes_part_makes_no_judge() {
    let at = Scoring::start().await;
    let over_the_unit = [(Role::Auditor, Some(OTHER)), (Role::StandingAgency, Some(UNIT))];
    let no_judge = at.app.account("no.judge", &over_the_unit).await;
    let sent = at.sent().await;
    judges_nothing(&no_judge, &sent, 403, "forbidden").await;
    let appraising = at.step(&at.standing, &sent, "appraisal", json!({})).await.expect(201);
    judges_nothing(&no_judge, &appraising, 403, "forbidden").await;
}

#[actix_web::test]
async fn a_rehearsed_appraisal_keeps_nothing() {
    let at = Scoring::start().await;
    let appraising = at.appraising().await;
    let body = json!({"score": "16.5"});
    let shown = at.put(&at.standing, &appraising, "appraisals/1?dry_run=true", body).await.expect(200);
    assert_eq!((&shown.body["dry_run"], shown.text("appraised_total")), (&json!(true), "16.50"));
    let now = at.standing.get(&format!("/v1/submissions/{}", appraising.text("id"))).await.expect(200).body;
    assert_eq!((&now["appraised_total"], &now["version"]), (&Value::Null, &appraising.body["version"]));
    at.standing.get(&path(&appraising, "appraisal-conclusion")).await.refused(404, "not_found");
}
