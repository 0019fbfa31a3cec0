//! Who scores what: units themselves, and the appraiser where a survey or a system measures.

use serde_json::{Value, json};

use crate::support::Reply;
use crate::support::scoring::{Scoring, UNIT, activated, evidence, path, set, values};

fn faults(reply: &Reply) -> Vec<(&str, &str)> {
    let errors = reply.body["errors"].as_array().unwrap_or_else(|| panic!("{:#}", reply.body)).iter();
    errors
        .map(|error| (error["pointer"].as_str().unwrap_or_default(), error["code"].as_str().unwrap_or_default()))
        .collect()
}

/// The unit's submission on a set whose indicator 2 is surveyed and whose 3.2 is measured by a system.
async fn open(at: &Scoring) -> Reply {
    let mut set = set("TS-MEASURED");
    set["indicators"][1]["method"] = json!("survey");
    set["indicators"][2]["children"][1]["method"] = json!("auto");
    activated(&at.app, set).await;
    let mut body = at.body(UNIT);
    body["indicator_set"] = json!({"code": "TS-MEASURED"});
    at.officer.post("/v1/submissions", body).await.expect(201)
}

/// What the unit scores itself: 16.50 + 15.00 = 31.50.
fn own() -> Value {
    json!({"values": [
        {"indicator": "1", "self_score": "16.50", "evidence": [evidence()]},
        {"indicator": "3.1", "inputs": {"value": "3"}}]})
}

async fn appraising(at: &Scoring) -> Reply {
    let open = open(at).await;
    let filled = at.put(&at.officer, &open, "values", own()).await.expect(200);
    let sent = at.step(&at.head, &filled, "sending", json!({})).await.expect(201);
    assert_eq!((sent.text("self_total"), &sent.body["values_given"]), ("31.50", &json!(2)));
    at.step(&at.standing, &sent, "appraisal", json!({})).await.expect(201)
}

#[actix_web::test]
async fn a_unit_claims_only_what_it_scores_itself() {
    let at = Scoring::start().await;
    let open = open(&at).await;
    for (code, body) in [
        ("2", json!({"inputs": {"numerator": "1", "denominator": "2"}, "explanation": "x"})),
        ("3.2", json!({"inputs": {"choice": "full"}})),
    ] {
        let refused = at.put(&at.officer, &open, &format!("values/{code}"), body).await;
        assert_eq!(faults(&refused.refused(422, "validation_failed")), [("indicator_code", "method")], "{code}");
    }
    let refused = at.put(&at.officer, &open, "values", values()).await.refused(422, "validation_failed");
    assert_eq!(faults(&refused), [("/values/1/indicator", "method"), ("/values/3/indicator", "method")]);
    let one = json!({"values": [{"indicator": "3.1", "inputs": {"value": "3"}}]});
    let begun = at.put(&at.officer, &open, "values", one).await.expect(200);
    let refused = at.step(&at.head, &begun, "sending", json!({})).await.refused(422, "submission_incomplete");
    assert_eq!(faults(&refused), [("/values/1", "missing")]);
}

#[actix_web::test]
async fn what_a_survey_or_a_system_measures_the_appraiser_enters() {
    let at = Scoring::start().await;
    let mut seen = appraising(&at).await;
    let enter = async |seen: &Reply, code: &str, body: Value| {
        at.put(&at.standing, seen, &format!("appraisals/{code}"), body).await
    };
    let sourceless = enter(&seen, "2", json!({"score": "24"})).await.refused(422, "validation_failed");
    assert_eq!(faults(&sourceless), [("/reason", "required")]);
    let source = "Báo cáo điều tra xã hội học 12/BC-SNV";
    enter(&seen, "2", json!({"score": "30.01", "reason": source})).await.refused(422, "score_out_of_range");
    for (code, body, total) in [
        ("2", json!({"score": "25", "reason": source}), "25.00"),
        ("2", json!({"score": "24", "reason": source}), "24.00"),
        ("1", json!({"score": "16.5"}), "40.50"),
        ("3.1", json!({"score": "15"}), "55.50"),
    ] {
        seen = enter(&seen, code, body).await.expect(200);
        assert_eq!((seen.text("appraised_total"), seen.text("self_total")), (total, "31.50"), "{code}");
    }
    let refused = at.step(&at.standing, &seen, "appraisal-conclusion", json!({})).await;
    assert_eq!(faults(&refused.refused(422, "submission_incomplete")), [("/values/3.2", "missing")]);
    seen = enter(&seen, "3.2", json!({"score": "20", "reason": "Hệ thống một cửa"})).await.expect(200);
    let done = at.step(&at.standing, &seen, "appraisal-conclusion", json!({})).await.expect(201);
    assert_eq!((done.text("appraised_total"), &done.body["values_appraised"]), ("75.50", &json!(4)));
    let sheet = at.head.get(path(&done, "").trim_end_matches('/')).await.expect(200);
    let surveyed = &sheet.body["values"][1];
    assert_eq!((&surveyed["indicator"], &surveyed["self_score"]), (&json!("2"), &Value::Null));
    assert_eq!((&surveyed["appraised_score"], &surveyed["appraisal_reason"]), (&json!("24.00"), &json!(source)));
    let revision = at.head.get(&path(&done, "revisions/1")).await.expect(200);
    assert_eq!(revision.body["values"].as_array().map(Vec::len), Some(2));
}

#[actix_web::test]
async fn no_unit_explains_what_it_did_not_score() {
    let at = Scoring::start().await;
    let seen = appraising(&at).await;
    let entered = json!({"score": "24", "reason": "Báo cáo điều tra"});
    let seen = at.put(&at.standing, &seen, "appraisals/2", entered).await.expect(200);
    let questions = json!({"questions": [{"indicator": "1", "question": "?"}, {"indicator": "2", "question": "?"}]});
    let refused = at.step(&at.standing, &seen, "explanation-request", questions).await;
    assert_eq!(faults(&refused.refused(422, "validation_failed")), [("/questions/1/indicator", "unknown")]);
}

#[actix_web::test]
async fn the_database_knows_who_scores_what() {
    let at = Scoring::start().await;
    open(&at).await;
    let insert = |code: &str, score: &str| {
        format!("INSERT INTO submission_values (submission_id, indicator_id, self_score, updated_at)
                 SELECT s.id, i.id, {score}, now() FROM submissions s JOIN indicators i ON i.set_id = s.set_id AND i.code = '{code}'")
    };
    for (code, score) in [("2", "1"), ("3.2", "0"), ("1", "NULL")] {
        at.sql_refused(&insert(code, score), "submission_values_claimed_where_self");
    }
    at.sql(&insert("2", "NULL"));
    let appraise = "UPDATE submission_values SET appraised_score = 0, appraised_at = now(), appraised_by = (SELECT id FROM accounts LIMIT 1)";
    at.sql_refused(appraise, "submission_values_changed_with_reason");
}
