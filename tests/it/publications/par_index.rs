//! The PAR index, as its authority published it.

use actix_web::http::Method;
use serde_json::{Value, json};

use super::{PUBLICATIONS, correcting, decider, par_index, pointers, score, scored, scores, with};
use crate::support::scoring::{OTHER, Scoring, UNIT};

#[actix_web::test]
async fn scores_stand_as_they_were_published() {
    let at = Scoring::start().await;
    let published = decider(&at).await.post(PUBLICATIONS, par_index(&at, "77/QĐ-UBND")).await.expect(201);
    assert_eq!(published.header("location"), format!("{PUBLICATIONS}/{}", published.text("id")));
    assert_eq!(scores(&published), scored(&[(UNIT, "85.00"), (OTHER, "84.99")]));
    assert_eq!(published.body["scores"][1]["unit_of_measure"], "percent");
    assert_eq!((&published.body["indicator_set"], &published.body["score_count"]), (&Value::Null, &json!(2)));
    assert_eq!(published.body["decision"]["number"], "77/QĐ-UBND");
    assert_eq!(published.body["allowed_actions"], json!(["supersession"]));
    let read = at.app.anonymous().get(published.header("location")).await.expect(200);
    assert_eq!((&read.body["scores"], &read.body["allowed_actions"]), (&published.body["scores"], &json!([])));
}

#[actix_web::test]
async fn a_correction_states_every_score_anew() {
    let at = Scoring::start().await;
    let decider = decider(&at).await;
    let first = decider.post(PUBLICATIONS, par_index(&at, "77/QĐ-UBND")).await.expect(201);
    let anew = correcting(par_index(&at, "78/QĐ-UBND"), &first, json!([score(OTHER, "86.5", "percent")]));
    let second = decider.post(PUBLICATIONS, anew.clone()).await.expect(201);
    assert_eq!(scores(&second), scored(&[(OTHER, "86.50")]));
    assert_eq!((&second.body["supersedes"], &second.body["superseded_by"]), (&first.body["id"], &Value::Null));
    let before = decider.get(first.header("location")).await.expect(200);
    assert_eq!((&before.body["superseded_by"], &before.body["allowed_actions"]), (&second.body["id"], &json!([])));
    assert_eq!(scores(&before), scored(&[(UNIT, "85.00"), (OTHER, "84.99")]));
    assert_ne!(before.etag(), first.etag());
    decider.post(PUBLICATIONS, anew).await.refused(409, "not_current");
    decider.post(PUBLICATIONS, par_index(&at, "79/QĐ-UBND")).await.refused(409, "not_current");
    let third = correcting(par_index(&at, "79/QĐ-UBND"), &second, json!([score(UNIT, "85.00", "point")]));
    decider.post(PUBLICATIONS, third).await.expect(201);
}

#[actix_web::test]
async fn a_body_that_no_decision_says_is_refused() {
    let at = Scoring::start().await;
    let decider = decider(&at).await;
    for (place, value, pointer) in [
        ("/scores", json!([]), "/scores"),
        ("/scores/0/score", json!("-1"), "/scores/0/score"),
        ("/scores/0/score", json!(85), "/scores/0/score"),
        ("/scores/1/score", json!("100.0001"), "/scores/1/score"),
        ("/scores/1/unit/code", json!(UNIT), "/scores/1/unit"),
        ("/scores/1/unit/code", json!("TN-PTP-X"), "/scores/1/unit"),
        ("/scores/1/unit_of_measure", json!("stars"), "/scores/1/unit_of_measure"),
        ("/decision/issued_on", json!("2023-12-16"), "/decision/issued_on"),
        ("/decision/number", json!(" "), "/decision/number"),
        ("/decision/signer", json!(""), "/decision/signer"),
        ("/period", json!("2022"), "/period"),
        ("/period", json!("2023-13"), "/period"),
        ("/index_kind", json!("happiness"), "/index_kind"),
        ("/campaign", json!({"code": "TN"}), "/campaign"),
        ("/campaign", json!({"code": "NONE"}), "/campaign"),
    ] {
        let refused =
            decider.post(PUBLICATIONS, with(par_index(&at, "77/QĐ-UBND"), place, value.clone())).await.expect(422);
        assert!(
            ["validation_failed", "unknown_reference"].contains(&refused.code()),
            "{place} {value}: {}",
            refused.code()
        );
        assert!(pointers(&refused).iter().all(|found| *found == pointer), "{place} {value}: {:?}", pointers(&refused));
    }
    for (member, value) in [
        ("indicator_set", json!({"code": "TS-2023"})),
        ("note", json!("x")),
        ("supersedes", json!("0198a000-0000-7000-8000-00000000ffff")),
    ] {
        let mut body = par_index(&at, "77/QĐ-UBND");
        body[member] = value;
        assert_eq!(pointers(&decider.post(PUBLICATIONS, body).await.expect(422)), [format!("/{member}")]);
    }
    let outsider = with(par_index(&at, "77/QĐ-UBND"), "/scores/0/unit/code", json!("TN-HU"));
    let refused = decider.post(PUBLICATIONS, outsider).await.refused(422, "validation_failed");
    assert_eq!(refused.body["errors"][0]["code"], "not_a_participant");
}

/// Whoever hears no answer sends it again: published once, and another body is another publication.
#[actix_web::test]
async fn what_is_sent_again_is_published_once() {
    let at = Scoring::start().await;
    let decider = decider(&at).await;
    let publish = |body: Value| {
        let key = [("Idempotency-Key", "\"77-2023\"")];
        let decider = decider.clone();
        async move { decider.send(Method::POST, PUBLICATIONS, &key, Some(body)).await }
    };
    let first = publish(par_index(&at, "77/QĐ-UBND")).await.expect(201);
    let again = publish(par_index(&at, "77/QĐ-UBND")).await.expect(201);
    assert_eq!((&first.body, again.header("idempotency-replayed")), (&again.body, "true"));
    publish(par_index(&at, "78/QĐ-UBND")).await.refused(422, "idempotency_key_reused");
    assert_eq!(decider.get(&format!("{PUBLICATIONS}?count=true")).await.expect(200).body["total"], 1);
}
