//! Explanations, asked for and given.

use actix_web::{get, post};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::super::service;
use super::super::steps::Step;
use super::super::views::{AnswersIn, QuestionsIn, SubmissionOut};
use super::show::{record, taken};
use crate::access::{Permit, may};
use crate::platform::http::{Answer, IfMatch, IfMatchParam, Intent, IntentParams, Json, Path, TransitionOut};

pub fn operations(config: &mut ServiceConfig) {
    config
        .service(request_submission_explanation)
        .service(get_submission_explanation_request)
        .service(explain_submission)
        .service(get_submission_explanation);
}

/// Ask a unit to explain
///
/// For the standing agency, while it appraises: one question for each value that is in doubt. The
/// appraisal waits until the head of the unit has answered all of them.
#[utoipa::path(tag = "submissions", params(("id" = Uuid, Path, description = "The submission."), IfMatchParam, IntentParams),
    request_body = QuestionsIn, security(("bearer" = ["submissions:appraise"])), responses((status = 201, description = "The submission, waiting for its unit.", body = SubmissionOut)))]
#[post("/v1/submissions/{id}/explanation-request")]
async fn request_submission_explanation(
    permit: Permit<may::AppraiseSubmissions>,
    Path(id): Path<Uuid>,
    expected: IfMatch,
    intent: Intent,
    Json(body): Json<QuestionsIn>,
) -> Answer {
    permit
        .write(intent, async |conn| {
            let row = service::request_explanation(conn, id, expected, &body.questions).await?;
            taken(conn, Step::ExplanationRequest, row).await
        })
        .await
}

/// Read what a unit was last asked to explain
///
/// Who asked, when, and the questions by indicator.
#[utoipa::path(tag = "submissions", params(("id" = Uuid, Path, description = "The submission.")), security((), ("bearer" = ["submissions:read"])),
    responses((status = 200, description = "The latest request.", body = TransitionOut)))]
#[get("/v1/submissions/{id}/explanation-request")]
async fn get_submission_explanation_request(permit: Permit<may::ReadSubmissions>, Path(id): Path<Uuid>) -> Answer {
    record(permit, id, Step::ExplanationRequest).await
}

/// Explain
///
/// For the head of the unit: an answer to every question that is open. The scores stay as they were
/// sent; the appraiser goes on with the answers in hand.
#[utoipa::path(tag = "submissions", params(("id" = Uuid, Path, description = "The submission."), IfMatchParam, IntentParams),
    request_body = AnswersIn, security(("bearer" = ["submissions:send"])), responses((status = 201, description = "The submission, being appraised again.", body = SubmissionOut)))]
#[post("/v1/submissions/{id}/explanation")]
async fn explain_submission(
    permit: Permit<may::SendSubmissions>,
    Path(id): Path<Uuid>,
    expected: IfMatch,
    intent: Intent,
    Json(body): Json<AnswersIn>,
) -> Answer {
    permit
        .write(intent, async |conn| {
            let row = service::explain(conn, id, expected, &body.answers).await?;
            taken(conn, Step::Explanation, row).await
        })
        .await
}

/// Read what a unit last explained
///
/// Who answered, when, and the answers by indicator.
#[utoipa::path(tag = "submissions", params(("id" = Uuid, Path, description = "The submission.")), security((), ("bearer" = ["submissions:read"])),
    responses((status = 200, description = "The latest explanation.", body = TransitionOut)))]
#[get("/v1/submissions/{id}/explanation")]
async fn get_submission_explanation(permit: Permit<may::ReadSubmissions>, Path(id): Path<Uuid>) -> Answer {
    record(permit, id, Step::Explanation).await
}
