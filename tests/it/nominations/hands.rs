//! Nobody judges their own unit or what they wrote for one, whichever hand it was.

use serde_json::json;
use thidua::access::Role;

use crate::support::{Actor, Awarding, Reply, good_unit};

/// Tries every step of the standing agency that a dossier's state admits.
async fn cannot_judge(at: &Awarding, who: &Actor, submitted: &Reply) {
    let path = format!("/v1/nominations/{}", submitted.text("id"));
    at.campaign_is("dossiers_closed");
    assert_eq!(who.get(&path).await.expect(200).body["allowed_actions"], json!([]));
    at.step(who, submitted, "return", json!({"reason": "x"})).await.refused(422, "separation_of_duties");
    at.step(who, submitted, "appraisals", good_unit()).await.refused(422, "separation_of_duties");
    let judged = at.step(&at.standing, submitted, "appraisals", good_unit()).await.expect(201);
    at.step(who, &judged, "evaluations", json!({})).await.refused(422, "separation_of_duties");
    at.step(who, &judged, "forwarding", json!({})).await.refused(422, "separation_of_duties");
    assert_eq!(who.get(&path).await.expect(200).body["allowed_actions"], json!([]));
    assert_eq!(judged.body["allowed_actions"], json!(["evaluations", "forwarding"]));
}

async fn measured(at: &Awarding, unit: &str) {
    at.dossiers(unit, 51, 100).await;
    at.publish_par_index(&[(unit, "85.00")]);
}

#[actix_web::test]
async fn whoever_belongs_below_the_unit_does_not_judge_it() {
    let at = Awarding::start().await;
    let below = json!({"code": "TN-A1", "name_vi": "Bộ phận Một cửa", "kind": "office", "level": "district", "parent": {"code": "TN-A"}});
    at.admin.post("/v1/units", below).await.expect(201);
    let roles = [(Role::StandingAgency, Some("TN-A1")), (Role::StandingAgency, Some("TN"))];
    let clerk = at.app.account("clerk", &roles).await;
    measured(&at, "TN-A").await;
    let submitted = at.submitted(&at.head, "TN-A", None).await;
    cannot_judge(&at, &clerk, &submitted).await;
}

#[actix_web::test]
async fn whoever_wrote_for_the_unit_does_not_judge_it() {
    let at = Awarding::start().await;
    let both = [(Role::StandingAgency, Some("TN")), (Role::UnitOfficer, Some("TN-B"))];
    let writer = at.app.account("writer", &both).await;
    measured(&at, "TN-B").await;
    let whole = at.whole(&writer, "TN-B", None).await;
    let submitted = at.step(&at.head_b, &whole, "submission", json!({})).await.expect(201);
    cannot_judge(&at, &writer, &submitted).await;
}
