//! Every refusal of a step: state, version, permission; and what the database refuses by itself.

use actix_web::http::Method;
use serde_json::{Value, json};
use thidua::access::Role;

use super::{activated, drafted, path, set, with};
use crate::support::{Actor, Awarding, Reply};

const ANY: &[(&str, &str)] = &[("If-Match", "*")];

fn steps() -> [(Method, &'static str, Value); 3] {
    [
        (Method::PATCH, "", json!({"title_vi": "Khác"})),
        (Method::POST, "/activation", json!({})),
        (Method::POST, "/retirement", json!({"reason": "Thay thế"})),
    ]
}

/// A set in each state.
async fn in_each_state(at: &Awarding) -> [Reply; 3] {
    let draft = drafted(&at.standing, set("A")).await;
    let active = activated(at, with(set("B"), "/level", json!("district"))).await;
    let old = activated(at, set("C")).await;
    let retired = at.admin.step(&path(&old, "/retirement"), &old, json!({"reason": "Thay thế"})).await.expect(201);
    [draft, active, retired]
}

#[actix_web::test]
async fn a_step_has_its_state() {
    let at = Awarding::start().await;
    for seen in in_each_state(&at).await {
        for (method, noun, body) in steps() {
            let answer = at.admin.send(method, &format!("{}?dry_run=true", path(&seen, noun)), ANY, Some(body)).await;
            match (seen.text("state"), noun) {
                ("draft", "") => drop(answer.expect(200)),
                ("draft", "/activation") | ("active", "/retirement") => drop(answer.expect(201)),
                (state, "") => assert_eq!(answer.refused(409, "set_immutable").text("state"), state),
                (state, noun) => {
                    let refused = answer.refused(409, "illegal_transition");
                    let from = if noun == "/activation" { "draft" } else { "active" };
                    assert_eq!((refused.text("state"), &refused.body["allowed_from"]), (state, &json!([from])));
                }
            }
        }
    }
}

#[actix_web::test]
async fn a_step_states_the_version_it_saw() {
    let at = Awarding::start().await;
    let [draft, active, _] = in_each_state(&at).await;
    for (method, noun, body) in steps() {
        let seen = if noun == "/retirement" { &active } else { &draft };
        let send = async |headers: &[(&str, &str)]| {
            at.admin.send(method.clone(), &path(seen, noun), headers, Some(body.clone())).await
        };
        send(&[]).await.refused(428, "precondition_required");
        let stale = send(&[("If-Match", "\"9-x\"")]).await.refused(412, "version_mismatch");
        assert_eq!(stale.body["current_version"], seen.body["version"]);
    }
}

#[actix_web::test]
async fn a_step_has_its_roles() {
    let at = Awarding::start().await;
    let draft = drafted(&at.standing, set("A")).await;
    let auditor = at.app.actor(Role::Auditor, None).await;
    let creation = (Method::POST, "/v1/indicator-sets".to_owned(), set("B"));
    let others = steps().map(|(method, noun, body)| (method, path(&draft, noun), body));
    for (method, path, body) in others.into_iter().chain([creation]) {
        let send = async |actor: &Actor| actor.send(method.clone(), &path, ANY, Some(body.clone())).await;
        send(&at.app.anonymous()).await.refused(401, "unauthenticated");
        for actor in [&at.decider, &at.head, &at.officer, &at.client, &auditor] {
            let refused = send(actor).await.refused(403, "forbidden");
            let decided = path.ends_with("/activation") || path.ends_with("/retirement");
            let wanted = if decided { "indicator_sets:activate" } else { "indicator_sets:write" };
            assert_eq!(refused.body["required_permission"], wanted, "{path}");
        }
    }
}

#[actix_web::test]
async fn what_measures_all_is_not_decided_over_a_part() {
    let at = Awarding::start().await;
    let draft = drafted(&at.standing, set("A")).await;
    let active = activated(&at, with(set("B"), "/level", json!("district"))).await;
    let agency = at.app.actor(Role::StandingAgency, Some("TN-A")).await;
    let admin = at.app.actor(Role::Admin, Some("TN")).await;
    for actor in [&agency, &admin, &at.standing] {
        for (seen, noun, body) in
            [(&draft, "/activation", json!({})), (&active, "/retirement", json!({"reason": "Thay thế"}))]
        {
            let refused = actor.step(&path(seen, noun), seen, body).await.refused(403, "forbidden");
            assert_eq!(refused.text("required_permission"), "indicator_sets:activate");
        }
    }
    for actor in [&agency, &admin] {
        let change = actor.patch(&path(&draft, ""), &draft, json!({"title_vi": "Khác"})).await;
        assert_eq!(change.refused(403, "forbidden").text("required_permission"), "indicator_sets:write");
        assert_eq!(actor.get(&path(&draft, "")).await.expect(200).body["allowed_actions"], json!([]));
        let listed = actor.get("/v1/indicator-sets").await.expect(200);
        assert!(listed.body["items"].as_array().expect("items").iter().all(|one| one["allowed_actions"] == json!([])));
    }
    let own = at.standing.get("/v1/indicator-sets").await.expect(200);
    assert_eq!(own.body["items"][0]["allowed_actions"], json!(["update"]));
    drafted(&agency, with(set("C"), "/kind", json!("par"))).await;
}

#[actix_web::test]
async fn a_retirement_has_a_reason() {
    let at = Awarding::start().await;
    let active = activated(&at, set("A")).await;
    for body in [json!({}), json!({"reason": " "}), json!({"reason": "x", "more": 1})] {
        at.admin.step(&path(&active, "/retirement"), &active, body).await.refused(422, "validation_failed");
    }
}

#[actix_web::test]
async fn a_set_in_force_is_fixed_in_the_database() {
    let at = Awarding::start().await;
    activated(&at, set("A")).await;
    drafted(&at.standing, with(set("D"), "/indicators", json!([]))).await;
    for sql in [
        "UPDATE indicator_sets SET max_points = 31 WHERE code = 'A'",
        "UPDATE indicator_sets SET title_vi = 'X' WHERE code = 'A'",
        "UPDATE indicator_sets SET state = 'draft' WHERE code = 'A'",
        "UPDATE indicator_sets SET state = 'retired', effective_to = '2023-06-01' WHERE code = 'A'",
        "DELETE FROM indicator_sets WHERE code = 'A'",
    ] {
        at.sql_refused(sql, "indicator_sets_frozen_once_active");
    }
    for sql in [
        "UPDATE indicators SET max_points = 1",
        "UPDATE indicators SET set_id = (SELECT id FROM indicator_sets WHERE code = 'D')",
        "DELETE FROM indicators",
        "INSERT INTO indicators SELECT gen_random_uuid(), set_id, NULL, 99, 'X', 'X', NULL, 0, true, true, 'self', '{\"kind\": \"manual\"}', false, NULL
         FROM indicators LIMIT 1",
    ] {
        at.sql_refused(sql, "indicators_frozen_once_active");
    }
    at.sql("UPDATE indicator_sets SET state = 'retired' WHERE code = 'A'");
    at.sql_refused("UPDATE indicator_sets SET state = 'active' WHERE code = 'A'", "indicator_sets_frozen_once_active");
}

#[actix_web::test]
async fn the_database_lets_no_unfit_set_into_force() {
    let at = Awarding::start().await;
    activated(&at, set("A")).await;
    let wrong = "/indicators/1/max_points";
    drafted(&at.standing, with(set("SUM"), wrong, json!("11"))).await;
    drafted(&at.standing, with(set("TOP"), "/max_points", json!("31"))).await;
    drafted(&at.standing, with(with(set("EMPTY"), "/indicators", json!([])), "/max_points", json!("0"))).await;
    drafted(&at.standing, with(set("GUESS"), "/provenance", json!("unconfirmed"))).await;
    drafted(&at.standing, set("TWICE")).await;
    for (code, constraint) in [
        ("SUM", "indicator_sets_points_add_up"),
        ("TOP", "indicator_sets_points_add_up"),
        ("EMPTY", "indicator_sets_something_scored"),
        ("GUESS", "indicator_sets_confirmed_to_score"),
        ("TWICE", "indicator_sets_one_in_force"),
    ] {
        at.sql_refused(&format!("UPDATE indicator_sets SET state = 'active' WHERE code = '{code}'"), constraint);
    }
    at.sql("UPDATE indicators SET scored = false WHERE code = '2' AND set_id = (SELECT id FROM indicator_sets WHERE code = 'SUM');
            UPDATE indicator_sets SET max_points = 20 WHERE code = 'SUM'");
    at.sql_refused("UPDATE indicator_sets SET state = 'active' WHERE code = 'SUM'", "indicator_sets_points_add_up");
    for (sql, constraint) in [
        ("UPDATE indicator_sets SET kind = 'x' WHERE code = 'TOP'", "indicator_sets_kind_known"),
        ("UPDATE indicator_sets SET level = 'x' WHERE code = 'TOP'", "indicator_sets_level_known"),
        ("UPDATE indicator_sets SET max_points = -1 WHERE code = 'TOP'", "indicator_sets_max_points_not_negative"),
        ("UPDATE indicator_sets SET effective_to = effective_from WHERE code = 'TOP'", "indicator_sets_validity_order"),
        ("UPDATE indicator_sets SET code = 'SUM' WHERE code = 'TOP'", "indicator_sets_code_once"),
        (
            "UPDATE indicators SET max_points = -1 WHERE set_id = (SELECT id FROM indicator_sets WHERE code = 'TOP')",
            "indicators_max_points_not_negative",
        ),
        (
            "UPDATE indicators SET method = 'x' WHERE set_id = (SELECT id FROM indicator_sets WHERE code = 'TOP')",
            "indicators_method_known",
        ),
        (
            "UPDATE indicators SET code = '1' WHERE set_id = (SELECT id FROM indicator_sets WHERE code = 'TOP')",
            "indicators_code_once",
        ),
    ] {
        at.sql_refused(sql, constraint);
    }
}
