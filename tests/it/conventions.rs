//! What every operation owes, asked of each: what the document declares is what is kept. Nothing here gets as
//! far as a record, so none need be there.

use actix_web::http::Method;
use actix_web::test::TestRequest;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use thidua::platform::http::BODY_LIMIT;
use uuid::Uuid;

use crate::contract::{Operation, document, example, none};
use crate::permissions::with_every_role;
use crate::support::{Actor, Reply, TestApp};

/// The operations of the document that owe something, and at least as many as there are by now.
fn owing(at_least: usize, owes: impl Fn(&Operation) -> bool) -> Vec<Operation> {
    let owing: Vec<_> = Operation::all(&document()).into_iter().filter(owes).collect();
    assert!(owing.len() >= at_least, "the reader has gone blind: {}", owing.len());
    owing
}

fn method(operation: &Operation) -> Method {
    operation.method.to_uppercase().parse().expect("a method")
}

/// The body that the document shows, if the operation takes one.
fn body(operation: &Operation) -> Option<Value> {
    example(&document(), &operation.body["requestBody"]["content"]["application/json"]).cloned()
}

/// What differs from the refusal that is due.
fn differs(operation: &Operation, reply: &Reply, status: u16, code: &str) -> Option<String> {
    let fits = reply.status.as_u16() == status && reply.code() == code;
    (!fits).then(|| format!("{}: {} {}", operation.id(), reply.status, reply.body))
}

/// Every operation, with a query that it must refuse.
async fn refused(asker: &Actor, operations: Vec<Operation>, query: &str, code: &str) -> Vec<String> {
    let mut breaches = Vec::new();
    for operation in operations {
        let address = format!("{}?{query}", operation.address());
        let reply = asker.send(method(&operation), &address, &[("If-Match", "*")], body(&operation)).await;
        breaches.extend(differs(&operation, &reply, 400, code));
    }
    breaches
}

#[actix_web::test]
async fn parameters_that_there_are_not_are_refused() {
    let app = TestApp::start().await;
    let asker = with_every_role(&app).await;
    // OAuth ignores what it does not know (RFC 6749, 3.2), and libraries fetch a key set as they please.
    let operations = owing(100, |operation| !["create_token", "get_key_set"].contains(&operation.id()));
    none("Refused:", &refused(&asker, operations, "no_such_parameter=1", "unknown_parameter").await);
}

#[actix_web::test]
async fn a_cursor_of_another_list_is_refused() {
    let app = TestApp::start().await;
    let asker = with_every_role(&app).await;
    let foreign = json!({"v": 1297, "d": "n", "k": null, "i": Uuid::nil()}).to_string();
    let query = format!("cursor={}", URL_SAFE_NO_PAD.encode(foreign));
    let lists = owing(11, |operation| operation.parameters("query").contains(&"cursor"));
    none("Refused:", &refused(&asker, lists, &query, "cursor_mismatch").await);
}

#[actix_web::test]
async fn whoever_changes_a_record_says_which_version_they_saw() {
    let app = TestApp::start().await;
    let asker = with_every_role(&app).await;
    let mut breaches = Vec::new();
    for operation in owing(38, |operation| operation.parameters("header").contains(&"If-Match")) {
        let reply = asker.send(method(&operation), &operation.address(), &[], body(&operation)).await;
        breaches.extend(differs(&operation, &reply, 428, "precondition_required"));
    }
    none("Refused without If-Match:", &breaches);
}

#[actix_web::test]
async fn a_body_is_json_and_no_larger_than_promised() {
    let app = TestApp::start().await;
    let asker = with_every_role(&app).await;
    let json = "application/json";
    let mut breaches = Vec::new();
    for operation in owing(40, |operation| !operation.body["requestBody"]["content"][json].is_null()) {
        for (kind, payload, status, code) in [
            ("text/plain", "{}".to_owned(), 415, "unsupported_media_type"),
            (json, "{".to_owned(), 400, "malformed_json"),
            (json, "[]".to_owned(), 422, "validation_failed"),
            (json, " ".repeat(BODY_LIMIT + 1), 413, "body_too_large"),
        ] {
            let request = TestRequest::with_uri(&operation.address()).method(method(&operation));
            let headers = request.insert_header(("Content-Type", kind)).insert_header(("If-Match", "*"));
            let reply = asker.raw(headers.set_payload(payload)).await;
            breaches.extend(differs(&operation, &reply, status, code));
        }
    }
    none("Refused:", &breaches);
}

#[actix_web::test]
async fn a_form_is_no_larger_than_promised_either() {
    let app = TestApp::start().await;
    let request = TestRequest::post().uri("/oauth/token").set_payload("a".repeat(BODY_LIMIT + 1));
    let form = request.insert_header(("Content-Type", "application/x-www-form-urlencoded"));
    app.anonymous().raw(form).await.refused(413, "body_too_large");
}
