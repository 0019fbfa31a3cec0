//! Amending decisions: a new edition each, and the old ones as they were.

use serde_json::{Value, json};

use super::reading::content;
use super::{District, amendment, body_of, pointers, with};
use crate::support::story::{campaign, path};

/// The domains of the real campaign with one title changed.
fn retitled() -> Value {
    let mut domains = campaign()["domains"].clone();
    domains[0]["title_vi"] = json!("Chỉ đạo, điều hành (sửa đổi)");
    domains
}

#[actix_web::test]
async fn an_amendment_makes_an_edition_and_leaves_history_as_it_was() {
    let at = District::start().await;
    let running = at.running().await;
    let amended = at.take(&running, "amendments", amendment(json!({"domains": retitled()}))).await.expect(201);
    assert_eq!(amended.header("location"), path(&running, "?edition=2"));
    assert_eq!((&amended.body["edition"]["number"], amended.text("state")), (&json!(2), "running"));
    let public = at.app.anonymous();
    let first = public.get(&path(&running, "?edition=1")).await.expect(200);
    let second = public.get(&path(&running, "?edition=2")).await.expect(200);
    assert_eq!(content(&first), content(&running));
    assert_eq!(content(&second), with(content(&running), json!({"domains": retitled()})));
    assert_eq!(second.body, public.get(&path(&running, "")).await.expect(200).body);
    assert_eq!(first.body["edition"]["in_force"], false);
    assert_eq!(first.body["edition"]["decision"]["number"], "1297/QĐ-UBND");
    assert_eq!(second.body["edition"]["decision"]["number"], "2100/QĐ-UBND");
    assert_ne!(first.etag(), second.etag());
    let editions = public.get(&path(&running, "/editions")).await.expect(200);
    let facts = |edition: &Value| (edition["number"].clone(), edition["in_force"].clone(), edition["reason"].clone());
    let shown: Vec<_> = editions.body["items"].as_array().expect("a list").iter().map(facts).collect();
    let reason = json!("Bổ sung theo đề nghị của Phòng Nội vụ.");
    assert_eq!(shown, [(json!(1), json!(false), Value::Null), (json!(2), json!(true), reason)]);
    public.get(&path(&running, "?edition=3")).await.refused(404, "not_found");
}

#[actix_web::test]
async fn each_list_can_be_amended_by_itself() {
    let at = District::start().await;
    let mut seen = at.running().await;
    let sample = campaign();
    for list in ["legal_bases", "milestones", "domains", "criteria", "participants"] {
        let last = sample[list].as_array().expect("a list").len() - 1;
        let mut shorter = sample[list].clone();
        shorter.as_array_mut().expect("a list").remove(if list == "milestones" { 0 } else { last });
        let before = content(&seen);
        seen = at.take(&seen, "amendments", amendment(json!({list: shorter}))).await.expect(201);
        assert_eq!(content(&seen), with(before, json!({list: shorter})), "{list}");
    }
    assert_eq!(seen.body["edition"]["number"], 6);
}

#[actix_web::test]
async fn an_amendment_is_made_between_issuance_and_awards() {
    let at = District::start().await;
    let issued = at.issued().await;
    for (state, legal) in [
        ("issued", true),
        ("running", true),
        ("dossiers_closed", true),
        ("appraising", true),
        ("awarded", false),
        ("summarised", false),
        ("archived", false),
        ("cancelled", false),
    ] {
        let sql = format!("UPDATE campaigns SET launched_on = '2023-03-01', state = '{state}'");
        at.app.database.execute(&sql).expect("the state");
        let seen = at.decider.get(&path(&issued, "")).await.expect(200);
        let offered = seen.body["allowed_actions"].as_array().expect("a list").contains(&json!("amendments"));
        assert_eq!(offered, legal, "{state}");
        let reply = at.take(&seen, "amendments", body_of("amendments")).await;
        if legal {
            reply.expect(201);
        } else {
            let refused = reply.refused(409, "illegal_transition");
            assert_eq!(refused.body["allowed_from"], json!(["issued", "running", "dossiers_closed", "appraising"]));
        }
    }
    let draft = at.draft_with(json!({"code": "DRAFT"})).await;
    at.take(&draft, "amendments", body_of("amendments")).await.refused(409, "illegal_transition");
}

#[actix_web::test]
async fn an_amendment_keeps_the_rules_of_a_decision() {
    let at = District::start().await;
    let running = at.running().await;
    let some = json!({"domains": retitled()});
    let decision = |change| json!({"decision": with(amendment(json!({}))["decision"].clone(), change)});
    let twice = json!([retitled()[0], retitled()[0]]);
    for (body, code, pointer) in [
        (amendment(json!({})), "validation_failed", "/changes"),
        (amendment(json!({"criteria": []})), "campaign_incomplete", "/criteria"),
        (amendment(json!({"domains": twice})), "validation_failed", "/changes/domains/1/code"),
        (amendment(json!({"domains": null})), "validation_failed", "/changes/domains"),
        (amendment(json!({"name_vi": "Khác"})), "validation_failed", "/changes/name_vi"),
        (
            amendment(json!({"participants": [{"unit": {"code": "X"}, "scored_by_authority": true}]})),
            "unknown_reference",
            "/changes/participants/0/unit",
        ),
        (with(amendment(some.clone()), json!({"reason": " "})), "validation_failed", "/reason"),
        (with(amendment(some.clone()), decision(json!({"number": ""}))), "validation_failed", "/decision/number"),
        (
            with(amendment(some.clone()), decision(json!({"issued_on": "2023-03-02"}))),
            "validation_failed",
            "/decision/issued_on",
        ),
        (
            with(amendment(some.clone()), decision(json!({"issued_on": "2023-02-28"}))),
            "validation_failed",
            "/decision/issued_on",
        ),
    ] {
        let refused = at.take(&running, "amendments", body).await.refused(422, code);
        assert_eq!(pointers(&refused)[0], pointer, "{:#}", refused.body);
    }
    let seen = at.agency.get(&path(&running, "")).await.expect(200);
    assert_eq!((&seen.body["edition"]["number"], &seen.body["version"]), (&json!(1), &running.body["version"]));
}
