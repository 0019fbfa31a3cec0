//! Drawing up and changing drafts.

use serde_json::{Value, json};

use super::{drafted, path, pointers, set, with};
use crate::support::Awarding;

#[actix_web::test]
async fn a_set_is_drafted_with_its_whole_tree() {
    let at = Awarding::start().await;
    let draft = drafted(&at.standing, set("S1")).await;
    assert_eq!(draft.header("location"), path(&draft, ""));
    assert_eq!((draft.text("state"), draft.text("max_points"), draft.text("kind")), ("draft", "30.00", "dti"));
    assert_eq!(draft.body["allowed_actions"], json!(["update"]));
    let overseen = at.admin.get(&path(&draft, "")).await.expect(200);
    assert_eq!(overseen.body["allowed_actions"], json!(["update", "activation"]));
    let tree = &draft.body["indicators"];
    assert_eq!(tree[0]["rule"]["steps"][1], json!({"at_least": "3.00", "points": "15.00"}));
    assert_eq!((&tree[1]["children"][2]["code"], &tree[1]["children"][2]["scored"]), (&json!("2.3"), &json!(false)));
    assert_eq!((&tree[1]["children"][2]["children"], &tree[0]["note_vi"]), (&json!([]), &Value::Null));
    let read = at.app.anonymous().get(&path(&draft, "")).await.expect(200);
    assert_eq!((&read.body["indicators"], &read.body["allowed_actions"]), (tree, &json!([])));
}

#[actix_web::test]
async fn a_draft_is_changed_field_by_field_and_its_tree_as_a_whole() {
    let at = Awarding::start().await;
    let draft = drafted(&at.standing, set("S1")).await;
    let change = json!({"title_vi": "Tên mới", "title_en": "New", "level": "district", "effective_to": null});
    let changed = at.standing.patch(&path(&draft, ""), &draft, change).await.expect(200);
    assert_eq!((changed.text("title_vi"), changed.text("level")), ("Tên mới", "district"));
    assert_eq!((&changed.body["version"], &changed.body["effective_to"]), (&json!(2), &Value::Null));
    assert_eq!(changed.body["indicators"], draft.body["indicators"]);
    let other =
        json!({"indicators": [super::leaf("9", "7", json!({"kind": "manual"}))], "max_points": "7", "title_en": null});
    let replaced = at.standing.patch(&path(&draft, ""), &changed, other).await.expect(200);
    assert_eq!(replaced.body["indicators"][0]["code"], "9");
    assert_eq!(
        (replaced.body["indicators"].as_array().map(Vec::len), &replaced.body["title_en"]),
        (Some(1), &Value::Null)
    );
    at.standing.patch(&path(&draft, ""), &replaced, json!({"indicators": []})).await.expect(200);
    for refused in
        [json!({"title_vi": null}), json!({"code": "S2"}), json!({"indicators": null}), json!({"state": "active"})]
    {
        let answer =
            at.admin.send(actix_web::http::Method::PATCH, &path(&draft, ""), &[("If-Match", "*")], Some(refused)).await;
        answer.refused(422, "validation_failed");
    }
}

#[actix_web::test]
async fn bands_and_methods_are_shown_as_they_were_given() {
    let at = Awarding::start().await;
    let band =
        |from: &str, label: &str, provenance: &str| json!({"from": from, "label_vi": label, "provenance": provenance});
    let bands = json!([band("27.00", "Xuất sắc", "confirmed"), band("0.00", "Yếu", "unconfirmed")]);
    let mut body = set("S1");
    body["bands"] = bands.clone();
    for (place, method) in [("/indicators/0", "survey"), ("/indicators/1/children/0", "auto")] {
        body = with(body, &format!("{place}/method"), json!(method));
    }
    let draft = drafted(&at.standing, body).await;
    let read = at.app.anonymous().get(&path(&draft, "")).await.expect(200);
    assert_eq!(read.body["bands"], bands);
    let method = |place: &str| read.body.pointer(&format!("/indicators/{place}/method")).cloned();
    let methods = ["0", "1/children/0", "1/children/1"].map(method);
    assert_eq!(methods, ["survey", "auto", "self"].map(|method| Some(json!(method))));
    let rest = at.standing.patch(&path(&draft, ""), &read, json!({"bands": []})).await.expect(200);
    assert_eq!(rest.body["bands"], json!([]));
}

#[actix_web::test]
async fn a_draft_names_the_fields_that_could_never_score() {
    let at = Awarding::start().await;
    let second = "/indicators/1/children";
    let option = |share: &str| json!({"kind": "choice", "options": [{"code": "a", "label_vi": "A", "share": share}]});
    for (place, value, pointer) in [
        ("/max_points", json!("-1"), "/max_points"),
        ("/max_points", json!(30), "/max_points"),
        ("/max_points", json!("3e1"), "/max_points"),
        ("/code", json!("mã số"), "/code"),
        ("/title_vi", json!(" "), "/title_vi"),
        ("/kind", json!("guess"), "/kind"),
        ("/level", json!("village"), "/level"),
        ("/provenance", json!("perhaps"), "/provenance"),
        ("/effective_to", json!("2023-01-01"), "/effective_to"),
        ("/indicators/0/code", json!("2.1"), &format!("{second}/0/code")),
        ("/indicators/0/rule", json!({"kind": "sum"}), "/indicators/0/rule"),
        ("/indicators/1/rule", json!({"kind": "manual"}), "/indicators/1/rule"),
        ("/indicators/1/scored", json!(false), "/indicators/1/scored"),
        ("/indicators/0/rule/steps/0/points", json!("20.0001"), "/indicators/0/rule"),
        ("/indicators/0/rule/steps/0/at_least", json!("3"), "/indicators/0/rule"),
        ("/indicators/0/rule/steps", json!([]), "/indicators/0/rule"),
        ("/indicators/1/children/1/rule", option("1.5"), &format!("{second}/1/rule")),
        ("/indicators/1/children/1/rule", json!({"kind": "choice", "options": []}), &format!("{second}/1/rule")),
        ("/indicators/0/title_vi", json!("x".repeat(1001)), "/indicators/0/title_vi"),
        ("/indicators/0/method", json!("magic"), "/indicators/0/method"),
    ] {
        let refused = at.standing.post("/v1/indicator-sets", with(set("S1"), place, value.clone())).await;
        let refused = refused.refused(422, "validation_failed");
        assert_eq!(pointers(&refused), [pointer], "{place} {value}");
    }
    let bands = |bands: Value| {
        let mut body = set("S1");
        body["bands"] = bands;
        body
    };
    let band = |from: &str| json!({"from": from, "label_vi": "Tốt", "provenance": "unconfirmed"});
    for wrong in
        [json!([band("10"), band("20")]), json!([band("31")]), json!([band("-1")]), json!([band("10"), band("10")])]
    {
        let refused = at.standing.post("/v1/indicator-sets", bands(wrong)).await.refused(422, "validation_failed");
        assert_eq!(pointers(&refused), ["/bands"]);
    }
    for (member, value) in [("label_vi", json!(" ")), ("provenance", json!("perhaps")), ("from", json!(30))] {
        let mut one = band("30");
        one[member] = value;
        let refused = at.standing.post("/v1/indicator-sets", bands(json!([one]))).await;
        assert_eq!(pointers(&refused.refused(422, "validation_failed")), [format!("/bands/0/{member}")]);
    }
    let many: Vec<_> = (0..21).rev().map(|from| band(&from.to_string())).collect();
    let refused = at.standing.post("/v1/indicator-sets", bands(json!(many))).await.refused(422, "validation_failed");
    assert_eq!(pointers(&refused), ["/bands"]);
    drafted(&at.standing, bands(json!([band("30"), band("0")]))).await;
    let mut surveyed = set("S2");
    surveyed["survey_max"] = json!("30.01");
    let refused = at.standing.post("/v1/indicator-sets", surveyed).await.refused(422, "validation_failed");
    assert_eq!(pointers(&refused), ["/survey_max"]);
}

#[actix_web::test]
async fn a_code_is_given_once_and_a_rehearsal_keeps_nothing() {
    let at = Awarding::start().await;
    let rehearsed = at.standing.post("/v1/indicator-sets?dry_run=true", set("S1")).await.expect(201);
    assert_eq!(rehearsed.body["dry_run"], true);
    assert_eq!(at.admin.get("/v1/indicator-sets?count=true").await.expect(200).body["total"], 0);
    drafted(&at.admin, set("S1")).await;
    at.standing.post("/v1/indicator-sets", set("S1")).await.refused(409, "already_exists");
}

#[actix_web::test]
async fn a_thousand_indicators_are_the_most() {
    let at = Awarding::start().await;
    let many = |count: usize| {
        let nodes: Vec<Value> =
            (0..count).map(|n| super::leaf(&format!("{n}"), "1", json!({"kind": "manual"}))).collect();
        with(set("S1"), "/indicators", json!(nodes))
    };
    let refused = at.standing.post("/v1/indicator-sets", many(1001)).await.refused(422, "validation_failed");
    assert_eq!(pointers(&refused), ["/indicators"]);
    drafted(&at.standing, many(1000)).await;
}
