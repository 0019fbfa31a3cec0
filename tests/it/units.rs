//! Units over HTTP.

use serde_json::json;
use thidua::access::Role;

use crate::support::{Actor, TestApp};

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
