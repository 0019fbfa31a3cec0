//! The document as a whole: OpenAPI 3.1, with schemas of JSON Schema 2020-12.

use super::{document, none};

#[test]
fn it_is_openapi_3_1_and_says_what_it_is() {
    let document = document();
    assert!(document["openapi"].as_str().is_some_and(|version| version.starts_with("3.1.")));
    for field in ["title", "version", "description"] {
        assert!(document["info"][field].as_str().is_some_and(|text| !text.is_empty()), "info.{field}");
    }
    assert_eq!(document["info"]["license"]["identifier"], "Apache-2.0");
    assert!(document["components"]["securitySchemes"]["bearer"]["description"].is_string());
}

#[test]
fn its_schemas_are_json_schemas() {
    let document = document();
    let mut breaches = Vec::new();
    for (name, schema) in document["components"]["schemas"].as_object().expect("schemas") {
        if let Err(fault) = jsonschema::draft202012::meta::validate(schema) {
            breaches.push(format!("{name}: {fault}"));
        }
    }
    none("A schema of JSON Schema 2020-12:", &breaches);
}
