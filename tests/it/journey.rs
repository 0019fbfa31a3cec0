//! The whole story of Decision 1297/QĐ-UBND over HTTP, by the roles of the decision and with the dates
//! of 2023 and January 2024: from the draft of the campaign to the signed awards and its archive.
//!
//! La Hà is rewarded, once the index is published; Sông Vệ is refused, with its reasons; the centre
//! for communication is not scored, so the rule of the index does not apply to it.

mod awards;
mod cast;
mod launch;
mod scores;

use cast::Cast;
use serde_json::{Value, json};

use crate::support::Reply;

const CAMPAIGN: &str = "TN-CCHC-2023";
const LA_HA: &str = "TN-21235";
const SONG_VE: &str = "TN-21238";
const TRUYEN_THONG: &str = "TN-TTVHTT";

#[actix_web::test]
async fn from_the_draft_of_the_campaign_to_the_signed_awards() {
    let cast = Cast::assemble().await;
    let campaign = launch::draft_to_launch(&cast).await;
    scores::the_set_comes_into_force(&cast).await;
    scores::the_year_is_counted(&cast).await;
    let submissions = scores::units_score_themselves(&cast).await;
    let nominations = awards::units_nominate(&cast).await;
    awards::dossiers_close(&cast, &campaign).await;
    scores::the_agency_appraises(&cast, &submissions).await;
    let judged = awards::the_agency_judges(&cast, nominations).await;
    scores::scores_are_published(&cast, &campaign).await;
    let proposed = awards::the_index_settles_what_was_pending(&cast, judged).await;
    awards::the_chairman_signs(&cast, &campaign, &proposed).await;
    launch::summary_and_archive(&cast, &campaign).await;
    everything_is_in_the_journal(&cast).await;
}

/// The auditor finds every act of the year in one chain, each under the name of who did it.
async fn everything_is_in_the_journal(cast: &Cast) {
    crate::journal::number(&cast.app).await;
    let auditor = cast.person("thanh.tra").await;
    for (action, actor) in [
        ("campaign.issuance", "chu.tich"),
        ("submission.sending", "la.ha"),
        ("nomination.submission", "song.ve"),
        ("award_decision.signature", "chu.tich"),
        ("campaign.archival", "noi.vu"),
    ] {
        let found = auditor.get(&format!("/v1/journal?action={action}&actor={actor}")).await.expect(200);
        assert_ne!(found.body["items"], json!([]), "{action} by {actor}");
    }
}

/// What was asked for, under its code.
fn code(code: &str) -> Value {
    json!({"code": code})
}

/// The verdicts that a nomination shows, by rule.
fn verdicts(eligibility: &Reply) -> Value {
    let all = eligibility.body["verdicts"].as_array().expect("verdicts").iter();
    all.map(|verdict| (verdict["rule"].as_str().unwrap_or_default().to_owned(), verdict["verdict"].clone())).collect()
}
