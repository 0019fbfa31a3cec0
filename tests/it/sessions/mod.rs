//! Sign-in: people, services, their tokens, and the accounts that administrators keep.

mod accounts;
mod forgeries;
mod people;
mod services;

use actix_web::test::TestRequest;
use serde_json::{Value, json};
use thidua::access::Role;

use crate::support::{Actor, Reply, TestApp};

const PASSWORD: &str = "một câu dài dễ nhớ";

/// An account of a person or a service, made by an administrator; its reply.
async fn account(app: &TestApp, username: &str, kind: &str) -> Reply {
    let admin = app.actor(Role::Admin, None).await;
    let mut body = json!({"username": username, "kind": kind, "display_name": username});
    if kind == "person" {
        body["password"] = PASSWORD.into();
    }
    admin.post("/v1/accounts", body).await.expect(201)
}

/// The path of an account, or of what is below it.
fn path(account: &Reply, rest: &str) -> String {
    format!("/v1/accounts/{}{rest}", account.text("id"))
}

async fn sign_in(app: &TestApp, username: &str, password: &str) -> Reply {
    app.anonymous().post("/v1/sessions", json!({"username": username, "password": password})).await
}

/// What `/oauth/token` answers to a form.
async fn token(asker: &Actor, form: &[(&str, &str)]) -> Reply {
    asker.raw(TestRequest::post().uri("/oauth/token").set_form(form)).await
}

async fn refresh(app: &TestApp, refresh_token: &str) -> Reply {
    token(&app.anonymous(), &[("grant_type", "refresh_token"), ("refresh_token", refresh_token)]).await
}

/// Who a token belongs to.
async fn me(app: &TestApp, access_token: &str) -> Reply {
    app.with_token(access_token).get("/v1/me").await
}

/// What of a refusal could tell one reason from another.
fn shown(reply: &Reply) -> (u16, Value, Value, Value) {
    let body = &reply.body;
    (reply.status.as_u16(), body["code"].clone(), body["title"].clone(), body["detail"].clone())
}
