//! Who reads the journal, and how it is filtered.

use serde_json::{Value, json};
use thidua::access::Role;

use super::{number, texts, unit, with_units};
use crate::support::{Actor, TestApp};

async fn numbered(codes: &[&str]) -> (TestApp, Actor) {
    let app = with_units(codes).await;
    let auditor = app.actor(Role::Auditor, None).await;
    number(&app).await;
    (app, auditor)
}

#[actix_web::test]
async fn an_entry_says_who_did_what_to_which_record() {
    let (app, auditor) = numbered(&["A"]).await;
    let admin = app.actor(Role::Admin, None).await;
    let seen = admin.get("/v1/units?code=A").await.expect(200).body["items"][0].clone();
    let path = format!("/v1/units/{}", seen["id"].as_str().expect("an id"));
    let whole = admin.get(&path).await.expect(200);
    app.clock.set("2023-04-01T08:00:00.123456+07:00");
    let changed = admin.patch(&path, &whole, json!({"name_vi": "Tên mới"})).await.expect(200);
    number(&app).await;
    let page = auditor.get("/v1/journal?action=unit.update").await.expect(200);
    let entry = &page.body["items"][0];
    assert_eq!((&entry["actor"], &entry["resource"]), (&json!("admin"), &json!("unit")));
    assert_eq!((&entry["resource_id"], &entry["version"]), (&seen["id"], &json!(2)));
    assert_eq!(entry["at"], "2023-04-01T01:00:00.123456Z");
    assert_eq!(entry["before"]["name_vi"], "Đơn vị A");
    assert_eq!(entry["after"]["name_vi"], "Tên mới");
    assert_eq!(entry["request_id"], changed.header("x-request-id"));
    assert_eq!(entry["actor_id"], admin.get("/v1/me").await.expect(200).body["id"]);
}

#[actix_web::test]
async fn the_journal_filters_and_sorts() {
    let (app, auditor) = numbered(&["A", "B"]).await;
    app.clock.set("2023-04-01T08:00:00+07:00");
    let made = app.actor(Role::Admin, None).await.post("/v1/units", unit("C")).await.expect(201);
    number(&app).await;
    let found = async |query: &str| -> Vec<Value> {
        let page = auditor.get(&format!("/v1/journal?count=true&{query}")).await.expect(200);
        let items = page.body["items"].as_array().expect("a list").clone();
        assert_eq!(page.body["total"], items.len(), "{query}");
        items
    };
    let all = found("").await;
    let units = ["unit.creation"; 3];
    assert_eq!(texts(&found("resource=unit").await, "action"), units);
    assert_eq!(found("resource=unit&resource=account").await.len() + found("resource=grant").await.len(), all.len());
    assert_eq!(texts(&found("action=unit.creation").await, "action"), units);
    assert_eq!(texts(&found("actor=admin").await, "action"), units);
    assert_eq!(found("actor=admin&actor=thidua").await.len(), all.len());
    assert_eq!(found(&format!("resource_id={}", made.text("id"))).await, all[all.len() - 1..]);
    assert_eq!(found("at[gte]=2023-04-01T08:00:00%2B07:00").await, all[all.len() - 1..]);
    assert_eq!(found("at[lt]=2023-04-01T01:00:00Z").await, all[..all.len() - 1]);
    assert_eq!(found("at[gte]=2023-03-01T01:00:00Z&at[lt]=2023-04-01T01:00:00Z").await, all[..all.len() - 1]);
    assert_eq!(found("resource=campaign").await, Vec::<Value>::new());
    let mut latest_first = found("sort=-position").await;
    latest_first.reverse();
    assert_eq!(latest_first, all);
}

#[actix_web::test]
async fn pages_join_and_cursors_are_bound_to_their_filters() {
    let (_app, auditor) = numbered(&["A", "B", "C"]).await;
    let all = auditor.get("/v1/journal?sort=-position").await.expect(200).body["items"].clone();
    let first = auditor.get("/v1/journal?sort=-position&limit=2").await.expect(200);
    let next = first.text("next").to_owned();
    let second = auditor.get(&format!("/v1/journal?sort=-position&limit=2&cursor={next}")).await.expect(200);
    assert_eq!(second.body["items"], json!([all[2], all[3]]));
    let back = format!("/v1/journal?sort=-position&limit=2&cursor={}", second.text("prev"));
    assert_eq!(auditor.get(&back).await.expect(200).body["items"], first.body["items"]);
    for changed in ["sort=position&", "sort=-position&resource=unit&", ""] {
        let reply = auditor.get(&format!("/v1/journal?{changed}limit=2&cursor={next}")).await;
        reply.refused(400, "cursor_mismatch");
    }
}

#[actix_web::test]
async fn parameters_at_fault_are_refused() {
    let (_app, auditor) = numbered(&[]).await;
    for query in ["sort=at", "resource_id=x", "at[gte]=yesterday", "at[lt]=2023-04-01", "limit=0", "count=2"] {
        auditor.get(&format!("/v1/journal?{query}")).await.refused(400, "malformed_parameter");
    }
    auditor.get("/v1/journal?actor_id=x").await.refused(400, "unknown_parameter");
    auditor.post("/v1/journal", json!({})).await.refused(405, "method_not_allowed");
    auditor.delete("/v1/journal").await.refused(405, "method_not_allowed");
}

#[actix_web::test]
async fn the_journal_is_read_as_a_whole_or_not_at_all() {
    let (app, auditor) = numbered(&["TN"]).await;
    auditor.get("/v1/journal").await.expect(200);
    app.actor(Role::Admin, None).await.get("/v1/journal").await.expect(200);
    app.anonymous().get("/v1/journal").await.refused(401, "unauthenticated");
    app.nobody("nobody").await.get("/v1/journal").await.refused(403, "forbidden");
    for role in Role::ALL.iter().filter(|role| !matches!(role, Role::Public | Role::SignedIn)) {
        let refused = app.actor(*role, Some("TN")).await.get("/v1/journal").await.refused(403, "forbidden");
        assert_eq!(refused.body["required_permission"], "journal:read", "{role}");
    }
}
