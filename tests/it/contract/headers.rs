//! The headers of an answer are those that the document declares for it. Every answer that any test hears is
//! held against the document.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use actix_web::http::Method;
use serde_json::{Value, json};

use super::{Operation, document, none};
use crate::support::{Awarding, Reply};

/// Headers of HTTP itself and those that every answer has; the document need not name them.
const GENERAL: &[&str] = &["content-type", "content-language", "cache-control", "vary", "x-content-type-options"];

/// Headers that come only where there is something to say: a further page, an answer given before.
const OCCASIONAL: &[&str] = &["link", "idempotency-replayed"];

/// Fails where a success lacks a header that the document declares, or has one that it does not.
#[track_caller]
pub fn assert_declared(method: &Method, uri: &str, reply: &Reply) {
    let (path, query) = uri.split_once('?').unwrap_or((uri, ""));
    let Some(operation) = operation(method, path).filter(|_| reply.status.is_success()) else { return };
    let declared = declared(&operation.body["responses"][reply.status.as_str()]);
    let sent: BTreeSet<_> = reply.headers.keys().map(|name| name.as_str().to_owned()).collect();
    // What is rehearsed has no address.
    let rehearsed = query.contains("dry_run=true");
    let may_lack = |name: &str| OCCASIONAL.contains(&name) || rehearsed && name == "location";
    let missing: Vec<_> = declared.difference(&sent).filter(|name| !may_lack(name)).collect();
    assert!(missing.is_empty(), "{method} {path} {}: declared and not sent: {missing:?}", reply.status);
    let silent: Vec<_> = sent.difference(&declared).filter(|name| !GENERAL.contains(&name.as_str())).collect();
    assert!(silent.is_empty(), "{method} {path} {}: sent and not declared: {silent:?}", reply.status);
}

fn declared(response: &Value) -> BTreeSet<String> {
    response["headers"].as_object().into_iter().flatten().map(|(name, _)| name.to_lowercase()).collect()
}

fn operation(method: &Method, path: &str) -> Option<&'static Operation> {
    static ALL: OnceLock<Vec<Operation>> = OnceLock::new();
    let all = ALL.get_or_init(|| Operation::all(&document()));
    let method = method.as_str().to_lowercase();
    all.iter().find(|operation| operation.method == method && is_of(path, &operation.path))
}

/// Whether an address is of a form such as `/v1/units/{id}`.
fn is_of(path: &str, form: &str) -> bool {
    let (given, wanted): (Vec<_>, Vec<_>) = (path.split('/').collect(), form.split('/').collect());
    given.len() == wanted.len()
        && given.iter().zip(wanted).all(|(given, wanted)| wanted.starts_with('{') || *given == wanted)
}

#[test]
fn an_address_has_its_operation() {
    let id = |path| operation(&Method::GET, path).map(|operation| operation.id().to_owned());
    assert_eq!(id("/v1/units").as_deref(), Some("list_units"));
    assert_eq!(id("/v1/units/01860000-0000-7000-8000-000000000001").as_deref(), Some("get_unit"));
    assert_eq!(id("/v1/no-such-thing"), None);
}

#[test]
fn every_success_declares_what_its_kind_sends() {
    let mut breaches = Vec::new();
    for operation in Operation::all(&document()) {
        for (status, response) in operation.body["responses"].as_object().expect("responses") {
            let declared = declared(response);
            let own = declared.contains("cache-control");
            let mut expected = vec![("etag", status.starts_with('2') && status != "204" && !own)];
            expected.push(("location", status == "201" && !own));
            expected.push(("link", status == "200" && operation.parameters("query").contains(&"cursor")));
            let keyed = operation.parameters("header").contains(&"Idempotency-Key");
            expected.push(("idempotency-replayed", status.starts_with('2') && keyed));
            let wrong = expected.into_iter().filter(|(name, wanted)| declared.contains(*name) != *wanted);
            breaches.extend(wrong.map(|(name, _)| format!("{} {status}: {name}", operation.id())));
        }
    }
    none("Declared where it is sent, and nowhere else:", &breaches);
}

#[actix_web::test]
async fn what_comes_only_at_times_comes() {
    let at = Awarding::start().await;
    let page = at.admin.get("/v1/units?limit=1").await.expect(200);
    assert!(page.header("link").contains("rel=\"next\""), "{:?}", page.headers);
    let unit = json!({"code": "N", "name_vi": "Đơn vị", "kind": "office", "level": "district"});
    let twice =
        async || at.admin.send(Method::POST, "/v1/units", &[("Idempotency-Key", "k")], Some(unit.clone())).await;
    assert_eq!(twice().await.expect(201).header("idempotency-replayed"), "");
    let again = twice().await.expect(201);
    assert_eq!((again.header("idempotency-replayed"), again.header("location").is_empty()), ("true", false));
}
