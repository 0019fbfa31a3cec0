//! Lives in the journal: what a step in the life of a record leaves there, for its record to be read from.

use serde::Serialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::permit::Change;

/// A record that goes from state to state, version by version.
pub trait Living {
    /// Where it can stand.
    type State: Serialize;

    /// Its id.
    fn id(&self) -> Uuid;

    /// Its version.
    fn version(&self) -> i64;

    /// Where it stands.
    fn state(&self) -> Self::State;
}

/// What a step leaves in the journal besides the states.
pub struct Note<'a> {
    /// Why, where the step asks for it.
    pub reason: Option<&'a str>,
    /// What else it recorded: open to whoever may read the record of the step.
    pub details: Value,
}

impl<'a> Note<'a> {
    /// A reason and no more.
    pub fn because(reason: &'a str) -> Self {
        Self { reason: Some(reason), details: json!({}) }
    }

    /// Details, without a reason.
    pub fn of(details: Value) -> Self {
        Self { reason: None, details }
    }

    /// Nothing but the states.
    pub fn nothing() -> Self {
        Self::of(json!({}))
    }
}

impl Change {
    /// What a record has become.
    pub fn of(action: &'static str, record: &impl Living, before: Option<Value>, after: Value) -> Self {
        Self { action, resource_id: record.id(), version: record.version(), before, after: Some(after) }
    }

    /// A step in the life of a record: from where to where, and what is noted of it.
    pub fn step<R: Living>(action: &'static str, before: &R, after: &R, note: Note<'_>) -> Self {
        let (from, to) = (before.state(), after.state());
        let facts = json!({"from": from, "to": to, "reason": note.reason, "details": note.details});
        Self::of(action, after, Some(json!({"state": from})), facts)
    }

    /// The same with a further fact beside the details, for those alone who may read the journal.
    pub fn beside(mut self, name: &str, fact: Value) -> Self {
        if let Some(Value::Object(facts)) = &mut self.after {
            facts.insert(name.to_owned(), fact);
        }
        self
    }
}
