//! Values: what each rule needs, evidence, and the totals that follow.

use serde_json::{Value, json};

use crate::support::Reply;
use crate::support::scoring::{Scoring, UNIT, activated, evidence, path, set, values};

fn faults(reply: &Reply) -> Vec<(&str, &str)> {
    let errors = reply.body["errors"].as_array().expect("errors").iter();
    errors
        .map(|error| (error["pointer"].as_str().unwrap_or_default(), error["code"].as_str().unwrap_or_default()))
        .collect()
}

fn totals(reply: &Reply) -> Value {
    let field = |name: &str| reply.body[name].clone();
    json!([field("self_total"), field("values_given"), field("appraised_total"), field("values_appraised")])
}

#[actix_web::test]
async fn each_rule_computes_its_score_and_totals_follow() {
    let at = Scoring::start().await;
    let mut seen = at.open().await;
    let document = json!([evidence()]);
    for (code, body, total, given) in [
        ("1", json!({"self_score": "16.50", "evidence": document}), "16.50", 1),
        ("2", json!({"inputs": {"numerator": "1", "denominator": "3"}, "evidence": document}), "26.50", 2),
        ("3.1", json!({"inputs": {"value": "4"}}), "46.50", 3),
        ("3.2", json!({"inputs": {"choice": "partly"}}), "56.50", 4),
        ("4", json!({"self_score": "0", "explanation": "Thu thập"}), "56.50", 4),
        ("3.1", json!({"inputs": {"value": "3.99"}}), "51.50", 4),
        ("2", json!({"inputs": {"numerator": "2", "denominator": "3"}, "explanation": "Thống kê"}), "61.50", 4),
    ] {
        seen = at.put(&at.officer, &seen, &format!("values/{code}"), body).await.expect(200);
        assert_eq!(totals(&seen), json!([total, given, null, 0]), "{code}");
    }
    assert_eq!(seen.body["version"], 8);
    let sheet = at.officer.get(&whole(&seen)).await.expect(200);
    let codes: Vec<_> =
        sheet.body["values"].as_array().expect("values").iter().map(|value| &value["indicator"]).collect();
    assert_eq!(json!(codes), json!(["1", "2", "3.1", "3.2", "4"]));
    let expected = json!({
        "indicator": "2", "title_vi": "Chỉ số 2", "max_points": "30.00", "counts": true,
        "inputs": {"numerator": "2.00", "denominator": "3.00"}, "self_score": "20.00", "evidence": [],
        "explanation": "Thống kê", "appraised_score": null, "appraisal_reason": null, "question": null, "answer": null});
    assert_eq!(sheet.body["values"][1], expected);
    assert_eq!((&sheet.body["values"][4]["counts"], &sheet.body["self_total"]), (&json!(false), &json!("61.50")));
}

#[actix_web::test]
async fn vector_10_the_groups_of_set_766_make_a_hundred() {
    let at = Scoring::start().await;
    let sets: Value = serde_json::from_str(include_str!("../../../src/sample/indicator-sets.json")).expect("JSON");
    let set = activated(&at.app, sets[0].clone()).await;
    let mut body = at.body(UNIT);
    body["indicator_set"] = json!({"code": set.body["code"]});
    let mut seen = at.head.post("/v1/submissions", body).await.expect(201);
    let mut totals = Vec::new();
    for (code, score) in [("1", "18"), ("2", "20"), ("3", "22"), ("4.1", "12"), ("4.2", "10"), ("5", "18")] {
        let full = json!({"self_score": score, "evidence": [evidence()]});
        seen = at.put(&at.head, &seen, &format!("values/{code}"), full).await.expect(200);
        totals.push(seen.text("self_total").to_owned());
    }
    assert_eq!(totals, ["18.00", "38.00", "60.00", "72.00", "82.00", "100.00"]);
    at.step(&at.head, &seen, "sending", json!({})).await.expect(201);
}

#[actix_web::test]
async fn a_third_is_rounded_where_it_is_stored() {
    let at = Scoring::start().await;
    let open = at.open().await;
    let body = json!({"inputs": {"numerator": "1", "denominator": "7"}, "explanation": "Thống kê"});
    let seen = at.put(&at.head, &open, "values/2", body).await.expect(200);
    assert_eq!(seen.text("self_total"), "4.2857");
}

#[actix_web::test]
async fn a_claim_that_the_rule_cannot_read_is_refused() {
    let at = Scoring::start().await;
    let open = at.open().await;
    let said = "Giải trình";
    for (indicator, body, code, expected) in [
        ("1", json!({"self_score": "20.01", "explanation": said}), "score_out_of_range", ("/self_score", "range")),
        ("1", json!({"self_score": "-1", "explanation": said}), "score_out_of_range", ("/self_score", "range")),
        ("1", json!({"explanation": said}), "validation_failed", ("/self_score", "required")),
        (
            "1",
            json!({"self_score": "5", "inputs": {"value": "1"}, "explanation": said}),
            "validation_failed",
            ("/inputs/value", "foreign"),
        ),
        ("1", json!({"self_score": 5, "explanation": said}), "validation_failed", ("/self_score", "shape")),
        ("1", json!({"self_score": null, "explanation": said}), "validation_failed", ("/self_score", "shape")),
        (
            "2",
            json!({"inputs": {"numerator": "1"}, "explanation": said}),
            "validation_failed",
            ("/inputs/denominator", "required"),
        ),
        (
            "2",
            json!({"inputs": {"numerator": "1", "denominator": "0"}, "explanation": said}),
            "validation_failed",
            ("/inputs/denominator", "range"),
        ),
        (
            "2",
            json!({"inputs": {"numerator": "2", "denominator": "1"}, "explanation": said}),
            "score_out_of_range",
            ("/inputs/numerator", "range"),
        ),
        ("2", json!({"self_score": "5", "explanation": said}), "validation_failed", ("/self_score", "foreign")),
        ("3.1", json!({}), "validation_failed", ("/inputs/value", "required")),
        ("3.2", json!({"inputs": {"choice": "half"}}), "validation_failed", ("/inputs/choice", "unknown")),
        ("3", json!({"self_score": "5"}), "validation_failed", ("indicator_code", "sum")),
        ("4", json!({"self_score": "1"}), "score_out_of_range", ("/self_score", "range")),
        ("1", json!({"self_score": "5", "explanation": " "}), "validation_failed", ("/explanation", "text")),
        ("1", json!({"self_score": "5", "score": "5"}), "validation_failed", ("/score", "shape")),
    ] {
        let refused = at.put(&at.head, &open, &format!("values/{indicator}"), body).await.refused(422, code);
        assert_eq!(faults(&refused), [expected], "{indicator}");
    }
    at.put(&at.head, &open, "values/9", json!({"self_score": "5"})).await.refused(404, "not_found");
    assert_eq!(at.put(&at.head, &open, "values", json!({"values": []})).await.expect(200).body["version"], 2);
}

#[actix_web::test]
async fn a_score_has_evidence_or_an_explanation() {
    let at = Scoring::start().await;
    let open = at.open().await;
    let claim = async |change: Value| {
        let mut body = json!({"self_score": "10"});
        body.as_object_mut().expect("an object").extend(change.as_object().expect("an object").clone());
        at.put(&at.head, &open, "values/1", body).await
    };
    let refused = claim(json!({})).await.refused(422, "evidence_missing");
    assert_eq!(faults(&refused), [("/evidence", "required"), ("/explanation", "required")]);
    claim(json!({"evidence": [], "explanation": null})).await.refused(422, "evidence_missing");
    for field in ["number", "name_vi", "subject_vi"] {
        let mut document = evidence();
        document[field] = json!(" ");
        let refused = claim(json!({"evidence": [evidence(), document]})).await.refused(422, "validation_failed");
        assert_eq!(faults(&refused), [(format!("/evidence/1/{field}").as_str(), "text")]);
        let mut document = evidence();
        document.as_object_mut().expect("an object").remove(field);
        claim(json!({"evidence": [document]})).await.refused(422, "validation_failed");
    }
    let mut tomorrow = evidence();
    tomorrow["issued_on"] = json!("2023-12-16");
    let refused = claim(json!({"evidence": [tomorrow]})).await.refused(422, "validation_failed");
    assert_eq!(faults(&refused), [("/evidence/0/issued_on", "future")]);
    claim(json!({"evidence": [evidence()]})).await.expect(200);
}

#[actix_web::test]
async fn a_list_takes_the_place_of_all_values() {
    let at = Scoring::start().await;
    let filled = at.filled().await;
    assert_eq!(totals(&filled), json!(["60.70", 4, null, 0]));
    assert_eq!(filled.body["values"][1]["self_score"], "19.20");
    let shorter = json!({"values": [{"indicator": "3.1", "inputs": {"value": "9"}}]});
    let rehearsed = at.put(&at.officer, &filled, "values?dry_run=true", shorter.clone()).await.expect(200);
    assert_eq!((totals(&rehearsed), &rehearsed.body["dry_run"]), (json!(["20.00", 1, null, 0]), &json!(true)));
    assert_eq!(at.officer.get(&whole(&filled)).await.expect(200).body, filled.body);
    let replaced = at.put(&at.officer, &filled, "values", shorter).await.expect(200);
    assert_eq!(
        (totals(&replaced), replaced.body["values"].as_array().map(Vec::len)),
        (json!(["20.00", 1, null, 0]), Some(1))
    );
    let emptied = at.put(&at.officer, &replaced, "values", json!({"values": []})).await.expect(200);
    assert_eq!(totals(&emptied), json!(["0.00", 0, null, 0]));
}

#[actix_web::test]
async fn all_faults_of_a_list_are_named_and_nothing_is_kept() {
    let at = Scoring::start().await;
    let filled = at.filled().await;
    let list = json!({"values": [
        {"indicator": "1", "self_score": "21", "evidence": [evidence()]},
        {"indicator": "2", "inputs": {"numerator": "1", "denominator": "2"}},
        {"indicator": "3", "self_score": "1"},
        {"indicator": "3.1", "inputs": {"value": "4"}},
        {"indicator": "3.1", "inputs": {"value": "5"}},
        {"indicator": "9", "self_score": "1"}]});
    let refused = at.put(&at.officer, &filled, "values", list).await.refused(422, "validation_failed");
    let expected = [
        ("/values/0/self_score", "range"),
        ("/values/1/evidence", "required"),
        ("/values/1/explanation", "required"),
        ("/values/2/indicator", "sum"),
        ("/values/4/indicator", "twice"),
        ("/values/5/indicator", "unknown"),
    ];
    assert_eq!(faults(&refused), expected);
    let same = json!({"values": [{"indicator": "1", "self_score": "5"}, {"indicator": "2", "inputs": {}}]});
    at.put(&at.officer, &filled, "values", same).await.refused(422, "evidence_missing");
    assert_eq!(at.officer.get(&whole(&filled)).await.expect(200).body, filled.body);
}

#[actix_web::test]
async fn a_write_states_the_version_it_saw() {
    let at = Scoring::start().await;
    let (open, put) = (at.open().await, actix_web::http::Method::PUT);
    let body = json!({"inputs": {"value": "4"}});
    let send = async |headers: &[(&str, &str)]| {
        at.officer.send(put.clone(), &path(&open, "values/3.1"), headers, Some(body.clone())).await
    };
    send(&[]).await.refused(428, "precondition_required");
    send(&[("If-Match", "\"1-x\"")]).await.expect(200);
    let stale = send(&[("If-Match", "\"1-x\"")]).await.refused(412, "version_mismatch");
    assert_eq!(stale.body["current_version"], 2);
    at.officer.send(put, &path(&open, "values"), &[], Some(values())).await.refused(428, "precondition_required");
}

#[actix_web::test]
async fn totals_are_the_sums_whoever_writes() {
    let at = Scoring::start().await;
    let filled = at.filled().await;
    let kept_sums = "DO $$ BEGIN ASSERT (
        SELECT bool_and(s.self_total = t.self_total AND s.values_given = t.given
                        AND s.appraised_total IS NOT DISTINCT FROM t.appraised_total AND s.values_appraised = t.appraised)
        FROM submissions s, LATERAL (
            SELECT coalesce(sum(v.self_score), 0) AS self_total, sum(v.appraised_score) AS appraised_total,
                   count(v.self_score) AS given, count(v.appraised_score) AS appraised
            FROM submission_values v JOIN indicators i ON i.id = v.indicator_id
            WHERE v.submission_id = s.id AND i.scored AND i.leaf AND i.max_points > 0) t); END $$";
    let account = "(SELECT id FROM accounts LIMIT 1)";
    let mut totals_seen = Vec::new();
    for write in [
        "UPDATE submission_values SET self_score = self_score / 2".to_owned(),
        format!(
            "UPDATE submission_values SET appraised_score = self_score, appraised_by = {account}, appraised_at = now()"
        ),
        "INSERT INTO submission_values (submission_id, indicator_id, self_score, updated_at)
         SELECT s.id, i.id, 0, now() FROM submissions s JOIN indicators i ON i.set_id = s.set_id AND i.code = '4'"
            .to_owned(),
        "DELETE FROM submission_values v USING indicators i WHERE i.id = v.indicator_id AND i.code = '2'".to_owned(),
        "DELETE FROM submission_values".to_owned(),
    ] {
        at.sql(&write);
        at.sql(kept_sums);
        totals_seen.push(totals(&at.officer.get(&whole(&filled)).await.expect(200)));
    }
    let expected = json!([
        ["30.35", 4, null, 0],
        ["30.35", 4, "30.35", 4],
        ["30.35", 4, "30.35", 4],
        ["20.75", 3, "20.75", 3],
        ["0.00", 0, null, 0]
    ]);
    assert_eq!(json!(totals_seen), expected);
}

#[actix_web::test]
async fn the_database_knows_what_a_value_is() {
    let at = Scoring::start().await;
    at.filled().await;
    let other = activated(&at.app, set("TS-OTHER")).await;
    let insert = |set: &str, code: &str| {
        format!("INSERT INTO submission_values (submission_id, indicator_id, self_score, updated_at)
                 SELECT s.id, i.id, 0, now() FROM submissions s, indicators i WHERE i.set_id = '{set}' AND i.code = '{code}'")
    };
    at.sql_refused(&insert(other.text("id"), "1"), "submission_values_of_the_set");
    at.sql_refused(&insert(at.set.text("id"), "3"), "submission_values_of_the_set");
    for (change, constraint) in [
        ("self_score = -0.0001", "submission_values_score_in_range"),
        ("self_score = 30.0001", "submission_values_within_maximum"),
        ("appraised_score = 30.0001", "submission_values_within_maximum"),
        ("appraised_score = -1", "submission_values_appraised_not_negative"),
        ("appraised_score = self_score", "submission_values_appraised_whole"),
        (
            "appraised_score = self_score / 2, appraised_by = (SELECT id FROM accounts LIMIT 1), appraised_at = now()",
            "submission_values_changed_with_reason",
        ),
        ("answer = 'vâng'", "submission_values_answer_to_question"),
    ] {
        at.sql_refused(&format!("UPDATE submission_values SET {change}"), constraint);
    }
}

#[actix_web::test]
async fn who_fills_in() {
    let at = Scoring::start().await;
    let mut seen = at.open().await;
    let body = || json!({"inputs": {"value": "4"}});
    at.put(&at.standing, &seen, "values/3.1", body()).await.refused(403, "forbidden");
    at.put(&at.head_of_other, &seen, "values/3.1", body()).await.refused(404, "not_found");
    at.put(&at.app.anonymous(), &seen, "values", values()).await.refused(401, "unauthenticated");
    for actor in [&at.officer, &at.head, &at.client] {
        seen = at.put(actor, &seen, "values/3.1", body()).await.expect(200);
    }
    assert_eq!(seen.body["unit"]["code"], UNIT);
}

fn whole(submission: &Reply) -> String {
    format!("/v1/submissions/{}", submission.text("id"))
}
