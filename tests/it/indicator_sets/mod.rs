//! Indicator sets over HTTP.

mod drafts;
mod life;
mod reading;
mod refusals;
mod sample;

use serde_json::{Value, json};

use crate::support::{Actor, Awarding, Reply};

/// A confirmed set of 30 points: 20 by steps, 10 as the sum of a ratio and a choice; and something for information.
fn set(code: &str) -> Value {
    let step = |at_least, points| json!({"at_least": at_least, "points": points});
    let option = |code, share| json!({"code": code, "label_vi": code, "share": share});
    json!({
        "code": code, "title_vi": "Bộ chỉ số thử", "basis_vi": "Quyết định 1/QĐ-UBND", "kind": "dti", "level": "commune",
        "max_points": "30", "effective_from": "2023-01-01", "effective_to": "2024-01-01", "provenance": "confirmed",
        "indicators": [
            leaf("1", "20", json!({"kind": "steps", "steps": [step("4", "20"), step("3", "15"), step("2", "10"), step("1", "5")]})),
            {"code": "2", "title_vi": "Mục 2", "max_points": "10", "scored": true, "method": "self", "rule": {"kind": "sum"},
             "evidence_required": false, "children": [
                leaf("2.1", "6", json!({"kind": "ratio"})),
                leaf("2.2", "4", json!({"kind": "choice", "options": [option("none", "0"), option("half", "0.5"), option("all", "1")]})),
                information("2.3"),
             ]},
        ],
    })
}

fn leaf(code: &str, max: &str, rule: Value) -> Value {
    json!({"code": code, "title_vi": format!("Mục {code}"), "max_points": max, "scored": true, "method": "self", "rule": rule,
           "evidence_required": true})
}

fn information(code: &str) -> Value {
    let mut node = leaf(code, "5", json!({"kind": "manual"}));
    node["scored"] = json!(false);
    node
}

/// The body with one of its members changed; the place is a JSON pointer (RFC 6901).
fn with(mut body: Value, place: &str, value: Value) -> Value {
    *body.pointer_mut(place).unwrap_or_else(|| panic!("{place} is there")) = value;
    body
}

fn path(set: &Reply, noun: &str) -> String {
    format!("/v1/indicator-sets/{}{noun}", set.text("id"))
}

async fn drafted(actor: &Actor, body: Value) -> Reply {
    actor.post("/v1/indicator-sets", body).await.expect(201)
}

async fn activated(at: &Awarding, body: Value) -> Reply {
    let draft = drafted(&at.standing, body).await;
    at.admin.step(&path(&draft, "/activation"), &draft, json!({})).await.expect(201)
}

fn pointers(reply: &Reply) -> Vec<&str> {
    let errors = reply.body["errors"].as_array().unwrap_or_else(|| panic!("{:#}", reply.body)).iter();
    errors.filter_map(|error| error["pointer"].as_str()).collect()
}
