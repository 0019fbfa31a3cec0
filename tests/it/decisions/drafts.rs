//! Drafting award decisions.

use serde_json::{Value, json};
use thidua::access::Role;

use super::{decision, drafted, path, pointers, proposed, signed, with};
use crate::support::Awarding;

#[actix_web::test]
async fn a_draft_holds_nominations_in_its_order() {
    let at = Awarding::start().await;
    let (person, unit) = proposed(&at).await;
    let draft = drafted(&at, &[&unit, &person]).await;
    assert_eq!(
        (draft.text("state"), &draft.body["award_count"], &draft.body["total_vnd"]),
        ("draft", &json!(2), &Value::Null)
    );
    assert_eq!(draft.header("location"), path(&draft, ""));
    let awards = draft.body["awards"].as_array().expect("awards");
    let named: Vec<_> = awards.iter().map(|award| (&award["person_name"], &award["amount_vnd"])).collect();
    assert_eq!(named, [(&Value::Null, &Value::Null), (&json!("Nguyễn Thị Lan"), &Value::Null)]);
    assert_eq!(draft.body["allowed_actions"], json!(["update"]));
    assert_eq!(at.decider.get(&path(&draft, "")).await.expect(200).body["allowed_actions"], json!(["signature"]));
    at.decider.get(&path(&draft, "/signature")).await.refused(404, "not_found");
}

#[actix_web::test]
async fn a_draft_is_changed_as_a_whole_list() {
    let at = Awarding::start().await;
    let (person, unit) = proposed(&at).await;
    let draft = drafted(&at, &[&unit]).await;
    let change = json!({"title_vi": "Tên khác", "nominations": [person.body["id"], unit.body["id"]]});
    let changed = at.standing.patch(&path(&draft, ""), &draft, change).await.expect(200);
    assert_eq!(
        (changed.text("title_vi"), &changed.body["award_count"], &changed.body["version"]),
        ("Tên khác", &json!(2), &json!(2))
    );
    assert_eq!(changed.body["awards"][0]["nomination"], person.body["id"]);
    let emptied = at.standing.patch(&path(&draft, ""), &changed, json!({"nominations": []})).await.expect(200);
    assert_eq!(emptied.body["award_count"], 0);
    drafted(&at, &[&person]).await;
}

#[actix_web::test]
async fn only_what_is_proposed_may_enter() {
    let at = Awarding::start().await;
    let (person, unit) = proposed(&at).await;
    at.campaign_is("running");
    at.app.clock.set("2023-12-29T09:00:00+07:00");
    let eligible = at.appraised(&at.head, "TN-A", Some("Trần Văn B")).await;
    at.campaign_is("appraising");
    let refused = at.standing.post("/v1/award-decisions", decision(&[&person, &eligible])).await;
    assert_eq!(pointers(&refused.refused(422, "not_eligible")), ["/nominations/1"]);
    let unknown = with(decision(&[&person]), json!({"nominations": ["01860000-0000-7000-8000-0000000000ff"]}));
    assert_eq!(
        pointers(&at.standing.post("/v1/award-decisions", unknown).await.refused(422, "not_eligible")),
        ["/nominations/0"]
    );
    let twice = at.standing.post("/v1/award-decisions", decision(&[&person, &unit, &person])).await;
    assert_eq!(pointers(&twice.refused(422, "validation_failed")), ["/nominations/2"]);
    at.sql("UPDATE nomination_verdicts SET verdict = 'pending' WHERE verdict = 'pass'");
    at.standing.post("/v1/award-decisions", decision(&[&person])).await.refused(422, "not_eligible");
}

#[actix_web::test]
async fn a_nomination_stands_in_one_decision() {
    let at = Awarding::start().await;
    let (person, unit) = proposed(&at).await;
    drafted(&at, &[&person]).await;
    at.standing.post("/v1/award-decisions", decision(&[&person])).await.refused(409, "already_exists");
    let second = drafted(&at, &[&unit]).await;
    let both = json!({"nominations": [unit.body["id"], person.body["id"]]});
    at.standing.patch(&path(&second, ""), &second, both).await.refused(409, "already_exists");
    assert_eq!(at.standing.get(&path(&second, "")).await.expect(200).body["award_count"], 1);
}

#[actix_web::test]
async fn fields_at_fault_are_named() {
    let at = Awarding::start().await;
    let (person, _) = proposed(&at).await;
    for (change, code, pointer) in [
        (json!({"title_vi": " "}), "validation_failed", "/title_vi"),
        (json!({"campaign": {"code": "X"}}), "unknown_reference", "/campaign"),
        (json!({"campaign": {"code": "TN"}}), "unknown_reference", "/campaign"),
        (json!({"nominations": ["x"]}), "validation_failed", "/nominations/0"),
        (json!({"number": "1"}), "validation_failed", "/number"),
    ] {
        let refused = at.standing.post("/v1/award-decisions", with(decision(&[&person]), change)).await;
        assert_eq!(pointers(&refused.refused(422, code)), [pointer]);
    }
}

#[actix_web::test]
async fn the_public_sees_what_is_signed() {
    let at = Awarding::start().await;
    let (person, unit) = proposed(&at).await;
    let decided = signed(&at, &[&person]).await;
    let draft = drafted(&at, &[&unit]).await;
    let public = at.app.anonymous();
    let listed = public.get("/v1/award-decisions?count=true").await.expect(200).body;
    assert_eq!((&listed["total"], &listed["items"][0]["id"]), (&json!(1), &decided.body["id"]));
    let item = &listed["items"][0];
    assert_eq!((&item["award_count"], &item["total_vnd"], &item["awards"]), (&json!(1), &json!(540_000), &Value::Null));
    assert_eq!(public.get("/v1/award-decisions?state=draft&count=true").await.expect(200).body["total"], 0);
    let standing_x = at.app.account("standing.x", &[(Role::StandingAgency, Some("XX"))]).await;
    for outsider in [&public, &at.head, &standing_x] {
        outsider.get(&path(&draft, "")).await.refused(404, "not_found");
        outsider.get(&path(&draft, "/signature")).await.refused(404, "not_found");
        outsider.get(&path(&draft, "/revocations")).await.refused(404, "not_found");
        outsider.get(&path(&decided, "")).await.expect(200);
    }
    for official in [&at.standing, &at.decider, &at.app.actor(Role::Auditor, None).await] {
        assert_eq!(official.get("/v1/award-decisions?count=true").await.expect(200).body["total"], 2);
        assert_eq!(
            official.get("/v1/award-decisions?state=draft").await.expect(200).body["items"][0]["id"],
            draft.body["id"]
        );
    }
    let elsewhere = "/v1/award-decisions?count=true&campaign=01860000-0000-7000-8000-0000000000ff";
    assert_eq!(at.standing.get(elsewhere).await.expect(200).body["total"], 0);
    let first = at.standing.get("/v1/award-decisions?limit=1").await.expect(200);
    let rest = at.standing.get(&format!("/v1/award-decisions?limit=1&cursor={}", first.text("next"))).await.expect(200);
    assert_eq!((&first.body["items"][0]["id"], &rest.body["items"][0]["id"]), (&decided.body["id"], &draft.body["id"]));
}

#[actix_web::test]
async fn decisions_are_made_once_dossiers_are_closed() {
    let at = Awarding::start().await;
    let (person, unit) = proposed(&at).await;
    let draft = drafted(&at, &[&person]).await;
    for state in ["issued", "running", "awarded", "summarised", "archived", "cancelled"] {
        at.campaign_is(state);
        at.standing.post("/v1/award-decisions", decision(&[&unit])).await.refused(409, "campaign_not_running");
        at.standing
            .patch(&path(&draft, ""), &draft, json!({"title_vi": "X"}))
            .await
            .refused(409, "campaign_not_running");
        at.decider
            .step(&path(&draft, "/signature"), &draft, super::signature())
            .await
            .refused(409, "campaign_not_running");
        assert_eq!(at.standing.get(&path(&draft, "")).await.expect(200).body["allowed_actions"], json!([]));
    }
}
