//! Rankings over HTTP.

mod order;
mod readers;

use serde_json::Value;

use crate::support::scoring::Scoring;
use crate::support::{Actor, Reply};

fn address(at: &Scoring, query: &str) -> String {
    format!("/v1/campaigns/{}/ranking?indicator_set=TS-2023{query}", at.campaign.text("id"))
}

async fn ranking(at: &Scoring, actor: &Actor, query: &str) -> Reply {
    actor.get(&address(at, query)).await.expect(200)
}

/// Rank, unit and total of those that are ranked.
fn ranked(reply: &Reply) -> Vec<(u64, String, String)> {
    let all = reply.body["ranked"].as_array().unwrap_or_else(|| panic!("{:#}", reply.body)).iter();
    all.map(|row| (row["rank"].as_u64().unwrap_or_default(), text(&row["unit"]["code"]), text(&row["total"]))).collect()
}

fn rows(expected: &[(u64, &str, &str)]) -> Vec<(u64, String, String)> {
    expected.iter().map(|(rank, unit, total)| (*rank, (*unit).to_owned(), (*total).to_owned())).collect()
}

/// Why a unit is not ranked.
fn reason(reply: &Reply, unit: &str) -> Option<String> {
    let mut all = reply.body["unranked"].as_array().unwrap_or_else(|| panic!("{:#}", reply.body)).iter();
    all.find(|row| row["unit"]["code"] == unit).map(|row| text(&row["reason"]))
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
