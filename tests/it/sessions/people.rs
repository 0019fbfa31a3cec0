//! People: passwords, pauses, refresh tokens, signing out.

use super::{PASSWORD, account, me, path, refresh, shown, sign_in};
use crate::support::TestApp;
use actix_web::http::Method;
use diesel_async::SimpleAsyncConnection;
use serde_json::json;
use thidua::access::Role;

#[actix_web::test]
async fn a_password_brings_tokens() {
    let app = TestApp::start().await;
    account(&app, "tran.thi.b", "person").await;
    let signed_in = sign_in(&app, "tran.thi.b", PASSWORD).await.expect(201);
    assert_eq!((signed_in.text("token_type"), signed_in.body["expires_in"].as_i64()), ("Bearer", Some(900)));
    assert_eq!(signed_in.header("cache-control"), "no-store");
    let caller = me(&app, signed_in.text("access_token")).await.expect(200);
    assert_eq!(caller.text("username"), "tran.thi.b");
    assert_eq!(caller.body["roles"], json!([]));
    assert!(caller.body["permissions"].as_array().is_some_and(|all| !all.contains(&json!("accounts:manage"))));
}

#[actix_web::test]
async fn a_stranger_and_a_wrong_password_look_alike() {
    let app = TestApp::start().await;
    let known = account(&app, "known", "person").await;
    account(&app, "machine", "service").await;
    let wrong = sign_in(&app, "known", "không phải mật khẩu").await.refused(401, "invalid_credentials");
    for username in ["nobody", "machine"] {
        let refused = sign_in(&app, username, PASSWORD).await.refused(401, "invalid_credentials");
        assert_eq!(shown(&refused), shown(&wrong), "{username}");
    }
    let admin = app.actor(Role::Admin, None).await;
    admin.patch(&path(&known, ""), &known, json!({"disabled": true})).await.expect(200);
    let shut = sign_in(&app, "known", PASSWORD).await.refused(401, "invalid_credentials");
    assert_eq!(shown(&shut), shown(&wrong));
}

#[actix_web::test]
async fn five_wrong_passwords_pause_an_account_for_a_quarter_of_an_hour() {
    let app = TestApp::start().await;
    account(&app, "person", "person").await;
    for _ in 0..5 {
        sign_in(&app, "person", "sai mật khẩu rồi").await.refused(401, "invalid_credentials");
    }
    app.clock.set("2023-03-01T08:14:59+07:00");
    sign_in(&app, "person", PASSWORD).await.refused(401, "invalid_credentials");
    app.clock.set("2023-03-01T08:15:00+07:00");
    sign_in(&app, "person", PASSWORD).await.expect(201);
}

#[actix_web::test]
async fn a_right_password_forgives_those_before_it() {
    let app = TestApp::start().await;
    account(&app, "person", "person").await;
    for _ in 0..2 {
        for _ in 0..4 {
            sign_in(&app, "person", "sai mật khẩu rồi").await.refused(401, "invalid_credentials");
        }
        sign_in(&app, "person", PASSWORD).await.expect(201);
    }
}

#[actix_web::test]
async fn a_pause_that_begins_while_a_password_is_checked_counts() {
    let app = TestApp::start().await;
    account(&app, "person", "person").await;
    let pause = "BEGIN; UPDATE accounts SET locked_until = '2023-03-01T08:15:00+07:00' WHERE username = 'person'";
    let mut other = app.database.hold(pause);
    let waits = "SELECT 'waits' FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
    let mut tried = std::pin::pin!(sign_in(&app, "person", PASSWORD));
    let noticed = async {
        while app.database.texts(waits).is_empty() {
            tokio::task::yield_now().await;
        }
    };
    let reply = tokio::select! {
        reply = &mut tried => reply,
        () = noticed => {
            other.batch_execute("COMMIT").await.expect("the pause begins");
            tried.await
        }
    };
    reply.refused(401, "invalid_credentials");
}

#[actix_web::test]
async fn a_new_password_lifts_the_pause_over_the_old() {
    let app = TestApp::start().await;
    let person = account(&app, "person", "person").await;
    for _ in 0..5 {
        sign_in(&app, "person", "sai mật khẩu rồi").await.refused(401, "invalid_credentials");
    }
    let admin = app.actor(Role::Admin, None).await;
    admin.patch(&path(&person, ""), &person, json!({"password": "một câu dài khác hẳn"})).await.expect(200);
    sign_in(&app, "person", "một câu dài khác hẳn").await.expect(201);
}

#[actix_web::test]
async fn a_refresh_token_whose_successor_fails_is_not_used_up() {
    let app = TestApp::start().await;
    account(&app, "person", "person").await;
    let first = sign_in(&app, "person", PASSWORD).await.expect(201);
    let fail = "CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'full'; END $$;
                CREATE TRIGGER fail BEFORE INSERT ON refresh_tokens FOR EACH ROW EXECUTE FUNCTION fail()";
    app.database.execute(fail).expect("the trap is set");
    refresh(&app, first.text("refresh_token")).await.refused(500, "internal");
    app.database.execute("DROP TRIGGER fail ON refresh_tokens").expect("the trap is gone");
    refresh(&app, first.text("refresh_token")).await.expect(200);
}

#[actix_web::test]
async fn no_access_token_outlives_its_session() {
    let app = TestApp::start().await;
    account(&app, "person", "person").await;
    let signed_in = sign_in(&app, "person", PASSWORD).await.expect(201);
    app.clock.set("2023-03-01T19:59:59+07:00");
    let last = refresh(&app, signed_in.text("refresh_token")).await.expect(200);
    app.clock.set("2023-03-01T20:00:00+07:00");
    me(&app, last.text("access_token")).await.refused(401, "invalid_token");
}

#[actix_web::test]
async fn an_access_token_lives_a_quarter_of_an_hour() {
    let app = TestApp::start().await;
    account(&app, "person", "person").await;
    let signed_in = sign_in(&app, "person", PASSWORD).await.expect(201);
    // A minute of skew is forgiven.
    app.clock.set("2023-03-01T08:16:00+07:00");
    me(&app, signed_in.text("access_token")).await.expect(200);
    app.clock.set("2023-03-01T08:16:01+07:00");
    let expired = me(&app, signed_in.text("access_token")).await.refused(401, "invalid_token");
    assert_eq!(expired.header("www-authenticate"), "Bearer error=\"invalid_token\"");
}

#[actix_web::test]
async fn a_refresh_token_is_used_once_and_brings_its_successor() {
    let app = TestApp::start().await;
    account(&app, "person", "person").await;
    let first = sign_in(&app, "person", PASSWORD).await.expect(201);
    app.clock.set("2023-03-01T10:00:00+07:00");
    let second = refresh(&app, first.text("refresh_token")).await.expect(200);
    assert_ne!(first.text("refresh_token"), second.text("refresh_token"));
    me(&app, second.text("access_token")).await.expect(200);
    refresh(&app, second.text("refresh_token")).await.expect(200);
}

#[actix_web::test]
async fn a_refresh_token_used_again_ends_the_whole_session() {
    let app = TestApp::start().await;
    account(&app, "person", "person").await;
    let first = sign_in(&app, "person", PASSWORD).await.expect(201);
    let second = refresh(&app, first.text("refresh_token")).await.expect(200);
    me(&app, second.text("access_token")).await.expect(200);
    let stolen = refresh(&app, first.text("refresh_token")).await.expect(400);
    assert_eq!(stolen.text("error"), "invalid_grant");
    me(&app, second.text("access_token")).await.refused(401, "invalid_token");
    me(&app, first.text("access_token")).await.refused(401, "invalid_token");
    assert_eq!(refresh(&app, second.text("refresh_token")).await.expect(400).text("error"), "invalid_grant");
    sign_in(&app, "person", PASSWORD).await.expect(201);
}

#[actix_web::test]
async fn a_session_lasts_a_working_day() {
    let app = TestApp::start().await;
    account(&app, "person", "person").await;
    let signed_in = sign_in(&app, "person", PASSWORD).await.expect(201);
    app.clock.set("2023-03-01T19:59:59+07:00");
    let last = refresh(&app, signed_in.text("refresh_token")).await.expect(200);
    app.clock.set("2023-03-01T20:00:00+07:00");
    assert_eq!(refresh(&app, last.text("refresh_token")).await.expect(400).text("error"), "invalid_grant");
    assert_eq!(refresh(&app, "never-drawn").await.expect(400).text("error"), "invalid_grant");
}

#[actix_web::test]
async fn signing_out_ends_both_tokens() {
    let app = TestApp::start().await;
    account(&app, "person", "person").await;
    let signed_in = sign_in(&app, "person", PASSWORD).await.expect(201);
    let other = sign_in(&app, "person", PASSWORD).await.expect(201);
    let caller = app.with_token(signed_in.text("access_token"));
    caller.get("/v1/me").await.expect(200);
    caller.delete("/v1/sessions/current").await.expect(204);
    caller.get("/v1/me").await.refused(401, "invalid_token");
    refresh(&app, signed_in.text("refresh_token")).await.expect(400);
    me(&app, other.text("access_token")).await.expect(200);
}

#[actix_web::test]
async fn a_body_that_is_no_sign_in_is_refused() {
    let app = TestApp::start().await;
    for body in [json!({}), json!({"username": "a", "password": ""}), json!({"username": "a", "password": "b", "c": 1})]
    {
        app.anonymous().post("/v1/sessions", body).await.refused(422, "validation_failed");
    }
    let unknown = app.anonymous().post("/v1/sessions?colour=red", json!({"username": "a", "password": "b"})).await;
    unknown.refused(400, "unknown_parameter");
    app.anonymous().send(Method::GET, "/v1/sessions", &[], None).await.refused(405, "method_not_allowed");
    app.anonymous().get("/v1/me").await.refused(401, "unauthenticated");
}
