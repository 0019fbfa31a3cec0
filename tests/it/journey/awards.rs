//! Nominations, their verdicts, and the decision that rewards.

use actix_web::http::Method;
use serde_json::{Value, json};

use super::cast::Cast;
use super::{CAMPAIGN, LA_HA, SONG_VE, TRUYEN_THONG, code, verdicts};
use crate::support::story::path as campaign_path;
use crate::support::{Actor, Reply, papers};

const AWARD: &str = "giay_khen_chu_tich_huyen";

/// The four nominations of the story.
pub struct Nominations {
    la_ha: Reply,
    person: Reply,
    song_ve: Reply,
    truyen_thong: Reply,
}

/// Units hand in their dossiers: La Hà in the last millisecond that counts, Sông Vệ's second one too late.
pub async fn units_nominate(cast: &Cast) -> Nominations {
    cast.on("2023-12-29T23:59:59.999+07:00");
    let (la_ha, song_ve) = (cast.person("la.ha").await, cast.person("song.ve").await);
    let late = whole(&song_ve, SONG_VE, Some("Trần Văn Muộn")).await;
    let handed_in = Nominations {
        la_ha: hand_in(&la_ha, whole(&la_ha, LA_HA, None).await).await,
        person: hand_in(&la_ha, whole(&la_ha, LA_HA, Some("Nguyễn Thị Lan")).await).await,
        song_ve: hand_in(&song_ve, whole(&song_ve, SONG_VE, None).await).await,
        truyen_thong: {
            let head = cast.person("truyen.thong").await;
            hand_in(&head, whole(&head, TRUYEN_THONG, None).await).await
        },
    };
    cast.on("2023-12-30T00:00:00+07:00");
    let song_ve = cast.person("song.ve").await;
    song_ve.step(&path(&late, "/submission"), &late, json!({})).await.refused(422, "deadline_passed");
    song_ve.step(&path(&late, "/withdrawal"), &late, json!({"reason": "Quá hạn nộp hồ sơ"})).await.expect(201);
    handed_in
}

/// The agency closes the campaign for dossiers and begins the appraisal.
pub async fn dossiers_close(cast: &Cast, campaign: &Reply) {
    cast.on("2024-01-02T08:00:00+07:00");
    let agency = cast.person("noi.vu").await;
    let now = agency.get(&campaign_path(campaign, "")).await.expect(200);
    let closed = agency.step(&campaign_path(campaign, "/dossier-closure"), &now, json!({})).await.expect(201);
    let begun = agency.step(&campaign_path(campaign, "/appraisal"), &closed, json!({})).await.expect(201);
    assert_eq!(begun.text("state"), "appraising");
}

/// The agency judges, rule by rule: one is refused, one pends on the index, one is not scored.
pub async fn the_agency_judges(cast: &Cast, all: Nominations) -> Nominations {
    cast.on("2024-01-04T08:00:00+07:00");
    let agency = cast.person("noi.vu").await;
    let judged = Nominations {
        la_ha: judge(&agency, &all.la_ha, &["C1a"]).await,
        person: judge(&agency, &all.person, &["I1a", "I2"]).await,
        song_ve: judge(&agency, &all.song_ve, &["C1a"]).await,
        truyen_thong: judge(&agency, &all.truyen_thong, &["C1a"]).await,
    };
    assert_eq!(judged.la_ha.text("state"), "pending");
    assert_eq!(judged.person.text("state"), "pending");
    assert_eq!(judged.truyen_thong.text("state"), "eligible");

    let seen = agency.get(&path(&judged.la_ha, "/eligibility")).await.expect(200);
    assert_eq!(verdicts(&seen), json!({"C1a": "pass", "C1b": "pass", "C2": "pending", "C3": "pass"}));
    let seen = agency.get(&path(&judged.truyen_thong, "/eligibility")).await.expect(200);
    assert_eq!(verdicts(&seen), json!({"C1a": "pass", "C1b": "pass", "C2": "not_applicable", "C3": "pass"}));
    refused_with_its_reasons(&cast.person("song.ve").await, &judged.song_ve).await;
    judged
}

/// The head of the refused unit reads which rule failed, on which figures, by which clause.
async fn refused_with_its_reasons(head: &Actor, nomination: &Reply) {
    let seen = head.get(&path(nomination, "/eligibility")).await.expect(200);
    assert_eq!(seen.text("state"), "ineligible");
    let failed = &seen.body["verdicts"][1];
    assert_eq!(
        (&failed["rule"], &failed["verdict"], &failed["observed"]),
        (&json!("C1b"), &json!("fail"), &json!({"numerator": 50, "denominator": 100}))
    );
    assert_eq!(failed["clause"], "Kế hoạch kèm Quyết định 1297/QĐ-UBND, mục III.1.a, gạch đầu dòng 1", "{failed:#}");
}

/// Once the index is published, what pended is judged again and proposed to the chairman.
pub async fn the_index_settles_what_was_pending(cast: &Cast, all: Nominations) -> Vec<Reply> {
    cast.on("2024-01-12T08:00:00+07:00");
    let agency = cast.person("noi.vu").await;
    let mut proposed = Vec::new();
    for pending in [&all.la_ha, &all.person] {
        let judged = agency.step(&path(pending, "/evaluations"), pending, json!({})).await.expect(201);
        assert_eq!(judged.text("state"), "eligible", "{:#}", judged.body);
        proposed.push(agency.step(&path(pending, "/forwarding"), &judged, json!({})).await.expect(201));
    }
    let song_ve = agency.step(&path(&all.song_ve, "/forwarding"), &all.song_ve, json!({})).await;
    song_ve.refused(409, "illegal_transition");
    let scoreless = &all.truyen_thong;
    proposed.push(agency.step(&path(scoreless, "/forwarding"), scoreless, json!({})).await.expect(201));
    proposed
}

/// Drafted by the agency, signed by the chairman, read by the public: 540,000 đ for the person.
pub async fn the_chairman_signs(cast: &Cast, campaign: &Reply, proposed: &[Reply]) {
    cast.on("2024-01-15T08:00:00+07:00");
    let (agency, chairman) = (cast.person("noi.vu").await, cast.person("chu.tich").await);
    let seen = agency.get(&campaign_path(campaign, "")).await.expect(200);
    agency.step(&campaign_path(campaign, "/award-conclusion"), &seen, json!({})).await.refused(422, "awards_unsettled");
    let ids: Vec<_> = proposed.iter().map(|nomination| nomination.body["id"].clone()).collect();
    let body =
        json!({"campaign": code(CAMPAIGN), "title_vi": "Khen thưởng phong trào thi đua năm 2023", "nominations": ids});
    let draft = agency.post("/v1/award-decisions", body).await.expect(201);
    let signature = format!("/v1/award-decisions/{}/signature", draft.text("id"));
    agency.step(&signature, &draft, signed_by_the_chairman()).await.refused(403, "forbidden");
    let signed = chairman.step(&signature, &draft, signed_by_the_chairman()).await.expect(201);

    let published = cast.public().get("/v1/award-decisions").await.expect(200);
    assert_eq!(published.body["items"][0]["id"], signed.body["id"]);
    let read = cast.public().get(&format!("/v1/award-decisions/{}", signed.text("id"))).await.expect(200);
    let amounts: Vec<_> = read.body["awards"].as_array().expect("awards").iter().map(|a| &a["amount_vnd"]).collect();
    assert_eq!(amounts, [&json!(1_080_000), &json!(540_000), &json!(1_080_000)]);
    assert_eq!((read.text("state"), read.text("number")), ("signed", "45/QĐ-UBND"));
}

fn signed_by_the_chairman() -> Value {
    json!({"number": "45/QĐ-UBND", "signed_on": "2024-01-15", "signer": "Nguyễn Đăng Vinh", "signer_office": "district_chairman",
           "accept_unconfirmed_reason": "Phòng Tài chính - Kế hoạch đã đối chiếu mức tiền thưởng và quy tắc làm tròn."})
}

/// A draft with its three papers.
async fn whole(head: &Actor, unit: &str, person: Option<&str>) -> Reply {
    let mut body = json!({"campaign": code(CAMPAIGN), "subject": "collective", "unit": code(unit), "award_form": AWARD,
                          "achievement_summary": "Hoàn thành xuất sắc nhiệm vụ cải cách hành chính và chuyển đổi số."});
    if let Some(name) = person {
        body["subject"] = json!("individual");
        body["person_name"] = json!(name);
        body["person_position"] = json!("Công chức Văn phòng - Thống kê");
    }
    let draft = head.post("/v1/nominations", body).await.expect(201);
    let papers_path = path(&draft, "/papers");
    head.send(Method::PUT, &papers_path, &[("If-Match", &draft.etag())], Some(papers())).await.expect(200)
}

async fn hand_in(head: &Actor, whole: Reply) -> Reply {
    head.step(&path(&whole, "/submission"), &whole, json!({})).await.expect(201)
}

/// All that asks for a judgement is judged well, and no violation was found.
async fn judge(agency: &Actor, nomination: &Reply, rules: &[&str]) -> Reply {
    let judgements: Vec<_> = rules
        .iter()
        .map(|rule| json!({"rule": rule, "verdict": "pass", "reason": "Hoàn thành 46/46 nhiệm vụ."}))
        .collect();
    let findings =
        json!({"judgements": judgements, "discipline": {"violations": 0, "source": "Sổ theo dõi kỷ luật năm 2023"}});
    agency.step(&path(nomination, "/appraisals"), nomination, findings).await.expect(201)
}

fn path(nomination: &Reply, noun: &str) -> String {
    format!("/v1/nominations/{}{noun}", nomination.text("id"))
}
