//! Concluding the awards of a campaign: the campaign's step, guarded by the awards.

use actix_web::http::Method;
use serde_json::json;
use thidua::access::{Permit, Role, may};
use thidua::campaigns::{self, CampaignState};
use thidua::ids::CampaignId;

use super::{drafted, path, proposed, signature, signed};
use crate::support::{Actor, Awarding, CAMPAIGN, Reply, nomination};

fn conclusion() -> String {
    format!("/v1/campaigns/{CAMPAIGN}/award-conclusion")
}

/// The standing agency concludes the campaign as it stands.
async fn conclude(at: &Awarding) -> Reply {
    let seen = at.standing.get(&format!("/v1/campaigns/{CAMPAIGN}")).await.expect(200);
    at.standing.step(&conclusion(), &seen, json!({})).await
}

#[actix_web::test]
async fn awards_are_concluded_once_every_nomination_has_its_answer() {
    let at = Awarding::start().await;
    let (person, unit) = proposed(&at).await;
    let refused = conclude(&at).await.refused(422, "awards_unsettled");
    assert_eq!((&refused.body["waiting_nominations"], &refused.body["signed_decisions"]), (&json!(2), &json!(0)));
    signed(&at, &[&person]).await;
    let refused = conclude(&at).await.refused(422, "awards_unsettled");
    assert_eq!((&refused.body["waiting_nominations"], &refused.body["signed_decisions"]), (&json!(1), &json!(1)));
    let draft = drafted(&at, &[&unit]).await;
    conclude(&at).await.refused(422, "awards_unsettled");
    let body = super::with(signature(), json!({"number": "46/QĐ-UBND"}));
    at.decider.step(&path(&draft, "/signature"), &draft, body).await.expect(201);
    let concluded = conclude(&at).await.expect(201);
    assert_eq!((concluded.text("state"), concluded.header("location")), ("awarded", conclusion().as_str()));
    assert_eq!(concluded.body["allowed_actions"], json!(["summary"]));
    let record = at.app.anonymous().get(&conclusion()).await.expect(200);
    assert_eq!((record.text("from"), record.text("to")), ("appraising", "awarded"));
    assert_eq!(
        (record.text("by"), &record.body["details"]),
        ("Tài khoản standing_agency", &json!({"signed_decisions": 2}))
    );
    conclude(&at).await.refused(409, "illegal_transition");
}

#[actix_web::test]
async fn a_campaign_in_which_nobody_is_eligible_is_concluded() {
    let at = Awarding::start().await;
    at.dossiers("TN-A", 50, 100).await;
    let ineligible = at.appraised(&at.head, "TN-A", None).await;
    at.campaign_is("appraising");
    at.app.anonymous().get(&conclusion()).await.refused(404, "not_found");
    let concluded = conclude(&at).await.expect(201);
    assert_eq!((ineligible.text("state"), concluded.text("state")), ("ineligible", "awarded"));
    let record = at.app.anonymous().get(&conclusion()).await.expect(200);
    assert_eq!(record.body["details"], json!({"signed_decisions": 0}));
}

#[actix_web::test]
async fn what_is_concluded_takes_nothing_more() {
    let at = Awarding::start().await;
    let late = at.whole(&at.head_b, "TN-B", None).await;
    let (person, unit) = proposed(&at).await;
    let decided = signed(&at, &[&person]).await;
    at.step(&at.head, &unit, "withdrawal", json!({"reason": "Rút"})).await.refused(409, "illegal_transition");
    at.sql(&format!("UPDATE nominations SET state = 'withdrawn' WHERE id = '{}'", unit.text("id")));
    conclude(&at).await.expect(201);
    let new = nomination("TN-B", Some("Trần Văn B"));
    at.head_b.post("/v1/nominations", new).await.refused(409, "campaign_not_running");
    at.step(&at.head_b, &late, "submission", json!({})).await.refused(409, "campaign_not_running");
    at.standing.post("/v1/award-decisions", super::decision(&[&unit])).await.refused(409, "campaign_not_running");
    let revocation = super::revocation(&person);
    at.app.clock.set("2024-05-20T09:00:00+07:00");
    at.decider.step(&path(&decided, "/revocations"), &decided, revocation).await.expect(201);
}

#[actix_web::test]
async fn a_conclusion_has_its_role_its_reach_and_its_version() {
    let at = Awarding::start().await;
    at.campaign_is("appraising");
    let any = [("If-Match", "*")];
    let send =
        async |actor: &Actor, headers: &[(&str, &str)]| actor.send(Method::POST, &conclusion(), headers, None).await;
    send(&at.app.anonymous(), &any).await.refused(401, "unauthenticated");
    let auditor = at.app.actor(Role::Auditor, None).await;
    let below = at.app.account("below", &[(Role::StandingAgency, Some("TN-A"))]).await;
    for actor in [&at.admin, &at.decider, &at.head, &at.officer, &at.client, &auditor, &below] {
        assert_eq!(send(actor, &any).await.refused(403, "forbidden").body["required_permission"], "campaigns:run");
    }
    send(&at.standing, &[]).await.refused(428, "precondition_required");
    send(&at.standing, &[("If-Match", "\"9-x\"")]).await.refused(412, "version_mismatch");
    let nowhere = conclusion().replace(CAMPAIGN, "01860000-0000-7000-8000-0000000000ff");
    at.standing.send(Method::POST, &nowhere, &any, None).await.refused(404, "not_found");
}

#[actix_web::test]
async fn a_rehearsed_conclusion_keeps_nothing() {
    let at = Awarding::start().await;
    let (person, unit) = proposed(&at).await;
    signed(&at, &[&person]).await;
    at.sql(&format!("UPDATE nominations SET state = 'ineligible' WHERE id = '{}'", unit.text("id")));
    let seen = at.standing.get(&format!("/v1/campaigns/{CAMPAIGN}")).await.expect(200);
    let shown = at.standing.step(&format!("{}?dry_run=true", conclusion()), &seen, json!({})).await.expect(201);
    assert_eq!((shown.text("state"), &shown.body["dry_run"]), ("awarded", &json!(true)));
    let kept = at.standing.get(&format!("/v1/campaigns/{CAMPAIGN}")).await.expect(200);
    assert_eq!(kept.body, seen.body);
}

#[actix_web::test]
async fn a_campaign_stays_in_the_state_that_a_running_change_was_promised() {
    let at = Awarding::start().await;
    let campaign = CampaignId(CAMPAIGN.parse().expect("an id"));
    let permit = Permit::<may::SubmitNominations>::of_service(at.app.gate.clone());
    let step = "SELECT FROM campaigns FOR NO KEY UPDATE NOWAIT";
    let promised = permit.transaction(async |conn| {
        campaigns::require_state(conn.pg(), campaign, &[CampaignState::Running]).await?;
        Ok(at.app.database.execute(step).is_err())
    });
    assert!(promised.await.expect("the campaign runs"), "a step could be taken meanwhile");
    at.sql(step);
}
