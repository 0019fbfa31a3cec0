//! Taking awards back.

use serde_json::{Value, json};

use super::{drafted, path, pointers, proposed, revocation, signed, with};
use crate::support::Awarding;

#[actix_web::test]
async fn an_award_is_taken_back_and_the_decision_stands() {
    let at = Awarding::start().await;
    let (person, unit) = proposed(&at).await;
    let decided = signed(&at, &[&person, &unit]).await;
    at.app.clock.set("2024-05-20T09:00:00+07:00");
    at.campaign_is("archived");
    let revoked = at.decider.step(&path(&decided, "/revocations"), &decided, revocation(&person)).await.expect(201);
    assert_eq!(
        (revoked.text("state"), &revoked.body["version"], &revoked.body["total_vnd"]),
        ("signed", &json!(3), &json!(1_620_000))
    );
    let shown = json!({"nomination": person.body["id"], "ground": "later_violation", "decision_number": "210/QĐ-UBND",
                       "revoked_on": "2024-05-20", "reason": "Kết luận thanh tra"});
    assert_eq!(revoked.body["awards"][0]["revoked"], shown);
    assert_eq!(revoked.body["awards"][1]["revoked"], Value::Null);
    assert_eq!(at.standing.get(revoked.header("location")).await.expect(200).body["items"], json!([shown]));
    let public = at.app.anonymous().get(&path(&decided, "/revocations")).await.expect(200).body;
    assert_eq!((&public["items"][0]["ground"], &public["items"][0]["reason"]), (&Value::Null, &Value::Null));
    let read = at.app.anonymous().get(&path(&decided, "")).await.expect(200).body;
    assert_eq!(read["awards"][0]["revoked"]["ground"], Value::Null);
    let nomination = at.head.get(&format!("/v1/nominations/{}", person.text("id"))).await.expect(200);
    assert_eq!(nomination.text("state"), "revoked");
}

#[actix_web::test]
async fn every_ground_of_the_law_and_no_other() {
    let at = Awarding::start().await;
    let (person, _) = proposed(&at).await;
    let decided = signed(&at, &[&person]).await;
    at.app.clock.set("2024-05-20T09:00:00+07:00");
    let revoke = |ground: &str| with(revocation(&person), json!({"ground": ground}));
    for ground in ["fraudulent_achievement", "false_papers", "unlawful_appraisal", "later_violation"] {
        at.decider.step(&path(&decided, "/revocations?dry_run=true"), &decided, revoke(ground)).await.expect(201);
    }
    let other = at.decider.step(&path(&decided, "/revocations"), &decided, revoke("displeasure")).await;
    assert_eq!(pointers(&other.refused(422, "validation_failed")), ["/ground"]);
}

#[actix_web::test]
async fn what_cannot_be_taken_back() {
    let at = Awarding::start().await;
    let (person, unit) = proposed(&at).await;
    let decided = signed(&at, &[&person]).await;
    let draft = drafted(&at, &[&unit]).await;
    at.app.clock.set("2024-05-20T09:00:00+07:00");
    let early = at.decider.step(&path(&draft, "/revocations"), &draft, revocation(&unit)).await;
    assert_eq!(early.refused(409, "illegal_transition").body["allowed_from"], json!(["signed"]));
    let elsewhere = at.decider.step(&path(&decided, "/revocations"), &decided, revocation(&unit)).await;
    assert_eq!(pointers(&elsewhere.refused(422, "unknown_reference")), ["/nomination"]);
    for (change, pointer) in [
        (json!({"revoked_on": "2024-05-21"}), "/revoked_on"),
        (json!({"revoked_on": "2024-01-14"}), "/revoked_on"),
        (json!({"reason": " "}), "/reason"),
        (json!({"decision_number": " "}), "/decision_number"),
    ] {
        let refused =
            at.decider.step(&path(&decided, "/revocations"), &decided, with(revocation(&person), change)).await;
        assert_eq!(pointers(&refused.refused(422, "validation_failed")), [pointer]);
    }
    let revoked = at.decider.step(&path(&decided, "/revocations"), &decided, revocation(&person)).await.expect(201);
    let again = at.decider.step(&path(&decided, "/revocations"), &revoked, revocation(&person)).await;
    assert_eq!(again.refused(409, "illegal_transition").body["state"], "revoked");
}

#[actix_web::test]
async fn after_a_revocation_the_subject_may_be_nominated_anew() {
    let at = Awarding::start().await;
    let (person, _) = proposed(&at).await;
    let decided = signed(&at, &[&person]).await;
    let body = with(revocation(&person), json!({"revoked_on": "2024-01-15"}));
    at.decider.step(&path(&decided, "/revocations"), &decided, body).await.expect(201);
    at.campaign_is("dossiers_closed");
    at.draft(&at.head, "TN-A", Some("Nguyễn Thị Lan")).await;
}
