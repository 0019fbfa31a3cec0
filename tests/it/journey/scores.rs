//! What is counted and scored: statistics of the one-stop shops, submissions, publications, the ranking.

use actix_web::http::Method;
use serde_json::{Value, json};
use thidua::access::Role;

use super::cast::Cast;
use super::{CAMPAIGN, LA_HA, SONG_VE, TRUYEN_THONG, code};
use crate::support::{Actor, Reply, figures};

/// Set 766 is drawn up by the administrator and comes into force.
pub async fn the_set_comes_into_force(cast: &Cast) {
    cast.on("2023-03-06T08:00:00+07:00");
    let admin = cast.app.actor(Role::Admin, None).await;
    let sets: Value = serde_json::from_str(include_str!("../../../src/sample/indicator-sets.json")).expect("JSON");
    let draft = admin.post("/v1/indicator-sets", sets[0].clone()).await.expect(201);
    let activation = format!("/v1/indicator-sets/{}/activation", draft.text("id"));
    assert_eq!(admin.step(&activation, &draft, json!({})).await.expect(201).text("state"), "active");
}

/// Month by month the one-stop shops' figures come in; Sông Vệ ends at 50 of 100 online.
pub async fn the_year_is_counted(cast: &Cast) {
    cast.on("2023-06-01T06:00:00+07:00");
    let service = cast.service("mot.cua").await;
    for (unit, month, online, received) in [
        (LA_HA, "2023-04", 120, 200),
        (LA_HA, "2023-05", 143, 212),
        (SONG_VE, "2023-04", 20, 50),
        (SONG_VE, "2023-05", 30, 50),
        (TRUYEN_THONG, "2023-05", 8, 10),
    ] {
        service.post("/v1/statistics", figures(unit, month, online, received)).await.expect(201);
    }
}

/// The units' own scores on set 766. La Hà's officer fills in, its head sends.
pub async fn units_score_themselves(cast: &Cast) -> Vec<Reply> {
    cast.on("2023-12-20T08:00:00+07:00");
    let (officer, la_ha) = (cast.person("la.ha.cv").await, cast.person("la.ha").await);
    let (song_ve, truyen_thong) = (cast.person("song.ve").await, cast.person("truyen.thong").await);
    let filled = filled_in(&officer, LA_HA, ["17.00", "19.00", "20.00", "11.00", "9.00", "17.00"]).await;
    officer.step(&path(&filled, "/sending"), &filled, json!({})).await.refused(403, "forbidden");
    let mut sent = vec![la_ha.step(&path(&filled, "/sending"), &filled, json!({})).await.expect(201)];
    for (head, unit) in [(&song_ve, SONG_VE), (&truyen_thong, TRUYEN_THONG)] {
        let filled = filled_in(head, unit, ["15.00", "16.00", "18.00", "9.00", "8.00", "14.00"]).await;
        sent.push(head.step(&path(&filled, "/sending"), &filled, json!({})).await.expect(201));
    }
    song_ve.get(&path(&filled, "")).await.refused(404, "not_found");
    sent
}

/// The agency appraises value by value: it asks La Hà to explain one, and lowers it with its reason.
pub async fn the_agency_appraises(cast: &Cast, submissions: &[Reply]) -> Vec<Reply> {
    cast.on("2024-01-03T08:00:00+07:00");
    let (agency, la_ha) = (cast.person("noi.vu").await, cast.person("la.ha").await);
    let mut appraised = Vec::new();
    for sent in submissions {
        let mut seen = agency.step(&path(sent, "/appraisal"), sent, json!({})).await.expect(201);
        if sent.body["unit"]["code"] == LA_HA {
            let question = json!({"indicator": "4.1", "question": "Tỷ lệ này tính trên hồ sơ của thủ tục nào?"});
            let asked = json!({"questions": [question]});
            let asked = agency.step(&path(sent, "/explanation-request"), &seen, asked).await.expect(201);
            let answer = json!({"indicator": "4.1", "answer": "Trên toàn bộ hồ sơ tiếp nhận trong năm."});
            seen = la_ha.step(&path(sent, "/explanation"), &asked, json!({"answers": [answer]})).await.expect(201);
        }
        appraised.push(scored(&agency, seen).await);
    }
    appraised
}

/// Every score stands as the unit gave it, but La Hà's 4.1, which drops from 11 to 10.
async fn scored(agency: &Actor, mut seen: Reply) -> Reply {
    let sheet = agency.get(&path(&seen, "")).await.expect(200);
    for value in sheet.body["values"].as_array().expect("values") {
        let indicator = value["indicator"].as_str().expect("a code");
        let lowered = indicator == "4.1" && value["self_score"] == "11.00";
        let body = if lowered {
            json!({"score": "10.00", "reason": "Một phần hồ sơ nộp trực tiếp được nhập lại sau."})
        } else {
            json!({"score": value["self_score"]})
        };
        let at = path(&seen, &format!("/appraisals/{indicator}"));
        seen = agency.send(Method::PUT, &at, &[("If-Match", &seen.etag())], Some(body)).await.expect(200);
    }
    agency.step(&path(&seen, "/appraisal-conclusion"), &seen, json!({})).await.expect(201)
}

/// The chairman publishes: the appraised submissions by the district's decision, and the PAR index of
/// the two communes as it was decided.
pub async fn scores_are_published(cast: &Cast, campaign: &Reply) {
    cast.on("2024-01-10T08:00:00+07:00");
    let chairman = cast.person("chu.tich").await;
    let before = cast.public().get(&ranking(campaign)).await.expect(200);
    assert_eq!(before.body["ranked"], json!([]), "nothing is published yet");
    let set = json!({"campaign": code(CAMPAIGN), "index_kind": "submitted_set", "indicator_set": code("QS766"),
                     "period": "2023", "decision": decision("25/QĐ-UBND", "2024-01-10"), "scores": []});
    cast.person("noi.vu").await.post("/v1/publications", set.clone()).await.refused(403, "forbidden");
    chairman.post("/v1/publications", set).await.expect(201);
    let score = |unit: &str, points: &str| json!({"unit": code(unit), "score": points, "unit_of_measure": "point"});
    let index = json!({"campaign": code(CAMPAIGN), "index_kind": "par_index", "period": "2023",
                       "decision": decision("26/QĐ-UBND", "2024-01-10"),
                       "scores": [score(LA_HA, "85.00"), score(SONG_VE, "84.99")]});
    chairman.post("/v1/publications", index).await.expect(201);
    everyone_reads_the_ranking(cast, campaign).await;
}

/// La Hà leads; the two others share the second rank, and the next would be the fourth.
async fn everyone_reads_the_ranking(cast: &Cast, campaign: &Reply) {
    let read = cast.public().get(&ranking(campaign)).await.expect(200);
    let ranked = read.body["ranked"].as_array().expect("units").iter();
    let ranks: Value = ranked.map(|unit| json!([unit["rank"], unit["unit"]["code"], unit["total"]])).collect();
    assert_eq!(ranks, json!([[1, LA_HA, "92.00"], [2, SONG_VE, "80.00"], [2, TRUYEN_THONG, "80.00"]]));
    assert_eq!(
        read.body["ties"],
        json!([{"rank": 2, "total": "80.00", "units": [SONG_VE, TRUYEN_THONG], "next_rank": 4}])
    );
    let unranked = read.body["unranked"].as_array().expect("units");
    assert_eq!(unranked.len(), 25, "28 take part");
}

fn ranking(campaign: &Reply) -> String {
    format!("/v1/campaigns/{}/ranking?indicator_set=QS766", campaign.text("id"))
}

fn decision(number: &str, issued_on: &str) -> Value {
    json!({"number": number, "issued_on": issued_on, "issuer_vi": "UBND huyện Tư Nghĩa", "signer": "Nguyễn Đăng Vinh"})
}

/// A submission of the year with a score and a document for each of the six indicators.
async fn filled_in(actor: &Actor, unit: &str, scores: [&str; 6]) -> Reply {
    let body =
        json!({"campaign": code(CAMPAIGN), "indicator_set": code("QS766"), "unit": code(unit), "period": "2023"});
    let open = actor.post("/v1/submissions", body).await.expect(201);
    let evidence = json!([{"number": "120/BC-UBND", "name_vi": "Báo cáo", "issued_on": "2023-12-10",
                           "subject_vi": "Kết quả giải quyết thủ tục hành chính năm 2023"}]);
    let values: Vec<_> = ["1", "2", "3", "4.1", "4.2", "5"]
        .iter()
        .zip(scores)
        .map(|(indicator, score)| json!({"indicator": indicator, "self_score": score, "evidence": evidence}))
        .collect();
    let body = json!({"values": values});
    actor.send(Method::PUT, &path(&open, "/values"), &[("If-Match", &open.etag())], Some(body)).await.expect(200)
}

fn path(submission: &Reply, noun: &str) -> String {
    format!("/v1/submissions/{}{noun}", submission.text("id"))
}
