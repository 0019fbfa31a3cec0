//! Entering into force and being retired.

use serde_json::{Value, json};

use super::{activated, drafted, information, path, pointers, set, with};
use crate::support::Awarding;

#[actix_web::test]
async fn a_set_enters_into_force_and_is_retired_on_the_record() {
    let at = Awarding::start().await;
    let draft = drafted(&at.standing, set("S1")).await;
    for noun in ["/activation", "/retirement"] {
        at.app.anonymous().get(&path(&draft, noun)).await.refused(404, "not_found");
    }
    let active = at.admin.step(&path(&draft, "/activation"), &draft, json!({})).await.expect(201);
    assert_eq!((active.text("state"), active.header("location")), ("active", path(&draft, "/activation").as_str()));
    assert_eq!((&active.body["version"], &active.body["allowed_actions"]), (&json!(2), &json!(["retirement"])));
    assert_eq!(active.body["indicators"], draft.body["indicators"]);
    let record = at.app.anonymous().get(active.header("location")).await.expect(200).body;
    assert_eq!(
        (&record["from"], &record["to"], &record["by"]),
        (&json!("draft"), &json!("active"), &json!("Tài khoản admin"))
    );
    assert_eq!((&record["details"]["scored_leaves"], &record["version"]), (&json!(3), &json!(2)));
    let reason = json!({"reason": "Thay bằng bộ năm 2024."});
    let retired = at.admin.step(&path(&draft, "/retirement"), &active, reason).await.expect(201);
    assert_eq!((retired.text("state"), &retired.body["allowed_actions"]), ("retired", &json!([])));
    let record = at.app.anonymous().get(retired.header("location")).await.expect(200).body;
    assert_eq!(
        (&record["from"], &record["to"], &record["reason"]),
        (&json!("active"), &json!("retired"), &json!("Thay bằng bộ năm 2024."))
    );
}

#[actix_web::test]
async fn points_add_up_before_a_set_enters_into_force() {
    let at = Awarding::start().await;
    for (place, value, wrong) in [
        ("/max_points", json!("29.9999"), vec!["/max_points"]),
        ("/indicators/1/max_points", json!("11"), vec!["/max_points", "/indicators/1/max_points"]),
        ("/indicators/1/children/0/max_points", json!("5"), vec!["/indicators/1/max_points"]),
        ("/indicators/1/children/0/scored", json!(false), vec!["/indicators/1/max_points"]),
    ] {
        let code = format!("S{}", place.replace('/', "-"));
        let draft = drafted(&at.standing, with(set(&code), place, value)).await;
        let refused = at.admin.step(&path(&draft, "/activation"), &draft, json!({})).await;
        assert_eq!(pointers(&refused.refused(422, "points_do_not_add_up")), wrong, "{place}");
    }
}

#[actix_web::test]
async fn only_a_confirmed_set_with_something_to_score_enters_into_force() {
    let at = Awarding::start().await;
    let empty = with(with(set("S1"), "/indicators", json!([])), "/max_points", json!("0"));
    let informative = with(empty.clone(), "/indicators", json!([information("1")]));
    let unconfirmed = with(set("S3"), "/provenance", json!("unconfirmed"));
    for (body, pointer) in
        [(empty, "/indicators"), (with(informative, "/code", json!("S2")), "/indicators"), (unconfirmed, "/provenance")]
    {
        let draft = drafted(&at.standing, body).await;
        let refused =
            at.admin.step(&path(&draft, "/activation"), &draft, json!({})).await.refused(422, "set_not_ready");
        assert_eq!(pointers(&refused), [pointer]);
        assert_eq!(at.standing.get(&path(&draft, "")).await.expect(200).text("state"), "draft");
    }
}

#[actix_web::test]
async fn of_a_kind_and_level_one_set_is_in_force_on_a_day() {
    let at = Awarding::start().await;
    let first = activated(&at, set("S1")).await;
    let dated =
        |code: &str, from: &str, to: Value| with(with(set(code), "/effective_from", json!(from)), "/effective_to", to);
    for (body, overlaps) in [
        (dated("A", "2023-12-31", Value::Null), true),
        (dated("B", "2022-01-01", json!("2023-01-02")), true),
        (dated("C", "2022-01-01", json!("2023-01-01")), false),
        (dated("D", "2024-01-01", Value::Null), false),
        (with(set("E"), "/level", json!("district")), false),
        (with(set("F"), "/kind", json!("par")), false),
        (with(set("G"), "/kind", json!("custom")), false),
        (with(set("H"), "/kind", json!("custom")), false),
    ] {
        let draft = drafted(&at.standing, body).await;
        let answer = at.admin.step(&path(&draft, "/activation"), &draft, json!({})).await;
        if overlaps {
            answer.refused(409, "set_overlaps")
        } else {
            answer.expect(201)
        };
    }
    at.admin.step(&path(&first, "/retirement"), &first, json!({"reason": "Thay thế"})).await.expect(201);
    activated(&at, set("S2")).await;
}
