//! Figures are corrected and scores superseded: what was judged on them is judged again.

use serde_json::json;

use crate::support::{Awarding, Reply, figures};

async fn evaluated(at: &Awarding, seen: &Reply) -> Reply {
    at.step(&at.standing, seen, "evaluations", json!({})).await.expect(201)
}

#[actix_web::test]
async fn a_superseded_score_is_read_again_from_every_verdict() {
    let at = Awarding::start().await;
    at.dossiers("TN-A", 51, 100).await;
    at.publish_par_index(&[("TN-A", "85.00")]);
    let eligible = at.appraised(&at.head, "TN-A", None).await;
    at.campaign_is("appraising");
    at.publish_par_index(&[("TN-A", "84.99")]);
    at.step(&at.standing, &eligible, "forwarding", json!({})).await.refused(422, "not_eligible");
    let ineligible = evaluated(&at, &eligible).await;
    assert_eq!((eligible.text("state"), ineligible.text("state")), ("eligible", "ineligible"));
    at.publish_par_index(&[("TN-B", "90.00")]);
    let pending = evaluated(&at, &ineligible).await;
    assert_eq!(pending.text("state"), "pending");
    at.publish_par_index(&[("TN-A", "90.00")]);
    let again = evaluated(&at, &pending).await;
    let proposed = at.step(&at.standing, &again, "forwarding", json!({})).await.expect(201);
    assert_eq!(proposed.body["allowed_actions"], json!(["evaluations"]));
    let still = evaluated(&at, &proposed).await;
    assert_eq!((again.text("state"), still.text("state")), ("eligible", "to_decider"));
    at.publish_par_index(&[("TN-A", "80.00")]);
    assert_eq!(evaluated(&at, &still).await.text("state"), "ineligible");
}

#[actix_web::test]
async fn corrected_figures_count() {
    let at = Awarding::start().await;
    at.dossiers("TN-A", 51, 100).await;
    at.publish_par_index(&[("TN-A", "85.00")]);
    let eligible = at.appraised(&at.head, "TN-A", None).await;
    at.campaign_is("appraising");
    let mut corrected = figures("TN-A", "2023-05", 50, 100);
    corrected["correction_note"] = json!("tính trùng 1 hồ sơ");
    at.client.post("/v1/statistics", corrected).await.expect(201);
    at.step(&at.standing, &eligible, "forwarding", json!({})).await.refused(422, "not_eligible");
    assert_eq!(evaluated(&at, &eligible).await.text("state"), "ineligible");
}
