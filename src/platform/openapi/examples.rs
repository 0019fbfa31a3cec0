//! Examples of wholes, made of those of their parts, so that none is written twice.

use serde_json::{Map, Value, json};
use utoipa::openapi::schema::Schema;
use utoipa::openapi::{Components, RefOr};

/// Gives pages, and schemas composed of others, their examples.
pub(super) fn complete(components: &mut Components) {
    let known = serde_json::to_value(&components.schemas).unwrap_or_default();
    for (name, schema) in &mut components.schemas {
        match schema {
            RefOr::T(Schema::AllOf(whole)) if whole.example.is_none() => whole.example = example(&known, &known[name]),
            RefOr::T(Schema::Object(page)) if name.starts_with("Page_") => {
                let items = example(&known, &known[name]["properties"]["items"]);
                page.example = items.map(|items| json!({"items": items, "next": "eyJ2IjoxfQ", "prev": null}));
            }
            _ => {}
        }
    }
}

/// The example of a schema: its own, that of what it refers to, or one made of its parts'.
fn example(known: &Value, schema: &Value) -> Option<Value> {
    if let Some(own) = schema.get("example") {
        return Some(own.clone());
    }
    if let Some(name) = schema["$ref"].as_str().and_then(|reference| reference.rsplit('/').next()) {
        return example(known, &known[name]);
    }
    if schema["items"].is_object() {
        return example(known, &schema["items"]).map(|item| json!([item]));
    }
    let mut whole = Map::new();
    for part in schema["allOf"].as_array().into_iter().flatten() {
        whole.extend(example(known, part)?.as_object()?.clone());
    }
    for (name, field) in schema["properties"].as_object().into_iter().flatten() {
        whole.insert(name.clone(), example(known, field)?);
    }
    (!whole.is_empty()).then(|| whole.into())
}
