//! A district with a running campaign, the people who nominate, appraise and decide in it, and the
//! short forms in which the tests of awards speak.

use actix_web::http::Method;
use serde_json::{Value, json};
use thidua::access::Role;

use super::{Actor, Reply, TestApp};

pub const CAMPAIGN: &str = "01860000-0000-7000-8000-000000000001";
const EDITION: &str = "01860000-0000-7000-8000-000000000002";

/// Units of the district: its committee, the standing agency, two scored units, one that is not
/// scored and stands beside the committee in the tree, as the Front does, one that takes no part; and a unit of
/// another district.
const UNITS: &[(&str, Option<&str>)] = &[
    ("TN", None),
    ("TN-PNV", Some("TN")),
    ("TN-A", Some("TN")),
    ("TN-B", Some("TN")),
    ("TN-MT", None),
    ("TN-Z", Some("TN")),
    ("XX", None),
];

pub struct Awarding {
    pub app: TestApp,
    pub admin: Actor,
    /// At home in TN-PNV, over all of TN.
    pub standing: Actor,
    /// At home in TN.
    pub decider: Actor,
    pub head: Actor,
    pub officer: Actor,
    pub head_b: Actor,
    pub client: Actor,
}

impl Awarding {
    /// The campaign of 2023 runs, on a day in December.
    pub async fn start() -> Self {
        let app = TestApp::start().await;
        let admin = app.actor(Role::Admin, None).await;
        for (code, parent) in UNITS {
            let kind = if code.contains("-") { "office" } else { "peoples_committee" };
            let parent = parent.map(|code| json!({"code": code}));
            let unit = json!({"code": code, "name_vi": format!("Đơn vị {code}"), "kind": kind, "level": "district", "parent": parent});
            admin.post("/v1/units", unit).await.expect(201);
        }
        app.database.execute(&campaign()).expect("the campaign is there");
        app.clock.set("2023-12-15T09:00:00+07:00");
        let reporting = [(Role::ReportingClient, Some("TN")), (Role::ReportingClient, Some("TN-MT"))];
        let over_all = [(Role::StandingAgency, Some("TN-PNV")), (Role::StandingAgency, Some("TN"))];
        Self {
            standing: app.account("standing_agency", &over_all).await,
            decider: app.actor(Role::Decider, Some("TN")).await,
            head: app.actor(Role::UnitHead, Some("TN-A")).await,
            officer: app.actor(Role::UnitOfficer, Some("TN-A")).await,
            head_b: app.actor(Role::UnitHead, Some("TN-B")).await,
            client: app.account("reporting_client", &reporting).await,
            admin,
            app,
        }
    }

    pub fn sql(&self, sql: &str) {
        self.app.database.execute(sql).unwrap_or_else(|error| panic!("{sql}: {error}"));
    }

    /// Tries SQL that a constraint or trigger must refuse.
    #[track_caller]
    pub fn sql_refused(&self, sql: &str, constraint: &str) {
        self.app.database.refuses(sql, constraint);
    }

    pub fn campaign_is(&self, state: &str) {
        self.sql(&format!("UPDATE campaigns SET state = '{state}' WHERE id = '{CAMPAIGN}'"));
    }

    /// The unit's dossiers of May 2023: `online` of `received`.
    pub async fn dossiers(&self, unit: &str, online: i64, received: i64) -> Reply {
        self.client.post("/v1/statistics", figures(unit, "2023-05", online, received)).await.expect(201)
    }

    /// The PAR index of 2023 as published, each score of a unit.
    pub fn publish_par_index(&self, scores: &[(&str, &str)]) {
        let (id, count) = (uuid::Uuid::now_v7(), scores.len());
        let rows: Vec<_> = scores.iter().map(|(unit, score)| format!("('{unit}', {score})")).collect();
        self.sql(&format!(
            "INSERT INTO publications (id, campaign_id, index_kind, period, decision_number, issued_on, issuer_vi, signer, supersedes_id, score_count, created_at)
             VALUES ('{id}', '{CAMPAIGN}', 'par_index', '2023', '77/QĐ-UBND', '2024-01-05', 'UBND huyện', 'Nguyễn Văn A',
                     (SELECT p.id FROM publications p WHERE NOT EXISTS (SELECT FROM publications n WHERE n.supersedes_id = p.id)), {count}, now());
             INSERT INTO publication_scores (publication_id, unit_id, score, unit_of_measure)
             SELECT '{id}', u.id, s.score, 'point' FROM units u JOIN (VALUES {}) s (code, score) USING (code)",
            rows.join(", ")
        ));
    }
}

impl Awarding {
    /// A draft of the unit, or of a person of it.
    pub async fn draft(&self, head: &Actor, unit: &str, person: Option<&str>) -> Reply {
        head.post("/v1/nominations", nomination(unit, person)).await.expect(201)
    }

    /// A draft with its three papers.
    pub async fn whole(&self, head: &Actor, unit: &str, person: Option<&str>) -> Reply {
        let draft = self.draft(head, unit, person).await;
        let path = format!("/v1/nominations/{}/papers", draft.text("id"));
        head.send(Method::PUT, &path, &[("If-Match", &draft.etag())], Some(papers())).await.expect(200)
    }

    /// A nomination with the standing agency.
    pub async fn submitted(&self, head: &Actor, unit: &str, person: Option<&str>) -> Reply {
        let whole = self.whole(head, unit, person).await;
        self.step(head, &whole, "submission", json!({})).await.expect(201)
    }

    /// A nomination that was judged, all findings good; the campaign is being appraised.
    pub async fn appraised(&self, head: &Actor, unit: &str, person: Option<&str>) -> Reply {
        let submitted = self.submitted(head, unit, person).await;
        self.campaign_is("appraising");
        let findings = if person.is_some() { good_person() } else { good_unit() };
        let judged = self.step(&self.standing, &submitted, "appraisals", findings).await.expect(201);
        self.campaign_is("running");
        judged
    }

    /// A nomination with the decider: 51 of 100 online, 85 points.
    pub async fn forwarded(&self, head: &Actor, unit: &str, person: Option<&str>) -> Reply {
        let judged = self.appraised(head, unit, person).await;
        assert_eq!(judged.text("state"), "eligible", "{:#}", judged.body);
        self.campaign_is("appraising");
        let proposed = self.step(&self.standing, &judged, "forwarding", json!({})).await.expect(201);
        self.campaign_is("running");
        proposed
    }

    /// A step of a nomination, on the version that was seen.
    pub async fn step(&self, actor: &Actor, seen: &Reply, noun: &str, body: Value) -> Reply {
        actor.step(&format!("/v1/nominations/{}/{noun}", seen.text("id")), seen, body).await
    }

    /// The verdicts on a nomination, by rule.
    pub async fn verdicts(&self, nomination: &Reply) -> Vec<(String, String)> {
        let path = format!("/v1/nominations/{}/eligibility", nomination.text("id"));
        let shown = self.standing.get(&path).await.expect(200);
        let text = |verdict: &Value, field: &str| verdict[field].as_str().unwrap_or_default().to_owned();
        let all = shown.body["verdicts"].as_array().expect("verdicts").iter();
        all.map(|verdict| (text(verdict, "rule"), text(verdict, "verdict"))).collect()
    }
}

/// A nomination of a unit, or of a person of it.
pub fn nomination(unit: &str, person: Option<&str>) -> Value {
    let mut body = json!({
        "campaign": {"code": "TN-2023-CDS"}, "subject": "collective", "unit": {"code": unit},
        "award_form": "giay_khen_chu_tich_huyen", "achievement_summary": "Hoàn thành xuất sắc."});
    if let Some(name) = person {
        body["subject"] = json!("individual");
        body["person_name"] = json!(name);
        body["person_position"] = json!("Chuyên viên");
    }
    body
}

/// The three papers of a whole dossier.
pub fn papers() -> Value {
    let paper = |kind| json!({"kind": kind, "number": "15/VB", "issued_on": "2023-12-10", "title_vi": "Văn bản"});
    json!({"papers": [paper("request"), paper("achievement_report"), paper("minutes")]})
}

/// Good findings on a unit.
pub fn good_unit() -> Value {
    json!({"judgements": [{"rule": "C1a", "verdict": "pass", "reason": "Đủ"}], "discipline": {"violations": 0, "source": "Sổ"}})
}

/// Good findings on a person.
pub fn good_person() -> Value {
    let judgement = |rule| json!({"rule": rule, "verdict": "pass", "reason": "Đủ"});
    json!({"judgements": [judgement("I1a"), judgement("I2")], "discipline": {"violations": 0, "source": "Sổ"}})
}

/// A month's figures as a service pushes them; all resolved, all on time.
pub fn figures(unit: &str, month: &str, online: i64, received: i64) -> Value {
    json!({"unit": {"code": unit}, "month": month, "received": received, "received_online": online,
           "resolved": received, "resolved_on_time": received, "source": "Một cửa điện tử"})
}

fn campaign() -> String {
    let rules = [
        ("C1", "collective", "C1a", "judgement", "NULL", "NULL", "always"),
        ("C1", "collective", "C1b", "online_dossier_rate_pct", "'gt'", "50", "always"),
        ("C2", "collective", "C2", "par_index_score", "'ge'", "85", "unit_scored_by_authority"),
        ("C3", "collective", "C3", "discipline_violations", "'eq'", "0", "always"),
        ("I1", "individual", "I1a", "judgement", "NULL", "NULL", "always"),
        ("I1", "individual", "I1b", "online_dossier_rate_pct", "'gt'", "50", "always"),
        ("I2", "individual", "I2", "judgement", "NULL", "NULL", "always"),
        ("I3", "individual", "I3", "par_index_score", "'ge'", "85", "unit_scored_by_authority"),
        ("I4", "individual", "I4", "discipline_violations", "'eq'", "0", "always"),
    ];
    let mut sql = format!(
        "INSERT INTO campaigns (id, code, name_vi, theme_vi, form, year, organiser_id, standing_agency_id, state, created_at, updated_at)
         SELECT '{CAMPAIGN}', 'TN-2023-CDS', 'Phong trào thi đua', 'Chuyển đổi số', 'thematic', 2023, o.id, s.id, 'draft', now(), now()
         FROM units o, units s WHERE o.code = 'TN' AND s.code = 'TN-PNV';
         INSERT INTO campaign_editions (id, campaign_id, number, decision_number, decided_on, signer, signer_title_vi, created_at)
         VALUES ('{EDITION}', '{CAMPAIGN}', 1, '1297/QĐ-UBND', '2023-03-01', 'Nguyễn Đăng Vinh', 'Chủ tịch', now());
         INSERT INTO campaign_participants (edition_id, ordinal, unit_id, scored_by_authority)
         SELECT '{EDITION}', row_number() OVER (ORDER BY code), id, code <> 'TN-MT' FROM units WHERE code IN ('TN-PNV', 'TN-A', 'TN-B', 'TN-MT');"
    );
    for (ordinal, (criterion, subject, code, metric, operator, threshold, applies)) in (1..).zip(rules) {
        sql += &format!(
            "INSERT INTO campaign_criteria (id, edition_id, ordinal, code, subject, text_vi, clause)
             VALUES (gen_random_uuid(), '{EDITION}', {ordinal}, '{criterion}', '{subject}', '{criterion}', 'III.1, {criterion}')
             ON CONFLICT DO NOTHING;
             INSERT INTO campaign_rules (id, criterion_id, ordinal, code, metric, operator, threshold, applies_when, label_vi)
             SELECT gen_random_uuid(), id, {ordinal}, '{code}', '{metric}', {operator}, {threshold}, '{applies}', 'Nhãn {code}'
             FROM campaign_criteria WHERE code = '{criterion}';"
        );
    }
    // Its content freezes with the decision, so that comes last.
    sql += &format!(
        "UPDATE campaigns SET state = 'running', proposal_number = '42/PNV', proposed_on = '2023-02-10', issued_on = '2023-03-01',
                              launched_on = '2023-02-01', dossiers_close_at = '2023-12-30T00:00:00+07:00' WHERE id = '{CAMPAIGN}';"
    );
    sql
}
