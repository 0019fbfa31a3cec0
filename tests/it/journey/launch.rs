//! The campaign's own life: drawn up, proposed, issued, launched; and at the end concluded.

use serde_json::json;

use super::CAMPAIGN;
use super::cast::Cast;
use crate::support::Reply;
use crate::support::story::{self, issuance, path};

/// Phòng Nội vụ draws up and proposes, the chairman issues, Phòng Nội vụ launches.
pub async fn draft_to_launch(cast: &Cast) -> Reply {
    cast.on("2023-02-06T09:00:00+07:00");
    let agency = cast.person("noi.vu").await;
    let draft = agency.post("/v1/campaigns", story::campaign()).await.expect(201);
    let list = format!("/v1/campaigns?q={CAMPAIGN}");
    assert_eq!(cast.public().get(&list).await.expect(200).body["items"], json!([]), "a draft is no one else's");

    cast.on("2023-02-10T09:00:00+07:00");
    let agency = cast.person("noi.vu").await;
    let proposal = json!({"number": "42/PNV", "issued_on": "2023-02-10"});
    agency.step(&path(&draft, "/issuance"), &draft, issuance()).await.refused(403, "forbidden");
    let proposed = agency.step(&path(&draft, "/proposal"), &draft, proposal).await.expect(201);

    cast.on("2023-03-01T10:00:00+07:00");
    let issued =
        cast.person("chu.tich").await.step(&path(&draft, "/issuance"), &proposed, issuance()).await.expect(201);
    let agency = cast.person("noi.vu").await;
    let launched = agency
        .step(&path(&draft, "/launch"), &issued, json!({"launched_on": "2023-02-01", "precision": "month"}))
        .await
        .expect(201);
    assert_eq!(launched.text("state"), "running");
    let seen = cast.public().get(&path(&draft, "")).await.expect(200);
    assert_eq!(seen.text("dossiers_close_at"), "2023-12-30T00:00:00+07:00");
    launched
}

/// Awards are concluded, the movement is summed up, the file is closed.
pub async fn summary_and_archive(cast: &Cast, campaign: &Reply) {
    cast.on("2024-01-30T09:00:00+07:00");
    let agency = cast.person("noi.vu").await;
    let now = agency.get(&path(campaign, "")).await.expect(200);
    let awarded = agency.step(&path(campaign, "/award-conclusion"), &now, json!({})).await.expect(201);
    let report = json!({"report_number": "12/BC-UBND", "summarised_on": "2024-01-30"});
    let summed_up = agency.step(&path(campaign, "/summary"), &awarded, report).await.expect(201);
    let archived = agency.step(&path(campaign, "/archival"), &summed_up, json!({})).await.expect(201);
    assert_eq!((archived.text("state"), &archived.body["allowed_actions"]), ("archived", &json!([])));
}
