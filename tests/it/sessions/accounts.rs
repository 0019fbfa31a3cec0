//! Accounts, as administrators keep them.

use serde_json::json;
use thidua::access::Role;

use super::{PASSWORD, account, me, path, sign_in};
use crate::support::TestApp;

#[actix_web::test]
async fn a_user_name_is_given_once_and_in_form() {
    let app = TestApp::start().await;
    account(&app, "tran.thi.b", "person").await;
    let admin = app.actor(Role::Admin, None).await;
    let body = |username: &str, kind: &str, password: serde_json::Value| json!({"username": username, "kind": kind, "display_name": "B", "password": password});
    admin.post("/v1/accounts", body("tran.thi.b", "person", PASSWORD.into())).await.refused(409, "already_exists");
    for (username, kind, password, pointer) in [
        ("Trần", "person", json!(PASSWORD), "/username"),
        ("thidua", "person", json!(PASSWORD), "/username"),
        ("short", "person", json!("ngắn"), "/password"),
        ("machine", "service", json!(PASSWORD), "/password"),
    ] {
        let refused =
            admin.post("/v1/accounts", body(username, kind, password)).await.refused(422, "validation_failed");
        assert_eq!(refused.body["errors"][0]["pointer"], pointer);
    }
    let without = json!({"username": "person", "kind": "person", "display_name": "B"});
    let refused = admin.post("/v1/accounts", without).await.refused(422, "validation_failed");
    assert_eq!(refused.body["errors"][0]["pointer"], "/password");
}

#[actix_web::test]
async fn a_shut_account_is_out_at_once() {
    let app = TestApp::start().await;
    let person = account(&app, "person", "person").await;
    let signed_in = sign_in(&app, "person", PASSWORD).await.expect(201);
    me(&app, signed_in.text("access_token")).await.expect(200);
    let admin = app.actor(Role::Admin, None).await;
    let shut = admin.patch(&path(&person, ""), &person, json!({"disabled": true})).await.expect(200);
    me(&app, signed_in.text("access_token")).await.refused(401, "invalid_token");
    admin.patch(&path(&person, ""), &shut, json!({"disabled": false})).await.expect(200);
    me(&app, signed_in.text("access_token")).await.refused(401, "invalid_token");
    sign_in(&app, "person", PASSWORD).await.expect(201);
}

#[actix_web::test]
async fn a_new_password_ends_the_sessions_of_the_old() {
    let app = TestApp::start().await;
    let person = account(&app, "person", "person").await;
    let signed_in = sign_in(&app, "person", PASSWORD).await.expect(201);
    let admin = app.actor(Role::Admin, None).await;
    let change = json!({"password": "một câu dài khác hẳn"});
    admin.patch(&path(&person, ""), &person, change.clone()).await.expect(200);
    me(&app, signed_in.text("access_token")).await.refused(401, "invalid_token");
    sign_in(&app, "person", PASSWORD).await.refused(401, "invalid_credentials");
    sign_in(&app, "person", "một câu dài khác hẳn").await.expect(201);
    admin.patch(&path(&person, ""), &person, change).await.refused(412, "version_mismatch");
}

#[actix_web::test]
async fn a_role_counts_from_its_first_day_to_its_last() {
    let app = TestApp::start().await;
    let person = account(&app, "person", "person").await;
    let admin = app.actor(Role::Admin, None).await;
    let grant = json!({"role": "auditor", "valid_from": "2023-03-02", "valid_to": "2023-03-03"});
    let given = admin.post(&path(&person, "/grants"), grant).await.expect(201);
    for (day, held) in [("01", 0), ("02", 1), ("03", 1), ("04", 0)] {
        app.clock.set(&format!("2023-03-{day}T09:00:00+07:00"));
        let signed_in = sign_in(&app, "person", PASSWORD).await.expect(201);
        let caller = me(&app, signed_in.text("access_token")).await.expect(200);
        assert_eq!(caller.body["roles"].as_array().map(Vec::len), Some(held), "{day}");
    }
    let address = path(&person, &format!("/grants/{}", given.text("id")));
    let listed = admin.get(&path(&person, "/grants")).await.expect(200);
    assert_eq!(listed.body["items"][0]["role"], "auditor");
    admin.patch(&address, &given, json!({"valid_to": "2023-03-01"})).await.refused(422, "validation_failed");
    let ended = admin.patch(&address, &given, json!({"valid_to": "2023-03-02"})).await.expect(200);
    assert_eq!(ended.text("valid_to"), "2023-03-02");
    admin.patch(&address, &given, json!({"valid_to": "2023-03-02"})).await.refused(412, "version_mismatch");
    let revived = admin.patch(&address, &ended, json!({"valid_to": "2024-03-02"})).await;
    assert_eq!(revived.refused(422, "validation_failed").body["errors"][0]["code"], "ended");
}

#[actix_web::test]
async fn the_journal_keeps_what_an_account_was_and_became() {
    let app = TestApp::start().await;
    let admin = app.actor(Role::Admin, None).await;
    let unit = json!({"code": "A", "name_vi": "Đơn vị A", "kind": "office", "level": "district"});
    let unit = admin.post("/v1/units", unit).await.expect(201);
    let person = account(&app, "person", "person").await;
    let change = json!({"unit": {"code": "A"}, "display_name": "Tên mới"});
    let moved = admin.patch(&path(&person, ""), &person, change).await.expect(200);
    let left = admin.patch(&path(&person, ""), &moved, json!({"unit": null})).await.expect(200);
    assert_eq!((&moved.body["unit"]["code"], &left.body["unit"]), (&json!("A"), &json!(null)));
    let grant = json!({"role": "auditor", "valid_from": "2023-03-01"});
    let given = admin.post(&path(&person, "/grants"), grant).await.expect(201);
    let address = path(&person, &format!("/grants/{}", given.text("id")));
    admin.patch(&address, &given, json!({"valid_to": "2023-06-30"})).await.expect(200);
    let kept = |action: &str, facts: &str| {
        let sql = format!(
            "SELECT {facts} FROM journal_entries WHERE action = 'account.{action}' AND resource_id = '{}' ORDER BY ordinal",
            person.text("id")
        );
        app.database.texts(&sql)
    };
    let names = "concat_ws(' ', before->>'display_name', after->>'display_name')";
    assert_eq!(kept("update", names), ["person Tên mới", "Tên mới Tên mới"]);
    let units = "concat(before->>'unit_id', '-', after->>'unit_id')";
    let id = unit.text("id");
    assert_eq!(kept("update", units), [format!("-{id}"), format!("{id}-")]);
    let ends = "concat(after->>'grant_id', ' ', before->>'valid_to', after->>'valid_to')";
    assert_eq!(kept("role_ended", ends), [format!("{} 2023-06-30", given.text("id"))]);
}

#[actix_web::test]
async fn a_code_stands_for_the_unit_of_the_day() {
    let app = TestApp::start().await;
    let admin = app.actor(Role::Admin, None).await;
    let mut bearers = Vec::new();
    for year in 2015..=2023 {
        let (from, to) = (format!("{year}-01-01"), format!("{}-01-01", year + 1));
        let unit = json!({"code": "A", "name_vi": "Đơn vị A", "kind": "office", "level": "district", "valid_from": from, "valid_to": to});
        bearers.push(admin.post("/v1/units", unit).await.expect(201).text("id").to_owned());
    }
    // The last of them exists no longer, and is the latest.
    for (day, username) in [("2023-03-01", "now"), ("2024-03-01", "later")] {
        app.clock.set(&format!("{day}T08:00:00+07:00"));
        let body = json!({"username": username, "kind": "service", "display_name": "A", "unit": {"code": "A"}});
        let made = admin.post("/v1/accounts", body).await.expect(201);
        assert_eq!(made.body["unit"]["id"], json!(bearers[8]), "{day}");
    }
}

#[actix_web::test]
async fn roles_that_no_one_is_given() {
    let app = TestApp::start().await;
    let person = account(&app, "person", "person").await;
    let admin = app.actor(Role::Admin, None).await;
    for (role, pointer) in [("public", "/role"), ("signed_in", "/role"), ("unit_head", "/unit")] {
        let grant = json!({"role": role, "valid_from": "2023-01-01"});
        let refused = admin.post(&path(&person, "/grants"), grant).await.refused(422, "validation_failed");
        assert_eq!(refused.body["errors"][0]["pointer"], pointer);
    }
    let unknown = json!({"role": "unit_head", "unit": {"code": "NOWHERE"}, "valid_from": "2023-01-01"});
    admin.post(&path(&person, "/grants"), unknown).await.refused(422, "unknown_reference");
}

#[actix_web::test]
async fn people_have_no_secrets_and_strangers_no_account() {
    let app = TestApp::start().await;
    let person = account(&app, "person", "person").await;
    let admin = app.actor(Role::Admin, None).await;
    admin.post(&path(&person, "/secrets"), json!({})).await.refused(422, "validation_failed");
    let nobody = format!("/v1/accounts/{}", uuid::Uuid::now_v7());
    for rest in ["", "/grants", "/secrets"] {
        admin.get(&format!("{nobody}{rest}")).await.refused(404, "not_found");
    }
    let people = admin.get("/v1/accounts?kind=person&count=true").await.expect(200);
    assert_eq!(
        (people.body["total"].as_i64(), people.body["items"][0]["username"].as_str()),
        (Some(1), Some("person"))
    );
}
