//! Award decisions over HTTP.

mod cancelled;
mod conclusion;
mod declined;
mod drafts;
mod offers;
mod refusals;
mod revocations;
mod signatures;

use serde_json::{Value, json};

use crate::support::{Awarding, Reply};

/// A person of TN-A and the unit TN-A itself, both proposed to the decider; the campaign is being appraised.
async fn proposed(at: &Awarding) -> (Reply, Reply) {
    at.dossiers("TN-A", 51, 100).await;
    at.publish_par_index(&[("TN-A", "85.00")]);
    let person = at.forwarded(&at.head, "TN-A", Some("Nguyễn Thị Lan")).await;
    let unit = at.forwarded(&at.head, "TN-A", None).await;
    at.campaign_is("appraising");
    at.app.clock.set("2024-01-15T09:00:00+07:00");
    (person, unit)
}

fn decision(nominations: &[&Reply]) -> Value {
    let ids: Vec<_> = nominations.iter().map(|nomination| nomination.body["id"].clone()).collect();
    json!({"campaign": {"code": "TN-2023-CDS"}, "title_vi": "Khen thưởng năm 2023", "nominations": ids})
}

async fn drafted(at: &Awarding, nominations: &[&Reply]) -> Reply {
    at.standing.post("/v1/award-decisions", decision(nominations)).await.expect(201)
}

fn signature() -> Value {
    json!({"number": "45/QĐ-UBND", "signed_on": "2024-01-15", "signer": "Nguyễn Đăng Vinh", "signer_office": "district_chairman",
           "accept_unconfirmed_reason": "Đã đối chiếu quy tắc làm tròn."})
}

/// The body with some of its members changed.
fn with(mut body: Value, change: Value) -> Value {
    body.as_object_mut().expect("an object").extend(change.as_object().expect("an object").clone());
    body
}

fn path(decision: &Reply, noun: &str) -> String {
    format!("/v1/award-decisions/{}{noun}", decision.text("id"))
}

async fn signed(at: &Awarding, nominations: &[&Reply]) -> Reply {
    let draft = drafted(at, nominations).await;
    at.decider.step(&path(&draft, "/signature"), &draft, signature()).await.expect(201)
}

fn revocation(nomination: &Reply) -> Value {
    json!({"nomination": nomination.body["id"], "ground": "later_violation", "decision_number": "210/QĐ-UBND",
           "revoked_on": "2024-05-20", "reason": "Kết luận thanh tra"})
}

fn pointers(reply: &Reply) -> Vec<&str> {
    let errors = reply.body["errors"].as_array().expect("errors").iter();
    errors.filter_map(|error| error["pointer"].as_str()).collect()
}
