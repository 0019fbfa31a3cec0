//! The running campaign with a set to score on, and the people who fill in, send and appraise.

use actix_web::http::Method;
use serde_json::{Value, json};
use thidua::access::Role;

use super::{Actor, Reply, TestApp, story};

/// The unit that scores itself: UBND thị trấn La Hà.
pub const UNIT: &str = "TN-21235";
/// Another unit that takes part.
pub const OTHER: &str = "TN-21238";

pub struct Scoring {
    pub app: TestApp,
    pub campaign: Reply,
    pub set: Reply,
    pub head: Actor,
    pub officer: Actor,
    pub client: Actor,
    pub head_of_other: Actor,
    /// At home in TN, over all of it.
    pub standing: Actor,
}

impl Scoring {
    /// The campaign of 2023 runs and the set is in force, on a day in December.
    pub async fn start() -> Self {
        let app = TestApp::start().await;
        let campaign = story::issued_campaign(&app).await;
        let standing = story::standing_agency(&app).await;
        let set = activated(&app, set("TS-2023")).await;
        app.clock.set("2023-12-15T09:00:00+07:00");
        Self {
            head: app.actor(Role::UnitHead, Some(UNIT)).await,
            officer: app.actor(Role::UnitOfficer, Some(UNIT)).await,
            client: app.actor(Role::ReportingClient, Some("TN")).await,
            head_of_other: app.actor(Role::UnitHead, Some(OTHER)).await,
            standing,
            campaign,
            set,
            app,
        }
    }

    /// The body that opens the unit's submission for 2023.
    pub fn body(&self, unit: &str) -> Value {
        json!({"campaign": {"id": self.campaign.body["id"]}, "indicator_set": {"code": "TS-2023"}, "unit": {"code": unit}, "period": "2023"})
    }

    /// The unit's submission, open and empty.
    pub async fn open(&self) -> Reply {
        self.officer.post("/v1/submissions", self.body(UNIT)).await.expect(201)
    }

    /// The unit's submission with all its values: 16.50 + 19.20 + 15.00 + 10.00 = 60.70.
    pub async fn filled(&self) -> Reply {
        let open = self.open().await;
        self.put(&self.officer, &open, "values", values()).await.expect(200)
    }

    /// The unit's submission, sent.
    pub async fn sent(&self) -> Reply {
        let filled = self.filled().await;
        self.step(&self.head, &filled, "sending", json!({})).await.expect(201)
    }

    /// The unit's submission, being appraised.
    pub async fn appraising(&self) -> Reply {
        let sent = self.sent().await;
        self.step(&self.standing, &sent, "appraisal", json!({})).await.expect(201)
    }

    /// The unit's submission, appraised: 15.00 of the 16.50, the others as claimed, 59.20 together.
    pub async fn appraised(&self) -> Reply {
        let mut seen = self.appraising().await;
        for (code, body) in appraisals() {
            seen = self.put(&self.standing, &seen, &format!("appraisals/{code}"), body).await.expect(200);
        }
        self.step(&self.standing, &seen, "appraisal-conclusion", json!({})).await.expect(201)
    }

    /// A step of a submission, on the version that was seen.
    pub async fn step(&self, actor: &Actor, seen: &Reply, noun: &str, body: Value) -> Reply {
        actor.step(&path(seen, noun), seen, body).await
    }

    /// Values of a submission, on the version that was seen.
    pub async fn put(&self, actor: &Actor, seen: &Reply, rest: &str, body: Value) -> Reply {
        actor.send(Method::PUT, &path(seen, rest), &[("If-Match", &seen.etag())], Some(body)).await
    }

    pub fn sql(&self, sql: &str) {
        self.app.database.execute(sql).unwrap_or_else(|error| panic!("{sql}: {error}"));
    }

    /// Tries SQL that a constraint or trigger must refuse.
    #[track_caller]
    pub fn sql_refused(&self, sql: &str, constraint: &str) {
        match self.app.database.execute(sql) {
            Err(diesel::result::Error::DatabaseError(_, information)) => {
                assert_eq!(information.constraint_name(), Some(constraint), "{sql}");
            }
            other => panic!("{sql}: {other:?}"),
        }
    }

    pub fn campaign_is(&self, state: &str) {
        self.sql(&format!("UPDATE campaigns SET state = '{state}'"));
    }
}

/// Where a submission, or something of it, is.
pub fn path(submission: &Reply, rest: &str) -> String {
    format!("/v1/submissions/{}/{rest}", submission.text("id"))
}

/// Draws a set up and brings it into force.
pub async fn activated(app: &TestApp, set: Value) -> Reply {
    let admin = app.actor(Role::Admin, None).await;
    let draft = admin.post("/v1/indicator-sets", set).await.expect(201);
    admin.step(&format!("/v1/indicator-sets/{}/activation", draft.text("id")), &draft, json!({})).await.expect(201)
}

/// A set of 90 points with an indicator of each rule, and one for information only.
pub fn set(code: &str) -> Value {
    let leaf = |code: &str, max: &str, rule: Value, evidence: bool| {
        json!({"code": code, "title_vi": format!("Chỉ số {code}"), "max_points": max, "scored": true, "method": "self",
               "rule": rule, "evidence_required": evidence})
    };
    let steps =
        json!({"kind": "steps", "steps": [{"at_least": "4", "points": "20"}, {"at_least": "3", "points": "15"}]});
    let choice = json!({"kind": "choice", "options": [
        {"code": "full", "label_vi": "Đạt", "share": "1"}, {"code": "partly", "label_vi": "Đạt một phần", "share": "0.5"},
        {"code": "none", "label_vi": "Không đạt", "share": "0"}]});
    let mut sum = leaf("3", "40", json!({"kind": "sum"}), false);
    sum["children"] = json!([leaf("3.1", "20", steps, false), leaf("3.2", "20", choice, false)]);
    let mut information = leaf("4", "0", json!({"kind": "manual"}), false);
    information["scored"] = json!(false);
    json!({
        "code": code, "title_vi": "Bộ chỉ số thử", "basis_vi": "Quyết định 1/QĐ-UBND", "kind": "custom", "level": "any", "max_points": "90",
        "effective_from": "2023-01-01", "provenance": "confirmed",
        "bands": [{"from": "60", "label_vi": "Khá", "provenance": "confirmed"}, {"from": "50", "label_vi": "Trung bình", "provenance": "unconfirmed"}],
        "indicators": [leaf("1", "20", json!({"kind": "manual"}), true), leaf("2", "30", json!({"kind": "ratio"}), true), sum, information]})
}

/// A document that proves a score.
pub fn evidence() -> Value {
    json!({"number": "120/BC-UBND", "name_vi": "Báo cáo", "issued_on": "2023-12-10", "subject_vi": "Kết quả năm 2023"})
}

/// All values of the set: 16.50 + 19.20 + 15.00 + 10.00 = 60.70.
pub fn values() -> Value {
    json!({"values": [
        {"indicator": "1", "self_score": "16.50", "evidence": [evidence()]},
        {"indicator": "2", "inputs": {"numerator": "640", "denominator": "1000"}, "evidence": [evidence()]},
        {"indicator": "3.1", "inputs": {"value": "3"}},
        {"indicator": "3.2", "inputs": {"choice": "partly"}}]})
}

/// An appraiser's scores of all values: one differs, with its reason.
pub fn appraisals() -> [(&'static str, Value); 4] {
    [
        ("1", json!({"score": "15.00", "reason": "Niêm yết chậm"})),
        ("2", json!({"score": "19.20"})),
        ("3.1", json!({"score": "15"})),
        ("3.2", json!({"score": "10.0"})),
    ]
}
