//! The contract: what it must say of every operation, so that a stranger can build on it.

mod examples;
mod headers;
mod operations;
mod parts;
mod routes;
mod schemas;

pub use examples::example;
pub use headers::assert_declared;
use serde_json::Value;
use thidua::app;
use uuid::Uuid;

use crate::support::assert_committed;

/// The document as clients read it.
pub fn document() -> Value {
    serde_json::to_value(app::contract().document).expect("the document is JSON")
}

/// An operation of the document.
pub struct Operation {
    pub method: String,
    pub path: String,
    pub body: Value,
}

impl Operation {
    /// Every operation, in the order of the document.
    pub fn all(document: &Value) -> Vec<Self> {
        let paths = document["paths"].as_object().expect("paths");
        let of = |(path, item): (&String, &Value)| {
            let methods = item.as_object().expect("operations").clone();
            let path = path.clone();
            methods.into_iter().map(move |(method, body)| Self { method, path: path.clone(), body })
        };
        paths.iter().flat_map(of).collect()
    }

    pub fn id(&self) -> &str {
        self.body["operationId"].as_str().unwrap_or_default()
    }

    /// Whether it is open to who has not signed in.
    pub fn is_public(&self) -> bool {
        self.alternatives().any(|way| way.as_object().is_some_and(serde_json::Map::is_empty))
    }

    /// The scope that it asks for, if it asks for one.
    pub fn scope(&self) -> Option<&str> {
        self.alternatives().find_map(|way| way["bearer"][0].as_str())
    }

    fn alternatives(&self) -> impl Iterator<Item = &Value> {
        self.body["security"].as_array().into_iter().flatten()
    }

    /// An address of its form, for a record that is not there.
    pub fn address(&self) -> String {
        let step = |step: &str| if step.starts_with('{') { Uuid::now_v7().to_string() } else { step.to_owned() };
        self.path.split('/').map(step).collect::<Vec<_>>().join("/")
    }

    /// Its parameters in one place: `path`, `query` or `header`.
    pub fn parameters(&self, place: &str) -> Vec<&str> {
        let all = self.body["parameters"].as_array().into_iter().flatten();
        all.filter(|parameter| parameter["in"] == place).filter_map(|parameter| parameter["name"].as_str()).collect()
    }
}

/// Fails with every breach at once.
#[track_caller]
pub fn none(rule: &str, breaches: &[String]) {
    assert!(breaches.is_empty(), "{rule}\n  {}", breaches.join("\n  "));
}

#[test]
fn the_committed_contract_is_the_generated_one() {
    let mut text = app::contract().document.to_pretty_json().expect("the document is JSON");
    text.push('\n');
    assert_committed("openapi/v1.json", &text, "cargo run -- openapi > openapi/v1.json");
}
