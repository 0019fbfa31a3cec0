//! Examples: every body has one, and it is valid by its own schema.

use jsonschema::{Draft, Validator};
use serde_json::{Value, json};

use super::{Operation, document, none};

/// A body that an operation takes or gives.
struct Body {
    place: String,
    media: Value,
}

fn bodies(document: &Value) -> Vec<Body> {
    let mut found = Vec::new();
    for operation in Operation::all(document) {
        let answers = operation.body["responses"].as_object().expect("responses");
        let refusals = answers.iter().filter(|(_, response)| response.get("$ref").is_none());
        let contents = refusals.map(|(status, response)| (status.as_str(), &response["content"]));
        for (place, content) in contents.chain([("request", &operation.body["requestBody"]["content"])]) {
            for (kind, media) in content.as_object().into_iter().flatten() {
                found.push(Body { place: format!("{} {place} {kind}", operation.id()), media: media.clone() });
            }
        }
    }
    for (name, response) in document["components"]["responses"].as_object().expect("shared refusals") {
        for (kind, media) in response["content"].as_object().into_iter().flatten() {
            found.push(Body { place: format!("{name} {kind}"), media: media.clone() });
        }
    }
    found
}

/// The example of a body: its own, or that of the schema it refers to.
pub fn example<'a>(document: &'a Value, media: &'a Value) -> Option<&'a Value> {
    let own = media.get("example").or_else(|| media["schema"].get("example"));
    own.or_else(|| {
        let reference = media["schema"]["$ref"].as_str()?;
        document.pointer(reference.trim_start_matches('#'))?.get("example")
    })
}

/// A validator of a schema that may refer to the document's components.
fn validator(document: &Value, schema: &Value) -> Validator {
    let whole = json!({"allOf": [schema], "components": document["components"]});
    jsonschema::options().with_draft(Draft::Draft202012).should_validate_formats(true).build(&whole).expect("a schema")
}

#[test]
fn every_body_has_an_example() {
    let document = document();
    let bodies = bodies(&document);
    assert!(bodies.len() > 60, "the reader has gone blind");
    let without = bodies.iter().filter(|body| example(&document, &body.media).is_none());
    none("An example:", &without.map(|body| body.place.clone()).collect::<Vec<_>>());
}

#[test]
fn examples_are_valid_by_their_schemas() {
    let document = document();
    let mut breaches = Vec::new();
    for body in bodies(&document) {
        let Some(example) = example(&document, &body.media) else { continue };
        let validator = validator(&document, &body.media["schema"]);
        let faults =
            validator.iter_errors(example).map(|fault| format!("{}: {fault} at {}", body.place, fault.instance_path()));
        breaches.extend(faults);
    }
    none("An example is valid:", &breaches);
}

#[test]
fn examples_of_parts_are_valid_too() {
    let document = document();
    let mut breaches = Vec::new();
    for (name, schema) in document["components"]["schemas"].as_object().expect("schemas") {
        let Some(example) = schema.get("example") else { continue };
        let faults = validator(&document, schema);
        breaches
            .extend(faults.iter_errors(example).map(|fault| format!("{name}: {fault} at {}", fault.instance_path())));
    }
    none("An example is valid:", &breaches);
}
