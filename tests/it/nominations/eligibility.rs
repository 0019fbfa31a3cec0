//! Appraisal: the verdict on every rule, and where it leads.

use serde_json::{Value, json};
use thidua::access::Role;

use crate::support::{Awarding, CAMPAIGN, Reply, good_unit};

fn verdict<'a>(eligibility: &'a Reply, rule: &str) -> &'a Value {
    let verdicts = eligibility.body["verdicts"].as_array().expect("verdicts");
    verdicts.iter().find(|verdict| verdict["rule"] == rule).expect("a verdict on the rule")
}

async fn eligibility(at: &Awarding, nomination: &Reply) -> Reply {
    at.standing.get(&format!("/v1/nominations/{}/eligibility", nomination.text("id"))).await.expect(200)
}

#[actix_web::test]
async fn vector_1_half_of_the_dossiers_online_is_not_enough() {
    for (online, received, expected, state) in [
        (50, 100, "fail", "ineligible"),
        (51, 100, "pass", "eligible"),
        (1, 1, "pass", "eligible"),
        (0, 0, "pending", "pending"),
    ] {
        let at = Awarding::start().await;
        at.dossiers("TN-A", online, received).await;
        at.publish_par_index(&[("TN-A", "85.00")]);
        let judged = at.appraised(&at.head, "TN-A", None).await;
        let shown = eligibility(&at, &judged).await;
        let rate = verdict(&shown, "C1b");
        assert_eq!((judged.text("state"), &rate["verdict"]), (state, &json!(expected)), "{online} of {received}");
        assert_eq!(rate["observed"], json!({"numerator": online, "denominator": received}));
    }
}

#[actix_web::test]
async fn vector_2_the_published_par_index() {
    for (unit, score, expected) in [
        ("TN-A", Some("84.99"), "fail"),
        ("TN-A", Some("85.00"), "pass"),
        ("TN-A", None, "pending"),
        ("TN-MT", None, "not_applicable"),
        ("TN-MT", Some("20"), "not_applicable"),
    ] {
        let at = Awarding::start().await;
        at.dossiers(unit, 51, 100).await;
        if let Some(score) = score {
            at.publish_par_index(&[(unit, score)]);
        }
        let head = at.app.account("head.of.it", &[(Role::UnitHead, Some(unit))]).await;
        let judged = at.appraised(&head, unit, None).await;
        let shown = eligibility(&at, &judged).await;
        assert_eq!(verdict(&shown, "C2")["verdict"], expected, "{unit} {score:?}");
    }
}

#[actix_web::test]
async fn a_verdict_shows_all_that_it_follows_from() {
    let at = Awarding::start().await;
    let month = at.dossiers("TN-A", 51, 100).await;
    at.publish_par_index(&[("TN-A", "84.9")]);
    at.publish_par_index(&[("TN-A", "91.125")]);
    let judged = at.appraised(&at.head, "TN-A", None).await;
    let shown = eligibility(&at, &judged).await;
    let rate = verdict(&shown, "C1b");
    assert_eq!(
        (&rate["operator"], &rate["threshold"], &rate["clause"]),
        (&json!("gt"), &json!("50.00"), &json!("III.1, C1"))
    );
    let records = json!([{"id": month.body["id"], "month": "2023-05", "revision": 1}]);
    let source =
        json!({"kind": "statistics", "metric": "online_dossier_rate_pct@1", "scope": "unit", "records": records});
    assert_eq!(rate["source"], source);
    let index = verdict(&shown, "C2");
    assert_eq!(index["observed"], json!({"score": "91.125", "unit_of_measure": "point"}));
    assert_eq!(
        (&index["source"]["kind"], &index["source"]["decision_number"]),
        (&json!("publication"), &json!("77/QĐ-UBND"))
    );
    let judgement = verdict(&shown, "C1a");
    assert_eq!((&judgement["observed"], &judgement["reason"]), (&json!({"judgement": "pass"}), &json!("Đủ")));
    assert_eq!((&shown.body["edition"], &shown.body["state"]), (&json!(1), &json!("eligible")));
    let record = at.decider.get(&format!("/v1/nominations/{}/appraisals", judged.text("id"))).await.expect(200).body;
    let verdicts = json!({"C1a": "pass", "C1b": "pass", "C2": "pass", "C3": "pass"});
    assert_eq!(record["details"], json!({"edition": 1, "verdicts": verdicts}));
}

#[actix_web::test]
async fn only_the_year_of_the_campaign_counts() {
    let at = Awarding::start().await;
    for (month, online) in [("2022-12", 100), ("2023-01", 50), ("2023-12", 50)] {
        at.client.post("/v1/statistics", crate::support::figures("TN-A", month, online, 100)).await.expect(201);
    }
    at.app.clock.set("2024-01-04T09:00:00+07:00");
    at.client.post("/v1/statistics", crate::support::figures("TN-A", "2024-01", 100, 100)).await.expect(201);
    at.sql("UPDATE campaigns SET dossiers_close_at = NULL");
    let judged = at.appraised(&at.head, "TN-A", None).await;
    let shown = eligibility(&at, &judged).await;
    assert_eq!(verdict(&shown, "C1b")["observed"], json!({"numerator": 100, "denominator": 200}));
}

#[actix_web::test]
async fn a_person_is_judged_by_the_units_rate_and_told_so() {
    let at = Awarding::start().await;
    at.dossiers("TN-A", 51, 100).await;
    at.publish_par_index(&[("TN-A", "85.00")]);
    let judged = at.appraised(&at.head, "TN-A", Some("Nguyễn Thị Lan")).await;
    assert_eq!(judged.text("state"), "eligible");
    let shown = eligibility(&at, &judged).await;
    assert_eq!(verdict(&shown, "I1b")["source"]["scope"], "unit_in_place_of_fields");
    assert_eq!(shown.body["verdicts"].as_array().map(Vec::len), Some(5));
}

#[actix_web::test]
async fn pending_until_the_index_is_published() {
    let at = Awarding::start().await;
    at.dossiers("TN-A", 51, 100).await;
    let pending = at.appraised(&at.head, "TN-A", None).await;
    assert_eq!(pending.text("state"), "pending");
    at.campaign_is("appraising");
    let still = at.step(&at.standing, &pending, "evaluations", json!({})).await.expect(201);
    assert_eq!((still.text("state"), &still.body["version"]), ("pending", &json!(5)));
    at.publish_par_index(&[("TN-A", "85.00")]);
    let eligible = at.step(&at.standing, &still, "evaluations", json!({})).await.expect(201);
    assert_eq!(eligible.text("state"), "eligible");
    let all = ["C1a", "C1b", "C2", "C3"].map(|rule| (rule.to_owned(), "pass".to_owned()));
    assert_eq!(at.verdicts(&eligible).await, all);
    let record = at.standing.get(eligible.header("location")).await.expect(200).body;
    assert_eq!((&record["from"], &record["to"]), (&json!("pending"), &json!("eligible")));
    let forwarded = at.step(&at.standing, &eligible, "forwarding", json!({})).await.expect(201);
    assert_eq!((forwarded.text("state"), &forwarded.body["allowed_actions"]), ("to_decider", &json!(["evaluations"])));
}

#[actix_web::test]
async fn what_the_appraiser_left_out_is_awaited() {
    let at = Awarding::start().await;
    at.dossiers("TN-A", 51, 100).await;
    at.publish_par_index(&[("TN-A", "85.00")]);
    let submitted = at.submitted(&at.head, "TN-A", None).await;
    at.campaign_is("dossiers_closed");
    let pending = at.step(&at.standing, &submitted, "appraisals", json!({})).await.expect(201);
    assert_eq!(pending.text("state"), "pending");
    let verdicts = at.verdicts(&pending).await;
    assert_eq!(
        verdicts.iter().filter(|(_, verdict)| verdict == "pending").map(|(rule, _)| rule.as_str()).collect::<Vec<_>>(),
        ["C1a", "C3"]
    );
    let eligible = at.step(&at.standing, &pending, "appraisals", good_unit()).await.expect(201);
    assert_eq!(eligible.text("state"), "eligible");
}

#[actix_web::test]
async fn one_violation_or_a_bad_finding_decides() {
    for findings in [
        json!({"judgements": [{"rule": "C1a", "verdict": "pass", "reason": "Đủ"}], "discipline": {"violations": 1, "source": "Sổ"}}),
        json!({"judgements": [{"rule": "C1a", "verdict": "fail", "reason": "Chậm"}], "discipline": {"violations": 0, "source": "Sổ"}}),
    ] {
        let at = Awarding::start().await;
        at.dossiers("TN-A", 51, 100).await;
        at.publish_par_index(&[("TN-A", "85.00")]);
        let submitted = at.submitted(&at.head, "TN-A", None).await;
        at.campaign_is("appraising");
        let judged = at.step(&at.standing, &submitted, "appraisals", findings).await.expect(201);
        assert_eq!(judged.text("state"), "ineligible");
    }
}

#[actix_web::test]
async fn what_was_found_of_discipline_is_for_appraisers() {
    let at = Awarding::start().await;
    let judged = at.appraised(&at.head, "TN-A", None).await;
    let path = format!("/v1/nominations/{}/eligibility", judged.text("id"));
    let appraiser = at.standing.get(&path).await.expect(200);
    assert_eq!(verdict(&appraiser, "C3")["observed"], json!({"count": 0}));
    assert_eq!(verdict(&appraiser, "C3")["source"], json!({"kind": "appraisal", "note": "Sổ"}));
    for other in [&at.head, &at.officer, &at.decider] {
        let shown = other.get(&path).await.expect(200);
        let discipline = verdict(&shown, "C3");
        assert_eq!((&discipline["verdict"], &discipline["observed"]), (&json!("pass"), &json!({})));
        assert_eq!(discipline["source"], json!({"kind": "restricted"}));
    }
}

#[actix_web::test]
async fn nobody_appraises_their_own() {
    let at = Awarding::start().await;
    let own_unit = at.submitted(&at.app.actor(Role::UnitHead, Some("TN-PNV")).await, "TN-PNV", None).await;
    at.campaign_is("appraising");
    at.step(&at.standing, &own_unit, "appraisals", good_unit()).await.refused(422, "separation_of_duties");
    let path = format!("/v1/nominations/{}", own_unit.text("id"));
    assert_eq!(at.standing.get(&path).await.expect(200).body["allowed_actions"], json!([]));
    let second = at.app.account("second", &[(Role::StandingAgency, Some("TN"))]).await;
    at.step(&second, &own_unit, "appraisals", good_unit()).await.expect(201);
    at.campaign_is("running");
    let both = at.app.account("both", &[(Role::StandingAgency, Some("TN")), (Role::UnitHead, Some("TN-B"))]).await;
    let own_dossier = at.submitted(&both, "TN-B", None).await;
    at.campaign_is("appraising");
    at.step(&both, &own_dossier, "appraisals", good_unit()).await.refused(422, "separation_of_duties");
}

#[actix_web::test]
async fn findings_are_on_rules_that_ask_for_them() {
    let at = Awarding::start().await;
    let submitted = at.submitted(&at.head, "TN-A", None).await;
    at.campaign_is("appraising");
    let finding = |rule: &str| json!({"rule": rule, "verdict": "pass", "reason": "Đủ"});
    for (judgements, pointer) in [
        (json!([finding("I1a")]), "/judgements/0/rule"),
        (json!([finding("C1b")]), "/judgements/0/rule"),
        (json!([finding("C1a"), finding("C1a")]), "/judgements/1/rule"),
        (json!([finding("a b")]), "/judgements/0/rule"),
        (json!([{"rule": "C1a", "verdict": "pass", "reason": " "}]), "/judgements/0/reason"),
        (json!([{"rule": "C1a", "verdict": "pending", "reason": "x"}]), "/judgements/0/verdict"),
    ] {
        let refused = at.step(&at.standing, &submitted, "appraisals", json!({"judgements": judgements})).await;
        assert_eq!(refused.refused(422, "validation_failed").body["errors"][0]["pointer"], pointer);
    }
    let negative = json!({"discipline": {"violations": -1, "source": "Sổ"}});
    at.step(&at.standing, &submitted, "appraisals", negative).await.refused(422, "validation_failed");
}

#[actix_web::test]
async fn an_amendment_leaves_what_was_judged_by_the_edition_before() {
    let at = Awarding::start().await;
    at.dossiers("TN-A", 51, 100).await;
    let pending = at.appraised(&at.head, "TN-A", None).await;
    at.sql(&format!(
        "INSERT INTO campaign_editions (id, campaign_id, number, decision_number, decided_on, signer, signer_title_vi, reason, created_at)
         VALUES (gen_random_uuid(), '{CAMPAIGN}', 2, '9/QĐ', '2024-01-02', 'A', 'B', 'Sửa', now());
         INSERT INTO campaign_participants SELECT e.id, p.ordinal, p.unit_id, false
         FROM campaign_participants p, campaign_editions e WHERE e.number = 2;
         UPDATE campaigns SET edition = 2"
    ));
    at.publish_par_index(&[("TN-A", "85.00")]);
    at.campaign_is("appraising");
    let eligible = at.step(&at.standing, &pending, "evaluations", json!({})).await.expect(201);
    assert_eq!((eligible.text("state"), &eligible.body["edition"]), ("eligible", &json!(1)));
    let shown = eligibility(&at, &eligible).await;
    assert_eq!(verdict(&shown, "C2")["verdict"], "pass", "the unit is scored by the edition that it was judged by");
}
