//! Lists and single submissions: who sees what, filters, order and pages.

use serde_json::{Value, json};
use thidua::access::Role;

use crate::support::scoring::{OTHER, Scoring, UNIT};
use crate::support::{Actor, Reply};

async fn page(actor: &Actor, query: &str) -> Reply {
    actor.get(&format!("/v1/submissions{query}")).await.expect(200)
}

fn units(page: &Reply) -> Vec<&str> {
    let items = page.body["items"].as_array().expect("items").iter();
    items.map(|item| item["unit"]["code"].as_str().unwrap_or_default()).collect()
}

/// Three submissions: La Hà's with 60.70, another unit's and a third's with nothing.
async fn three(at: &Scoring) -> [Reply; 3] {
    let first = at.filled().await;
    let mut others = Vec::new();
    for unit in [OTHER, "TN-21241"] {
        others.push(at.client.post("/v1/submissions", at.body(unit)).await.expect(201));
    }
    let [second, third] = <[Reply; 2]>::try_from(others).expect("two");
    [first, second, third]
}

#[actix_web::test]
async fn each_sees_what_is_theirs_and_everyone_what_is_published() {
    let at = Scoring::start().await;
    let [first, second, _] = three(&at).await;
    let auditor = at.app.actor(Role::Auditor, None).await;
    let nobody = at.app.nobody("nobody").await;
    let public = at.app.anonymous();
    assert_eq!(units(&page(&at.head, "").await), [UNIT]);
    assert_eq!(units(&page(&at.head_of_other, "").await), [OTHER]);
    for actor in [&at.standing, &auditor, &at.client] {
        assert_eq!(units(&page(actor, "?count=true").await), [UNIT, OTHER, "TN-21241"]);
    }
    for actor in [&public, &nobody] {
        assert!(units(&page(actor, "").await).is_empty());
        actor.get(&whole(&first)).await.refused(404, "not_found");
    }
    at.head.get(&whole(&second)).await.refused(404, "not_found");
    publish(&at);
    for actor in [&public, &nobody, &at.head_of_other] {
        assert!(units(&page(actor, "").await).contains(&UNIT));
        assert_eq!(actor.get(&whole(&first)).await.expect(200).body["values"].as_array().map(Vec::len), Some(4));
    }
    assert_eq!(page(&public, "?count=true").await.body["total"], 1);
    assert_eq!(page(&public, "").await.body["items"][0]["allowed_actions"], json!([]));
    public.get("/v1/submissions/x").await.refused(404, "not_found");
}

/// La Hà's submission, put into the last state by SQL.
fn publish(at: &Scoring) {
    at.sql(&format!(
        "UPDATE submissions SET state = 'published', revision = 1, sent_at = now(), sent_by = a.id, appraised_at = now(),
                appraised_by = a.id, appraised_total = self_total, published_score = self_total
         FROM (SELECT id FROM accounts LIMIT 1) a WHERE unit_id = (SELECT id FROM units WHERE code = '{UNIT}')"
    ));
}

#[actix_web::test]
async fn filters_narrow() {
    let at = Scoring::start().await;
    let [first, second, _] = three(&at).await;
    publish(&at);
    let text = |reply: &Reply, field: &str| reply.body[field]["id"].as_str().unwrap_or_default().to_owned();
    let (a, b) = (text(&first, "unit"), text(&second, "unit"));
    for (query, expected) in [
        (format!("?campaign={}", at.campaign.text("id")), vec![UNIT, OTHER, "TN-21241"]),
        (format!("?campaign={a}"), vec![]),
        (format!("?indicator_set={}", at.set.text("id")), vec![UNIT, OTHER, "TN-21241"]),
        (format!("?indicator_set={a}"), vec![]),
        (format!("?unit={a}&unit={b}"), vec![UNIT, OTHER]),
        ("?state=open".to_owned(), vec![OTHER, "TN-21241"]),
        ("?state=open&state=published".to_owned(), vec![UNIT, OTHER, "TN-21241"]),
        ("?period=2023".to_owned(), vec![UNIT, OTHER, "TN-21241"]),
        ("?period=2023-Q1".to_owned(), vec![]),
    ] {
        assert_eq!(units(&page(&at.standing, &query).await), expected, "{query}");
    }
    for (query, code) in [
        ("?state=lost", "malformed_parameter"),
        ("?period=23", "malformed_parameter"),
        ("?unit=x", "malformed_parameter"),
        ("?sort=unit", "malformed_parameter"),
        ("?colour=red", "unknown_parameter"),
    ] {
        at.standing.get(&format!("/v1/submissions{query}")).await.refused(400, code);
    }
}

#[actix_web::test]
async fn every_order_is_paged_without_gaps() {
    let at = Scoring::start().await;
    let [.., third] = three(&at).await;
    let body = json!({"values": [{"indicator": "3.1", "inputs": {"value": "3"}}]});
    at.put(&at.client, &third, "values", body).await.expect(200);
    publish(&at);
    for (sort, expected) in [
        ("", [UNIT, OTHER, "TN-21241"]),
        ("&sort=self_total", [OTHER, "TN-21241", UNIT]),
        ("&sort=-self_total", [UNIT, "TN-21241", OTHER]),
        ("&sort=appraised_total", [OTHER, "TN-21241", UNIT]),
        ("&sort=-appraised_total", [UNIT, "TN-21241", OTHER]),
    ] {
        let mut seen = Vec::new();
        let mut cursor = String::new();
        for _ in 0..3 {
            let one = page(&at.standing, &format!("?limit=1{sort}{cursor}")).await;
            seen.extend(units(&one).iter().map(ToString::to_string));
            cursor = format!("&cursor={}", one.text("next"));
            assert_eq!(one.body["next"] == Value::Null, seen.len() == 3, "{sort}");
        }
        assert_eq!(seen, expected, "{sort}");
    }
    let first = page(&at.standing, "?limit=1&sort=self_total").await;
    let other = format!("/v1/submissions?limit=1&sort=-self_total&cursor={}", first.text("next"));
    at.standing.get(&other).await.refused(400, "cursor_mismatch");
}

#[actix_web::test]
async fn names_are_those_of_now() {
    let at = Scoring::start().await;
    let open = at.open().await;
    let admin = at.app.actor(Role::Admin, None).await;
    let unit = format!("/v1/units/{}", open.body["unit"]["id"].as_str().unwrap_or_default());
    let seen = admin.get(&unit).await.expect(200);
    admin.patch(&unit, &seen, json!({"name_vi": "UBND La Hà mới"})).await.expect(200);
    assert_eq!(page(&at.head, "").await.body["items"][0]["unit"]["name_vi"], "UBND La Hà mới");
    at.sql(&format!("UPDATE units SET name_vi = 'UBND La Hà cũ' WHERE code = '{UNIT}'"));
    assert_eq!(page(&at.head, "").await.body["items"][0]["unit"]["name_vi"], "UBND La Hà cũ");
}

#[actix_web::test]
async fn a_reading_is_not_repeated() {
    let at = Scoring::start().await;
    let open = at.open().await;
    let first = at.head.get(&whole(&open)).await.expect(200);
    let again =
        at.head.send(actix_web::http::Method::GET, &whole(&open), &[("If-None-Match", &first.etag())], None).await;
    assert_eq!(again.status.as_u16(), 304);
}

fn whole(submission: &Reply) -> String {
    format!("/v1/submissions/{}", submission.text("id"))
}

/// Lists take the stage of a campaign from memory; whoever changed it, here or elsewhere, is not shown an
/// older one.
#[actix_web::test]
async fn a_list_follows_the_campaign_at_once() {
    let at = Scoring::start().await;
    at.filled().await;
    let elsewhere = at.app.elsewhere(&at.head).await;
    let both = [&at.head, &elsewhere];
    for (state, actions) in [("running", json!(["values", "sending"])), ("cancelled", json!([]))] {
        at.sql(&format!("UPDATE campaigns SET state = '{state}'"));
        for head in both {
            assert_eq!(page(head, "").await.body["items"][0]["allowed_actions"], actions, "{state}");
        }
    }
}
