//! The signature is offered to whom it would not be refused.

use serde_json::{Value, json};
use thidua::access::Role;

use super::{decision, drafted, path, proposed, signature};
use crate::support::{Actor, Awarding, Reply};

/// Whether the signature of a draft is offered: the same on its own and in the list.
async fn offered(who: &Actor, draft: &Reply) -> bool {
    let own = who.get(&path(draft, "")).await.expect(200).body["allowed_actions"].clone();
    let page = who.get("/v1/award-decisions").await.expect(200);
    let listed = page.body["items"].as_array().expect("a page").iter().find(|item| item["id"] == draft.body["id"]);
    assert_eq!(listed.expect("the draft")["allowed_actions"], own);
    own.as_array().expect("actions").contains(&Value::from("signature"))
}

async fn sign(who: &Actor, draft: &Reply) -> Reply {
    who.step(&path(draft, "/signature?dry_run=true"), draft, signature()).await
}

/// A decider who serves the standing agency as well.
async fn judge(at: &Awarding, username: &str) -> Actor {
    at.app.account(username, &[(Role::Decider, Some("TN")), (Role::StandingAgency, Some("TN"))]).await
}

#[actix_web::test]
async fn not_to_who_drafted_or_judged() {
    let at = Awarding::start().await;
    let (person, unit) = proposed(&at).await;
    let (drafter, appraiser) = (judge(&at, "drafter").await, judge(&at, "appraiser").await);
    at.step(&appraiser, &unit, "evaluations", json!({})).await.expect(201);
    let of_person = drafter.post("/v1/award-decisions", decision(&[&person])).await.expect(201);
    let of_unit = drafted(&at, &[&unit]).await;
    for (who, draft, expected) in [
        (&at.decider, &of_person, true),
        (&at.decider, &of_unit, true),
        (&drafter, &of_person, false),
        (&drafter, &of_unit, true),
        (&appraiser, &of_person, true),
        (&appraiser, &of_unit, false),
    ] {
        assert_eq!(offered(who, draft).await, expected);
        let answer = sign(who, draft).await;
        if expected {
            answer.expect(201)
        } else {
            answer.refused(422, "separation_of_duties")
        };
    }
}

#[actix_web::test]
async fn not_where_no_office_heads_the_organiser() {
    let at = Awarding::start().await;
    let (person, _) = proposed(&at).await;
    let draft = drafted(&at, &[&person]).await;
    assert!(offered(&at.decider, &draft).await);
    at.sql("UPDATE units SET kind = 'party_body' WHERE code = 'TN'");
    assert!(!offered(&at.decider, &draft).await);
    sign(&at.decider, &draft).await.refused(422, "office_without_authority");
}

#[actix_web::test]
async fn not_where_the_office_never_grants_the_award() {
    let at = Awarding::start().await;
    let (person, unit) = proposed(&at).await;
    let draft = drafted(&at, &[&person, &unit]).await;
    at.sql(&format!("UPDATE nominations SET award_form = 'bang_khen_tinh' WHERE id = '{}'", person.text("id")));
    assert!(!offered(&at.decider, &draft).await);
    sign(&at.decider, &draft).await.refused(422, "office_without_authority");
}
