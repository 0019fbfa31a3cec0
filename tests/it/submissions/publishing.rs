//! What publications and rankings take from submissions.

use chrono::NaiveDate;
use serde_json::json;
use thidua::access::{Permit, may};
use thidua::ids::{CampaignId, PublicationId, SetId, SubmissionId};
use thidua::platform::problem::Code;
use thidua::scoring::submissions::{self, PublishedBy, SubmissionState};
use uuid::Uuid;

use crate::support::Reply;
use crate::support::scoring::{OTHER, Scoring};

fn id(reply: &Reply) -> Uuid {
    reply.text("id").parse().expect("an id")
}

fn by(publication: PublicationId) -> PublishedBy<'static> {
    let issued_on = NaiveDate::from_ymd_opt(2023, 12, 15).expect("a date");
    PublishedBy { publication, decision_number: "80/QĐ-UBND", issued_on }
}

fn publisher(at: &Scoring) -> Permit<may::PublishScores> {
    Permit::of_service(at.app.gate.clone())
}

#[actix_web::test]
async fn an_appraised_submission_is_published_and_then_frozen() {
    let at = Scoring::start().await;
    let appraised = at.appraised().await;
    let (submission, publication) = (SubmissionId(id(&appraised)), PublicationId::draw());
    let publish = async |ids: &[SubmissionId]| {
        publisher(&at).transaction(async |conn| submissions::mark_published(conn, ids, by(publication)).await).await
    };
    publish(&[submission]).await.expect("it is published");
    let path = format!("/v1/submissions/{submission}");
    let shown = at.app.anonymous().get(&path).await.expect(200);
    assert_eq!((shown.text("state"), shown.text("published_score")), ("published", "59.20"));
    assert_eq!(publish(&[submission]).await.expect_err("once").code, Code::NothingToPublish);
    for change in ["DELETE FROM submission_values", "UPDATE submission_values SET question = '?'"] {
        at.sql_refused(change, "submission_values_frozen_once_published");
    }
    for change in [
        "DELETE FROM submissions",
        "UPDATE submissions SET self_total = 1",
        "UPDATE submissions SET state = 'open', published_score = NULL",
    ] {
        at.sql_refused(change, "submissions_frozen_once_published");
    }
    let score = "60.00".parse().expect("a score");
    let correct = async || {
        let corrected = publisher(&at)
            .transaction(async |conn| submissions::correct_published(conn, submission, score, publication).await);
        corrected.await
    };
    correct().await.expect("it is corrected");
    let shown = at.app.anonymous().get(&path).await.expect(200);
    assert_eq!((shown.text("published_score"), shown.text("appraised_total")), ("60.00", "59.20"));
}

#[actix_web::test]
async fn what_is_not_appraised_is_not_published_and_nothing_beside_it() {
    let at = Scoring::start().await;
    let appraised = at.appraised().await;
    let open = at.head_of_other.post("/v1/submissions", at.body(OTHER)).await.expect(201);
    let ids = [SubmissionId(id(&appraised)), SubmissionId(id(&open))];
    let publication = PublicationId::draw();
    let refused =
        publisher(&at).transaction(async |conn| submissions::mark_published(conn, &ids, by(publication)).await).await;
    assert_eq!(refused.expect_err("one is open").code, Code::NothingToPublish);
    let shown = at.standing.get(&format!("/v1/submissions/{}", appraised.text("id"))).await.expect(200);
    assert_eq!(shown.text("state"), "appraised");
    let score = "1".parse().expect("a score");
    let corrected = publisher(&at)
        .transaction(async |conn| submissions::correct_published(conn, ids[0], score, publication).await)
        .await;
    assert_eq!(corrected.expect_err("not published").code, Code::NothingToPublish);
}

#[actix_web::test]
async fn totals_of_a_set_are_read_as_they_are_kept() {
    let at = Scoring::start().await;
    let appraised = at.appraised().await;
    let open = at.head_of_other.post("/v1/submissions", at.body(OTHER)).await.expect(201);
    let (campaign, set) = (CampaignId(id(&at.campaign)), SetId(id(&at.set)));
    let read = Permit::<may::ReadSubmissions>::of_service(at.app.gate.clone())
        .transaction(async |conn| submissions::totals_of(conn.pg(), campaign, set).await);
    let mut rows = read.await.expect("totals");
    rows.sort_by_key(|row| row.id);
    let seen: Vec<_> = rows
        .iter()
        .map(|row| json!([row.id, row.period, row.state, row.self_total, row.appraised_total, row.published_score]))
        .collect();
    let expected = json!([
        [appraised.body["id"], "2023", SubmissionState::Appraised, "60.70", "59.20", null],
        [open.body["id"], "2023", "open", "0.00", null, null]
    ]);
    assert_eq!(json!(seen), expected);
}
