//! What every schema, field and parameter says of itself.

use serde_json::Value;

use super::{Operation, document, none};

fn says(value: &Value) -> bool {
    value["description"].as_str().is_some_and(|text| !text.trim().is_empty())
}

/// A field that may be null carries its words on the branch that is not.
fn is_described(schema: &Value) -> bool {
    let branches = ["oneOf", "anyOf", "allOf"].iter().filter_map(|kind| schema[kind].as_array()).flatten();
    says(schema) || branches.clone().any(says)
}

/// The tag of a variant: it has one value, and the variant is explained.
fn is_tag(schema: &Value) -> bool {
    schema["enum"].as_array().is_some_and(|values| values.len() == 1)
}

/// The fields of a schema and of those it is composed of, with their names.
fn fields<'a>(name: &str, schema: &'a Value, found: &mut Vec<(String, &'a Value)>) {
    for (field, value) in schema["properties"].as_object().into_iter().flatten() {
        found.push((format!("{name}.{field}"), value));
        fields(&format!("{name}.{field}"), value, found);
    }
    for kind in ["oneOf", "anyOf", "allOf"] {
        for branch in schema[kind].as_array().into_iter().flatten() {
            fields(name, branch, found);
        }
    }
    if schema["items"].is_object() {
        fields(&format!("{name}[]"), &schema["items"], found);
    }
}

#[test]
fn every_schema_and_field_is_explained() {
    let document = document();
    let schemas = document["components"]["schemas"].as_object().expect("schemas");
    assert!(schemas.len() > 50, "the reader has gone blind");
    let mut breaches = Vec::new();
    for (name, schema) in schemas {
        if !is_described(schema) {
            breaches.push(name.clone());
        }
        let mut all = Vec::new();
        fields(name, schema, &mut all);
        breaches
            .extend(all.into_iter().filter(|(_, field)| !is_described(field) && !is_tag(field)).map(|(name, _)| name));
    }
    none("A description:", &breaches);
}

#[test]
fn every_parameter_and_response_is_explained() {
    let mut breaches = Vec::new();
    for operation in Operation::all(&document()) {
        let mute = operation.body["parameters"].as_array().into_iter().flatten().filter(|parameter| !says(parameter));
        breaches.extend(mute.map(|parameter| format!("{} {}", operation.id(), parameter["name"])));
        for (status, response) in operation.body["responses"].as_object().expect("responses") {
            if !says(response) && response.get("$ref").is_none() {
                breaches.push(format!("{} {status}", operation.id()));
            }
        }
    }
    none("A description:", &breaches);
}

/// Where a schema lets a client write text without end.
fn unbounded(name: &str, schema: &Value, found: &mut Vec<String>) {
    let mut all = Vec::new();
    fields(name, schema, &mut all);
    for (field, value) in all {
        let kind = &value["type"];
        let text = kind == "string" || kind.as_array().is_some_and(|kinds| kinds.iter().any(|kind| kind == "string"));
        let bounded = ["maxLength", "pattern", "format", "enum", "const"].iter().any(|word| value.get(word).is_some());
        if text && !bounded {
            found.push(field);
        }
    }
}

#[test]
fn text_that_is_taken_in_has_an_end() {
    let document = document();
    let mut breaches = Vec::new();
    for (name, schema) in document["components"]["schemas"].as_object().expect("schemas") {
        if name.ends_with("In") || name.ends_with("Patch") {
            unbounded(name, schema, &mut breaches);
        }
    }
    none("maxLength, pattern, format or enum:", &breaches);
}

#[test]
fn references_lead_somewhere() {
    let document = document();
    let mut broken = Vec::new();
    dangling(&document, &document, &mut broken);
    none("A $ref names a component:", &broken);
}

fn dangling(root: &Value, value: &Value, broken: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            if let Some(Value::String(reference)) = members.get("$ref")
                && root.pointer(reference.trim_start_matches('#')).is_none()
            {
                broken.push(reference.clone());
            }
            members.values().for_each(|member| dangling(root, member, broken));
        }
        Value::Array(items) => items.iter().for_each(|item| dangling(root, item, broken)),
        _ => {}
    }
}
