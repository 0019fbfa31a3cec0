//! Deadlines: computed from what the decision says, kept to the instant.

use serde_json::{Value, json};
use thidua::campaigns::close_due;

use super::{District, amendment, body_of, with};
use crate::support::story::{campaign, path};

/// The milestones of the real campaign with another deadline for dossiers.
fn milestones(precision: &str, on: Value) -> Value {
    let mut all = campaign()["milestones"].clone();
    all[4]["precision"] = json!(precision);
    all[4]["on"] = on;
    all
}

#[actix_web::test]
async fn dossiers_are_closed_at_the_instant_and_not_before() {
    let at = District::start().await;
    let running = at.running().await;
    let state = async || at.agency.get(&path(&running, "")).await.expect(200).text("state").to_owned();
    at.app.clock.set("2023-12-29T23:59:59.999+07:00");
    assert_eq!(close_due(&at.app.gate).await.expect("a look"), 0);
    at.take(&running, "dossier-closure", json!({})).await.refused(422, "deadline_not_reached");
    assert_eq!(state().await, "running");
    at.app.clock.set("2023-12-30T00:00:00+07:00");
    assert_eq!(close_due(&at.app.gate).await.expect("a look"), 1);
    assert_eq!(state().await, "dossiers_closed");
    assert_eq!(close_due(&at.app.gate).await.expect("a look"), 0);
    let record = at.app.anonymous().get(&path(&running, "/dossier-closure")).await.expect(200);
    assert_eq!((record.text("by"), record.text("at")), ("thidua", "2023-12-29T17:00:00Z"));
}

#[actix_web::test]
async fn what_is_reopened_is_closed_by_hand() {
    let at = District::start().await;
    let closed = at.closed().await;
    let reopened = at.go(&closed, "reopening").await;
    assert_eq!(reopened.text("reopened_at"), "2023-12-30T00:00:00+07:00");
    assert_eq!(close_due(&at.app.gate).await.expect("a look"), 0);
    let closed = at.go(&reopened, "dossier-closure").await;
    assert_eq!(closed.body["reopened_at"], Value::Null);
}

#[actix_web::test]
async fn a_new_deadline_is_kept_by_the_service_again() {
    let at = District::start().await;
    let closed = at.closed().await;
    let reopened = at.go(&closed, "reopening").await;
    let later = amendment(json!({"milestones": milestones("before", json!("2024-01-10"))}));
    let amended = at.take(&reopened, "amendments", later).await.expect(201);
    assert_eq!(
        (amended.text("dossiers_close_at"), &amended.body["reopened_at"]),
        ("2024-01-10T00:00:00+07:00", &Value::Null)
    );
    at.app.clock.set("2024-01-09T23:59:59.999+07:00");
    assert_eq!(close_due(&at.app.gate).await.expect("a look"), 0);
    at.app.clock.set("2024-01-10T00:00:00+07:00");
    assert_eq!(close_due(&at.app.gate).await.expect("a look"), 1);
}

#[actix_web::test]
async fn what_is_reopened_before_a_new_deadline_is_closed_at_it() {
    let at = District::start().await;
    let closed = at.closed().await;
    let later = amendment(json!({"milestones": milestones("before", json!("2024-01-10"))}));
    let amended = at.take(&closed, "amendments", later).await.expect(201);
    assert_eq!(amended.text("state"), "dossiers_closed");
    let reopened = at.go(&amended, "reopening").await;
    assert_eq!((reopened.text("state"), &reopened.body["reopened_at"]), ("running", &Value::Null));
    at.app.clock.set("2024-01-10T00:00:00+07:00");
    assert_eq!(close_due(&at.app.gate).await.expect("a look"), 1);
}

#[actix_web::test]
async fn an_amendment_that_keeps_the_deadline_keeps_the_reopening() {
    let at = District::start().await;
    let closed = at.closed().await;
    let reopened = at.go(&closed, "reopening").await;
    let amended = at.go(&reopened, "amendments").await;
    assert_eq!(amended.body["reopened_at"], reopened.body["reopened_at"]);
    assert_eq!(close_due(&at.app.gate).await.expect("a look"), 0);
}

#[actix_web::test]
async fn each_precision_closes_at_its_own_instant() {
    let at = District::start().await;
    for (code, precision, on, closes_at) in [
        ("BEFORE", "before", json!("2023-12-30"), json!("2023-12-30T00:00:00+07:00")),
        ("DATE", "date", json!("2023-12-30"), json!("2023-12-31T00:00:00+07:00")),
        ("MONTH", "month", json!("2023-12-01"), json!("2024-01-01T00:00:00+07:00")),
        ("NONE", "none", Value::Null, Value::Null),
    ] {
        let draft = at.draft_with(json!({"code": code, "milestones": milestones(precision, on)})).await;
        assert_eq!(draft.body["milestones"][4]["deadline"].get("closes_at").unwrap_or(&Value::Null), &closes_at);
        assert_eq!(draft.body["dossiers_close_at"], Value::Null);
        let proposed = at.go(&draft, "proposal").await;
        let number = json!({"number": format!("{code}/QĐ-UBND")});
        let decision = with(body_of("issuance")["decision"].clone(), number);
        let issued = at.take(&proposed, "issuance", json!({"decision": decision})).await.expect(201);
        assert_eq!(issued.body["dossiers_close_at"], closes_at, "{precision}");
    }
}

#[actix_web::test]
async fn where_the_decision_sets_no_deadline_the_agency_closes() {
    let at = District::start().await;
    let draft = at.draft_with(json!({"milestones": milestones("none", Value::Null)})).await;
    let proposed = at.go(&draft, "proposal").await;
    let issued = at.go(&proposed, "issuance").await;
    let running = at.go(&issued, "launch").await;
    at.app.clock.set("2030-01-01T00:00:00+07:00");
    assert_eq!(close_due(&at.app.gate).await.expect("a look"), 0);
    assert_eq!(at.go(&running, "dossier-closure").await.text("state"), "dossiers_closed");
}
