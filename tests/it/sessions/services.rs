//! Services: client credentials, by HTTP Basic or in the form, scopes and secrets.

use actix_web::test::TestRequest;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use thidua::access::Role;

use super::{account, me, path, token};
use crate::support::{Reply, TestApp};

/// A service with one secret: its account, and the secret's reply.
async fn service(app: &TestApp, wanted: Value) -> (Reply, Reply) {
    let service = account(app, "reporting_client", "service").await;
    let admin = app.actor(Role::Admin, None).await;
    let secret = admin.post(&path(&service, "/secrets"), wanted).await.expect(201);
    (service, secret)
}

async fn ask(app: &TestApp, secret: &str, scope: Option<&str>) -> Reply {
    let mut form =
        vec![("grant_type", "client_credentials"), ("client_id", "reporting_client"), ("client_secret", secret)];
    form.extend(scope.map(|scope| ("scope", scope)));
    token(&app.anonymous(), &form).await
}

async fn ask_by_basic(app: &TestApp, header: String) -> Reply {
    let request = TestRequest::post().uri("/oauth/token").insert_header(("Authorization", header));
    app.anonymous().raw(request.set_form([("grant_type", "client_credentials")])).await
}

#[actix_web::test]
async fn a_secret_brings_a_token_in_either_way() {
    let app = TestApp::start().await;
    let (_, secret) = service(&app, json!({})).await;
    let text = secret.text("client_secret");
    let basic = |scheme: &str, id: &str| format!("{scheme} {}", STANDARD.encode(format!("{id}:{text}")));
    let form = [("grant_type", "client_credentials"), ("client_id", "reporting_client"), ("client_secret", text)];
    let coloured: Vec<_> = form.into_iter().chain([("colour", "red")]).collect();
    for reply in [
        ask(&app, text, None).await,
        ask_by_basic(&app, basic("Basic", "reporting_client")).await,
        ask_by_basic(&app, basic("bAsIc", "reporting%5Fclient")).await,
        token(&app.anonymous(), &coloured).await,
    ] {
        let tokens = reply.expect(200);
        assert!(tokens.body.get("refresh_token").is_none());
        let caller = me(&app, tokens.text("access_token")).await.expect(200);
        assert_eq!(caller.text("username"), "reporting_client");
    }
}

#[actix_web::test]
async fn a_wrong_client_is_refused_as_the_standard_says() {
    let app = TestApp::start().await;
    let (_, secret) = service(&app, json!({})).await;
    let strange = format!("Basic {}", STANDARD.encode(format!("stranger:{}", secret.text("client_secret"))));
    let refusals = [
        ask(&app, "wrong", None).await,
        ask_by_basic(&app, strange).await,
        ask_by_basic(&app, "Basic %%%".to_owned()).await,
        ask_by_basic(&app, format!("Basic {}", STANDARD.encode("a%00b:secret"))).await,
        token(&app.anonymous(), &[("grant_type", "client_credentials"), ("client_id", "a\0"), ("client_secret", "b")])
            .await,
        token(&app.anonymous(), &[("grant_type", "client_credentials")]).await,
    ];
    for refused in refusals {
        let refused = refused.expect(401);
        assert_eq!(refused.text("error"), "invalid_client");
        assert_eq!(refused.header("www-authenticate"), "Basic realm=\"thidua\"");
    }
}

#[actix_web::test]
async fn a_request_that_is_none_is_refused_as_the_standard_says() {
    let app = TestApp::start().await;
    let anonymous = app.anonymous();
    for (form, error) in [
        (vec![("grant_type", "password")], "unsupported_grant_type"),
        (vec![("grant_type", "refresh_token")], "invalid_request"),
        (vec![("client_id", "reporting_client")], "invalid_request"),
        (vec![("grant_type", "refresh_token"), ("refresh_token", "a"), ("refresh_token", "b")], "invalid_request"),
    ] {
        assert_eq!(token(&anonymous, &form).await.expect(400).text("error"), error);
    }
    let json = TestRequest::post().uri("/oauth/token").set_json(json!({"grant_type": "client_credentials"}));
    assert_eq!(anonymous.raw(json).await.expect(400).text("error"), "invalid_request");
}

#[actix_web::test]
async fn a_secret_ends_by_its_date() {
    let app = TestApp::start().await;
    let (_, secret) = service(&app, json!({"expires_at": "2023-03-02T00:00:00+07:00"})).await;
    app.clock.set("2023-03-01T23:59:59+07:00");
    ask(&app, secret.text("client_secret"), None).await.expect(200);
    app.clock.set("2023-03-02T00:00:00+07:00");
    assert_eq!(ask(&app, secret.text("client_secret"), None).await.expect(401).text("error"), "invalid_client");
}

#[actix_web::test]
async fn a_revoked_secret_opens_nothing_and_its_successor_goes_on() {
    let app = TestApp::start().await;
    let (service, old) = service(&app, json!({})).await;
    let admin = app.actor(Role::Admin, None).await;
    let new = admin.post(&path(&service, "/secrets"), json!({})).await.expect(201);
    admin.post(&path(&service, "/secrets"), json!({})).await.refused(409, "already_exists");
    admin.delete(&path(&service, &format!("/secrets/{}", old.text("id")))).await.expect(204);
    assert_eq!(ask(&app, old.text("client_secret"), None).await.expect(401).text("error"), "invalid_client");
    ask(&app, new.text("client_secret"), None).await.expect(200);
    let listed = admin.get(&path(&service, "/secrets")).await.expect(200);
    let items = listed.body["items"].as_array().expect("secrets");
    assert!(items.iter().all(|secret| secret.get("client_secret").is_none()), "a secret is shown once");
    assert_eq!(items.iter().filter(|secret| secret["revoked_at"].is_null()).count(), 1);
}

#[actix_web::test]
async fn a_scope_limits_and_never_grants() {
    let app = TestApp::start().await;
    let (service, secret) = service(&app, json!({})).await;
    let admin = app.actor(Role::Admin, None).await;
    let grant = json!({"role": "admin", "valid_from": "2023-01-01"});
    admin.post(&path(&service, "/grants"), grant).await.expect(201);
    let text = secret.text("client_secret");
    let limited = ask(&app, text, Some("me:read units:read")).await.expect(200);
    assert_eq!(limited.text("scope"), "me:read units:read");
    let caller = app.with_token(limited.text("access_token"));
    caller.get("/v1/units").await.expect(200);
    assert_eq!(
        caller.get("/v1/accounts").await.refused(403, "forbidden").text("required_permission"),
        "accounts:manage"
    );
    let beyond = ask(&app, text, Some("award_decisions:sign")).await.expect(200);
    app.with_token(beyond.text("access_token")).get("/v1/accounts").await.refused(403, "forbidden");
    assert_eq!(ask(&app, text, Some("everything")).await.expect(400).text("error"), "invalid_scope");
}
