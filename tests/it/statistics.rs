//! One-stop-shop statistics over HTTP.

use actix_web::http::Method;
use serde_json::{Value, json};
use thidua::access::Role;

use crate::support::{Awarding, figures};

fn corrected(mut body: Value, note: &str) -> Value {
    body["correction_note"] = json!(note);
    body
}

#[actix_web::test]
async fn the_same_figures_change_nothing() {
    let at = Awarding::start().await;
    let first = at.client.post("/v1/statistics", figures("TN-A", "2023-05", 51, 100)).await.expect(201);
    assert_eq!(first.header("location"), format!("/v1/statistics/{}", first.text("id")));
    assert_eq!((&first.body["revision"], &first.body["version"]), (&json!(1), &json!(1)));
    let rate = json!({"metric": "online_dossier_rate_pct@1", "numerator": 51, "denominator": 100, "pct": "51.00"});
    assert_eq!(first.body["online_rate"], rate);
    let again = at.client.post("/v1/statistics", figures("TN-A", "2023-05", 51, 100)).await.expect(200);
    assert_eq!((&again.body, again.etag()), (&first.body, first.etag()));
    let repeated = corrected(figures("TN-A", "2023-05", 51, 100), "gửi lại");
    assert_eq!(at.client.post("/v1/statistics", repeated).await.expect(200).body, first.body);
}

#[actix_web::test]
async fn a_correction_says_why_and_keeps_what_was_there() {
    let at = Awarding::start().await;
    let first = at.dossiers("TN-A", 50, 100).await;
    let other = figures("TN-A", "2023-05", 51, 100);
    let refused = at.client.post("/v1/statistics", other.clone()).await.refused(422, "validation_failed");
    assert_eq!(refused.body["errors"][0]["pointer"], "/correction_note");
    at.app.clock.set("2023-12-16T09:00:00+07:00");
    let second = at.client.post("/v1/statistics", corrected(other, "sót 1 hồ sơ")).await.expect(201);
    assert_eq!((&second.body["revision"], second.text("correction_note")), (&json!(2), "sót 1 hồ sơ"));
    let public = at.app.anonymous();
    let earlier = public.get(&format!("/v1/statistics/{}", first.text("id"))).await.expect(200);
    assert_eq!((&earlier.body["received_online"], earlier.text("superseded_at")), (&json!(50), "2023-12-16T02:00:00Z"));
    let revisions = |reply: &Value| -> Vec<i64> {
        reply["items"].as_array().expect("items").iter().filter_map(|row| row["revision"].as_i64()).collect()
    };
    assert_eq!(revisions(&public.get("/v1/statistics").await.expect(200).body), [2]);
    assert_eq!(revisions(&public.get("/v1/statistics?history=true").await.expect(200).body), [1, 2]);
}

#[actix_web::test]
async fn there_is_nothing_to_correct_at_first() {
    let at = Awarding::start().await;
    let body = corrected(figures("TN-A", "2023-05", 1, 2), "sửa");
    let refused = at.client.post("/v1/statistics", body).await.refused(422, "validation_failed");
    assert_eq!(refused.body["errors"][0]["code"], "nothing_to_correct");
}

#[actix_web::test]
async fn another_source_is_a_correction_too() {
    let at = Awarding::start().await;
    at.dossiers("TN-A", 51, 100).await;
    let mut body = figures("TN-A", "2023-05", 51, 100);
    body["source"] = json!("Báo cáo giấy");
    at.client.post("/v1/statistics", body.clone()).await.refused(422, "validation_failed");
    at.client.post("/v1/statistics", corrected(body, "đổi nguồn")).await.expect(201);
}

#[actix_web::test]
async fn fields_at_fault_are_named() {
    let at = Awarding::start().await;
    let faults = [
        (json!({"received_online": 101}), vec!["/received_online"]),
        (json!({"resolved_on_time": 101}), vec!["/resolved_on_time"]),
        (json!({"received_online": 101, "resolved_on_time": 101}), vec!["/received_online", "/resolved_on_time"]),
        (json!({"received": -1}), vec!["/received"]),
        (json!({"resolved": 2_147_483_648_i64}), vec!["/resolved"]),
        (json!({"month": "2024-01"}), vec!["/month"]),
        (json!({"month": "2023-13"}), vec!["/month"]),
        (json!({"month": "2023-05-01"}), vec!["/month"]),
        (json!({"source": " "}), vec!["/source"]),
        (json!({"colour": "red"}), vec!["/colour"]),
    ];
    for (change, pointers) in faults {
        let mut body = figures("TN-A", "2023-05", 50, 100);
        body.as_object_mut().expect("an object").extend(change.as_object().expect("an object").clone());
        let refused = at.client.post("/v1/statistics", body).await.refused(422, "validation_failed");
        let named: Vec<_> = refused.body["errors"].as_array().expect("errors").iter().map(|e| &e["pointer"]).collect();
        assert_eq!(json!(named), json!(pointers), "{change}");
    }
    at.client.post("/v1/statistics", figures("NO-SUCH", "2023-05", 1, 2)).await.refused(422, "unknown_reference");
    at.client.post("/v1/statistics", figures("TN-A", "2023-12", 1, 2)).await.expect(201);
}

#[actix_web::test]
async fn a_rehearsal_takes_nothing_in() {
    let at = Awarding::start().await;
    let shown = at.client.post("/v1/statistics?dry_run=true", figures("TN-A", "2023-05", 1, 2)).await.expect(201);
    assert_eq!(shown.body["dry_run"], true);
    assert_eq!(at.client.get("/v1/statistics?count=true").await.expect(200).body["total"], 0);
}

#[actix_web::test]
async fn who_may_push_and_for_whom() {
    let at = Awarding::start().await;
    let body = || figures("TN-A", "2023-05", 1, 2);
    at.app.anonymous().post("/v1/statistics", body()).await.refused(401, "unauthenticated");
    for actor in [&at.admin, &at.decider, &at.head, &at.officer, &at.app.actor(Role::Auditor, None).await] {
        let refused = actor.post("/v1/statistics", body()).await.refused(403, "forbidden");
        assert_eq!(refused.body["required_permission"], "statistics:write");
    }
    let refused = at.client.post("/v1/statistics", figures("XX", "2023-05", 1, 2)).await.refused(403, "forbidden");
    assert_eq!(refused.body["required_permission"], "statistics:write");
    let pushed = at.standing.post("/v1/statistics", body()).await.expect(201);
    assert_eq!(pushed.body["allowed_actions"], json!(["correct"]));
    let path = format!("/v1/statistics/{}", pushed.text("id"));
    assert_eq!(at.app.anonymous().get(&path).await.expect(200).body["allowed_actions"], json!([]));
}

#[actix_web::test]
async fn lists_are_filtered_and_walked_by_month() {
    let at = Awarding::start().await;
    for (unit, month) in [("TN-A", "2023-03"), ("TN-A", "2023-01"), ("TN-B", "2023-02"), ("TN-A", "2023-02")] {
        at.client.post("/v1/statistics", figures(unit, month, 0, 0)).await.expect(201);
    }
    let public = at.app.anonymous();
    let months = |reply: &Value| -> Vec<String> {
        let rows = reply["items"].as_array().expect("items");
        rows.iter().map(|row| row["month"].as_str().unwrap_or_default().to_owned()).collect()
    };
    let all = public.get("/v1/statistics?count=true").await.expect(200);
    assert_eq!(
        (months(&all.body), &all.body["total"]),
        (vec!["2023-01".into(), "2023-02".into(), "2023-02".into(), "2023-03".into()], &json!(4))
    );
    assert_eq!(all.body["items"][0]["online_rate"]["pct"], Value::Null);
    let unit = all.body["items"][0]["unit"]["id"].as_str().expect("an id");
    let narrowed = format!("/v1/statistics?unit={unit}&month[gte]=2023-02&month[lt]=2023-03");
    assert_eq!(months(&public.get(&narrowed).await.expect(200).body), ["2023-02"]);
    for sort in ["month", "-month"] {
        let whole = months(&public.get(&format!("/v1/statistics?sort={sort}")).await.expect(200).body);
        let mut address = format!("/v1/statistics?sort={sort}&limit=3");
        let first = public.get(&address).await.expect(200);
        address += &format!("&cursor={}", first.text("next"));
        let rest = public.get(&address).await.expect(200);
        assert_eq!([months(&first.body), months(&rest.body)].concat(), whole);
    }
    public.get("/v1/statistics?month[gte]=2023").await.refused(400, "malformed_parameter");
    public.get("/v1/statistics?sort=unit").await.refused(400, "malformed_parameter");
}

#[actix_web::test]
async fn the_database_keeps_the_rules_too() {
    let at = Awarding::start().await;
    at.dossiers("TN-A", 51, 100).await;
    let insert = |columns: &str| {
        format!(
            "INSERT INTO statistics (id, unit_id, month, revision, received, received_online, resolved, resolved_on_time, source, imported_at, imported_by)
             SELECT gen_random_uuid(), u.id, {columns}, now(), a.id FROM units u, accounts a WHERE u.code = 'TN-B' LIMIT 1"
        )
    };
    for (columns, constraint) in [
        ("'2023-05-01', 1, 1, 2, 1, 1, 's'", "statistics_online_within_received"),
        ("'2023-05-01', 1, 1, 1, 1, 2, 's'", "statistics_on_time_within_resolved"),
        ("'2023-05-01', 1, 1, -1, 1, 1, 's'", "statistics_not_negative"),
        ("'2023-05-02', 1, 1, 1, 1, 1, 's'", "statistics_month_first_day"),
        ("'2023-05-01', 2, 1, 1, 1, 1, 's'", "statistics_corrected_with_note"),
        ("'2023-05-01', 1, 1, 1, 1, 1, ' '", "statistics_source_given"),
    ] {
        at.sql_refused(&insert(columns), constraint);
    }
    let copy = "INSERT INTO statistics SELECT gen_random_uuid(), unit_id, month, 2, 1, 1, 1, 1, source, 'n', NULL, imported_at, imported_by FROM statistics";
    at.sql_refused(copy, "statistics_current");
    at.sql_refused("UPDATE statistics SET received_online = 60", "statistics_append_only");
    at.sql_refused("DELETE FROM statistics", "statistics_append_only");
    at.sql("UPDATE statistics SET superseded_at = now()");
    at.sql_refused("UPDATE statistics SET superseded_at = NULL", "statistics_append_only");
}

#[actix_web::test]
async fn figures_that_are_sent_again_under_their_key_are_answered_as_before() {
    let at = Awarding::start().await;
    let push = |online: i64| {
        let client = at.client.clone();
        let body = figures("TN-A", "2023-05", online, 100);
        async move { client.send(Method::POST, "/v1/statistics", &[("Idempotency-Key", "tn-a-2023-05")], Some(body)).await }
    };
    let first = push(51).await.expect(201);
    let again = push(51).await.expect(201);
    assert_eq!((&first.body, again.header("idempotency-replayed")), (&again.body, "true"));
    push(52).await.refused(422, "idempotency_key_reused");
}
