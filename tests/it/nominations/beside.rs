//! A unit that stands beside the organiser in the tree, as the Front does, hands in like any other.

use serde_json::{Value, json};
use thidua::access::Role;

use crate::support::{Actor, Awarding, Reply, good_unit};

async fn head(at: &Awarding) -> Actor {
    at.app.actor(Role::UnitHead, Some("TN-MT")).await
}

fn path(nomination: &Reply) -> String {
    format!("/v1/nominations/{}", nomination.text("id"))
}

#[actix_web::test]
async fn what_is_handed_in_is_seen_by_who_serves_the_organiser() {
    let at = Awarding::start().await;
    let head = head(&at).await;
    let auditor = at.app.actor(Role::Auditor, Some("TN")).await;
    let draft = at.whole(&head, "TN-MT", None).await;
    let officials = [&at.standing, &at.decider, &auditor];
    for official in officials {
        official.get(&path(&draft)).await.refused(404, "not_found");
        assert_eq!(official.list("/v1/nominations").await, Vec::<Value>::new(), "a draft is the unit's own");
    }
    let submitted = at.step(&head, &draft, "submission", json!({})).await.expect(201);
    for official in officials {
        official.get(&path(&submitted)).await.expect(200);
        official.get(&format!("{}/submission", path(&submitted))).await.expect(200);
        official.get(&format!("{}/eligibility", path(&submitted))).await.expect(200);
        assert_eq!(official.list("/v1/nominations").await.len(), 1);
    }
    let office = at.app.actor(Role::UnitOfficer, Some("TN")).await;
    for stranger in [&at.head_b, &office] {
        stranger.get(&path(&submitted)).await.refused(404, "not_found");
        assert_eq!(stranger.list("/v1/nominations").await, Vec::<Value>::new());
    }
}

#[actix_web::test]
async fn it_is_returned_appraised_forwarded_and_refused_like_any_other() {
    let at = Awarding::start().await;
    let head = head(&at).await;
    at.dossiers("TN-MT", 51, 100).await;
    let submitted = at.submitted(&head, "TN-MT", None).await;
    let returned = at.step(&at.standing, &submitted, "return", json!({"reason": "Thiếu chữ ký"})).await.expect(201);
    let submitted = at.step(&head, &returned, "submission", json!({})).await.expect(201);
    at.campaign_is("appraising");
    let judged = at.step(&at.standing, &submitted, "appraisals", good_unit()).await.expect(201);
    assert_eq!(judged.body["allowed_actions"], json!(["evaluations", "forwarding"]));
    let judged = at.step(&at.standing, &judged, "evaluations", json!({})).await.expect(201);
    let proposed = at.step(&at.standing, &judged, "forwarding", json!({})).await.expect(201);
    let seen = at.decider.get(&path(&proposed)).await.expect(200);
    assert_eq!(seen.body["allowed_actions"], json!(["refusal"]));
    let refused = at.step(&at.decider, &seen, "refusal", json!({"reason": "Chưa tiêu biểu"})).await.expect(201);
    assert_eq!(refused.text("state"), "refused");
}

#[actix_web::test]
async fn the_organiser_s_own_people_do_not_act_for_it() {
    let at = Awarding::start().await;
    let submitted = at.submitted(&head(&at).await, "TN-MT", None).await;
    let head_of_organiser = at.app.actor(Role::UnitHead, Some("TN")).await;
    head_of_organiser.get(&path(&submitted)).await.refused(404, "not_found");
    at.step(&head_of_organiser, &submitted, "withdrawal", json!({"reason": "x"})).await.refused(404, "not_found");
}
