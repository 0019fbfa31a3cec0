//! What the source registers and what the document shows are the same.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use actix_web::http::Method;
use serde_json::json;

use super::{Operation, document, none};
use crate::support::TestApp;

/// Reads `#[get("/v1/units")]` and its like off the source.
fn written(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            written(&path, found);
        } else if let Ok(text) = fs::read_to_string(&path) {
            found.extend(text.lines().filter_map(route));
        }
    }
}

fn route(line: &str) -> Option<String> {
    let (method, rest) = line.trim().strip_prefix("#[")?.split_once("(\"")?;
    let (path, _) = rest.split_once('"')?;
    ["get", "post", "put", "patch", "delete"].contains(&method).then(|| format!("{method} {path}"))
}

#[test]
fn every_handler_is_in_the_document() {
    let mut handlers = BTreeSet::new();
    written(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut handlers);
    assert!(handlers.len() > 40, "the reader has gone blind");
    let operations = Operation::all(&document());
    let shown: BTreeSet<_> = operations.iter().map(|one| format!("{} {}", one.method, one.path)).collect();
    none("Registered in its slice's `operations`:", &handlers.difference(&shown).cloned().collect::<Vec<_>>());
}

#[actix_web::test]
async fn every_operation_has_a_handler() {
    let app = TestApp::start().await;
    let mut breaches = Vec::new();
    for operation in Operation::all(&document()) {
        // A handler refuses the parameter, the body or the caller; only the fallback finds nothing.
        let address = format!("{}?no_such_parameter=1", operation.address());
        let method: Method = operation.method.to_uppercase().parse().expect("a method");
        let reply = app.anonymous().send(method, &address, &[], Some(json!({}))).await;
        if ["not_found", "method_not_allowed"].contains(&reply.code()) {
            breaches.push(format!("{} {}: {}", operation.method, operation.path, reply.code()));
        }
    }
    none("Answered by a handler:", &breaches);
}
