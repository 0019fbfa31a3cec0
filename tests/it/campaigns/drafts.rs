//! What may stand in a draft, and what is refused with its place.

use serde_json::{Value, json};

use super::{District, pointers, with};
use crate::support::story::{campaign, path};

const INVALID: &str = "validation_failed";

/// The sample's list with one place changed.
fn changed(list: &str, place: &str, value: Value) -> Value {
    let mut body = json!({list: campaign()[list]});
    *body.pointer_mut(&format!("/{list}{place}")).expect("a place in the sample") = value;
    body
}

#[actix_web::test]
async fn fields_at_fault_are_named() {
    let at = District::start().await;
    for (change, pointer) in [
        (json!({"code": "TN 2023"}), "/code"),
        (json!({"code": "x".repeat(65)}), "/code"),
        (json!({"name_vi": ""}), "/name_vi"),
        (json!({"name_vi": "x".repeat(501)}), "/name_vi"),
        (json!({"name_en": " "}), "/name_en"),
        (json!({"theme_vi": "\u{7}"}), "/theme_vi"),
        (json!({"motto_vi": "x".repeat(1001)}), "/motto_vi"),
        (json!({"form": "special"}), "/form"),
        (json!({"year": 1944}), "/year"),
        (json!({"year": 2201}), "/year"),
        (json!({"year": "2023"}), "/year"),
        (json!({"organiser": {"id": "x"}}), "/organiser/id"),
        (json!({"state": "issued"}), "/state"),
    ] {
        let refused = at.agency.post("/v1/campaigns", with(campaign(), change)).await.refused(422, INVALID);
        assert_eq!(pointers(&refused)[0], pointer, "{:#}", refused.body);
    }
}

#[actix_web::test]
async fn items_at_fault_are_named_by_their_place() {
    let at = District::start().await;
    let bases = |place, value| changed("legal_bases", place, value);
    let milestones = |place, value| changed("milestones", place, value);
    let domains = |place, value| changed("domains", place, value);
    let criteria = |place, value| changed("criteria", place, value);
    for (change, pointer) in [
        (bases("/2/text_as_printed", json!("")), "/legal_bases/2/text_as_printed"),
        (bases("/2/text_normalised", json!(" ")), "/legal_bases/2/text_normalised"),
        (bases("/0/documents/0/kind", json!("poem")), "/legal_bases/0/documents/0/kind"),
        (bases("/0/documents/0/issued_on", json!("01/3/2023")), "/legal_bases/0/documents/0/issued_on"),
        (bases("/0/documents/0/number", json!("x".repeat(65))), "/legal_bases/0/documents/0/number"),
        (bases("/0/documents/0/provenance", json!("rumour")), "/legal_bases/0/documents/0/provenance"),
        (milestones("/0/code", json!("party")), "/milestones/0/code"),
        (milestones("/1/code", json!("proposal")), "/milestones/1/code"),
        (milestones("/1/on", json!("2023-02-02")), "/milestones/1/on"),
        (milestones("/3/on", json!("2023-02-02")), "/milestones/3/on"),
        (milestones("/4/on", Value::Null), "/milestones/4/on"),
        (milestones("/4/on", json!("1890-05-19")), "/milestones/4/on"),
        (milestones("/4/precision", json!("about")), "/milestones/4/precision"),
        (domains("/4/code", json!("d")), "/domains/4/code"),
        (domains("/4/code", json!("ơ")), "/domains/4/code"),
        (domains("/4/label_as_printed", json!("")), "/domains/4/label_as_printed"),
        (domains("/4/tasks/0/code", json!("a.1")), "/domains/4/tasks/0/code"),
        (domains("/4/tasks/0/kind", json!("dream")), "/domains/4/tasks/0/kind"),
        (domains("/4/tasks/0/title_vi", json!("x".repeat(1001))), "/domains/4/tasks/0/title_vi"),
        (domains("/2/tasks/1/target/threshold", json!("30,5")), "/domains/2/tasks/1/target/threshold"),
        (domains("/2/tasks/1/target/threshold", json!(30)), "/domains/2/tasks/1/target/threshold"),
        (domains("/2/tasks/1/target/metric", json!("số")), "/domains/2/tasks/1/target/metric"),
        (domains("/2/tasks/1/target/operator", json!("≥")), "/domains/2/tasks/1/target/operator"),
        (criteria("/1/code", json!("C1")), "/criteria/1/code"),
        (criteria("/1/subject", json!("household")), "/criteria/1/subject"),
        (criteria("/1/clause", json!("")), "/criteria/1/clause"),
        (criteria("/0/rules/1/code", json!("C1a")), "/criteria/0/rules/1/code"),
        (criteria("/0/rules/1/threshold", Value::Null), "/criteria/0/rules/1/metric"),
        (criteria("/0/rules/0/operator", json!("gt")), "/criteria/0/rules/0/metric"),
        (criteria("/0/rules/1/metric", json!("charm")), "/criteria/0/rules/1/metric"),
        (criteria("/0/rules/1/applies_when", json!("never")), "/criteria/0/rules/1/applies_when"),
    ] {
        let refused = at.agency.post("/v1/campaigns", with(campaign(), change)).await.refused(422, INVALID);
        assert_eq!(pointers(&refused)[0], pointer, "{:#}", refused.body);
    }
    assert_eq!(at.agency.get("/v1/campaigns?count=true").await.expect(200).body["total"], 0);
}

#[actix_web::test]
async fn lists_have_their_limits() {
    let at = District::start().await;
    let sample = campaign();
    let many = |count: usize, item: &Value, member: &str| -> Value {
        let numbered = |number: usize| with(item.clone(), json!({member: number.to_string()}));
        (0..count).map(numbered).collect()
    };
    let task = &sample["domains"][0]["tasks"][0];
    let domain = with(sample["domains"][0].clone(), json!({"tasks": []}));
    let rule = &sample["criteria"][0]["rules"][0];
    let criterion = with(sample["criteria"][0].clone(), json!({"rules": []}));
    let crowded = with(domain.clone(), json!({"tasks": many(201, task, "code")}));
    let strict = with(criterion.clone(), json!({"rules": many(21, rule, "code")}));
    let base = with(sample["legal_bases"][0].clone(), json!({"documents": []}));
    let citing = with(base.clone(), json!({"documents": vec![sample["legal_bases"][0]["documents"][0].clone(); 21]}));
    for (change, pointer) in [
        (json!({"legal_bases": vec![base; 101]}), "/legal_bases"),
        (json!({"legal_bases": [citing]}), "/legal_bases/0/documents"),
        (json!({"domains": many(51, &domain, "code")}), "/domains"),
        (json!({"domains": [crowded]}), "/domains/0/tasks"),
        (json!({"criteria": many(51, &criterion, "code")}), "/criteria"),
        (json!({"criteria": [strict]}), "/criteria/0/rules"),
        (json!({"participants": vec![sample["participants"][0].clone(); 1001]}), "/participants"),
    ] {
        let refused = at.agency.post("/v1/campaigns", with(campaign(), change)).await.refused(422, INVALID);
        assert_eq!((pointers(&refused)[0], &refused.body["errors"][0]["code"]), (pointer, &json!("length")));
    }
}

#[actix_web::test]
async fn units_are_known_and_take_part_once() {
    let at = District::start().await;
    let part = |unit: Value| json!({"unit": unit, "scored_by_authority": true});
    let vp = part(json!({"code": "TN-VP"}));
    for (change, code, pointer) in [
        (json!({"organiser": {"code": "X"}}), "unknown_reference", "/organiser"),
        (json!({"standing_agency": {"code": "X"}}), "unknown_reference", "/standing_agency"),
        (json!({"participants": [vp, part(json!({"code": "X"}))]}), "unknown_reference", "/participants/1/unit"),
        (json!({"participants": [vp, vp]}), INVALID, "/participants/1/unit"),
    ] {
        let refused = at.agency.post("/v1/campaigns", with(campaign(), change)).await.refused(422, code);
        assert_eq!(pointers(&refused)[0], pointer, "{:#}", refused.body);
    }
    let id = at.agency.get("/v1/units?code=TN-VP").await.expect(200).body["items"][0]["id"].clone();
    let named = at.draft_with(json!({"participants": [part(json!({"id": id}))]})).await;
    assert_eq!(named.body["participants"][0]["unit"]["code"], "TN-VP");
}

#[actix_web::test]
async fn a_code_is_taken_once() {
    let at = District::start().await;
    at.drafted().await;
    at.agency.post("/v1/campaigns", campaign()).await.refused(409, "already_exists");
    let other = at.draft_with(json!({"code": "OTHER"})).await;
    let taken = json!({"code": "TN-CCHC-2023"});
    at.agency.patch(&path(&other, ""), &other, taken).await.refused(409, "already_exists");
}

#[actix_web::test]
async fn a_change_of_a_draft_is_held_to_the_same_rules() {
    let at = District::start().await;
    let draft = at.drafted().await;
    let twice = json!([campaign()["domains"][0], campaign()["domains"][0]]);
    for (change, code, pointer) in [
        (json!({"name_vi": null}), INVALID, "/name_vi"),
        (json!({"year": 1}), INVALID, "/year"),
        (json!({"organiser": {"code": "X"}}), "unknown_reference", "/organiser"),
        (json!({"domains": null}), INVALID, "/domains"),
        (json!({"domains": twice}), INVALID, "/domains/1/code"),
        (json!({"issued_on": "2023-03-01"}), INVALID, "/issued_on"),
    ] {
        let refused = at.agency.patch(&path(&draft, ""), &draft, change).await.refused(422, code);
        assert_eq!(pointers(&refused)[0], pointer, "{:#}", refused.body);
    }
    assert_eq!(at.agency.get(&path(&draft, "")).await.expect(200).body, draft.body);
}

#[actix_web::test]
async fn vietnamese_text_is_kept_composed_and_found_without_marks() {
    let at = District::start().await;
    let decomposed = "Hòa bình".replace('ò', "o\u{300}");
    let draft = at.draft_with(json!({"name_vi": decomposed})).await;
    assert_eq!(draft.text("name_vi"), "Hòa bình");
    for (part, found) in [("hoa%20binh", 1), ("ho%C3%A0", 1), ("h%C3%B2a", 1), ("hoang", 0)] {
        let listed = at.agency.get(&format!("/v1/campaigns?count=true&q={part}")).await.expect(200);
        assert_eq!(listed.body["total"], found, "{part}");
    }
}
