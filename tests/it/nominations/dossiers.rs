//! Drawing up, submitting, returning and withdrawing dossiers.

use actix_web::http::Method;
use serde_json::{Value, json};

use crate::support::{Awarding, CAMPAIGN, Reply, nomination, papers};

fn pointers(reply: &Reply) -> Vec<&str> {
    let errors = reply.body["errors"].as_array().expect("errors").iter();
    errors.filter_map(|error| error["pointer"].as_str()).collect()
}

#[actix_web::test]
async fn a_draft_is_changed_and_listed() {
    let at = Awarding::start().await;
    let draft = at.draft(&at.officer, "TN-A", Some("Nguyễn Thị Lan")).await;
    assert_eq!((draft.text("state"), &draft.body["late"]), ("draft", &Value::Null));
    assert_eq!(draft.header("location"), format!("/v1/nominations/{}", draft.text("id")));
    assert_eq!(draft.body["allowed_actions"], json!(["update", "papers"]));
    let path = format!("/v1/nominations/{}", draft.text("id"));
    let patch = json!({"person_position": null, "award_form": "lao_dong_tien_tien"});
    let changed = at.officer.patch(&path, &draft, patch).await.expect(200);
    assert_eq!((&changed.body["person_position"], changed.text("award_form")), (&Value::Null, "lao_dong_tien_tien"));
    assert_eq!(
        at.head.get(&path).await.expect(200).body["allowed_actions"],
        json!(["update", "papers", "submission", "withdrawal"])
    );
    assert_eq!(at.standing.get(&path).await.expect(200).body["allowed_actions"], json!([]));
}

#[actix_web::test]
async fn a_person_is_named_and_a_unit_is_not() {
    let at = Awarding::start().await;
    let post = async |change: Value| {
        let mut body = nomination("TN-A", None);
        body.as_object_mut().expect("an object").extend(change.as_object().expect("an object").clone());
        at.head.post("/v1/nominations", body).await
    };
    let faults = [
        (json!({"subject": "individual"}), "/person_name"),
        (json!({"person_name": "A"}), "/person_name"),
        (json!({"person_position": "A"}), "/person_position"),
        (json!({"achievement_summary": " "}), "/achievement_summary"),
        (json!({"award_form": "huy_chuong"}), "/award_form"),
    ];
    for (change, pointer) in faults {
        assert_eq!(pointers(&post(change).await.refused(422, "validation_failed")), [pointer]);
    }
    assert_eq!(
        pointers(&post(json!({"campaign": {"code": "TN-A"}})).await.refused(422, "unknown_reference")),
        ["/campaign"]
    );
    post(json!({"campaign": {"code": "X"}})).await.refused(422, "unknown_reference");
    post(json!({"unit": {"code": "X"}})).await.refused(422, "unknown_reference");
    let for_people = json!({"award_form": "lao_dong_tien_tien"});
    assert_eq!(pointers(&post(for_people.clone()).await.refused(422, "rate_not_found")), ["/award_form"]);
    let draft = at.draft(&at.head, "TN-A", None).await;
    let path = format!("/v1/nominations/{}", draft.text("id"));
    let refused = at.head.patch(&path, &draft, for_people).await.refused(422, "rate_not_found");
    assert_eq!(pointers(&refused), ["/award_form"]);
    at.head.patch(&path, &draft, json!({"person_name": "A"})).await.refused(422, "validation_failed");
    at.head.patch(&path, &draft, json!({"subject": "individual"})).await.refused(422, "validation_failed");
}

#[actix_web::test]
async fn only_participants_are_nominated_while_the_campaign_runs() {
    let at = Awarding::start().await;
    let head_z = at.app.actor(thidua::access::Role::UnitHead, Some("TN-Z")).await;
    head_z.post("/v1/nominations", nomination("TN-Z", None)).await.refused(422, "not_a_participant");
    for state in ["issued", "appraising", "awarded", "summarised", "archived", "cancelled"] {
        at.campaign_is(state);
        at.head.post("/v1/nominations", nomination("TN-A", None)).await.refused(409, "campaign_not_running");
    }
    at.campaign_is("dossiers_closed");
    at.draft(&at.head, "TN-A", None).await;
}

#[actix_web::test]
async fn one_living_nomination_of_a_subject() {
    let at = Awarding::start().await;
    let first = at.draft(&at.head, "TN-A", Some("Trần Văn Hoà")).await;
    at.head.post("/v1/nominations", nomination("TN-A", Some("trần văn hòa"))).await.refused(409, "already_exists");
    at.head.post("/v1/nominations", nomination("TN-A", Some("Trần  Văn Hòa"))).await.refused(409, "already_exists");
    at.draft(&at.head, "TN-A", Some("Nguyễn Văn Hùng")).await;
    at.draft(&at.head, "TN-A", Some("Nguyễn Văn Hưng")).await;
    at.draft(&at.head, "TN-A", None).await;
    at.head.post("/v1/nominations", nomination("TN-A", None)).await.refused(409, "already_exists");
    at.step(&at.head, &first, "withdrawal", json!({"reason": "nhầm"})).await.expect(201);
    at.draft(&at.head, "TN-A", Some("Trần Văn Hòa")).await;
}

#[actix_web::test]
async fn a_dossier_needs_its_papers() {
    let at = Awarding::start().await;
    let draft = at.draft(&at.head, "TN-A", None).await;
    let refused = at.step(&at.head, &draft, "submission", json!({})).await.refused(422, "papers_missing");
    let missing: Vec<_> =
        refused.body["errors"].as_array().expect("errors").iter().map(|error| &error["code"]).collect();
    assert_eq!(json!(missing), json!(["request", "achievement_report", "minutes"]));
    let path = format!("/v1/nominations/{}/papers", draft.text("id"));
    let put = async |body: Value| at.head.send(Method::PUT, &path, &[("If-Match", "*")], Some(body)).await;
    let mut later = papers();
    later["papers"][1]["issued_on"] = json!("2023-12-16");
    assert_eq!(pointers(&put(later).await.refused(422, "validation_failed")), ["/papers/1/issued_on"]);
    let mut blank = papers();
    blank["papers"][2]["number"] = json!(" ");
    assert_eq!(pointers(&put(blank).await.refused(422, "validation_failed")), ["/papers/2/number"]);
    let listed = put(papers()).await.expect(200);
    assert_eq!((&listed.body["papers"], &listed.body["version"]), (&papers()["papers"], &json!(2)));
    let submitted = at.step(&at.head, &listed, "submission", json!({})).await.expect(201);
    assert_eq!((submitted.text("state"), submitted.text("submitted_at")), ("submitted", "2023-12-15T02:00:00Z"));
}

#[actix_web::test]
async fn vector_3_the_last_instant_before_the_deadline() {
    let at = Awarding::start().await;
    at.app.clock.set("2023-12-29T23:59:59.999+07:00");
    let in_time = at.submitted(&at.head, "TN-A", None).await;
    assert_eq!((&in_time.body["late"], &in_time.body["late_reason"]), (&json!(false), &Value::Null));
    let whole = at.whole(&at.head_b, "TN-B", None).await;
    at.app.clock.set("2023-12-30T00:00:00+07:00");
    at.campaign_is("dossiers_closed");
    let refused = at.step(&at.head_b, &whole, "submission", json!({})).await.refused(422, "deadline_passed");
    assert_eq!(refused.body["closes_at"], "2023-12-30T00:00:00+07:00");
    at.step(&at.head_b, &whole, "submission", json!({"late_reason": " "})).await.refused(422, "validation_failed");
    let late = at.step(&at.head_b, &whole, "submission", json!({"late_reason": "Mất mạng do bão"})).await.expect(201);
    assert_eq!((&late.body["late"], late.text("late_reason")), (&json!(true), "Mất mạng do bão"));
    let record = at.head_b.get(late.header("location")).await.expect(200).body;
    assert_eq!((&record["reason"], &record["details"]["late"]), (&json!("Mất mạng do bão"), &json!(true)));
}

#[actix_web::test]
async fn a_returned_dossier_comes_back_whole() {
    let at = Awarding::start().await;
    let submitted = at.submitted(&at.head, "TN-A", None).await;
    let returned = at.step(&at.standing, &submitted, "return", json!({"reason": "Thiếu chữ ký"})).await.expect(201);
    assert_eq!(returned.text("state"), "returned");
    assert_eq!(returned.header("location"), format!("/v1/nominations/{}/return", submitted.text("id")));
    let record = at.head.get(returned.header("location")).await.expect(200).body;
    let expected = json!({
        "transition": "nomination.return", "from": "submitted", "to": "returned", "at": "2023-12-15T02:00:00Z",
        "by": "Tài khoản standing_agency", "reason": "Thiếu chữ ký", "details": {}, "version": 4});
    assert_eq!(record, expected);
    at.step(&at.standing, &submitted, "return", json!({"reason": " "})).await.refused(422, "validation_failed");
    let again = at.step(&at.head, &returned, "submission", json!({})).await.expect(201);
    assert_eq!((again.text("state"), &again.body["version"]), ("submitted", &json!(5)));
}

#[actix_web::test]
async fn steps_not_taken_have_no_record() {
    let at = Awarding::start().await;
    let draft = at.draft(&at.head, "TN-A", None).await;
    for noun in ["submission", "return", "withdrawal", "appraisals", "evaluations", "forwarding"] {
        at.head.get(&format!("/v1/nominations/{}/{noun}", draft.text("id"))).await.refused(404, "not_found");
    }
    let eligibility = at.head.get(&format!("/v1/nominations/{}/eligibility", draft.text("id"))).await.expect(200);
    assert_eq!((&eligibility.body["verdicts"], &eligibility.body["edition"]), (&json!([]), &Value::Null));
}

#[actix_web::test]
async fn lists_hold_what_the_caller_may_see() {
    let at = Awarding::start().await;
    at.submitted(&at.head, "TN-A", None).await;
    at.draft(&at.head, "TN-A", Some("A")).await;
    at.draft(&at.head_b, "TN-B", None).await;
    let count = async |actor: &crate::support::Actor, query: &str| -> i64 {
        let page = actor.get(&format!("/v1/nominations?count=true{query}")).await.expect(200).body;
        assert_eq!(page["items"].as_array().map(Vec::len).map(|all| all as i64), page["total"].as_i64());
        page["total"].as_i64().unwrap_or_default()
    };
    assert_eq!((count(&at.head, "").await, count(&at.head_b, "").await, count(&at.standing, "").await), (2, 1, 3));
    assert_eq!(count(&at.standing, "&subject=individual").await, 1);
    assert_eq!(count(&at.standing, "&state=submitted&state=returned").await, 1);
    assert_eq!(count(&at.standing, &format!("&campaign={CAMPAIGN}")).await, 3);
    assert_eq!(count(&at.standing, "&campaign=01860000-0000-7000-8000-0000000000ff").await, 0);
    let all = at.standing.get("/v1/nominations").await.expect(200).body["items"].clone();
    let first = at.standing.get("/v1/nominations?limit=2").await.expect(200);
    let rest = at.standing.get(&format!("/v1/nominations?limit=2&cursor={}", first.text("next"))).await.expect(200);
    assert_eq!(json!([first.body["items"][0], first.body["items"][1], rest.body["items"][0]]), all);
    let unit = all[2]["unit"]["id"].as_str().unwrap_or_default().to_owned();
    assert_eq!(count(&at.standing, &format!("&unit={unit}")).await, 1);
    at.standing.get("/v1/nominations?sort=unit").await.refused(400, "unknown_parameter");
}

#[actix_web::test]
async fn a_rehearsed_submission_submits_nothing() {
    let at = Awarding::start().await;
    let whole = at.whole(&at.head, "TN-A", None).await;
    let shown = at.step(&at.head, &whole, "submission?dry_run=true", json!({})).await.expect(201);
    assert_eq!((&shown.body["dry_run"], shown.text("state")), (&json!(true), "submitted"));
    let path = format!("/v1/nominations/{}", whole.text("id"));
    assert_eq!(at.head.get(&path).await.expect(200).text("state"), "draft");
}
