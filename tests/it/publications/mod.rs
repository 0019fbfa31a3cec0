//! Publications over HTTP.

mod par_index;
mod reading;
mod refusals;
mod submitted_set;

use serde_json::{Value, json};

use crate::support::appraising::decision;
use crate::support::scoring::{OTHER, Scoring, UNIT};
use crate::support::{Actor, Reply, story};

const PUBLICATIONS: &str = "/v1/publications";

async fn decider(at: &Scoring) -> Actor {
    story::decider(&at.app).await
}

/// The PAR index of 2023 of two units.
fn par_index(at: &Scoring, number: &str) -> Value {
    json!({"campaign": {"id": at.campaign.body["id"]}, "index_kind": "par_index", "period": "2023",
           "decision": decision(number, "2023-12-14"),
           "scores": [score(UNIT, "85.00", "point"), score(OTHER, "84.99", "percent")]})
}

fn score(unit: &str, score: &str, unit_of_measure: &str) -> Value {
    json!({"unit": {"code": unit}, "score": score, "unit_of_measure": unit_of_measure})
}

/// The body as a correction of a publication.
fn correcting(mut body: Value, publication: &Reply, scores: Value) -> Value {
    body["supersedes"] = publication.body["id"].clone();
    body["scores"] = scores;
    body
}

/// The body with one of its members changed; the place is a JSON pointer (RFC 6901).
fn with(mut body: Value, place: &str, value: Value) -> Value {
    *body.pointer_mut(place).unwrap_or_else(|| panic!("{place} is there")) = value;
    body
}

/// The scores of a publication, as unit and score.
fn scores(publication: &Reply) -> Vec<(String, String)> {
    let all = publication.body["scores"].as_array().unwrap_or_else(|| panic!("{:#}", publication.body)).iter();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    all.map(|score| (text(&score["unit"]["code"]), text(&score["score"]))).collect()
}

fn scored(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(unit, score)| ((*unit).to_owned(), (*score).to_owned())).collect()
}

fn pointers(reply: &Reply) -> Vec<&str> {
    let errors = reply.body["errors"].as_array().unwrap_or_else(|| panic!("{:#}", reply.body)).iter();
    errors.filter_map(|error| error["pointer"].as_str()).collect()
}
