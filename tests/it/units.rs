//! Units over HTTP.

use serde_json::{Value, json};
use thidua::access::Role;
use uuid::Uuid;

use crate::support::{Actor, Reply, TestApp};

async fn admin(app: &TestApp) -> Actor {
    app.actor(Role::Admin, None).await
}

fn la_ha() -> serde_json::Value {
    json!({"code": "TN-21235", "name_vi": "UBND thị trấn La Hà", "kind": "peoples_committee", "level": "commune",
           "gso_code": "21235", "valid_to": "2025-07-01"})
}

#[actix_web::test]
async fn a_code_is_given_anew_after_a_merger() {
    let app = TestApp::start().await;
    let admin = admin(&app).await;
    admin.post("/v1/units", la_ha()).await.expect(201);
    let successor = json!({"code": "QN-21235", "name_vi": "UBND xã Tư Nghĩa", "kind": "peoples_committee", "level": "commune",
                           "gso_code": "21235", "valid_from": "2025-07-01"});
    admin.post("/v1/units", successor).await.expect(201);
    for (day, name) in [("2023-06-01", "UBND thị trấn La Hà"), ("2025-08-01", "UBND xã Tư Nghĩa")] {
        let found = app.anonymous().get(&format!("/v1/units?gso_code=21235&as_of={day}")).await.expect(200);
        assert_eq!(found.body["items"].as_array().map(Vec::len), Some(1));
        assert_eq!(found.body["items"][0]["name_vi"], name);
    }
}

#[actix_web::test]
async fn one_code_at_a_time() {
    let app = TestApp::start().await;
    let admin = admin(&app).await;
    admin.post("/v1/units", la_ha()).await.expect(201);
    admin.post("/v1/units", la_ha()).await.refused(409, "already_exists");
}

#[actix_web::test]
async fn a_unit_is_never_above_itself() {
    let app = TestApp::start().await;
    let admin = admin(&app).await;
    let top = admin
        .post("/v1/units", json!({"code": "A", "name_vi": "A", "kind": "office", "level": "district"}))
        .await
        .expect(201);
    admin
        .post(
            "/v1/units",
            json!({"code": "B", "name_vi": "B", "kind": "office", "level": "district", "parent": {"code": "A"}}),
        )
        .await
        .expect(201);
    let path = format!("/v1/units/{}", top.text("id"));
    admin.patch(&path, &top, json!({"parent": {"code": "B"}})).await.refused(422, "validation_failed");
    admin.patch(&path, &top, json!({"parent": {"code": "A"}})).await.refused(422, "validation_failed");
}

#[actix_web::test]
async fn search_ignores_diacritics() {
    let app = TestApp::start().await;
    admin(&app).await.post("/v1/units", la_ha()).await.expect(201);
    for part in ["la%20ha", "L%C3%A0%20H%C3%A0", "thi%20tran"] {
        let found = app.anonymous().get(&format!("/v1/units?q={part}")).await.expect(200);
        assert_eq!(found.body["items"][0]["code"], "TN-21235", "{part}");
    }
    assert_eq!(app.anonymous().get("/v1/units?q=khong").await.expect(200).body["items"], json!([]));
}

#[actix_web::test]
async fn an_administrator_of_a_subtree_stays_within_it() {
    let app = TestApp::start().await;
    let everywhere = admin(&app).await;
    for (code, parent) in [("TN", None), ("TN-PNV", Some("TN")), ("XX", None)] {
        let parent = parent.map(|code| json!({"code": code}));
        let unit = json!({"code": code, "name_vi": code, "kind": "office", "level": "district", "parent": parent});
        everywhere.post("/v1/units", unit).await.expect(201);
    }
    let local = app.actor(Role::Admin, Some("TN")).await;
    let below = |parent| json!({"code": "NEW", "name_vi": "New", "kind": "office", "level": "district", "parent": {"code": parent}});
    local.post("/v1/units", below("XX")).await.refused(403, "forbidden");
    local
        .post("/v1/units", json!({"code": "NEW", "name_vi": "New", "kind": "office", "level": "district"}))
        .await
        .refused(403, "forbidden");
    local.post("/v1/units", below("TN-PNV")).await.expect(201);
}

fn codes(page: &Reply) -> Vec<&str> {
    let items = page.body["items"].as_array().expect("a page").iter();
    items.map(|unit| unit["code"].as_str().unwrap_or_default()).collect()
}

#[actix_web::test]
async fn a_subtree_is_read_whole_or_as_it_stood_on_a_day() {
    let app = TestApp::start().await;
    let admin = admin(&app).await;
    let tree = [
        ("TN", None, None),
        ("TN-A", Some("TN"), Some("2023-07-01")),
        ("TN-A1", Some("TN-A"), Some("2023-07-01")),
        ("TN-B", Some("TN"), None),
        ("XX", None, None),
    ];
    let mut ids = Vec::new();
    for (code, parent, valid_to) in tree {
        let parent = parent.map(|code| json!({"code": code}));
        let unit = json!({"code": code, "name_vi": code, "kind": "office", "level": "district", "parent": parent, "valid_to": valid_to});
        ids.push(admin.post("/v1/units", unit).await.expect(201).text("id").to_owned());
    }
    for (query, found) in [
        (format!("within={}", ids[0]), vec!["TN", "TN-A", "TN-A1", "TN-B"]),
        (format!("within={}&as_of=2023-06-30", ids[0]), vec!["TN", "TN-A", "TN-A1", "TN-B"]),
        (format!("within={}&as_of=2023-07-01", ids[0]), vec!["TN", "TN-B"]),
        (format!("within={}", ids[1]), vec!["TN-A", "TN-A1"]),
        (format!("parent={}", ids[0]), vec!["TN-A", "TN-B"]),
        (format!("parent={}&as_of=2023-07-01", ids[0]), vec!["TN-B"]),
        (format!("within={}", Uuid::nil()), vec![]),
    ] {
        let page = app.anonymous().get(&format!("/v1/units?{query}")).await.expect(200);
        assert_eq!(codes(&page), found, "{query}");
    }
}

#[actix_web::test]
async fn a_unit_is_named_by_any_one_of_its_codes() {
    let app = TestApp::start().await;
    let admin = admin(&app).await;
    let mut top = la_ha();
    top["identifier_code"] = json!("H48.35.21");
    let top = admin.post("/v1/units", top).await.expect(201);
    let below = |code: &str, parent: Value| json!({"code": code, "name_vi": code, "kind": "office", "level": "commune", "valid_to": "2025-07-01", "parent": parent});
    for (code, parent) in [
        ("A", json!({"id": top.body["id"]})),
        ("B", json!({"code": "TN-21235"})),
        ("C", json!({"identifier_code": "H48.35.21"})),
        ("D", json!({"gso_code": "21235", "on": "2023-06-01"})),
    ] {
        let made = admin.post("/v1/units", below(code, parent)).await.expect(201);
        assert_eq!(made.body["parent"]["id"], top.body["id"], "{code}");
    }
    let found = app.anonymous().get("/v1/units?identifier_code=H48.35.21").await.expect(200);
    assert_eq!(codes(&found), ["TN-21235"]);
    for (parent, code) in [
        (json!({"identifier_code": "H48.35.22"}), "unknown_reference"),
        (json!({"gso_code": "21235", "on": "2025-08-01"}), "unknown_reference"),
        (json!({"gso_code": "21235"}), "validation_failed"),
        (json!({"code": "TN-21235", "identifier_code": "H48.35.21"}), "validation_failed"),
        (json!({}), "validation_failed"),
    ] {
        let refused = admin.post("/v1/units", below("E", parent.clone())).await.refused(422, code);
        assert!(refused.body["errors"][0]["pointer"].as_str().is_some_and(|at| at.starts_with("/parent")), "{parent}");
    }
}
