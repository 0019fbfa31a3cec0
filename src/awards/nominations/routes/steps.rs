//! A dossier on its way between the unit and the standing agency.

use actix_web::{get, post};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::super::service;
use super::super::steps::Step;
use super::super::views::{NominationOut, ReasonIn, SubmissionIn};
use super::show::{record, taken};
use crate::access::{Permit, may};
use crate::platform::http::{Answer, IfMatch, IfMatchParam, Intent, IntentParams, Json, Path, TransitionOut};

pub fn operations(config: &mut ServiceConfig) {
    config
        .service(submit_nomination)
        .service(get_nomination_submission)
        .service(return_nomination)
        .service(get_nomination_return)
        .service(withdraw_nomination)
        .service(get_nomination_withdrawal);
}

/// Submit a nomination
///
/// For the head of the unit. 422 `papers_missing` names the papers that the dossier lacks. After the
/// campaign's deadline it is late and needs `late_reason`; on the very instant of the deadline it is
/// late already. A dossier that was returned counts by the time it is submitted again.
#[utoipa::path(tag = "nominations", params(("id" = Uuid, Path, description = "The nomination."), IfMatchParam, IntentParams),
    request_body = SubmissionIn, security(("bearer" = ["nominations:submit"])), responses((status = 201, description = "The nomination, with the standing agency.", body = NominationOut)))]
#[post("/v1/nominations/{id}/submission")]
async fn submit_nomination(
    permit: Permit<may::SubmitNominations>,
    Path(id): Path<Uuid>,
    expected: IfMatch,
    intent: Intent,
    Json(body): Json<SubmissionIn>,
) -> Answer {
    permit
        .write(intent, async |conn| {
            let row = service::submit(conn, id, expected, body).await?;
            taken(conn, Step::Submission, row).await
        })
        .await
}

/// Read the submission of a nomination
///
/// Who submitted it last, when, and whether late.
#[utoipa::path(tag = "nominations", params(("id" = Uuid, Path, description = "The nomination.")),
    security(("bearer" = ["nominations:read"])), responses((status = 200, description = "The latest submission.", body = TransitionOut)))]
#[get("/v1/nominations/{id}/submission")]
async fn get_nomination_submission(permit: Permit<may::ReadNominations>, Path(id): Path<Uuid>) -> Answer {
    record(permit, id, Step::Submission).await
}

/// Return a nomination
///
/// For the standing agency, while the campaign takes dossiers: the dossier is incomplete, and the unit may
/// complete and submit it again.
#[utoipa::path(tag = "nominations", params(("id" = Uuid, Path, description = "The nomination."), IfMatchParam, IntentParams),
    request_body = ReasonIn, security(("bearer" = ["nominations:appraise"])), responses((status = 201, description = "The nomination, with its unit again.", body = NominationOut)))]
#[post("/v1/nominations/{id}/return")]
async fn return_nomination(
    permit: Permit<may::AppraiseNominations>,
    Path(id): Path<Uuid>,
    expected: IfMatch,
    intent: Intent,
    Json(body): Json<ReasonIn>,
) -> Answer {
    permit
        .write(intent, async |conn| {
            let row = service::send_back(conn, id, expected, &body).await?;
            taken(conn, Step::Return, row).await
        })
        .await
}

/// Read the return of a nomination
///
/// Who returned it last, when, and why.
#[utoipa::path(tag = "nominations", params(("id" = Uuid, Path, description = "The nomination.")),
    security(("bearer" = ["nominations:read"])), responses((status = 200, description = "The latest return.", body = TransitionOut)))]
#[get("/v1/nominations/{id}/return")]
async fn get_nomination_return(permit: Permit<may::ReadNominations>, Path(id): Path<Uuid>) -> Answer {
    record(permit, id, Step::Return).await
}

/// Withdraw a nomination
///
/// For the head of the unit, until it is proposed to the decider. It is for good; the subject may be
/// nominated anew.
#[utoipa::path(tag = "nominations", params(("id" = Uuid, Path, description = "The nomination."), IfMatchParam, IntentParams),
    request_body = ReasonIn, security(("bearer" = ["nominations:submit"])), responses((status = 201, description = "The nomination, withdrawn.", body = NominationOut)))]
#[post("/v1/nominations/{id}/withdrawal")]
async fn withdraw_nomination(
    permit: Permit<may::SubmitNominations>,
    Path(id): Path<Uuid>,
    expected: IfMatch,
    intent: Intent,
    Json(body): Json<ReasonIn>,
) -> Answer {
    permit
        .write(intent, async |conn| {
            let row = service::withdraw(conn, id, expected, &body).await?;
            taken(conn, Step::Withdrawal, row).await
        })
        .await
}

/// Read the withdrawal of a nomination
///
/// Who withdrew it, when, and why.
#[utoipa::path(tag = "nominations", params(("id" = Uuid, Path, description = "The nomination.")),
    security(("bearer" = ["nominations:read"])), responses((status = 200, description = "The withdrawal.", body = TransitionOut)))]
#[get("/v1/nominations/{id}/withdrawal")]
async fn get_nomination_withdrawal(permit: Permit<may::ReadNominations>, Path(id): Path<Uuid>) -> Answer {
    record(permit, id, Step::Withdrawal).await
}
