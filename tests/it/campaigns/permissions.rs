//! Who may do what to a campaign, by role and by reach.

use actix_web::http::Method;
use serde_json::{Value, json};
use thidua::access::{Permission, Role, policy};

use super::{District, body_of};
use crate::support::story::{campaign, path};
use crate::support::{Actor, Reply};

/// Every write, with what it takes.
const WRITES: &[(&str, Permission)] = &[
    ("proposal", Permission::DraftCampaigns),
    ("return", Permission::IssueCampaigns),
    ("issuance", Permission::IssueCampaigns),
    ("amendments", Permission::IssueCampaigns),
    ("cancellation", Permission::IssueCampaigns),
    ("launch", Permission::RunCampaigns),
    ("dossier-closure", Permission::RunCampaigns),
    ("reopening", Permission::RunCampaigns),
    ("appraisal", Permission::RunCampaigns),
    ("award-conclusion", Permission::RunCampaigns),
    ("summary", Permission::RunCampaigns),
    ("archival", Permission::RunCampaigns),
];

/// Tries every write on a campaign, each with the permission that it takes.
async fn writes(actor: &Actor, on: &Reply) -> Vec<(Reply, Permission)> {
    let any = [("If-Match", "*")];
    let mut replies = Vec::new();
    for (noun, permission) in WRITES {
        let path = path(on, &format!("/{noun}"));
        replies.push((actor.send(Method::POST, &path, &any, Some(body_of(noun))).await, *permission));
    }
    let patched = actor.send(Method::PATCH, &path(on, ""), &any, Some(json!({"name_vi": "X"}))).await;
    replies.push((patched, Permission::DraftCampaigns));
    replies
}

#[actix_web::test]
async fn each_write_takes_its_permission() {
    let at = District::start().await;
    let draft = at.drafted().await;
    let archived = "UPDATE campaigns SET state = 'archived', proposal_number = '1', proposed_on = '2023-02-10',
                    issued_on = '2023-03-01', launched_on = '2023-03-01'";
    at.app.database.execute(archived).expect("a campaign in which nothing can be done");
    for role in Role::ALL.iter().filter(|role| !matches!(role, Role::Public | Role::SignedIn)) {
        let actor = at.app.actor(*role, Some("TN")).await;
        for (reply, permission) in writes(&actor, &draft).await {
            if policy::grants(*role, permission) {
                reply.expect(409);
            } else {
                let refused = reply.refused(403, "forbidden");
                assert_eq!(refused.body["required_permission"], permission.scope(), "{role}");
            }
        }
        let made = actor.post("/v1/campaigns", campaign()).await;
        let may = policy::grants(*role, Permission::DraftCampaigns);
        assert_eq!(made.status.as_u16(), if may { 409 } else { 403 }, "{role}: {:#}", made.body);
    }
    for (reply, permission) in writes(&at.app.nobody("nobody").await, &draft).await {
        assert_eq!(reply.refused(403, "forbidden").body["required_permission"], permission.scope());
    }
    for (reply, _) in writes(&at.app.anonymous(), &draft).await {
        reply.refused(401, "unauthenticated");
    }
}

#[actix_web::test]
async fn a_draft_out_of_reach_is_not_known_and_an_issued_campaign_not_touched() {
    let at = District::start().await;
    let draft = at.drafted().await;
    let roles = [(Role::StandingAgency, Some("TN-21235")), (Role::Decider, Some("TN-21235"))];
    let commune = at.app.account("commune", &roles).await;
    for (reply, _) in writes(&commune, &draft).await {
        reply.refused(404, "not_found");
    }
    let proposed = at.go(&draft, "proposal").await;
    let issued = at.go(&proposed, "issuance").await;
    for (reply, permission) in writes(&commune, &issued).await {
        assert_eq!(reply.refused(403, "forbidden").body["required_permission"], permission.scope());
    }
    let seen = at.agency.get(&path(&issued, "")).await.expect(200);
    assert_eq!(seen.body["version"], issued.body["version"]);
}

#[actix_web::test]
async fn who_may_read_a_draft_but_not_change_it_is_told_so() {
    let at = District::start().await;
    let draft = at.drafted().await;
    let roles = [(Role::Auditor, None), (Role::StandingAgency, Some("TN-21235"))];
    let auditor = at.app.account("auditor.commune", &roles).await;
    auditor.get(&path(&draft, "")).await.expect(200);
    auditor.step(&path(&draft, "/proposal"), &draft, body_of("proposal")).await.refused(403, "forbidden");
}

#[actix_web::test]
async fn a_campaign_is_drawn_up_and_handed_over_within_reach() {
    let at = District::start().await;
    let commune = at.app.actor(Role::StandingAgency, Some("TN-21235")).await;
    commune.post("/v1/campaigns", campaign()).await.refused(403, "forbidden");
    let own = super::with(campaign(), json!({"organiser": {"code": "TN-21235"}}));
    let draft = commune.post("/v1/campaigns", own).await.expect(201);
    let handed = json!({"organiser": {"code": "TN"}});
    commune.patch(&path(&draft, ""), &draft, handed.clone()).await.refused(403, "forbidden");
    let taken = at.agency.patch(&path(&draft, ""), &draft, handed).await.expect(200);
    assert_eq!(taken.body["organiser"]["code"], "TN");
    commune.get(&path(&draft, "")).await.refused(404, "not_found");
}

#[actix_web::test]
async fn a_role_for_one_campaign_counts_for_that_one() {
    let at = District::start().await;
    let (first, second) = (at.drafted().await, at.draft_with(json!({"code": "SECOND"})).await);
    let admin = at.app.actor(Role::Admin, None).await;
    let one = at.app.nobody("one_campaign").await;
    let me = one.get("/v1/me").await.expect(200);
    let grant: Value = json!({"role": "standing_agency", "unit": {"code": "TN"}, "campaign": {"code": "TN-CCHC-2023"},
                              "valid_from": "2023-01-01"});
    admin.post(&format!("/v1/accounts/{}/grants", me.text("id")), grant).await.expect(201);
    one.get(&path(&first, "")).await.expect(200);
    one.get(&path(&second, "")).await.refused(404, "not_found");
    assert_eq!(one.get("/v1/campaigns?count=true").await.expect(200).body["total"], 1);
    one.step(&path(&second, "/proposal"), &second, body_of("proposal")).await.refused(404, "not_found");
    one.step(&path(&first, "/proposal"), &first, body_of("proposal")).await.expect(201);
}
