//! A submission on its way between the unit and the standing agency.

use actix_web::{get, post};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::super::service;
use super::super::steps::Step;
use super::super::views::{ReopeningIn, SubmissionOut};
use super::show::{record, taken};
use crate::access::{Permit, may};
use crate::platform::http::{Answer, IfMatch, IfMatchParam, Intent, IntentParams, Json, Path, TransitionOut};

pub fn operations(config: &mut ServiceConfig) {
    config
        .service(send_submission)
        .service(get_submission_sending)
        .service(reopen_submission)
        .service(get_submission_reopening);
}

/// Send a submission
///
/// For the head of the unit, until the campaign's appraisal begins. The deadline for award dossiers does
/// not count here; where the decision sets a day for units' own scores (milestone `self_score_due`),
/// sending after it is refused (422 `deadline_passed`). Every indicator that counts and that units score
/// themselves (method `self`) must have a value; 422 `submission_incomplete` names those that have none.
/// What is sent is kept as a revision for good.
#[utoipa::path(tag = "submissions", params(("id" = Uuid, Path, description = "The submission."), IfMatchParam, IntentParams),
    security(("bearer" = ["submissions:send"])), responses((status = 201, description = "The submission, with the standing agency.", body = SubmissionOut)))]
#[post("/v1/submissions/{id}/sending")]
async fn send_submission(
    permit: Permit<may::SendSubmissions>,
    Path(id): Path<Uuid>,
    expected: IfMatch,
    intent: Intent,
) -> Answer {
    permit
        .write(intent, async |conn| {
            let row = service::send(conn, id, expected).await?;
            taken(conn, Step::Sending, row).await
        })
        .await
}

/// Read the sending of a submission
///
/// Who sent it last, when, and with what total.
#[utoipa::path(tag = "submissions", params(("id" = Uuid, Path, description = "The submission.")), security((), ("bearer" = ["submissions:read"])),
    responses((status = 200, description = "The latest sending.", body = TransitionOut)))]
#[get("/v1/submissions/{id}/sending")]
async fn get_submission_sending(permit: Permit<may::ReadSubmissions>, Path(id): Path<Uuid>) -> Answer {
    record(permit, id, Step::Sending).await
}

/// Reopen a submission
///
/// For the standing agency, before it takes the submission up: the unit fills it in and sends it anew.
/// Only while it could be sent again: until the campaign's appraisal begins, or its day for units' own
/// scores (422 `deadline_passed`). What was sent stays readable among the revisions.
#[utoipa::path(tag = "submissions", params(("id" = Uuid, Path, description = "The submission."), IfMatchParam, IntentParams),
    request_body = ReopeningIn, security(("bearer" = ["submissions:appraise"])), responses((status = 201, description = "The submission, open again.", body = SubmissionOut)))]
#[post("/v1/submissions/{id}/reopening")]
async fn reopen_submission(
    permit: Permit<may::AppraiseSubmissions>,
    Path(id): Path<Uuid>,
    expected: IfMatch,
    intent: Intent,
    Json(body): Json<ReopeningIn>,
) -> Answer {
    permit
        .write(intent, async |conn| {
            let row = service::reopen(conn, id, expected, &body.reason).await?;
            taken(conn, Step::Reopening, row).await
        })
        .await
}

/// Read the reopening of a submission
///
/// Who gave it back last, when, and why.
#[utoipa::path(tag = "submissions", params(("id" = Uuid, Path, description = "The submission.")), security((), ("bearer" = ["submissions:read"])),
    responses((status = 200, description = "The latest reopening.", body = TransitionOut)))]
#[get("/v1/submissions/{id}/reopening")]
async fn get_submission_reopening(permit: Permit<may::ReadSubmissions>, Path(id): Path<Uuid>) -> Answer {
    record(permit, id, Step::Reopening).await
}
