//! The decider declines what was proposed.

use serde_json::json;
use thidua::access::Role;

use super::{drafted, path, proposed, signature};
use crate::support::{Actor, Awarding, CAMPAIGN, Reply, nomination};

async fn refuse(at: &Awarding, who: &Actor, seen: &Reply) -> Reply {
    at.step(who, seen, "refusal", json!({"reason": "Thành tích chưa tiêu biểu"})).await
}

#[actix_web::test]
async fn a_refusal_is_the_answer_of_the_campaign() {
    let at = Awarding::start().await;
    let (person, unit) = proposed(&at).await;
    let shown = at.decider.get(&format!("/v1/nominations/{}", person.text("id"))).await.expect(200);
    assert_eq!(shown.body["allowed_actions"], json!(["refusal"]));
    let refused = refuse(&at, &at.decider, &person).await.expect(201);
    assert_eq!((refused.text("state"), &refused.body["allowed_actions"]), ("refused", &json!([])));
    let record = at.head.get(refused.header("location")).await.expect(200).body;
    assert_eq!((&record["from"], &record["to"]), (&json!("to_decider"), &json!("refused")));
    assert_eq!(
        (&record["by"], &record["reason"]),
        (&json!("Tài khoản decider.tn"), &json!("Thành tích chưa tiêu biểu"))
    );
    at.campaign_is("dossiers_closed");
    let again = at.head.post("/v1/nominations", nomination("TN-A", Some("Nguyễn Thị Lan"))).await;
    again.refused(409, "already_exists");
    at.step(&at.decider, &unit, "refusal", json!({"reason": " "})).await.refused(422, "validation_failed");
}

#[actix_web::test]
async fn a_campaign_is_concluded_when_all_are_refused() {
    let at = Awarding::start().await;
    let (person, unit) = proposed(&at).await;
    let conclude = async || {
        let seen = at.standing.get(&format!("/v1/campaigns/{CAMPAIGN}")).await.expect(200);
        at.standing.step(&format!("/v1/campaigns/{CAMPAIGN}/award-conclusion"), &seen, json!({})).await
    };
    refuse(&at, &at.decider, &person).await.expect(201);
    assert_eq!(conclude().await.refused(422, "awards_unsettled").body["waiting_nominations"], 1);
    refuse(&at, &at.decider, &unit).await.expect(201);
    assert_eq!(conclude().await.expect(201).text("state"), "awarded");
}

#[actix_web::test]
async fn a_draft_is_freed_of_what_is_refused_and_can_be_signed() {
    let at = Awarding::start().await;
    let (person, unit) = proposed(&at).await;
    let draft = drafted(&at, &[&person, &unit]).await;
    refuse(&at, &at.decider, &person).await.expect(201);
    at.decider.step(&path(&draft, "/signature"), &draft, signature()).await.refused(412, "version_mismatch");
    let freed = at.standing.get(&path(&draft, "")).await.expect(200);
    assert_eq!((&freed.body["award_count"], &freed.body["version"]), (&json!(1), &json!(2)));
    assert_eq!(freed.body["awards"][0]["nomination"], unit.body["id"]);
    let signed = at.decider.step(&path(&draft, "/signature"), &freed, signature()).await.expect(201);
    assert_eq!(signed.body["award_count"], 1);
}

#[actix_web::test]
async fn who_judged_it_does_not_refuse_it() {
    let at = Awarding::start().await;
    let both = [(Role::Decider, Some("TN")), (Role::StandingAgency, Some("TN"))];
    let judge = at.app.account("judge", &both).await;
    let (person, unit) = proposed(&at).await;
    let judged = at.step(&judge, &person, "evaluations", json!({})).await.expect(201);
    assert_eq!((judged.text("state"), &judged.body["allowed_actions"]), ("to_decider", &json!(["evaluations"])));
    refuse(&at, &judge, &judged).await.refused(422, "separation_of_duties");
    refuse(&at, &judge, &unit).await.expect(201);
}
