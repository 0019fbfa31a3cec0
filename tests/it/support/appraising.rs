//! Submissions of several units, each brought by its own people to where a test begins.

use actix_web::http::Method;
use serde_json::{Value, json};
use thidua::access::Role;

use super::Reply;
use super::scoring::{Scoring, appraisals, path, values};

/// The unit's submission, sent, with these points for the first indicator: 44.20 more in all.
pub async fn sent(at: &Scoring, unit: &str, points: &str) -> Reply {
    let head = at.app.actor(Role::UnitHead, Some(unit)).await;
    let open = head.post("/v1/submissions", at.body(unit)).await.expect(201);
    let mut body = values();
    body["values"][0]["self_score"] = json!(points);
    let filled = at.put(&head, &open, "values", body).await.expect(200);
    at.step(&head, &filled, "sending", json!({})).await.expect(201)
}

/// The same, appraised: the agency leaves every score as it is, but for the first if it says so.
pub async fn appraised(at: &Scoring, unit: &str, points: &str, instead: Option<&str>) -> Reply {
    let sent = sent(at, unit, points).await;
    let mut seen = at.step(&at.standing, &sent, "appraisal", json!({})).await.expect(201);
    for (code, mut body) in appraisals() {
        if code == "1" {
            body = json!({"score": instead.unwrap_or(points), "reason": "Đã kiểm tra"});
        }
        seen = at.put(&at.standing, &seen, &format!("appraisals/{code}"), body).await.expect(200);
    }
    at.step(&at.standing, &seen, "appraisal-conclusion", json!({})).await.expect(201)
}

/// A submission as the standing agency reads it now.
pub async fn read(at: &Scoring, submission: &Reply) -> Reply {
    let path = path(submission, "");
    at.standing.send(Method::GET, path.trim_end_matches('/'), &[], None).await.expect(200)
}

/// A publication of the appraised submissions for 2023.
pub fn of_submissions(at: &Scoring, number: &str) -> Value {
    json!({"campaign": {"id": at.campaign.body["id"]}, "index_kind": "submitted_set", "indicator_set": {"code": "TS-2023"}, "period": "2023",
           "decision": decision(number, "2023-12-15")})
}

/// A decision that publishes.
pub fn decision(number: &str, issued_on: &str) -> Value {
    json!({"number": number, "issued_on": issued_on, "issuer_vi": "UBND huyện Tư Nghĩa", "signer": "Nguyễn Đăng Vinh"})
}
