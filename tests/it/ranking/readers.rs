//! Who may read which ranking, and need not read it again.

use actix_web::http::Method;
use serde_json::Value;
use thidua::access::Role;

use super::{address, ranked, ranking, reason, rows};
use crate::support::appraising::{appraised, of_submissions};
use crate::support::scoring::{OTHER, Scoring, UNIT};
use crate::support::{TestApp, story};

#[actix_web::test]
async fn everyone_reads_what_is_published_and_only_those_who_lead_what_is_not() {
    let at = Scoring::start().await;
    let decider = story::decider(&at.app).await;
    appraised(&at, UNIT, "20", Some("19")).await;
    decider.post("/v1/publications", of_submissions(&at, "80/QĐ-UBND")).await.expect(201);
    appraised(&at, OTHER, "10", None).await;
    let (public, auditor) = (at.app.anonymous(), at.app.actor(Role::Auditor, None).await);
    for reader in [&public, &at.head, &at.officer, &at.head_of_other, &at.client] {
        for query in ["", "&by=published"] {
            let shown = ranking(&at, reader, query).await;
            assert_eq!((ranked(&shown), shown.text("by")), (rows(&[(1, UNIT, "63.20")]), "published"));
            assert_eq!(shown.body["ranked"][0]["self_total"], "64.20");
            assert_eq!(reason(&shown, OTHER).as_deref(), Some("not_published"));
            let unranked = shown.body["unranked"].as_array().expect("rows");
            assert!(unranked.iter().all(|row| row["submission"] == Value::Null && row["state"] == Value::Null));
        }
        for by in ["self", "appraised"] {
            let refused = reader.get(&address(&at, &format!("&by={by}"))).await.refused(403, "forbidden");
            assert_eq!(refused.body["required_permission"], "rankings:read");
        }
    }
    for reader in [&at.standing, &decider, &auditor] {
        for by in ["self", "appraised"] {
            assert_eq!(ranked(&ranking(&at, reader, &format!("&by={by}")).await).len(), 2);
        }
        let published = ranking(&at, reader, "&by=published").await;
        let row = published.body["unranked"].as_array().expect("rows").iter().find(|row| row["unit"]["code"] == OTHER);
        assert_eq!(row.expect("the other unit")["state"], "appraised");
    }
    let admin = at.app.actor(Role::Admin, None).await;
    assert_eq!(ranking(&at, &admin, "").await.text("by"), "published");
}

#[actix_web::test]
async fn a_ranking_that_did_not_change_is_not_sent_again() {
    let at = Scoring::start().await;
    appraised(&at, UNIT, "20", None).await;
    let address = address(&at, "");
    let read = at.standing.get(&address).await.expect(200);
    let etag = read.etag();
    let again = async || at.standing.send(Method::GET, &address, &[("If-None-Match", &etag)], None).await;
    again().await.expect(304);
    appraised(&at, OTHER, "10", None).await;
    assert_ne!(again().await.expect(200).etag(), etag);
}

#[actix_web::test]
async fn what_is_not_there_is_not_ranked() {
    let at = Scoring::start().await;
    let public = at.app.anonymous();
    let (campaign, nowhere) = (at.campaign.text("id"), "0198a000-0000-7000-8000-00000000ffff");
    for path in [
        format!("/v1/campaigns/{nowhere}/ranking?indicator_set=TS-2023"),
        "/v1/campaigns/TN-CCHC-2023/ranking?indicator_set=TS-2023".to_owned(),
        format!("/v1/campaigns/{campaign}/ranking?indicator_set=NONE"),
        format!("/v1/campaigns/{campaign}/ranking?indicator_set={nowhere}"),
    ] {
        public.get(&path).await.refused(404, "not_found");
    }
    for query in ["", "?indicator_set=a%20b", "?indicator_set=TS-2023&period=23", "?indicator_set=TS-2023&by=luck"] {
        public.get(&format!("/v1/campaigns/{campaign}/ranking{query}")).await.refused(400, "malformed_parameter");
    }
    public.get(&address(&at, "&limit=3")).await.refused(400, "unknown_parameter");
    let by_id = format!("/v1/campaigns/{campaign}/ranking?indicator_set={}&period=2023", at.set.text("id"));
    assert_eq!(public.get(&by_id).await.expect(200).body, public.get(&address(&at, "")).await.expect(200).body);
}

#[actix_web::test]
async fn a_campaign_that_is_not_issued_has_no_ranking_for_the_public() {
    let app = TestApp::start().await;
    story::load_units(&app).await;
    let agency = story::standing_agency(&app).await;
    let draft = story::draft(&agency).await;
    crate::support::scoring::activated(&app, crate::support::scoring::set("TS-2023")).await;
    let path = format!("{}?indicator_set=TS-2023", story::path(&draft, "/ranking"));
    app.anonymous().get(&path).await.refused(404, "not_found");
    agency.get(&path).await.expect(200);
}
