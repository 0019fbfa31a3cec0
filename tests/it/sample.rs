//! The sample as a newcomer finds it.

use serde_json::{Value, json};
use thidua::access::Role;
use thidua::sample::{self, Outcome};

use crate::support::{Reply, TestApp};

async fn loaded() -> TestApp {
    let app = TestApp::start().await;
    app.clock.set("2026-01-05T08:00:00+07:00");
    let outcome = sample::load_if_empty(&app.gate, Some("một mật khẩu mẫu".to_owned())).await.expect("it loads");
    assert_eq!(outcome, Outcome::Loaded { drawn: None });
    app
}

fn items(page: &Reply) -> &Vec<Value> {
    page.body["items"].as_array().expect("a page")
}

#[actix_web::test]
async fn it_is_loaded_once_and_whole() {
    let app = loaded().await;
    assert_eq!(sample::load_if_empty(&app.gate, None).await.expect("an answer"), Outcome::Present);
    let public = app.anonymous();
    let campaigns = public.get("/v1/campaigns").await.expect(200);
    let campaign = &items(&campaigns)[0];
    assert_eq!((&campaign["code"], &campaign["state"]), (&json!("TN-CCHC-2023"), &json!("appraising")));
    let sets = public.get("/v1/indicator-sets?state=active").await.expect(200);
    let codes: Vec<_> = items(&sets).iter().map(|set| set["code"].clone()).collect();
    assert_eq!(codes, ["QS766"], "only what is confirmed scores");
}

#[actix_web::test]
async fn its_figures_say_that_they_are_samples() {
    let app = loaded().await;
    let statistics = app.anonymous().get("/v1/statistics?count=true").await.expect(200);
    assert_eq!(statistics.body["total"], 18);
    assert!(items(&statistics).iter().all(|figures| figures["source"] == "số liệu mẫu"));
    let agency = app.actor(Role::StandingAgency, Some("TN")).await;
    let submissions = agency.get("/v1/submissions").await.expect(200);
    let first = items(&submissions)[0]["id"].as_str().expect("an id");
    let values = agency.get(&format!("/v1/submissions/{first}")).await.expect(200).body["values"].clone();
    let values = values.as_array().expect("values");
    assert_eq!(values.iter().filter(|value| value["explanation"] == "Số liệu mẫu.").count(), 6, "{values:#?}");
}

#[actix_web::test]
async fn its_scores_are_appraised_and_published() {
    let app = loaded().await;
    let agency = app.actor(Role::StandingAgency, Some("TN")).await;
    let page = agency.get("/v1/submissions").await.expect(200);
    let mut totals: Vec<_> = items(&page)
        .iter()
        .map(|one| {
            let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
            (text(&one["unit"]["code"]), text(&one["self_total"]), text(&one["appraised_total"]))
        })
        .collect();
    totals.sort();
    let expected = [
        ("TN-21235", "85.00", "84.50"),
        ("TN-21238", "73.00", "72.50"),
        ("TN-21250", "84.00", "84.50"),
        ("TN-21268", "78.00", "77.50"),
        ("TN-21274", "76.00", "76.00"),
    ];
    let expected = expected.map(|(unit, own, appraised)| (unit.to_owned(), own.to_owned(), appraised.to_owned()));
    assert_eq!(totals, expected);
    assert!(items(&page).iter().all(|one| one["state"] == "published"));
}

#[actix_web::test]
async fn its_nominations_show_every_verdict() {
    let app = loaded().await;
    let agency = app.actor(Role::StandingAgency, Some("TN")).await;
    let mut found = Vec::new();
    for nomination in items(&agency.get("/v1/nominations").await.expect(200)) {
        let id = nomination["id"].as_str().expect("an id");
        let eligibility = agency.get(&format!("/v1/nominations/{id}/eligibility")).await.expect(200);
        let verdicts = eligibility.body["verdicts"].as_array().expect("verdicts").clone();
        let verdict = |metric: &str| {
            let of_metric = verdicts.iter().find(|verdict| verdict["metric"] == metric);
            of_metric.map(|verdict| verdict["verdict"].as_str().unwrap_or_default().to_owned()).unwrap_or_default()
        };
        found.push(format!(
            "{} {} {}: online {}, index {}",
            nomination["unit"]["code"].as_str().unwrap_or_default(),
            nomination["subject"].as_str().unwrap_or_default(),
            nomination["state"].as_str().unwrap_or_default(),
            verdict("online_dossier_rate_pct"),
            verdict("par_index_score"),
        ));
    }
    found.sort();
    let expected = [
        "TN-21235 collective pending: online pass, index pending",
        "TN-21238 collective ineligible: online fail, index pending",
        "TN-VP collective granted: online pass, index not_applicable",
        "TN-VP individual granted: online pass, index not_applicable",
    ];
    assert_eq!(found, expected);
}

#[actix_web::test]
async fn its_decision_is_public_and_signed_by_no_one_real() {
    let app = loaded().await;
    let public = app.anonymous();
    let page = public.get("/v1/award-decisions").await.expect(200);
    let id = items(&page)[0]["id"].as_str().expect("an id").to_owned();
    let decision = public.get(&format!("/v1/award-decisions/{id}")).await.expect(200);
    assert_eq!((decision.text("state"), decision.text("signed_on")), ("signed", "2024-01-15"));
    assert!(decision.text("signer").contains("mẫu") && decision.text("number").contains("mẫu"));
    let amounts: Vec<_> =
        decision.body["awards"].as_array().expect("awards").iter().map(|award| award["amount_vnd"].clone()).collect();
    assert_eq!(amounts, [1_080_000, 540_000]);
}
