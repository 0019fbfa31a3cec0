//! Every change of a story leaves one entry, and nothing else does.

use actix_web::http::Method;
use serde_json::{Value, json};
use thidua::access::Role;

use super::{entries, texts, unit};
use crate::support::story::{campaign, decider, issuance, issued_campaign, load_units, path, standing_agency};
use crate::support::{Awarding, CAMPAIGN, TestApp};

/// What was written since there were this many entries.
async fn since(app: &TestApp, before: usize) -> Vec<Value> {
    entries(app).await.split_off(before)
}

#[actix_web::test]
async fn the_story_of_a_campaign_leaves_one_entry_a_step() {
    let app = TestApp::start().await;
    let units = std::iter::repeat_n("unit.creation", sample_units());
    let running = issued_campaign(&app).await;
    let all = entries(&app).await;
    let steps = ["campaign.creation", "campaign.proposal", "campaign.issuance", "campaign.launch"];
    let mine = |entry: &&Value| !["account", "grant"].contains(&entry["resource"].as_str().unwrap_or_default());
    let story: Vec<_> = all.iter().filter(mine).cloned().collect();
    assert_eq!(texts(&story, "action"), units.chain(steps).collect::<Vec<_>>());
    let issued = &story[story.len() - 2];
    assert_eq!(issued["before"], json!({"state": "proposed"}));
    assert_eq!((&issued["after"]["from"], &issued["after"]["to"]), (&json!("proposed"), &json!("issued")));
    assert_eq!(issued["after"]["details"]["decision"]["number"], "1297/QĐ-UBND");
    assert_eq!((&issued["actor"], &issued["resource_id"]), (&json!("decider.tn"), &running.body["id"]));
}

fn sample_units() -> usize {
    let units: Value = serde_json::from_str(include_str!("../../../src/sample/units.json")).expect("JSON");
    units.as_array().expect("a list").len()
}

#[actix_web::test]
async fn the_story_of_an_award_leaves_one_entry_a_change() {
    let at = Awarding::start().await;
    let before = entries(&at.app).await.len();
    at.dossiers("TN-A", 51, 100).await;
    at.publish_par_index(&[("TN-A", "85.00")]);
    let proposed = at.forwarded(&at.head, "TN-A", Some("Nguyễn Thị Lan")).await;
    at.campaign_is("appraising");
    at.app.clock.set("2024-01-15T09:00:00+07:00");
    let draft =
        json!({"campaign": {"code": "TN-2023-CDS"}, "title_vi": "Khen thưởng", "nominations": [proposed.body["id"]]});
    let draft = at.standing.post("/v1/award-decisions", draft).await.expect(201);
    let signature = json!({"number": "45/QĐ-UBND", "signed_on": "2024-01-15", "signer": "Nguyễn Đăng Vinh",
                           "signer_office": "district_chairman", "accept_unconfirmed_reason": "Đã đối chiếu."});
    let decision = format!("/v1/award-decisions/{}/signature", draft.text("id"));
    at.decider.step(&decision, &draft, signature).await.expect(201);
    let seen = at.standing.get(&format!("/v1/campaigns/{CAMPAIGN}")).await.expect(200);
    at.standing.step(&format!("/v1/campaigns/{CAMPAIGN}/award-conclusion"), &seen, json!({})).await.expect(201);
    let story = since(&at.app, before).await;
    let acts: Vec<_> = texts(&story, "action").into_iter().filter(|act| !act.starts_with("account.")).collect();
    assert_eq!(acts, ACTS_OF_AN_AWARD);
}

const ACTS_OF_AN_AWARD: &[&str] = &[
    "statistic.creation",
    "nomination.creation",
    "nomination.papers",
    "nomination.submission",
    "nomination.appraisal",
    "nomination.forwarding",
    "award_decision.creation",
    "nomination.grant",
    "award_decision.signature",
    "campaign.award_conclusion",
];

#[actix_web::test]
async fn what_changes_nothing_leaves_nothing() {
    let app = TestApp::start().await;
    load_units(&app).await;
    let (agency, decider) = (standing_agency(&app).await, decider(&app).await);
    let before = entries(&app).await.len();
    let draft =
        agency.send(Method::POST, "/v1/campaigns", &[("Idempotency-Key", "k")], Some(campaign())).await.expect(201);
    agency.send(Method::POST, "/v1/campaigns", &[("Idempotency-Key", "k")], Some(campaign())).await.expect(201);
    agency.post("/v1/campaigns", campaign()).await.refused(409, "already_exists");
    agency.post("/v1/campaigns?dry_run=true", campaign()).await.refused(409, "already_exists");
    agency.post("/v1/units", unit("X")).await.refused(403, "forbidden");
    let proposal = json!({"number": "42/PNV", "issued_on": "2023-02-10"});
    agency.step(&path(&draft, "/proposal?dry_run=true"), &draft, proposal).await.expect(201);
    decider.step(&path(&draft, "/issuance"), &draft, issuance()).await.refused(409, "illegal_transition");
    agency.get(&path(&draft, "")).await.expect(200);
    assert_eq!(texts(&since(&app, before).await, "action"), ["campaign.creation"]);
}

#[actix_web::test]
async fn no_secret_is_written_down() {
    let app = TestApp::start().await;
    let admin = app.actor(Role::Admin, None).await;
    let password = "Mat-khau-rat-dai-2023";
    let person = json!({"username": "lan", "kind": "person", "display_name": "Nguyễn Thị Lan", "password": password});
    let person = admin.post("/v1/accounts", person).await.expect(201);
    let machine = json!({"username": "may", "kind": "service", "display_name": "Máy"});
    let machine = admin.post("/v1/accounts", machine).await.expect(201);
    let secret = admin.post(&format!("/v1/accounts/{}/secrets", machine.text("id")), json!({})).await.expect(201);
    let session = json!({"username": "lan", "password": password});
    let tokens = app.anonymous().post("/v1/sessions", session).await.expect(201);
    let written = entries(&app).await;
    assert!(texts(&written, "resource_id").contains(&person.text("id")));
    let written = json!(written).to_string();
    for hidden in
        [password, secret.text("client_secret"), tokens.text("access_token"), tokens.text("refresh_token"), "argon2"]
    {
        assert!(!hidden.is_empty() && !written.contains(hidden), "{hidden}");
    }
}

/// Administrators read the journal, and have no business with anybody's discipline.
#[actix_web::test]
async fn of_discipline_the_journal_tells_the_verdict_alone() {
    let at = Awarding::start().await;
    at.dossiers("TN-A", 51, 100).await;
    at.publish_par_index(&[("TN-A", "85.00")]);
    at.forwarded(&at.head, "TN-A", None).await;
    let entries = entries(&at.app).await;
    let appraised = entries.iter().find(|entry| entry["action"] == "nomination.appraisal").expect("an appraisal");
    let verdicts = appraised["after"]["verdicts"].as_array().expect("verdicts");
    let of = |metric: &str| verdicts.iter().find(|verdict| verdict["metric"] == metric).expect("a verdict");
    let discipline = of("discipline_violations");
    assert_eq!(discipline["verdict"], "pass");
    assert_eq!((&discipline["observed"], &discipline["source"]), (&json!({}), &json!({"kind": "restricted"})));
    assert_eq!(of("online_dossier_rate_pct")["observed"], json!({"numerator": 51, "denominator": 100}));
}
