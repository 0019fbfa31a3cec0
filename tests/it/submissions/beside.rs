//! A unit that stands beside the organiser in the tree, as the Front does, is appraised like any other.

use serde_json::{Value, json};
use thidua::access::Role;

use crate::support::scoring::{Scoring, appraisals, values};
use crate::support::{Actor, Reply};

const FRONT: &str = "TN-MTTQ";

fn whole(submission: &Reply) -> String {
    format!("/v1/submissions/{}", submission.text("id"))
}

/// What the Front sent.
async fn sent(at: &Scoring, head: &Actor) -> Reply {
    let open = head.post("/v1/submissions", at.body(FRONT)).await.expect(201);
    at.standing.get(&whole(&open)).await.refused(404, "not_found");
    assert_eq!(at.standing.list("/v1/submissions").await, Vec::<Value>::new(), "what is not sent is the unit's own");
    at.step(&at.standing, &open, "appraisal", json!({})).await.refused(404, "not_found");
    let filled = at.put(head, &open, "values", values()).await.expect(200);
    at.step(head, &filled, "sending", json!({})).await.expect(201)
}

#[actix_web::test]
async fn what_is_sent_is_appraised_by_who_serves_the_organiser() {
    let at = Scoring::start().await;
    let head = at.app.actor(Role::UnitHead, Some(FRONT)).await;
    let sent = sent(&at, &head).await;
    assert_eq!(at.standing.list("/v1/submissions").await.len(), 1);
    let seen = at.standing.get(&whole(&sent)).await.expect(200);
    assert_eq!(seen.body["allowed_actions"], json!(["reopening", "appraisal"]));
    let mut seen = at.step(&at.standing, &seen, "appraisal", json!({})).await.expect(201);
    for (code, body) in appraisals() {
        seen = at.put(&at.standing, &seen, &format!("appraisals/{code}"), body).await.expect(200);
    }
    at.step(&at.standing, &seen, "appraisal-conclusion", json!({})).await.expect(201);
}

/// A role over the organiser that is none of an office sees to its own units.
#[actix_web::test]
async fn other_units_learn_nothing_of_it() {
    let at = Scoring::start().await;
    let head = at.app.actor(Role::UnitHead, Some(FRONT)).await;
    let sent = sent(&at, &head).await;
    let office = at.app.actor(Role::UnitOfficer, Some("TN")).await;
    for stranger in [&office, &at.head_of_other, &at.client] {
        stranger.get(&whole(&sent)).await.refused(404, "not_found");
        assert_eq!(stranger.list("/v1/submissions").await, Vec::<Value>::new());
    }
}
