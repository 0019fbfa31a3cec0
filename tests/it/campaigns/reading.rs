//! What of a campaign is shown, and to whom.

use serde_json::{Value, json};
use thidua::access::Role;

use crate::support::story::{campaign, decider, draft, issued_campaign, load_units, path, standing_agency};
use crate::support::{Reply, TestApp};

#[actix_web::test]
async fn the_real_campaign_is_accepted_as_it_stands_in_the_sample() {
    let app = TestApp::start().await;
    load_units(&app).await;
    let agency = standing_agency(&app).await;
    let drafted = draft(&agency).await;
    assert_eq!(drafted.header("location"), path(&drafted, ""));
    let read = agency.get(&path(&drafted, "")).await.expect(200);
    assert_eq!(read.body, drafted.body);
    let sample = campaign();
    for field in ["code", "name_vi", "name_en", "theme_vi", "motto_vi", "form", "year"] {
        assert_eq!(read.body[field], sample[field], "{field}");
    }
    assert_eq!(content(&read), content_of(&sample));
}

#[actix_web::test]
async fn lists_keep_the_order_of_the_decision() {
    let app = TestApp::start().await;
    let running = issued_campaign(&app).await;
    let codes = |list: &str| -> Vec<String> {
        let items = running.body[list].as_array().expect("a list");
        items.iter().map(|item| item["code"].as_str().unwrap_or_default().to_owned()).collect()
    };
    assert_eq!(codes("domains"), ["a", "b", "c", "d", "đ", "e", "g"]);
    assert_eq!(codes("criteria"), ["C1", "C2", "C3", "I1", "I2", "I3", "I4"]);
    assert_eq!(running.body["domains"][4]["ordinal"], 5);
    assert_eq!(running.body["domains"][4]["label_as_printed"], "d)");
    assert_eq!(running.body["domains"][0]["tasks"][9]["code"], "a.10");
    let tasks = running.body["domains"].as_array().expect("a list").iter();
    assert_eq!(tasks.map(|domain| domain["tasks"].as_array().map_or(0, Vec::len)).sum::<usize>(), 46);
    let ordinals = running.body["legal_bases"].as_array().expect("a list").iter().map(|base| base["ordinal"].clone());
    assert!(ordinals.eq((1..=12).map(Value::from)));
}

#[actix_web::test]
async fn deadlines_are_computed() {
    let app = TestApp::start().await;
    let running = issued_campaign(&app).await;
    assert_eq!(running.text("dossiers_close_at"), "2023-12-30T00:00:00+07:00");
    let deadline = |code: &str| {
        let all = running.body["milestones"].as_array().expect("a list");
        all.iter().find(|milestone| milestone["code"] == code).expect("a milestone")["deadline"].clone()
    };
    let before = json!({"date": "2023-12-30", "boundary": "before", "time_zone": "Asia/Ho_Chi_Minh",
                        "closes_at": "2023-12-30T00:00:00+07:00"});
    assert_eq!(deadline("dossier_due"), before);
    assert_eq!(deadline("summary")["closes_at"], "2024-02-01T00:00:00+07:00");
    assert_eq!(deadline("unit_plan_due"), Value::Null);
    assert_eq!(deadline("launch"), Value::Null);
}

#[actix_web::test]
async fn oddities_are_data() {
    let app = TestApp::start().await;
    let running = issued_campaign(&app).await;
    let expected = json!([
        {"code": "launch_precedes_decision", "pointer": "/milestones/1"},
        {"code": "dossiers_close_before_year_end", "pointer": "/milestones/4"},
        {"code": "unconfirmed_document", "pointer": "/legal_bases/0/documents/1"},
    ]);
    assert_eq!(running.body["warnings"], expected);
}

#[actix_web::test]
async fn a_draft_is_shown_only_to_roles_over_its_organiser() {
    let app = TestApp::start().await;
    load_units(&app).await;
    let agency = standing_agency(&app).await;
    let drafted = draft(&agency).await;
    let whole = path(&drafted, "");
    for (role, unit, status) in [
        (Role::Admin, None, 200),
        (Role::Auditor, None, 200),
        (Role::Decider, Some("TN"), 200),
        (Role::StandingAgency, Some("QN"), 200),
        (Role::StandingAgency, Some("TN-PNV"), 404),
        (Role::Decider, Some("TN-21235"), 404),
        (Role::UnitHead, Some("TN"), 404),
        (Role::ReportingClient, Some("TN"), 404),
    ] {
        let actor = app.actor(role, unit).await;
        actor.get(&whole).await.expect(status);
        actor.get(&path(&drafted, "/editions")).await.expect(status);
        let listed = actor.get("/v1/campaigns?count=true").await.expect(200);
        assert_eq!(listed.body["total"], u8::from(status == 200), "{role} {unit:?}");
    }
    app.anonymous().get(&whole).await.refused(404, "not_found");
    assert_eq!(app.anonymous().get("/v1/campaigns").await.expect(200).body["items"], json!([]));
}

#[actix_web::test]
async fn what_is_issued_is_open_to_everyone() {
    let app = TestApp::start().await;
    let running = issued_campaign(&app).await;
    let public = app.anonymous().get(&path(&running, "")).await.expect(200);
    assert_eq!(public.body["allowed_actions"], json!([]));
    assert_eq!(public.body["edition"]["decision"]["number"], "1297/QĐ-UBND");
    assert_eq!(public.body["edition"]["decision"]["effective_on"], "2023-03-01");
    assert_eq!(public.body["proposal"], json!({"number": "42/PNV", "issued_on": "2023-02-10"}));
    let listed = app.anonymous().get("/v1/campaigns").await.expect(200);
    assert_eq!(listed.body["items"][0]["organiser"]["code"], "TN");
    assert_eq!(listed.body["items"][0]["standing_agency"]["code"], "TN-PNV");
}

#[actix_web::test]
async fn allowed_actions_depend_on_state_caller_and_time() {
    let app = TestApp::start().await;
    load_units(&app).await;
    let (agency, decider) = (standing_agency(&app).await, decider(&app).await);
    let drafted = draft(&agency).await;
    assert_eq!(drafted.body["allowed_actions"], json!(["update", "proposal"]));
    assert_eq!(decider.get(&path(&drafted, "")).await.body["allowed_actions"], json!(["cancellation"]));

    let app = TestApp::start().await;
    let running = issued_campaign(&app).await;
    assert_eq!(running.body["allowed_actions"], json!([]));
    app.clock.set("2023-12-30T00:00:00+07:00");
    assert_eq!(
        standing_agency(&app).await.get(&path(&running, "")).await.body["allowed_actions"],
        json!(["dossier-closure"])
    );
}

#[actix_web::test]
async fn the_list_filters_and_sorts() {
    let app = TestApp::start().await;
    load_units(&app).await;
    let agency = standing_agency(&app).await;
    let first = draft(&agency).await;
    for (code, year) in [("B", 2024), ("A", 2025)] {
        let other = json!({"code": code, "name_vi": "Khác", "theme_vi": "xanh", "form": "regular", "year": year,
                           "organiser": {"code": "TN"}, "standing_agency": {"code": "TN-PNV"}});
        agency.post("/v1/campaigns", other).await.expect(201);
    }
    let codes = async |query: &str| -> Vec<String> {
        let page = agency.get(&format!("/v1/campaigns?{query}")).await.expect(200);
        let items = page.body["items"].as_array().expect("a list").clone();
        items.iter().map(|item| item["code"].as_str().unwrap_or_default().to_owned()).collect()
    };
    assert_eq!(codes("").await, ["A", "B", "TN-CCHC-2023"]);
    assert_eq!(codes("sort=-code").await, ["TN-CCHC-2023", "B", "A"]);
    assert_eq!(codes("sort=year").await, ["TN-CCHC-2023", "B", "A"]);
    assert_eq!(codes("sort=-year").await, ["A", "B", "TN-CCHC-2023"]);
    assert_eq!(codes("year=2024").await, ["B"]);
    assert_eq!(codes("state=draft&state=running&q=chuyen%20doi%20so").await, ["TN-CCHC-2023"]);
    assert_eq!(codes("state=running").await, Vec::<String>::new());
    let organiser = first.body["organiser"]["id"].as_str().expect("an id").to_owned();
    assert_eq!(codes(&format!("organiser={organiser}")).await.len(), 3);
    assert_eq!(codes(&format!("organiser={}", first.text("id"))).await.len(), 0);
    agency.get("/v1/campaigns?sort=name").await.refused(400, "malformed_parameter");
    agency.get("/v1/campaigns?state=lost").await.refused(400, "malformed_parameter");
    let page = agency.get("/v1/campaigns?limit=1&sort=-year").await.expect(200);
    let next = page.text("next").to_owned();
    assert_eq!(codes(&format!("limit=1&sort=-year&cursor={next}")).await, ["B"]);
    agency.get(&format!("/v1/campaigns?limit=1&cursor={next}")).await.refused(400, "cursor_mismatch");
}

#[actix_web::test]
async fn what_is_not_there_is_not_found() {
    let app = TestApp::start().await;
    let running = issued_campaign(&app).await;
    let anyone = app.anonymous();
    anyone.get("/v1/campaigns/x").await.refused(404, "not_found");
    anyone.get("/v1/campaigns/01890a5d-ac96-774b-bcce-b302099a8057").await.refused(404, "not_found");
    anyone.get(&path(&running, "?edition=2")).await.refused(404, "not_found");
    anyone.get(&path(&running, "?edition=0")).await.refused(400, "malformed_parameter");
    anyone.get(&path(&running, "/summary")).await.refused(404, "not_found");
}

/// The lists of a representation, as a client would have written them.
pub fn content(campaign: &Reply) -> Value {
    let mut lists = content_of(&campaign.body);
    strip(&mut lists);
    for participant in lists["participants"].as_array_mut().expect("a list") {
        participant["unit"] = json!({"code": participant["unit"]["code"]});
    }
    lists
}

/// The lists of a body.
fn content_of(body: &Value) -> Value {
    let lists = ["legal_bases", "milestones", "domains", "criteria", "participants"];
    Value::Object(lists.iter().map(|list| ((*list).to_owned(), body[*list].clone())).collect())
}

/// Takes away what the service computes.
fn strip(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.retain(|name, _| name != "ordinal" && name != "deadline");
            fields.values_mut().for_each(strip);
        }
        Value::Array(items) => items.iter_mut().for_each(strip),
        _ => {}
    }
}
