//! What is offered to a caller in `allowed_actions` is never refused for who the caller is.

use std::collections::BTreeSet;

use actix_web::http::Method;
use serde_json::{Value, json};
use thidua::access::Role;
use thidua::sample;

use crate::support::story::{campaign, issuance};
use crate::support::{Actor, Awarding, Reply, TestApp, good_person, good_unit, papers};

/// How an action is taken: its method, what follows the record's address, and a body that fits the record.
fn request(collection: &str, action: &str, record: &Value) -> (Method, String, Value) {
    let reason = json!({"reason": "Theo chỉ đạo"});
    let body = match (collection, action) {
        ("campaigns", "update") => json!({"theme_vi": "Chuyển đổi số"}),
        ("campaigns", "proposal") => json!({"number": "42/PNV", "issued_on": "2023-02-10"}),
        ("campaigns", "issuance") => issuance(),
        ("campaigns", "launch") => json!({"launched_on": "2023-02-01", "precision": "month"}),
        ("campaigns", "summary") => json!({"report_number": "15/BC-UBND", "summarised_on": "2023-03-01"}),
        ("campaigns", "amendments") => {
            json!({"decision": issuance()["decision"], "reason": "Bổ sung", "changes": {"legal_bases": campaign()["legal_bases"]}})
        }
        ("nominations", "update") => json!({"achievement_summary": "Khác"}),
        ("nominations", "papers") => papers(),
        ("nominations", "appraisals") if record["subject"] == "individual" => good_person(),
        ("nominations", "appraisals") => good_unit(),
        ("award-decisions", "update") => json!({"title_vi": "Khác"}),
        ("award-decisions", "signature") => {
            json!({"number": "99/QĐ-UBND", "signed_on": "2024-01-15", "signer": "A", "signer_office": "district_chairman",
                   "accept_unconfirmed_reason": "Đã đối chiếu."})
        }
        ("award-decisions", "revocations") => {
            json!({"nomination": record["awards"][0]["nomination"], "ground": "later_violation", "decision_number": "210/QĐ-UBND",
                   "revoked_on": "2024-01-15", "reason": "Kết luận thanh tra"})
        }
        (_, "return" | "withdrawal" | "refusal" | "cancellation" | "reopening") => reason,
        _ => json!({}),
    };
    match action {
        "update" => (Method::PATCH, String::new(), body),
        "papers" => (Method::PUT, "/papers".to_owned(), body),
        _ => (Method::POST, format!("/{action}"), body),
    }
}

/// Tries, without keeping anything, all that a caller is offered; which actions those were.
async fn walk(name: &str, who: &Actor, tried: &mut BTreeSet<String>) {
    for collection in ["campaigns", "nominations", "award-decisions"] {
        let page = who.get(&format!("/v1/{collection}?limit=200")).await;
        for item in page.body["items"].as_array().into_iter().flatten() {
            let path = format!("/v1/{collection}/{}", item["id"].as_str().expect("an id"));
            let seen = who.get(&path).await.expect(200);
            assert_eq!(seen.body["allowed_actions"], item["allowed_actions"], "{name} {path}");
            for action in seen.body["allowed_actions"].as_array().expect("actions") {
                let action = action.as_str().expect("a name");
                let answer = rehearse(who, collection, &path, action, &seen).await;
                let refused = ["separation_of_duties", "office_without_authority"].contains(&answer.code());
                assert!(answer.status != 403 && !refused, "{name} {path} {action}: {:#}", answer.body);
                tried.insert(format!("{collection} {action}"));
            }
        }
    }
}

async fn rehearse(who: &Actor, collection: &str, path: &str, action: &str, seen: &Reply) -> Reply {
    let (method, noun, body) = request(collection, action, &seen.body);
    who.send(method, &format!("{path}{noun}?dry_run=true"), &[("If-Match", &seen.etag())], Some(body)).await
}

async fn walk_all(callers: &[(&str, &Actor)]) -> BTreeSet<String> {
    let mut tried = BTreeSet::new();
    for (name, who) in callers {
        walk(name, who, &mut tried).await;
    }
    tried
}

#[actix_web::test]
async fn on_the_sample_as_each_role() {
    let app = TestApp::start().await;
    app.clock.set("2024-02-01T08:00:00+07:00");
    sample::load_if_empty(&app.gate, Some("một mật khẩu mẫu".to_owned())).await.expect("it loads");
    let mut tried = BTreeSet::new();
    for role in [Role::Admin, Role::Auditor] {
        let who = app.account(&format!("everywhere.{role}"), &[(role, None)]).await;
        walk(role.as_str(), &who, &mut tried).await;
    }
    for role in [Role::StandingAgency, Role::Decider, Role::UnitHead, Role::UnitOfficer, Role::ReportingClient] {
        for unit in ["TN", "TN-21235"] {
            walk(role.as_str(), &app.actor(role, Some(unit)).await, &mut tried).await;
        }
    }
    walk("public", &app.anonymous(), &mut tried).await;
    let expected = [
        "award-decisions revocations",
        "campaigns amendments",
        "campaigns award-conclusion",
        "nominations appraisals",
        "nominations evaluations",
        "nominations withdrawal",
    ];
    assert_eq!(tried.iter().map(String::as_str).collect::<Vec<_>>(), expected);
}

/// One record in each stage, and callers who had a hand in some of them.
#[actix_web::test]
async fn on_every_stage_as_whoever_had_a_hand_in_it() {
    let at = Awarding::start().await;
    let account = async |name: &str, roles: &[(Role, Option<&str>)]| at.app.account(name, roles).await;
    let writer = account("writer", &[(Role::UnitOfficer, Some("TN-B")), (Role::StandingAgency, Some("TN"))]).await;
    let judge = account("judge", &[(Role::Decider, Some("TN")), (Role::StandingAgency, Some("TN"))]).await;
    let neighbour = account("neighbour", &[(Role::StandingAgency, Some("TN-A")), (Role::Decider, Some("TN-A"))]).await;
    let own = account("own", &[(Role::StandingAgency, Some("TN-A")), (Role::StandingAgency, Some("TN"))]).await;
    at.dossiers("TN-A", 51, 100).await;
    at.publish_par_index(&[("TN-A", "85.00")]);
    at.whole(&writer, "TN-B", None).await;
    at.submitted(&at.head_b, "TN-B", Some("Trần B")).await;
    at.appraised(&at.head, "TN-A", Some("Lê C")).await;
    let (person, unit) =
        (at.forwarded(&at.head, "TN-A", Some("Lan")).await, at.forwarded(&at.head, "TN-A", None).await);
    let waiting = at.forwarded(&at.head, "TN-A", Some("Huệ")).await;
    at.campaign_is("appraising");
    at.app.clock.set("2024-01-15T09:00:00+07:00");
    at.step(&judge, &waiting, "evaluations", json!({})).await.expect(201);
    let draft = |nomination: &Reply| json!({"campaign": {"code": "TN-2023-CDS"}, "title_vi": "Khen", "nominations": [nomination.body["id"]]});
    judge.post("/v1/award-decisions", draft(&person)).await.expect(201);
    at.standing.post("/v1/award-decisions", draft(&waiting)).await.expect(201);
    at.standing.post("/v1/award-decisions", draft(&unit)).await.expect(201);
    let callers = [
        ("standing", &at.standing),
        ("decider", &at.decider),
        ("head", &at.head),
        ("head_b", &at.head_b),
        ("officer", &at.officer),
        ("admin", &at.admin),
        ("writer", &writer),
        ("judge", &judge),
        ("neighbour", &neighbour),
        ("own", &own),
    ];
    let mut tried = BTreeSet::new();
    for state in ["issued", "running", "dossiers_closed", "appraising", "awarded", "summarised"] {
        at.campaign_is(state);
        tried.extend(walk_all(&callers).await);
    }
    for (collection, actions) in EXPECTED {
        let missing: Vec<_> =
            actions.iter().filter(|action| !tried.contains(&format!("{collection} {action}"))).collect();
        assert!(missing.is_empty(), "{collection}: never offered {missing:?}");
    }
}

/// What is offered to someone at some time, or the walk has missed it.
const EXPECTED: &[(&str, &[&str])] = &[
    ("award-decisions", &["update", "signature"]),
    (
        "nominations",
        &[
            "update",
            "papers",
            "submission",
            "return",
            "withdrawal",
            "appraisals",
            "evaluations",
            "forwarding",
            "refusal",
        ],
    ),
    (
        "campaigns",
        &[
            "launch",
            "dossier-closure",
            "reopening",
            "appraisal",
            "award-conclusion",
            "summary",
            "archival",
            "cancellation",
        ],
    ),
];
