//! What each step demands besides its state.

use serde_json::{Value, json};

use super::{District, body_of, issuance, pointers, with};
use crate::support::story::{campaign, path};

#[actix_web::test]
async fn a_proposal_is_made_with_a_document() {
    let at = District::start().await;
    let draft = at.drafted().await;
    for (body, pointer) in [
        (json!({"number": " ", "issued_on": "2023-02-10"}), "/number"),
        (json!({"number": "4".repeat(65), "issued_on": "2023-02-10"}), "/number"),
        (json!({"number": "42/PNV", "issued_on": "2023-03-02"}), "/issued_on"),
        (json!({"number": "42/PNV", "issued_on": "10/02/2023"}), "/issued_on"),
        (json!({"number": "42/PNV", "issued_on": "2023-02-10", "signer": "X"}), "/signer"),
    ] {
        let refused = at.take(&draft, "proposal", body).await.refused(422, "validation_failed");
        assert_eq!(pointers(&refused), [pointer]);
    }
    let missing = at.take(&draft, "proposal", json!({"issued_on": "2023-02-10"})).await;
    missing.refused(422, "validation_failed");
}

#[actix_web::test]
async fn every_gap_of_a_proposal_is_named() {
    let at = District::start().await;
    let sample = campaign();
    let no_task = json!([{"code": "a", "label_as_printed": "a)", "title_vi": "Chỉ đạo", "tasks": []}]);
    let collective_only: Vec<_> = sample["criteria"].as_array().expect("a list").iter().take(3).cloned().collect();
    let mut without_rule = sample["criteria"].clone();
    without_rule[6]["rules"] = json!([]);
    let gaps: [(Value, &[&str]); 7] = [
        (json!({"legal_bases": []}), &["/legal_bases"]),
        (json!({"domains": []}), &["/domains", "/domains/0/tasks"]),
        (json!({"domains": no_task}), &["/domains/0/tasks"]),
        (json!({"criteria": []}), &["/criteria", "/criteria"]),
        (json!({"criteria": collective_only}), &["/criteria"]),
        (json!({"criteria": without_rule}), &["/criteria/6/rules"]),
        (json!({"participants": []}), &["/participants"]),
    ];
    for (number, (gap, expected)) in gaps.into_iter().enumerate() {
        let draft = at.draft_with(with(gap, json!({"code": format!("GAP-{number}")}))).await;
        let refused = at.take(&draft, "proposal", body_of("proposal")).await.refused(422, "campaign_incomplete");
        assert_eq!(pointers(&refused), expected);
    }
    let bare = json!({"code": "BARE", "name_vi": "Trống", "theme_vi": "xanh", "form": "regular", "year": 2024,
                      "organiser": {"code": "TN"}, "standing_agency": {"code": "TN-PNV"}});
    let bare = at.agency.post("/v1/campaigns", bare).await.expect(201);
    let refused = at.take(&bare, "proposal", body_of("proposal")).await.refused(422, "campaign_incomplete");
    let all = ["/legal_bases", "/domains", "/domains/0/tasks", "/criteria", "/criteria", "/participants"];
    assert_eq!(pointers(&refused), all);
}

#[actix_web::test]
async fn a_decision_has_number_date_and_signer() {
    let at = District::start().await;
    let proposed = at.proposed().await;
    let decision = issuance()["decision"].clone();
    for (change, pointer, code) in [
        (json!({"number": ""}), "/decision/number", "length"),
        (json!({"signer": "\u{1}"}), "/decision/signer", "text"),
        (json!({"signer_title_vi": " "}), "/decision/signer_title_vi", "text"),
        (json!({"issued_on": "2023-03-02"}), "/decision/issued_on", "future"),
        (json!({"issued_on": "2023-02-09"}), "/decision/issued_on", "order"),
        (json!({"signer": null}), "/decision/signer", "shape"),
    ] {
        let body = json!({"decision": with(decision.clone(), change)});
        let refused = at.take(&proposed, "issuance", body).await.refused(422, "validation_failed");
        assert_eq!(refused.body["errors"][0]["code"], code, "{:#}", refused.body);
        assert_eq!(pointers(&refused)[0], pointer);
    }
    let issued = at.take(&proposed, "issuance", json!({"decision": decision})).await.expect(201);
    assert_eq!(issued.body["edition"]["decision"]["signer_title_vi"], "Chủ tịch");
    assert_eq!(issued.text("issued_on"), "2023-03-01");
}

#[actix_web::test]
async fn a_proposal_that_has_lost_its_content_is_not_issued() {
    let at = District::start().await;
    let proposed = at.proposed().await;
    at.app.database.execute("DELETE FROM campaign_criteria WHERE subject = 'individual'").expect("a gap");
    let refused = at.take(&proposed, "issuance", issuance()).await.refused(422, "campaign_incomplete");
    assert_eq!(pointers(&refused), ["/criteria"]);
}

#[actix_web::test]
async fn a_launch_has_its_day_or_its_month() {
    let at = District::start().await;
    let issued = at.issued().await;
    let tomorrow = at.take(&issued, "launch", json!({"launched_on": "2023-03-02"})).await;
    assert_eq!(pointers(&tomorrow.refused(422, "validation_failed")), ["/launched_on"]);
    at.take(&issued, "launch", json!({})).await.refused(422, "validation_failed");
    assert_eq!((&issued.body["launched_on"], &issued.body["launched_precision"]), (&Value::Null, &Value::Null));
    let launched = at.take(&issued, "launch?dry_run=true", json!({"launched_on": "2023-03-01"})).await;
    let launched = launched.expect(201);
    assert_eq!((launched.text("launched_on"), launched.text("launched_precision")), ("2023-03-01", "date"));
    let middle = json!({"launched_on": "2023-02-15", "precision": "month"});
    let refused = at.take(&issued, "launch", middle).await.refused(422, "validation_failed");
    assert_eq!(refused.body["errors"][0]["code"], "first_of_month");
    let before = json!({"launched_on": "2023-02-01", "precision": "before"});
    assert_eq!(pointers(&at.take(&issued, "launch", before).await.refused(422, "validation_failed")), ["/precision"]);
    let month = json!({"launched_on": "2023-02-01", "precision": "month"});
    let launched = at.take(&issued, "launch", month).await.expect(201);
    assert_eq!((launched.text("launched_on"), launched.text("launched_precision")), ("2023-02-01", "month"));
    let warnings = launched.body["warnings"].as_array().expect("a list");
    assert!(warnings.contains(&json!({"code": "launch_precedes_decision", "pointer": "/milestones/1"})));
}

#[actix_web::test]
async fn a_reason_is_given_where_one_is_owed() {
    let at = District::start().await;
    let closed = at.closed().await;
    for noun in ["return", "cancellation", "reopening"] {
        at.take(&closed, noun, json!({})).await.refused(422, "validation_failed");
        for reason in ["", " ", &"x".repeat(2001)] {
            let refused = at.take(&closed, noun, json!({"reason": reason})).await.refused(422, "validation_failed");
            assert_eq!(pointers(&refused)[0], "/reason", "{noun}");
        }
    }
}

#[actix_web::test]
async fn a_summary_has_its_report() {
    let at = District::start().await;
    let closed = at.closed().await;
    let appraising = at.go(&closed, "appraisal").await;
    at.app.database.execute("UPDATE campaigns SET state = 'awarded'").expect("awarded");
    for (change, pointer) in
        [(json!({"report_number": " "}), "/report_number"), (json!({"summarised_on": "2023-12-31"}), "/summarised_on")]
    {
        let refused = at.take(&appraising, "summary", with(body_of("summary"), change)).await;
        assert_eq!(pointers(&refused.refused(422, "validation_failed")), [pointer]);
    }
    let summarised = at.go(&appraising, "summary").await;
    let record = at.app.anonymous().get(&path(&summarised, "/summary")).await.expect(200);
    assert_eq!(record.body["details"]["report_number"], "15/BC-UBND");
}
