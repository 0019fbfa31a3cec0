//! Sending, the deadline, reopening, and what was sent.

use serde_json::{Value, json};

use crate::support::Reply;
use crate::support::scoring::{OTHER, Scoring, evidence, path, values};
use crate::support::story;

#[actix_web::test]
async fn the_head_sends_what_is_whole() {
    let at = Scoring::start().await;
    let open = at.open().await;
    let body = json!({"inputs": {"choice": "full"}});
    let begun = at.put(&at.officer, &open, "values/3.2", body).await.expect(200);
    let refused = at.step(&at.head, &begun, "sending", json!({})).await.refused(422, "submission_incomplete");
    let missing: Vec<_> =
        refused.body["errors"].as_array().expect("errors").iter().map(|error| &error["pointer"]).collect();
    assert_eq!(json!(missing), json!(["/values/1", "/values/2", "/values/3.1"]));
    let filled = at.put(&at.officer, &begun, "values", values()).await.expect(200);
    let sent = at.step(&at.head, &filled, "sending", json!({})).await.expect(201);
    assert_eq!(sent.header("location"), path(&sent, "sending"));
    assert_eq!((sent.text("state"), &sent.body["revision"]), ("submitted", &json!(1)));
    assert_eq!((sent.text("self_total"), sent.text("sent_at")), ("60.70", "2023-12-15T02:00:00Z"));
    let record = at.officer.get(&path(&sent, "sending")).await.expect(200).body;
    let expected = json!({
        "transition": "submission.sending", "from": "open", "to": "submitted", "at": "2023-12-15T02:00:00Z",
        "by": "Tài khoản unit_head.tn-21235", "reason": null, "details": {"revision": 1, "self_total": "60.70", "values": 4}, "version": 4});
    assert_eq!(record, expected);
}

/// The campaign gets a day for units' own scores, by an amending decision.
async fn scores_are_due_before(at: &Scoring, day: &str) {
    let mut milestones = story::campaign()["milestones"].clone();
    let due = json!({"code": "self_score_due", "precision": "before", "on": day});
    milestones.as_array_mut().expect("a list").push(due);
    let decision = json!({"number": "2100/QĐ-UBND", "issued_on": "2023-12-15", "signer": "Nguyễn Đăng Vinh", "signer_title_vi": "Chủ tịch"});
    let body =
        json!({"decision": decision, "reason": "Ấn định hạn tự chấm điểm.", "changes": {"milestones": milestones}});
    let decider = story::decider(&at.app).await;
    decider.step(&story::path(&at.campaign, "/amendments"), &at.campaign, body).await.expect(201);
}

#[actix_web::test]
async fn a_day_for_own_scores_is_kept_to_the_instant() {
    let at = Scoring::start().await;
    scores_are_due_before(&at, "2023-12-21").await;
    let filled = at.filled().await;
    at.app.clock.set("2023-12-21T00:00:00+07:00");
    let refused = at.step(&at.head, &filled, "sending", json!({})).await.refused(422, "deadline_passed");
    assert_eq!(refused.body["closes_at"], "2023-12-21T00:00:00+07:00");
    at.put(&at.officer, &filled, "values", values()).await.refused(422, "deadline_passed");
    at.head_of_other.post("/v1/submissions", at.body(OTHER)).await.refused(422, "deadline_passed");
    assert_eq!(at.head.get(&whole(&filled)).await.expect(200).body["allowed_actions"], json!([]));
    at.app.clock.set("2023-12-20T23:59:59.999+07:00");
    let shown = at.head.get(&whole(&filled)).await.expect(200);
    assert_eq!(shown.body["allowed_actions"], json!(["values", "sending"]));
    let sent = at.step(&at.head, &filled, "sending", json!({})).await.expect(201);
    at.app.clock.set("2023-12-21T00:00:00+07:00");
    let reason = json!({"reason": "Nhập nhầm kỳ"});
    at.step(&at.standing, &sent, "reopening", reason).await.refused(422, "deadline_passed");
    at.step(&at.standing, &sent, "appraisal", json!({})).await.expect(201);
}

#[actix_web::test]
async fn the_deadline_for_dossiers_is_none_for_own_scores() {
    let at = Scoring::start().await;
    let filled = at.filled().await;
    at.app.clock.set("2023-12-31T09:00:00+07:00");
    let sent = at.step(&at.head, &filled, "sending", json!({})).await.expect(201);
    let seen = at.standing.get(&story::path(&at.campaign, "")).await.expect(200);
    let close = story::path(&at.campaign, "/dossier-closure");
    let closed = at.standing.step(&close, &seen, json!({})).await.expect(201);
    let reason = json!({"reason": "Nhập nhầm kỳ"});
    let reopened = at.step(&at.standing, &sent, "reopening", reason).await.expect(201);
    let filled = at.put(&at.officer, &reopened, "values", values()).await.expect(200);
    at.step(&at.head, &filled, "sending?dry_run=true", json!({})).await.expect(201);
    at.standing.step(&story::path(&at.campaign, "/appraisal"), &closed, json!({})).await.expect(201);
    at.step(&at.head, &filled, "sending", json!({})).await.refused(409, "campaign_not_running");
    at.put(&at.officer, &filled, "values", values()).await.refused(409, "campaign_not_running");
}

#[actix_web::test]
async fn what_was_sent_stays_readable() {
    let at = Scoring::start().await;
    let sent = at.sent().await;
    let reason = json!({"reason": "Nhập nhầm kỳ"});
    let reopened = at.step(&at.standing, &sent, "reopening", reason).await.expect(201);
    assert_eq!((reopened.text("state"), &reopened.body["revision"]), ("open", &json!(1)));
    let record = at.head.get(reopened.header("location")).await.expect(200).body;
    assert_eq!((&record["reason"], &record["details"]), (&json!("Nhập nhầm kỳ"), &json!({"revision": 1})));
    let body = json!({"self_score": "12", "evidence": [evidence()]});
    let changed = at.put(&at.officer, &reopened, "values/1", body).await.expect(200);
    at.app.clock.set("2023-12-16T09:00:00+07:00");
    let again = at.step(&at.head, &changed, "sending", json!({})).await.expect(201);
    assert_eq!((&again.body["revision"], again.text("self_total")), (&json!(2), "56.20"));
    let list = at.officer.get(&path(&again, "revisions?count=true")).await.expect(200);
    let entry = |revision: i32, total: &str, sent_at: &str| json!({"revision": revision, "self_total": total, "sent_at": sent_at, "sent_by": "Tài khoản unit_head.tn-21235"});
    let expected = json!([entry(1, "60.70", "2023-12-15T02:00:00Z"), entry(2, "56.20", "2023-12-16T02:00:00Z")]);
    assert_eq!((&list.body["items"], &list.body["total"]), (&expected, &json!(2)));
    let page = at.officer.get(&path(&again, "revisions?limit=1")).await.expect(200);
    let next = format!("revisions?limit=1&cursor={}", page.text("next"));
    assert_eq!(at.officer.get(&path(&again, &next)).await.expect(200).body["items"], json!([expected[1]]));
    let first = at.standing.get(&path(&again, "revisions/1")).await.expect(200).body;
    let value =
        json!({"indicator": "1", "inputs": {}, "self_score": "16.50", "evidence": [evidence()], "explanation": null});
    assert_eq!((&first["values"][0], first["values"].as_array().map(Vec::len)), (&value, Some(4)));
    let second = at.standing.get(&path(&again, "revisions/2")).await.expect(200).body;
    assert_eq!(second["values"][0]["self_score"], "12.00");
}

#[actix_web::test]
async fn revisions_are_within_reach_and_for_good() {
    let at = Scoring::start().await;
    let sent = at.sent().await;
    for rest in ["revisions", "revisions/1", "sending"] {
        at.head_of_other.get(&path(&sent, rest)).await.refused(404, "not_found");
        at.app.anonymous().get(&path(&sent, rest)).await.refused(404, "not_found");
    }
    for rest in ["revisions/2", "revisions/0", "revisions/x", "reopening"] {
        at.head.get(&path(&sent, rest)).await.refused(404, "not_found");
    }
    for change in ["UPDATE submission_revisions SET self_total = 0", "DELETE FROM submission_revisions"] {
        let Err(error) = at.app.database.execute(change) else { panic!("{change} was taken") };
        assert!(error.to_string().contains("append"), "{error}");
    }
}

#[actix_web::test]
async fn reopening_gives_its_reason() {
    let at = Scoring::start().await;
    let sent = at.sent().await;
    for body in [json!({}), json!({"reason": " "}), json!({"reason": "x", "more": 1})] {
        at.step(&at.standing, &sent, "reopening", body).await.refused(422, "validation_failed");
    }
}

#[actix_web::test]
async fn a_rehearsed_sending_sends_nothing_and_a_key_sends_once() {
    let at = Scoring::start().await;
    let filled = at.filled().await;
    let shown = at.step(&at.head, &filled, "sending?dry_run=true", json!({})).await.expect(201);
    assert_eq!((&shown.body["dry_run"], shown.text("state")), (&json!(true), "submitted"));
    assert_eq!(at.head.get(&whole(&filled)).await.expect(200).text("state"), "open");
    let etag = filled.etag();
    let headers = [("If-Match", etag.as_str()), ("Idempotency-Key", "send-1")];
    let send = async || {
        at.head.send(actix_web::http::Method::POST, &path(&filled, "sending"), &headers, Some(Value::Null)).await
    };
    let first = send().await.expect(201);
    let again = send().await.expect(201);
    assert_eq!((&again.body, again.header("idempotency-replayed")), (&first.body, "true"));
}

fn whole(submission: &Reply) -> String {
    format!("/v1/submissions/{}", submission.text("id"))
}
