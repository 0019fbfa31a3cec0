//! Appraising value by value, by someone of another unit.

use serde_json::{Value, json};
use thidua::access::Role;

use crate::support::scoring::{Scoring, UNIT, appraisals, path};

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

#[actix_web::test]
async fn nobody_appraises_their_own() {
    let at = Scoring::start().await;
    let over_all = (Role::StandingAgency, Some("TN"));
    let of_the_unit = at.app.account("of.the.unit", &[(Role::UnitOfficer, Some(UNIT)), over_all]).await;
    let author = at.app.account("author", &[over_all, (Role::UnitOfficer, Some(UNIT))]).await;
    let bystander = at.app.account("bystander", &[over_all, (Role::UnitOfficer, Some(UNIT))]).await;
    let filled = at.filled().await;
    let body = json!({"inputs": {"value": "3"}});
    let filled = at.put(&author, &filled, "values/3.1", body).await.expect(200);
    let sent = at.step(&at.head, &filled, "sending", json!({})).await.expect(201);
    let shown = format!("/v1/submissions/{}", sent.text("id"));
    for actor in [&of_the_unit, &author] {
        for (noun, body) in [("reopening", json!({"reason": "x"})), ("appraisal", json!({}))] {
            at.step(actor, &sent, noun, body).await.refused(422, "separation_of_duties");
        }
        assert_eq!(actor.get(&shown).await.expect(200).body["allowed_actions"], json!([]));
        assert_eq!(actor.get("/v1/submissions").await.expect(200).body["items"][0]["allowed_actions"], json!([]));
    }
    let mut seen = at.step(&bystander, &sent, "appraisal", json!({})).await.expect(201);
    for actor in [&of_the_unit, &author] {
        let body = json!({"score": "16.5"});
        at.put(actor, &seen, "appraisals/1", body).await.refused(422, "separation_of_duties");
        let questions = json!({"questions": [{"indicator": "1", "question": "?"}]});
        at.step(actor, &seen, "explanation-request", questions).await.refused(422, "separation_of_duties");
    }
    for (code, body) in appraisals() {
        seen = at.put(&bystander, &seen, &format!("appraisals/{code}"), body).await.expect(200);
    }
    for actor in [&of_the_unit, &author] {
        at.step(actor, &seen, "appraisal-conclusion", json!({})).await.refused(422, "separation_of_duties");
    }
    at.step(&bystander, &seen, "appraisal-conclusion", json!({})).await.expect(201);
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
