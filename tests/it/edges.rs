//! What stands around the operations: pages, keys, headers, methods; the kit's tests show the rest.

use std::collections::BTreeSet;

use actix_web::http::Method;
use actix_web::test::TestRequest;
use serde_json::{Value, json};
use thidua::access::{Role, housekeeping};
use thidua::platform::problem::{Code, Language};

use crate::contract::document;
use crate::support::{Actor, Reply, TestApp};

fn unit(code: &str) -> Value {
    json!({"code": code, "name_vi": format!("Đơn vị {code}"), "kind": "office", "level": "district"})
}

async fn with_admin() -> (TestApp, Actor) {
    let app = TestApp::start().await;
    let admin = app.actor(Role::Admin, None).await;
    (app, admin)
}

async fn with_key(actor: &Actor, path: &str, key: &str, body: Value) -> Reply {
    actor.send(Method::POST, path, &[("Idempotency-Key", key)], Some(body)).await
}

#[actix_web::test]
async fn every_code_has_its_page_in_both_languages() {
    let app = TestApp::start().await;
    for code in Code::ALL {
        let path = format!("/problems/{}", code.as_str());
        for (header, language) in [("vi", Language::Vi), ("en", Language::En)] {
            let page = app.anonymous().send(Method::GET, &path, &[("Accept-Language", header)], None).await.expect(200);
            assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
            let text = page.body.as_str().expect("a page");
            let (title, advice) = (code.title(), code.advice());
            for part in [title.in_language(language), advice.in_language(language), code.as_str()] {
                assert!(text.contains(part), "{path} in {header} says {part}");
            }
        }
    }
    app.anonymous().get("/problems/no_such_code").await.refused(404, "not_found");
}

#[actix_web::test]
async fn the_document_and_its_pages_are_served() {
    let app = TestApp::start().await;
    assert_eq!(app.anonymous().get("/openapi.json").await.expect(200).body, document());
    assert_eq!(app.anonymous().get("/docs").await.expect(302).header("location"), "/docs/");
    assert!(app.anonymous().get("/docs/").await.expect(200).body.to_string().contains("swagger"));
}

#[actix_web::test]
async fn a_method_that_an_address_does_not_take_is_refused_with_those_it_takes() {
    let app = TestApp::start().await;
    let document = document();
    for (path, item) in document["paths"].as_object().expect("paths") {
        let methods: BTreeSet<_> =
            item.as_object().expect("operations").keys().map(|method| method.to_uppercase()).collect();
        let address =
            path.split('/').map(|step| if step.starts_with('{') { "x" } else { step }).collect::<Vec<_>>().join("/");
        for method in [Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE] {
            if methods.contains(method.as_str()) {
                continue;
            }
            let refused = app.anonymous().send(method, &address, &[], None).await.refused(405, "method_not_allowed");
            let allowed: BTreeSet<_> = refused.header("allow").split(", ").map(str::to_owned).collect();
            assert_eq!(allowed, methods, "{path}");
        }
    }
}

#[actix_web::test]
async fn a_key_belongs_to_its_owner_and_its_address() {
    let (app, admin) = with_admin().await;
    let other = app.account("other", &[(Role::Admin, None)]).await;
    with_key(&admin, "/v1/units", "k", unit("A")).await.expect(201);
    let others = with_key(&other, "/v1/units", "k", unit("B")).await.expect(201);
    assert_eq!(others.header("idempotency-replayed"), "");
    let account = json!({"username": "machine", "kind": "service", "display_name": "M"});
    with_key(&admin, "/v1/accounts", "k", account).await.expect(201);
    let replayed = with_key(&admin, "/v1/units", "\"k\"", unit("A")).await.expect(201);
    assert_eq!(replayed.header("idempotency-replayed"), "true");
}

#[actix_web::test]
async fn a_key_has_a_form() {
    let (_app, admin) = with_admin().await;
    for key in ["", "\"\"", "a b", "a\"b", &"x".repeat(256)] {
        with_key(&admin, "/v1/units", key, unit("A")).await.refused(400, "malformed_header");
    }
    with_key(&admin, "/v1/units", &"x".repeat(255), unit("A")).await.expect(201);
}

#[actix_web::test]
async fn a_key_that_is_being_served_waits() {
    let (app, admin) = with_admin().await;
    let me = admin.get("/v1/me").await.expect(200);
    let key = format!("thidua.key {} POST /v1/units k", me.text("id"));
    let held = app.database.hold(&format!("SELECT pg_advisory_lock(hashtextextended('{key}', 0))"));
    let refused = with_key(&admin, "/v1/units", "k", unit("A")).await.refused(409, "idempotency_in_progress");
    assert_eq!(refused.header("retry-after"), "1");
    with_key(&admin, "/v1/units", "another", unit("A")).await.expect(201);
    drop(held);
}

#[actix_web::test]
async fn an_answer_is_kept_for_a_day() {
    let (app, admin) = with_admin().await;
    with_key(&admin, "/v1/units", "k", unit("A")).await.expect(201);
    app.clock.set("2023-03-02T08:00:00+07:00");
    assert_eq!(housekeeping::forget_answers(&app.gate).await.expect("it runs"), 0);
    with_key(&admin, "/v1/units", "k", unit("A")).await.expect(201);
    app.clock.set("2023-03-02T08:00:01+07:00");
    assert_eq!(housekeeping::forget_answers(&app.gate).await.expect("it runs"), 1);
    with_key(&admin, "/v1/units", "k", unit("A")).await.refused(409, "already_exists");
}

#[actix_web::test]
async fn a_secret_s_answer_is_not_kept() {
    let (_app, admin) = with_admin().await;
    let machine = json!({"username": "machine", "kind": "service", "display_name": "M"});
    let machine = admin.post("/v1/accounts", machine).await.expect(201);
    let path = format!("/v1/accounts/{}/secrets", machine.text("id"));
    let first = with_key(&admin, &path, "k", json!({})).await.expect(201);
    let second = with_key(&admin, &path, "k", json!({})).await.expect(201);
    assert_ne!(first.text("client_secret"), second.text("client_secret"));
}

#[actix_web::test]
async fn a_rehearsal_refuses_what_the_effect_would() {
    let (_app, admin) = with_admin().await;
    admin.post("/v1/units", unit("A")).await.expect(201);
    let rehearsed = admin.post("/v1/units?dry_run=true", unit("A")).await.refused(409, "already_exists");
    let meant = admin.post("/v1/units", unit("A")).await.refused(409, "already_exists");
    assert_eq!(rehearsed.body["detail"], meant.body["detail"]);
    admin.post("/v1/units?dry_run=true", json!({})).await.refused(422, "validation_failed");
}

#[actix_web::test]
async fn tags_are_compared_as_the_standard_says() {
    let (app, admin) = with_admin().await;
    let made = admin.post("/v1/units", unit("A")).await.expect(201);
    let path = format!("/v1/units/{}", made.text("id"));
    let seen = app.anonymous().get(&path).await.expect(200);
    let with = async |tag: String| app.anonymous().send(Method::GET, &path, &[("If-None-Match", &tag)], None).await;
    for tag in [seen.etag(), format!("W/{}", seen.etag()), format!("\"0-0\", {}", seen.etag()), "*".to_owned()] {
        with(tag).await.expect(304);
    }
    with("\"0-0\"".to_owned()).await.expect(200);
    // What the administrator may do to it is another variant of the same version.
    assert_ne!(admin.get(&path).await.etag(), seen.etag());
    let weak = [("If-Match", format!("W/{}", seen.etag()))];
    let weak: Vec<_> = weak.iter().map(|(name, value)| (*name, value.as_str())).collect();
    admin.send(Method::PATCH, &path, &weak, Some(json!({"name_vi": "Tên mới"}))).await.expect(200);
    admin.send(Method::PATCH, &path, &[("If-Match", "*")], Some(json!({"name_vi": "Tên khác"}))).await.expect(200);
}

#[actix_web::test]
async fn every_answer_says_how_it_may_be_kept() {
    let (app, _) = with_admin().await;
    for path in ["/v1/units", "/v1/me", "/v1/castles", "/openapi.json"] {
        let reply = app.anonymous().get(path).await;
        assert_eq!(reply.header("vary"), "Authorization, Accept, Accept-Language, Origin", "{path}");
        assert_eq!(reply.header("cache-control"), "private, no-cache", "{path}");
        assert_eq!(reply.header("x-content-type-options"), "nosniff", "{path}");
        assert!(uuid::Uuid::try_parse(reply.header("x-request-id")).is_ok(), "{path}");
    }
}

#[actix_web::test]
async fn fields_at_fault_are_explained_in_the_language_asked_for() {
    let (_app, admin) = with_admin().await;
    let mut wrong = unit("A");
    wrong["code"] = "x".repeat(65).into();
    let mut details = BTreeSet::new();
    for language in ["vi", "en"] {
        let header = [("Accept-Language", language)];
        let refused = admin.send(Method::POST, "/v1/units", &header, Some(wrong.clone())).await;
        let refused = refused.refused(422, "validation_failed");
        assert_eq!(refused.body["errors"][0]["pointer"], "/code");
        details.insert(refused.body["errors"][0]["detail"].to_string());
    }
    assert_eq!(details.len(), 2, "{details:?}");
}

#[actix_web::test]
async fn hostile_requests_are_refused_like_others() {
    let (app, admin) = with_admin().await;
    let deep = TestRequest::post().uri("/v1/units").insert_header(("Content-Type", "application/json"));
    admin.raw(deep.set_payload("[".repeat(10_000))).await.refused(400, "malformed_json");
    for body in [json!(["A", "Đơn vị A", null, "office", "district"]), json!("A"), Value::Null] {
        admin.post("/v1/units", body).await.refused(422, "validation_failed");
    }
    for path in ["/v1/units/%ff", "/v1/units/%00", "/v1/units/..%2f..%2fetc", "/v1//units"] {
        app.anonymous().get(path).await.refused(404, "not_found");
    }
    for query in ["q=%00", "%00=1", "cursor=%ff"] {
        let refused = app.anonymous().get(&format!("/v1/units?{query}")).await;
        assert_eq!(refused.status.as_u16(), 400, "{query}: {:#}", refused.body);
    }
    for header in ["Bearer", "Bearer ", "Basic abc", "bearer a b"] {
        let request = TestRequest::get().uri("/v1/units").insert_header(("Authorization", header));
        app.anonymous().raw(request).await.refused(401, "invalid_token");
    }
}
