//! A campaign that has rewarded is not called off any more.

use serde_json::{Value, json};

use super::{path, proposed, revocation, signed};
use crate::support::{Awarding, CAMPAIGN, Reply};

/// The campaign as the decider reads it.
async fn campaign(at: &Awarding) -> Reply {
    at.decider.get(&format!("/v1/campaigns/{CAMPAIGN}")).await.expect(200)
}

async fn cancel(at: &Awarding) -> Reply {
    let seen = campaign(at).await;
    at.decider.step(&format!("/v1/campaigns/{CAMPAIGN}/cancellation"), &seen, json!({"reason": "Theo chỉ đạo"})).await
}

/// Whether the campaign is offered to be called off: the same on its own and in the list.
async fn offered(at: &Awarding) -> bool {
    let own = campaign(at).await.body["allowed_actions"].clone();
    let page = at.decider.get("/v1/campaigns").await.expect(200);
    assert_eq!(page.body["items"][0]["allowed_actions"], own);
    own.as_array().expect("actions").contains(&Value::from("cancellation"))
}

#[actix_web::test]
async fn it_is_called_off_only_before_an_award_is_signed() {
    let at = Awarding::start().await;
    let (person, _) = proposed(&at).await;
    assert!(offered(&at).await);
    signed(&at, &[&person]).await;
    for state in ["appraising", "dossiers_closed"] {
        at.campaign_is(state);
        assert!(!offered(&at).await, "{state}");
        cancel(&at).await.refused(409, "awards_signed");
    }
}

#[actix_web::test]
async fn what_was_revoked_was_signed() {
    let at = Awarding::start().await;
    let (person, _) = proposed(&at).await;
    let decided = signed(&at, &[&person]).await;
    at.app.clock.set("2024-05-20T09:00:00+07:00");
    at.decider.step(&path(&decided, "/revocations"), &decided, revocation(&person)).await.expect(201);
    cancel(&at).await.refused(409, "awards_signed");
}

#[actix_web::test]
async fn it_is_called_off_while_nothing_is_signed() {
    let at = Awarding::start().await;
    proposed(&at).await;
    assert_eq!(cancel(&at).await.expect(201).text("state"), "cancelled");
}

#[actix_web::test]
async fn the_database_keeps_the_rule_too() {
    let at = Awarding::start().await;
    let (person, unit) = proposed(&at).await;
    for (number, nomination) in [("45/QĐ-UBND", &person), ("46/QĐ-UBND", &unit)] {
        let draft = super::drafted(&at, &[nomination]).await;
        let signature = super::with(super::signature(), json!({"number": number}));
        at.decider.step(&path(&draft, "/signature"), &draft, signature).await.expect(201);
    }
    at.sql_refused("UPDATE campaigns SET state = 'cancelled'", "campaigns_not_cancelled_once_awarded");
    at.sql_refused("DELETE FROM campaign_awardings", "campaign_awardings_append_only");
}
