//! Who stands where, and who does not stand at all.

use serde_json::{Value, json};

use super::{ranked, ranking, reason, rows};
use crate::support::appraising::{appraised, of_submissions, sent};
use crate::support::scoring::{OTHER, Scoring, UNIT};
use crate::support::story;

const THIRD: &str = "TN-21241";
const FOURTH: &str = "TN-21244";
const FIFTH: &str = "TN-21247";
const SIXTH: &str = "TN-21250";

#[actix_web::test]
async fn equal_totals_share_a_rank_and_the_next_counts_them_all() {
    let at = Scoring::start().await;
    for (unit, points) in [(THIRD, "10"), (UNIT, "5"), (FOURTH, "20.0"), (OTHER, "10.00")] {
        appraised(&at, unit, points, None).await;
    }
    let shown = ranking(&at, &at.standing, "").await;
    assert_eq!(
        ranked(&shown),
        rows(&[(1, FOURTH, "64.20"), (2, OTHER, "54.20"), (2, THIRD, "54.20"), (4, UNIT, "49.20")])
    );
    assert_eq!(shown.body["ties"], json!([{"rank": 2, "total": "54.20", "units": [OTHER, THIRD], "next_rank": 4}]));
    let tied: Vec<_> = shown.body["ranked"].as_array().expect("rows").iter().map(|row| row["tied"].clone()).collect();
    assert_eq!(tied, [json!(false), json!(true), json!(true), json!(false)]);
    assert_eq!(
        (shown.text("rule"), shown.text("by"), shown.text("period")),
        ("standard_competition@1", "appraised", "2023")
    );
    assert_eq!((shown.text("max_points"), &shown.body["ranked"][0]["ratio"]), ("90.00", &json!("0.7133")));
    let bands: Vec<_> = shown.body["ranked"].as_array().expect("rows").iter().map(|row| row["band"].clone()).collect();
    let fair = json!({"from": "50.00", "label_vi": "Trung bình", "provenance": "unconfirmed"});
    assert_eq!(bands[0], json!({"from": "60.00", "label_vi": "Khá", "provenance": "confirmed"}));
    assert_eq!(bands[1..], [fair.clone(), fair, Value::Null]);
}

#[actix_web::test]
async fn each_total_ranks_by_itself_and_who_has_none_is_told_why() {
    let at = Scoring::start().await;
    appraised(&at, UNIT, "20", Some("1")).await;
    appraised(&at, OTHER, "10", None).await;
    sent(&at, THIRD, "15").await;
    let open = at.app.actor(thidua::access::Role::UnitHead, Some(FOURTH)).await;
    open.post("/v1/submissions", at.body(FOURTH)).await.expect(201);
    let by_self = ranking(&at, &at.standing, "&by=self").await;
    assert_eq!(ranked(&by_self), rows(&[(1, UNIT, "64.20"), (2, THIRD, "59.20"), (3, OTHER, "54.20")]));
    let by_appraised = ranking(&at, &at.standing, "&by=appraised").await;
    assert_eq!(ranked(&by_appraised), rows(&[(1, OTHER, "54.20"), (2, UNIT, "45.20")]));
    assert_eq!(by_appraised.body["ranked"][1]["self_total"], "64.20");
    let by_published = ranking(&at, &at.standing, "&by=published").await;
    assert_eq!(ranked(&by_published), []);
    for (unit, expected) in [
        (THIRD, [None, Some("not_appraised"), Some("not_published")]),
        (FOURTH, [Some("not_sent"), Some("not_sent"), Some("not_published")]),
        (FIFTH, [Some("no_submission"), Some("no_submission"), Some("not_published")]),
        (UNIT, [None, None, Some("not_published")]),
    ] {
        let found = [&by_self, &by_appraised, &by_published].map(|shown| reason(shown, unit));
        assert_eq!(found, expected.map(|reason| reason.map(str::to_owned)), "{unit}");
    }
    let listed = |shown: &crate::support::Reply| {
        ["ranked", "unranked"].map(|part| shown.body[part].as_array().map_or(0, Vec::len)).iter().sum::<usize>()
    };
    let participants = at.campaign.body["participants"].as_array().map_or(0, Vec::len);
    assert_eq!([&by_self, &by_appraised, &by_published].map(listed), [participants; 3]);
    assert_eq!(ranked(&ranking(&at, &at.standing, "&period=2023-Q1").await), []);
}

#[actix_web::test]
async fn who_left_the_campaign_is_set_aside() {
    let at = Scoring::start().await;
    appraised(&at, UNIT, "20", None).await;
    at.sql(&format!(
        "ALTER TABLE campaign_participants DISABLE TRIGGER ALL;
         DELETE FROM campaign_participants WHERE unit_id = (SELECT id FROM units WHERE code = '{UNIT}');
         ALTER TABLE campaign_participants ENABLE TRIGGER ALL"
    ));
    let shown = ranking(&at, &at.standing, "").await;
    assert_eq!((ranked(&shown), reason(&shown, UNIT).as_deref()), (vec![], Some("not_a_participant")));
}

#[actix_web::test]
async fn a_correction_moves_those_it_corrects() {
    let at = Scoring::start().await;
    let decider = story::decider(&at.app).await;
    for (unit, points) in [(UNIT, "20"), (OTHER, "10"), (SIXTH, "15")] {
        appraised(&at, unit, points, None).await;
    }
    let first = decider.post("/v1/publications", of_submissions(&at, "80/QĐ-UBND")).await.expect(201);
    let public = at.app.anonymous();
    let shown = ranking(&at, &public, "").await;
    assert_eq!(ranked(&shown), rows(&[(1, UNIT, "64.20"), (2, SIXTH, "59.20"), (3, OTHER, "54.20")]));
    assert_eq!(shown.body["publication"]["decision_number"], "80/QĐ-UBND");
    let mut anew = of_submissions(&at, "81/QĐ-UBND");
    anew["supersedes"] = first.body["id"].clone();
    anew["scores"] = json!([{"unit": {"code": UNIT}, "score": "59.2", "unit_of_measure": "point"}]);
    decider.post("/v1/publications", anew).await.expect(201);
    let shown = ranking(&at, &public, "").await;
    assert_eq!(ranked(&shown), rows(&[(1, UNIT, "59.20"), (1, SIXTH, "59.20"), (3, OTHER, "54.20")]));
    assert_eq!(shown.body["publication"]["decision_number"], "81/QĐ-UBND");
    assert_eq!(ranked(&ranking(&at, &at.standing, "&by=appraised").await)[0], rows(&[(1, UNIT, "64.20")])[0]);
}
