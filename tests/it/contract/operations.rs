//! What every operation says of itself.

use std::collections::HashSet;

use serde_json::Value;
use thidua::access::Permission;

use super::{Operation, document, none};

/// The operations that ask for no permission: they are how one gets a token, or checks one.
const WITHOUT_PERMISSION: &[&str] = &["create_session", "create_token", "get_key_set"];

fn breaches(rule: impl Fn(&Operation) -> bool) -> Vec<String> {
    let operations = Operation::all(&document());
    let broken = operations.iter().filter(|operation| !rule(operation));
    broken.map(|operation| format!("{} {} ({})", operation.method, operation.path, operation.id())).collect()
}

fn says(value: &Value) -> bool {
    value.as_str().is_some_and(|text| !text.trim().is_empty())
}

#[test]
fn every_operation_has_a_name_of_its_own() {
    let mut seen = HashSet::new();
    let operations = Operation::all(&document());
    assert!(operations.len() > 40, "the reader has gone blind");
    for operation in &operations {
        assert!(seen.insert(operation.id().to_owned()), "{} stands twice", operation.id());
        let verb = operation.id().split('_').next().unwrap_or_default();
        assert!(!verb.is_empty() && operation.id().contains('_'), "{}: <verb>_<resource>", operation.id());
    }
    none(
        "operationId is snake_case:",
        &breaches(|operation| operation.id().chars().all(|letter| letter.is_ascii_lowercase() || letter == '_')),
    );
}

#[test]
fn every_operation_tells_what_it_does() {
    none(
        "A summary and a description:",
        &breaches(|operation| says(&operation.body["summary"]) && says(&operation.body["description"])),
    );
    none(
        "A summary is a title, without a full stop:",
        &breaches(|operation| {
            operation.body["summary"].as_str().is_some_and(|summary| !summary.ends_with('.') && summary.len() < 80)
        }),
    );
}

#[test]
fn every_operation_has_one_tag_that_the_document_explains() {
    let document = document();
    let tags = document["tags"].as_array().expect("tags");
    assert!(tags.iter().all(|tag| says(&tag["description"])));
    let known: HashSet<_> = tags.iter().filter_map(|tag| tag["name"].as_str()).collect();
    let used: HashSet<_> = Operation::all(&document)
        .iter()
        .map(|operation| operation.body["tags"][0].as_str().map(str::to_owned))
        .collect();
    assert_eq!(known.len(), used.len(), "a tag without operations: {known:?} {used:?}");
    none(
        "One known tag:",
        &breaches(|operation| {
            let own = operation.body["tags"].as_array().map(Vec::as_slice).unwrap_or_default();
            matches!(own, [tag] if tag.as_str().is_some_and(|tag| known.contains(tag)))
        }),
    );
}

#[test]
fn every_operation_says_who_may_call_it() {
    let scopes: HashSet<_> = Permission::ALL.iter().map(|permission| permission.scope()).collect();
    none(
        "One scope, which is a permission's:",
        &breaches(|operation| {
            WITHOUT_PERMISSION.contains(&operation.id()) && operation.is_public() && operation.scope().is_none()
                || operation.scope().is_some_and(|scope| scopes.contains(scope))
        }),
    );
}

/// The refusals that an operation of this form must promise.
fn owed(operation: &Operation) -> Vec<&'static str> {
    let mut owed = vec!["400", "500", "503"];
    if !operation.is_public() {
        owed.extend(["401", "403"]);
    }
    if !operation.parameters("path").is_empty() {
        owed.push("404");
    }
    if operation.body.get("requestBody").is_some() {
        owed.extend(["413", "415"]);
    }
    if operation.parameters("header").contains(&"If-Match") {
        owed.extend(["409", "412", "428"]);
    }
    owed
}

#[test]
fn every_operation_promises_its_refusals() {
    none(
        "The refusals that its form brings:",
        &breaches(|operation| owed(operation).iter().all(|status| operation.body["responses"].get(status).is_some())),
    );
    none(
        "An answer where all goes well:",
        &breaches(|operation| {
            let responses = operation.body["responses"].as_object().expect("responses");
            responses.keys().any(|status| status.starts_with('2'))
        }),
    );
}

#[test]
fn every_change_of_a_record_names_the_version_it_saw() {
    // These add a record below the account, or shut something whatever was changed of it meanwhile.
    const OTHERWISE: &[&str] = &["give_role", "create_secret", "revoke_secret", "delete_session"];
    none(
        "PATCH, PUT, DELETE and steps take If-Match:",
        &breaches(|operation| {
            let of_a_record = operation.path.contains("{id}/");
            let changes = ["patch", "put", "delete"].contains(&operation.method.as_str());
            !(changes || operation.method == "post" && of_a_record)
                || OTHERWISE.contains(&operation.id())
                || operation.parameters("header").contains(&"If-Match")
        }),
    );
}

#[test]
fn every_effect_can_be_sent_again() {
    const OTHERWISE: &[&str] = &["create_session", "create_token"];
    none(
        "POST takes Idempotency-Key:",
        &breaches(|operation| {
            operation.method != "post"
                || OTHERWISE.contains(&operation.id())
                || operation.parameters("header").contains(&"Idempotency-Key")
        }),
    );
}
