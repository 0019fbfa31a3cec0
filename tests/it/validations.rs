//! Every rule that the contract states of a body is kept: from each example, with what it leaves out, one fault
//! at a time.

use actix_web::http::Method;
use serde_json::{Map, Value, json};

use crate::contract::{Operation, document, example};
use crate::permissions::with_every_role;
use crate::support::TestApp;

/// A body with one fault, and where it is.
struct Faulty {
    body: Value,
    at: String,
    fault: String,
}

/// Everything that can be done wrong to one place of an example.
struct Spoiler<'a> {
    document: &'a Value,
    whole: &'a Value,
    found: Vec<Faulty>,
    /// How often something was added to the example: a tree can be added to without end.
    added: usize,
}

impl Spoiler<'_> {
    /// The whole example with this value at a place.
    fn with(&mut self, at: &str, value: Value, fault: impl Into<String>) {
        let mut body = self.whole.clone();
        *body.pointer_mut(at).expect("a place of the example") = value;
        self.found.push(Faulty { body, at: at.to_owned(), fault: fault.into() });
    }

    /// What a schema says, through references and what it adds to them.
    fn resolve(&self, schema: &Value) -> Value {
        let mut said = Map::new();
        if let Some(reference) = schema["$ref"].as_str() {
            let named = self.document.pointer(reference.trim_start_matches('#')).expect("a schema");
            said.extend(self.resolve(named).as_object().cloned().unwrap_or_default());
        }
        said.extend(schema.as_object().cloned().unwrap_or_default());
        let parts = schema["allOf"].as_array().into_iter().flatten();
        for part in parts.map(|part| self.resolve(part)) {
            for (name, value) in part.as_object().cloned().unwrap_or_default() {
                match (said.get_mut(&name), value) {
                    (Some(Value::Object(known)), Value::Object(more)) => known.extend(more),
                    (None, value) => drop(said.insert(name, value)),
                    _ => {}
                }
            }
        }
        let alternatives = ["oneOf", "anyOf"].iter().filter_map(|one| schema[one].as_array()).flatten();
        let mut others = alternatives.filter(|one| one["type"] != "null");
        // One schema or null is that schema; a choice among several has faults of its own kind.
        if let (Some(only), None) = (others.next(), others.next()) {
            let nullable = self.resolve(only);
            said.extend(nullable.as_object().cloned().unwrap_or_default());
            said.insert("nullable".to_owned(), json!(true));
        }
        Value::Object(said)
    }

    fn spoil(&mut self, at: &str, schema: &Value, value: &Value) {
        let said = self.resolve(schema);
        if let Some(words) = said["enum"].as_array().filter(|words| words.iter().all(Value::is_string)) {
            let none = words.iter().filter_map(Value::as_str).collect::<String>();
            self.with(at, json!(format!("{none}_")), "a word that is not listed");
        }
        match value {
            Value::Object(members) => self.spoil_object(at, &said, members),
            Value::Array(items) => self.spoil_list(at, &said, items),
            Value::String(_) => self.spoil_text(at, &said),
            Value::Number(_) => self.spoil_number(at, &said),
            _ => {}
        }
        if said.get("type").is_some() && said["oneOf"].is_null() && said["anyOf"].is_null() {
            let of_text =
                said["type"] == "string" || said["type"].as_array().is_some_and(|all| all.contains(&json!("string")));
            let other = if of_text { json!(true) } else { json!("x") };
            self.with(at, other, "a value of another type");
        }
    }

    fn spoil_object(&mut self, at: &str, said: &Value, members: &Map<String, Value>) {
        if said["additionalProperties"] == json!(false) {
            let mut more = members.clone();
            more.insert("unheard_of".to_owned(), json!(1));
            self.with(at, Value::Object(more), "a field that there is not");
        }
        for name in said["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            let mut less = members.clone();
            if less.remove(name).is_some() {
                self.with(at, Value::Object(less), format!("without {name}"));
            }
        }
        for (name, schema) in said["properties"].as_object().into_iter().flatten() {
            match members.get(name) {
                Some(member) if *member != Value::Null && *member != json!([]) => {
                    self.spoil(&format!("{at}/{name}"), schema, member);
                }
                _ => self.spoil_added(at, name, schema),
            }
        }
    }

    /// What the example leaves out is put in, and spoiled there.
    fn spoil_added(&mut self, at: &str, name: &str, schema: &Value) {
        if self.added == 2 {
            return;
        }
        let (sample, mut whole) = (self.sample(schema), self.whole.clone());
        let place = whole.pointer_mut(at).and_then(Value::as_object_mut).expect("an object of the example");
        place.insert(name.to_owned(), sample.clone());
        let mut further = Spoiler { document: self.document, whole: &whole, found: Vec::new(), added: self.added + 1 };
        further.spoil(&format!("{at}/{name}"), schema, &sample);
        self.found.extend(further.found);
    }

    /// A value of the right type: the schema's example, or the plainest there is.
    fn sample(&self, schema: &Value) -> Value {
        let said = self.resolve(schema);
        let named =
            |one: &str| said["type"] == one || said["type"].as_array().is_some_and(|all| all.contains(&json!(one)));
        if let Some(example) = said.get("example").or_else(|| said["enum"].get(0)) {
            return example.clone();
        }
        let members = said["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
        match () {
            () if named("array") => json!([self.sample(&said["items"])]),
            () if named("integer") || named("number") => said.get("minimum").cloned().unwrap_or(json!(1)),
            () if named("boolean") => json!(true),
            () if named("string") => json!("1"),
            () => members.map(|name| (name.to_owned(), self.sample(&said["properties"][name]))).collect(),
        }
    }

    fn spoil_list(&mut self, at: &str, said: &Value, items: &[Value]) {
        let Some(first) = items.first() else { return };
        if let Some(most) = said["maxItems"].as_u64() {
            let many = usize::try_from(most).expect("a length") + 1;
            self.with(at, json!(vec![first; many]), "too many items");
        }
        if said["minItems"].as_u64().is_some_and(|least| least > 0) {
            self.with(at, json!([]), "no items");
        }
        self.spoil(&format!("{at}/0"), &said["items"], first);
    }

    fn spoil_text(&mut self, at: &str, said: &Value) {
        if let Some(most) = said["maxLength"].as_u64() {
            self.with(at, json!("a".repeat(usize::try_from(most).expect("a length") + 1)), "too long");
        }
        if said["minLength"].as_u64().is_some_and(|least| least > 0) {
            self.with(at, json!(""), "nothing");
        }
        let formed = said["format"].as_str().is_some_and(|format| format != "password");
        if formed || said.get("pattern").is_some() {
            self.with(at, json!("\u{1}?"), "another form");
        }
    }

    fn spoil_number(&mut self, at: &str, said: &Value) {
        for (bound, beyond) in [("minimum", -1), ("maximum", 1)] {
            if let Some(last) = said[bound].as_i64() {
                self.with(at, json!(last + beyond), format!("beyond the {bound}"));
            }
        }
    }
}

/// Every faulty body of an operation that takes JSON.
fn faulty(document: &Value, operation: &Operation) -> Vec<Faulty> {
    let media = &operation.body["requestBody"]["content"]["application/json"];
    let Some(whole) = example(document, media) else { return Vec::new() };
    let mut spoiler = Spoiler { document, whole, found: Vec::new(), added: 0 };
    spoiler.spoil("", &media["schema"], whole);
    spoiler.found
}

/// Bodies are read before records are looked for, so that none of the examples' records need be there.
#[actix_web::test]
async fn every_rule_of_a_body_is_kept() {
    let app = TestApp::start().await;
    let asker = with_every_role(&app).await;
    let document = document();
    let (mut asked, mut wrong) = (0, Vec::new());
    for operation in Operation::all(&document) {
        let method: Method = operation.method.to_uppercase().parse().expect("a method");
        for Faulty { body, at, fault } in faulty(&document, &operation) {
            let reply = asker.send(method.clone(), &operation.address(), &[("If-Match", "*")], Some(body)).await;
            let places = reply.body["errors"].as_array().into_iter().flatten();
            let named = places.filter_map(|error| error["pointer"].as_str()).any(|place| place.starts_with(&at));
            if reply.status.as_u16() != 422 || !named {
                let (status, errors) = (reply.status, &reply.body["errors"]);
                wrong.push(format!("{} {at} {fault}: {status} {} {errors}", operation.id(), reply.body["code"]));
            }
            asked += 1;
        }
    }
    assert!(wrong.is_empty(), "{} of {asked}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(asked > 1500, "the reader has gone blind: {asked}");
}
