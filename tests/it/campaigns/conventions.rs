//! The conventions of every write, on campaigns: versions, rehearsals, retries.

use actix_web::http::Method;
use serde_json::json;

use super::{District, body_of, with};
use crate::support::story::{campaign, path};

#[actix_web::test]
async fn a_change_states_the_version_it_saw() {
    let at = District::start().await;
    let draft = at.drafted().await;
    let changed = at.agency.patch(&path(&draft, ""), &draft, json!({"year": 2024})).await.expect(200);
    let nouns = ["proposal", "return", "issuance", "amendments", "launch", "dossier-closure", "reopening"];
    let rest = ["appraisal", "award-conclusion", "summary", "archival", "cancellation"];
    for noun in nouns.into_iter().chain(rest) {
        let stale = at.take(&draft, noun, body_of(noun)).await.refused(412, "version_mismatch");
        assert_eq!(stale.body["current_version"], 2, "{noun}");
        let step = path(&draft, &format!("/{noun}"));
        let blind = at.actor_of(noun).send(Method::POST, &step, &[], Some(body_of(noun))).await;
        blind.refused(428, "precondition_required");
    }
    at.agency.patch(&path(&draft, ""), &draft, json!({"year": 2025})).await.refused(412, "version_mismatch");
    let blind = at.agency.send(Method::PATCH, &path(&draft, ""), &[], Some(json!({"year": 2025}))).await;
    blind.refused(428, "precondition_required");
    assert_eq!(at.agency.get(&path(&draft, "")).await.expect(200).body, changed.body);
}

#[actix_web::test]
async fn a_rehearsal_answers_as_the_step_would_and_keeps_nothing() {
    let at = District::start().await;
    let rehearsed = at.agency.post("/v1/campaigns?dry_run=true", campaign()).await.expect(201);
    assert_eq!((rehearsed.text("state"), &rehearsed.body["dry_run"]), ("draft", &json!(true)));
    assert_eq!(at.agency.get("/v1/campaigns?count=true").await.expect(200).body["total"], 0);
    let proposed = at.proposed().await;
    let issuance = path(&proposed, "/issuance?dry_run=true");
    let shown = at.decider.step(&issuance, &proposed, body_of("issuance")).await.expect(201);
    assert_eq!(
        (shown.text("state"), &shown.body["dry_run"], &shown.body["version"]),
        ("issued", &json!(true), &json!(3))
    );
    assert_eq!(at.agency.get(&path(&proposed, "")).await.expect(200).text("state"), "proposed");
    at.app.anonymous().get(&path(&proposed, "")).await.refused(404, "not_found");
    let future = with(body_of("issuance")["decision"].clone(), json!({"issued_on": "2023-03-02"}));
    at.decider.step(&issuance, &proposed, json!({"decision": future})).await.refused(422, "validation_failed");
}

#[actix_web::test]
async fn a_retried_step_is_taken_once() {
    let at = District::start().await;
    let key = ("Idempotency-Key", "k-1");
    let first = at.agency.send(Method::POST, "/v1/campaigns", &[key], Some(campaign())).await.expect(201);
    let again = at.agency.send(Method::POST, "/v1/campaigns", &[key], Some(campaign())).await.expect(201);
    assert_eq!((again.header("idempotency-replayed"), &again.body), ("true", &first.body));
    let other = with(campaign(), json!({"code": "OTHER"}));
    let conflict = at.agency.send(Method::POST, "/v1/campaigns", &[key], Some(other)).await;
    conflict.refused(422, "idempotency_key_reused");
    let seen = [("If-Match", first.etag()), ("Idempotency-Key", "k-2".to_owned())];
    let seen: Vec<_> = seen.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let step = path(&first, "/proposal");
    let proposed = at.agency.send(Method::POST, &step, &seen, Some(body_of("proposal"))).await.expect(201);
    let again = at.agency.send(Method::POST, &step, &seen, Some(body_of("proposal"))).await.expect(201);
    assert_eq!((again.header("idempotency-replayed"), &again.body), ("true", &proposed.body));
    assert_eq!((again.header("location"), again.etag()), (proposed.header("location"), proposed.etag()));
    let other = with(body_of("proposal"), json!({"number": "43/PNV"}));
    at.agency.send(Method::POST, &step, &seen, Some(other)).await.refused(422, "idempotency_key_reused");
}

#[actix_web::test]
async fn what_has_not_changed_is_not_sent_again() {
    let at = District::start().await;
    let issued = at.issued().await;
    let whole = path(&issued, "");
    let seen = at.agency.get(&whole).await.expect(200);
    at.agency.send(Method::GET, &whole, &[("If-None-Match", &seen.etag())], None).await.expect(304);
    at.go(&issued, "launch").await;
    at.agency.send(Method::GET, &whole, &[("If-None-Match", &seen.etag())], None).await.expect(200);
}
