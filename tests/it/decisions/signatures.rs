//! Signing: what it freezes, and what it refuses.

use actix_web::http::Method;
use serde_json::{Value, json};
use thidua::access::{Permit, Role, may};
use thidua::awards;
use thidua::ids::CampaignId;
use thidua::platform::problem::{Code, Problem};

use super::{drafted, path, pointers, proposed, signature, signed, with};
use crate::support::{Awarding, CAMPAIGN};

#[actix_web::test]
async fn vector_4_a_persons_giay_khen_is_540_000() {
    let at = Awarding::start().await;
    let (person, unit) = proposed(&at).await;
    let decided = signed(&at, &[&person, &unit]).await;
    assert_eq!(
        (decided.text("state"), decided.text("number"), decided.text("signed_on")),
        ("signed", "45/QĐ-UBND", "2024-01-15")
    );
    assert_eq!((&decided.body["base_salary_vnd"], &decided.body["total_vnd"]), (&json!(1_800_000), &json!(1_620_000)));
    let shown = at.app.anonymous().get(&path(&decided, "")).await.expect(200).body;
    let award = &shown["awards"][0];
    assert_eq!(
        (&award["person_name"], &award["unit"]["code"], &award["amount_vnd"]),
        (&json!("Nguyễn Thị Lan"), &json!("TN-A"), &json!(540_000))
    );
    let inputs = [
        "coefficient",
        "rate_provenance",
        "rounding",
        "rounding_unit_vnd",
        "rounding_provenance",
        "authority_provenance",
    ];
    let frozen: Vec<_> = inputs.iter().map(|input| award[input].clone()).collect();
    assert_eq!(json!(frozen), json!(["0.30", "confirmed", "none", 1, "unconfirmed", "confirmed"]));
    assert_eq!(
        (&shown["awards"][1]["amount_vnd"], &shown["awards"][1]["rate_provenance"]),
        (&json!(1_080_000), &json!("unconfirmed"))
    );
    for nomination in [&person, &unit] {
        let now = at.head.get(&format!("/v1/nominations/{}", nomination.text("id"))).await.expect(200);
        assert_eq!((now.text("state"), &now.body["allowed_actions"]), ("granted", &json!([])));
    }
}

#[actix_web::test]
async fn the_law_may_change_and_the_bonus_stays() {
    let at = Awarding::start().await;
    let (person, _) = proposed(&at).await;
    let decided = signed(&at, &[&person]).await;
    at.sql("UPDATE award_rates SET coefficient = 9; UPDATE base_salaries SET amount_vnd = 1");
    let shown = at.app.anonymous().get(&path(&decided, "")).await.expect(200).body;
    assert_eq!((&shown["base_salary_vnd"], &shown["awards"][0]["amount_vnd"]), (&json!(1_800_000), &json!(540_000)));
}

#[actix_web::test]
async fn what_nobody_has_checked_is_signed_on_only_with_a_reason() {
    let at = Awarding::start().await;
    let (person, unit) = proposed(&at).await;
    let draft = drafted(&at, &[&person, &unit]).await;
    let silent = with(signature(), json!({"accept_unconfirmed_reason": null}));
    let refused = at.decider.step(&path(&draft, "/signature"), &draft, silent).await.refused(422, "rate_unconfirmed");
    let errors = refused.body["errors"].as_array().expect("errors");
    let named: Vec<_> = errors.iter().map(|error| json!([error["pointer"], error["code"]])).collect();
    assert_eq!(
        json!(named),
        json!([
            ["/nominations/0", "salary_date"],
            ["/nominations/0", "rounding"],
            ["/nominations/1", "rate"],
            ["/nominations/1", "salary_date"],
            ["/nominations/1", "rounding"]
        ])
    );
    let decided = at.decider.step(&path(&draft, "/signature"), &draft, signature()).await.expect(201);
    let record = at.app.anonymous().get(decided.header("location")).await.expect(200).body;
    assert_eq!(
        (&record["reason"], &record["by"]),
        (&json!("Đã đối chiếu quy tắc làm tròn."), &json!("Tài khoản decider.tn"))
    );
    assert_eq!(
        (&record["details"]["unconfirmed"], &record["details"]["number"]),
        (&json!(["rate", "rounding", "salary_date"]), &json!("45/QĐ-UBND"))
    );
    assert_eq!(record["details"]["awards"][0]["amount_vnd"], 540_000);
}

#[actix_web::test]
async fn what_everybody_has_checked_needs_no_reason_and_keeps_none() {
    let at = Awarding::start().await;
    let (person, _) = proposed(&at).await;
    at.sql("UPDATE award_policies SET rounding_provenance = 'confirmed', salary_date_provenance = 'confirmed'");
    let draft = drafted(&at, &[&person]).await;
    let decided = at.decider.step(&path(&draft, "/signature"), &draft, signature()).await.expect(201);
    let record = at.decider.get(decided.header("location")).await.expect(200).body;
    assert_eq!((&record["reason"], &record["details"]["unconfirmed"]), (&Value::Null, &json!([])));
}

#[actix_web::test]
async fn an_authority_that_nobody_has_checked_is_named() {
    let at = Awarding::start().await;
    let (person, _) = proposed(&at).await;
    let draft = drafted(&at, &[&person]).await;
    let body = with(signature(), json!({"signed_on": "2023-12-31", "accept_unconfirmed_reason": null}));
    let refused = at.decider.step(&path(&draft, "/signature"), &draft, body).await.refused(422, "rate_unconfirmed");
    let codes: Vec<_> = refused.body["errors"].as_array().expect("errors").iter().map(|error| &error["code"]).collect();
    assert_eq!(json!(codes), json!(["rate", "salary_date", "rounding", "authority"]));
}

#[actix_web::test]
async fn the_law_of_the_day_of_signing_applies() {
    let at = Awarding::start().await;
    let (person, _) = proposed(&at).await;
    let draft = drafted(&at, &[&person]).await;
    at.app.clock.set("2025-07-02T09:00:00+07:00");
    let sign = async |on: &str| {
        at.decider.step(&path(&draft, "/signature"), &draft, with(signature(), json!({"signed_on": on}))).await
    };
    let refused = sign("2025-07-01").await.refused(422, "office_without_authority");
    assert_eq!(pointers(&refused), ["/signer_office", "/nominations/0"]);
    at.sql("DELETE FROM base_salaries WHERE valid_from = '2023-07-01'");
    assert!(pointers(&sign("2024-06-30").await.refused(422, "rate_not_found")).contains(&"/nominations/0"));
    let body = with(signature(), json!({"signed_on": "2025-06-30"}));
    let decided = at.decider.step(&path(&draft, "/signature"), &draft, body).await.expect(201);
    assert_eq!((&decided.body["base_salary_vnd"], &decided.body["total_vnd"]), (&json!(2_340_000), &json!(702_000)));
}

#[actix_web::test]
async fn the_office_is_that_of_the_organiser() {
    let at = Awarding::start().await;
    let (person, _) = proposed(&at).await;
    let draft = drafted(&at, &[&person]).await;
    for office in ["commune_chairman", "provincial_chairman", "provincial_department_head"] {
        let body = with(signature(), json!({"signer_office": office}));
        let refused = at.decider.step(&path(&draft, "/signature"), &draft, body).await;
        let refused = refused.refused(422, "office_without_authority");
        assert_eq!(
            (pointers(&refused), &refused.body["errors"][0]["code"]),
            (vec!["/signer_office"], &json!("not_of_organiser"))
        );
    }
    at.sql("UPDATE units SET level = 'commune' WHERE code = 'TN'");
    let refused = at.decider.step(&path(&draft, "/signature"), &draft, signature()).await;
    assert_eq!(pointers(&refused.refused(422, "office_without_authority")), ["/signer_office"]);
}

#[actix_web::test]
async fn a_decision_is_not_older_than_what_it_decides_on() {
    let at = Awarding::start().await;
    at.app.clock.set("2023-12-14T17:30:00Z");
    let (person, _) = proposed(&at).await;
    let draft = drafted(&at, &[&person]).await;
    let sign = async |on: &str| {
        let body = with(signature(), json!({"signed_on": on}));
        at.decider.step(&path(&draft, "/signature?dry_run=true"), &draft, body).await
    };
    for on in ["2023-12-14", "2024-01-16"] {
        assert_eq!(pointers(&sign(on).await.refused(422, "validation_failed")), ["/signed_on"], "{on}");
    }
    sign("2023-12-15").await.expect(201);
}

#[actix_web::test]
async fn who_had_a_hand_in_it_does_not_sign() {
    let at = Awarding::start().await;
    let (person, unit) = proposed(&at).await;
    let both: &[(Role, Option<&str>)] = &[(Role::Decider, Some("TN")), (Role::StandingAgency, Some("TN"))];
    let drafter = at.app.account("drafter", both).await;
    let editor = at.app.account("editor", both).await;
    let draft = drafter.post("/v1/award-decisions", super::decision(&[&person])).await.expect(201);
    drafter.step(&path(&draft, "/signature"), &draft, signature()).await.refused(422, "separation_of_duties");
    assert_eq!(drafter.get(&path(&draft, "")).await.expect(200).body["allowed_actions"], json!(["update"]));
    let edited = editor.patch(&path(&draft, ""), &draft, json!({"title_vi": "Sửa"})).await.expect(200);
    editor.step(&path(&draft, "/signature"), &edited, signature()).await.refused(422, "separation_of_duties");
    at.decider.step(&path(&draft, "/signature"), &edited, signature()).await.expect(201);
    assert_eq!(unit.text("state"), "to_decider");
}

#[actix_web::test]
async fn who_ever_wrote_to_a_dossier_or_judged_it_does_not_sign() {
    let at = Awarding::start().await;
    let deciding = |role, unit| [(Role::Decider, Some("TN")), (role, Some(unit))];
    let writer = at.app.account("writer", &deciding(Role::UnitOfficer, "TN-A")).await;
    let judge = at.app.account("judge", &deciding(Role::StandingAgency, "TN")).await;
    at.dossiers("TN-A", 51, 100).await;
    at.publish_par_index(&[("TN-A", "85.00")]);
    let whole = at.whole(&writer, "TN-A", None).await;
    let submitted = at.step(&at.head, &whole, "submission", json!({})).await.expect(201);
    let returned = at.step(&judge, &submitted, "return", json!({"reason": "Thiếu chữ ký"})).await.expect(201);
    let again = at.step(&at.head, &returned, "submission", json!({})).await.expect(201);
    at.campaign_is("appraising");
    let judged = at.step(&at.standing, &again, "appraisals", crate::support::good_unit()).await.expect(201);
    let forwarded = at.step(&at.standing, &judged, "forwarding", json!({})).await.expect(201);
    at.app.clock.set("2024-01-15T09:00:00+07:00");
    let draft = drafted(&at, &[&forwarded]).await;
    for hand in [&writer, &judge] {
        hand.step(&path(&draft, "/signature"), &draft, signature()).await.refused(422, "separation_of_duties");
    }
    at.decider.step(&path(&draft, "/signature"), &draft, signature()).await.expect(201);
}

#[actix_web::test]
async fn a_verdict_that_the_evidence_no_longer_bears_is_not_signed_on() {
    let at = Awarding::start().await;
    let (person, unit) = proposed(&at).await;
    let draft = drafted(&at, &[&person]).await;
    at.publish_par_index(&[("TN-A", "84.99")]);
    let refused = at.decider.step(&path(&draft, "/signature"), &draft, signature()).await.refused(422, "not_eligible");
    assert_eq!(
        (pointers(&refused), &refused.body["errors"][0]["code"]),
        (vec!["/nominations/0"], &json!("verdict_changed"))
    );
    at.standing.post("/v1/award-decisions", super::decision(&[&unit])).await.refused(422, "not_eligible");
    at.publish_par_index(&[("TN-A", "91.00")]);
    at.decider.step(&path(&draft, "/signature"), &draft, signature()).await.expect(201);
}

#[actix_web::test]
async fn a_verdict_that_fell_meanwhile_is_not_signed_on() {
    let at = Awarding::start().await;
    let (person, unit) = proposed(&at).await;
    let draft = drafted(&at, &[&person, &unit]).await;
    for verdict in ["pending", "fail"] {
        at.sql(&format!(
            "UPDATE nomination_verdicts SET verdict = '{verdict}' WHERE nomination_id = '{}'",
            unit.text("id")
        ));
        let refused = at.decider.step(&path(&draft, "/signature"), &draft, signature()).await;
        assert_eq!(pointers(&refused.refused(422, "not_eligible")), ["/nominations/1"]);
    }
    at.sql(&format!("UPDATE nominations SET state = 'eligible' WHERE id = '{}'", person.text("id")));
    let refused = at.decider.step(&path(&draft, "/signature"), &draft, signature()).await;
    assert_eq!(pointers(&refused.refused(422, "not_eligible")), ["/nominations/0", "/nominations/1"]);
    assert_eq!(at.standing.get(&path(&draft, "")).await.expect(200).text("state"), "draft");
}

#[actix_web::test]
async fn fields_at_fault_are_named() {
    let at = Awarding::start().await;
    let (person, _) = proposed(&at).await;
    let draft = drafted(&at, &[&person]).await;
    for (change, pointer) in [
        (json!({"number": " "}), "/number"),
        (json!({"signer": ""}), "/signer"),
        (json!({"signed_on": "2024-01-16"}), "/signed_on"),
        (json!({"signed_on": "15/01/2024"}), "/signed_on"),
        (json!({"signer_office": "king"}), "/signer_office"),
        (json!({"accept_unconfirmed_reason": " "}), "/accept_unconfirmed_reason"),
    ] {
        let refused = at.decider.step(&path(&draft, "/signature"), &draft, with(signature(), change)).await;
        assert!(pointers(&refused.refused(422, "validation_failed")).contains(&pointer), "{pointer}");
    }
    let emptied = at.standing.patch(&path(&draft, ""), &draft, json!({"nominations": []})).await.expect(200);
    let refused = at.decider.step(&path(&draft, "/signature"), &emptied, signature()).await;
    assert_eq!(pointers(&refused.refused(422, "validation_failed")), ["/nominations"]);
}

#[actix_web::test]
async fn a_number_is_given_once_a_year() {
    let at = Awarding::start().await;
    let (person, unit) = proposed(&at).await;
    signed(&at, &[&person]).await;
    let second = drafted(&at, &[&unit]).await;
    at.decider.step(&path(&second, "/signature"), &second, signature()).await.refused(409, "already_exists");
    let body = with(signature(), json!({"number": "46/QĐ-UBND"}));
    at.decider.step(&path(&second, "/signature"), &second, body).await.expect(201);
}

#[actix_web::test]
async fn a_rehearsed_signature_binds_nothing() {
    let at = Awarding::start().await;
    let (person, _) = proposed(&at).await;
    let draft = drafted(&at, &[&person]).await;
    let shown = at.decider.step(&path(&draft, "/signature?dry_run=true"), &draft, signature()).await.expect(201);
    assert_eq!((&shown.body["dry_run"], &shown.body["total_vnd"]), (&json!(true), &json!(540_000)));
    assert_eq!(at.decider.get(&path(&draft, "")).await.expect(200).text("state"), "draft");
    at.app.anonymous().get(&path(&draft, "")).await.refused(404, "not_found");
}

#[actix_web::test]
async fn awards_are_settled_when_all_have_an_answer() {
    let at = Awarding::start().await;
    let settled = async || -> Result<i64, Problem> {
        let campaign = CampaignId(CAMPAIGN.parse().expect("an id"));
        let permit = Permit::<may::RunCampaigns>::of_service(at.app.gate.clone());
        permit.transaction(async |conn| awards::all_settled(conn.pg(), campaign).await).await
    };
    assert_eq!(settled().await.ok(), Some(0));
    let (person, unit) = proposed(&at).await;
    signed(&at, &[&person]).await;
    let waiting = settled().await.expect_err("one nomination waits");
    assert_eq!((waiting.code, &waiting.members["waiting_nominations"]), (Code::AwardsUnsettled, &json!(1)));
    for (state, answered) in [
        ("submitted", false),
        ("pending", false),
        ("eligible", false),
        ("to_decider", false),
        ("draft", true),
        ("returned", true),
        ("ineligible", true),
        ("withdrawn", true),
        ("refused", true),
        ("granted", true),
    ] {
        at.sql(&format!("UPDATE nominations SET state = '{state}' WHERE id = '{}'", unit.text("id")));
        assert_eq!(settled().await.is_ok(), answered, "{state}");
    }
}

/// Whoever hears no answer to a signature sends it again: it was signed once, and the answer is the same.
#[actix_web::test]
async fn a_signature_that_is_sent_again_signs_once() {
    let at = Awarding::start().await;
    let (person, _) = proposed(&at).await;
    let draft = drafted(&at, &[&person]).await;
    let (address, seen) = (path(&draft, "/signature"), draft.etag());
    let headers = [("If-Match", seen.as_str()), ("Idempotency-Key", "\"45-2024\"")];
    let sign = |body: Value| at.decider.send(Method::POST, &address, &headers, Some(body));
    let first = sign(signature()).await.expect(201);
    let again = sign(signature()).await.expect(201);
    assert_eq!((&first.body, first.header("location")), (&again.body, again.header("location")));
    assert_eq!((first.header("idempotency-replayed"), again.header("idempotency-replayed")), ("", "true"));
    sign(with(signature(), json!({"number": "46/QĐ-UBND"}))).await.refused(422, "idempotency_key_reused");
    let signed = "SELECT count(*)::text FROM journal_entries WHERE action = 'award_decision.signature'";
    assert_eq!(at.app.database.texts(signed), ["1"]);
}
