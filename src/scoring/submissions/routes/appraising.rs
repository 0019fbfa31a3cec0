//! A submission in the hands of the standing agency.

use actix_web::{get, post, put};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::super::service;
use super::super::steps::Step;
use super::super::views::{AppraisedValueIn, SubmissionOut};
use super::show::{record, show, taken};
use crate::access::{Permit, may};
use crate::platform::http::{Answer, IfMatch, IfMatchParam, Intent, IntentParams, Json, Path, Reply, TransitionOut};

pub fn operations(config: &mut ServiceConfig) {
    config
        .service(begin_submission_appraisal)
        .service(get_submission_appraisal)
        .service(put_submission_appraisal_value)
        .service(conclude_submission_appraisal)
        .service(get_submission_appraisal_conclusion);
}

/// Begin the appraisal of a submission
///
/// For the standing agency, until the awards are decided. Whoever appraises has their role over the
/// campaign's organiser: one over a unit that takes part makes no judge (403). They neither belong to
/// the submitting unit or one below it, nor wrote to the submission (422 `separation_of_duties`). The
/// same holds of every step of the appraisal and of reopening. From then on the unit cannot have it
/// back.
#[utoipa::path(tag = "submissions", params(("id" = Uuid, Path, description = "The submission."), IfMatchParam, IntentParams),
    security(("bearer" = ["submissions:appraise"])), responses((status = 201, description = "The submission, being appraised.", body = SubmissionOut)))]
#[post("/v1/submissions/{id}/appraisal")]
async fn begin_submission_appraisal(
    permit: Permit<may::AppraiseSubmissions>,
    Path(id): Path<Uuid>,
    expected: IfMatch,
    intent: Intent,
) -> Answer {
    permit
        .write(intent, async |conn| {
            let row = service::begin_appraisal(conn, id, expected).await?;
            taken(conn, Step::Appraisal, row).await
        })
        .await
}

/// Read the beginning of the appraisal of a submission
///
/// Who took it up, and when.
#[utoipa::path(tag = "submissions", params(("id" = Uuid, Path, description = "The submission.")), security((), ("bearer" = ["submissions:read"])),
    responses((status = 200, description = "The beginning of the appraisal.", body = TransitionOut)))]
#[get("/v1/submissions/{id}/appraisal")]
async fn get_submission_appraisal(permit: Permit<may::ReadSubmissions>, Path(id): Path<Uuid>) -> Answer {
    record(permit, id, Step::Appraisal).await
}

/// Appraise a value
///
/// While the submission is being appraised. The score lies between 0 and the indicator's maximum; where
/// it differs from the unit's own, a reason is needed. What a survey or a system measures (method
/// `survey`, `auto`) has no score of the unit's own: the appraiser enters one, with its source as the
/// reason. It may be given anew until the conclusion. The
/// answer shows the new totals.
#[utoipa::path(tag = "submissions", params(("id" = Uuid, Path, description = "The submission."),
        ("indicator_code" = String, Path, description = "The code of an indicator that has a value, or of one of method `survey` or `auto`."), IfMatchParam, IntentParams),
    request_body = AppraisedValueIn, security(("bearer" = ["submissions:appraise"])),
    responses((status = 200, description = "The submission with its new totals.", body = SubmissionOut)))]
#[put("/v1/submissions/{id}/appraisals/{indicator_code}")]
async fn put_submission_appraisal_value(
    permit: Permit<may::AppraiseSubmissions>,
    Path((id, code)): Path<(Uuid, String)>,
    expected: IfMatch,
    intent: Intent,
    Json(body): Json<AppraisedValueIn>,
) -> Answer {
    permit
        .write(intent, async |conn| {
            let row = service::appraise(conn, id, expected, &code, &body).await?;
            Reply::ok(&show(conn, row).await?)
        })
        .await
}

/// Conclude the appraisal of a submission
///
/// Once every indicator that counts has been appraised; 422 `submission_incomplete` names those that
/// have not. The submission then waits to be published by decision.
#[utoipa::path(tag = "submissions", params(("id" = Uuid, Path, description = "The submission."), IfMatchParam, IntentParams),
    security(("bearer" = ["submissions:appraise"])), responses((status = 201, description = "The submission, appraised.", body = SubmissionOut)))]
#[post("/v1/submissions/{id}/appraisal-conclusion")]
async fn conclude_submission_appraisal(
    permit: Permit<may::AppraiseSubmissions>,
    Path(id): Path<Uuid>,
    expected: IfMatch,
    intent: Intent,
) -> Answer {
    permit
        .write(intent, async |conn| {
            let row = service::conclude(conn, id, expected).await?;
            taken(conn, Step::AppraisalConclusion, row).await
        })
        .await
}

/// Read the conclusion of the appraisal of a submission
///
/// Who concluded it, when, and with what totals.
#[utoipa::path(tag = "submissions", params(("id" = Uuid, Path, description = "The submission.")), security((), ("bearer" = ["submissions:read"])),
    responses((status = 200, description = "The conclusion of the appraisal.", body = TransitionOut)))]
#[get("/v1/submissions/{id}/appraisal-conclusion")]
async fn get_submission_appraisal_conclusion(permit: Permit<may::ReadSubmissions>, Path(id): Path<Uuid>) -> Answer {
    record(permit, id, Step::AppraisalConclusion).await
}
