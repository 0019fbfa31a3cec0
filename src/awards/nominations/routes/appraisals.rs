//! A dossier in the hands of the standing agency.

use actix_web::{get, post};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::super::appraisal;
use super::super::steps::Step;
use super::super::views::{AppraisalIn, NominationOut};
use super::show::{record, taken};
use crate::access::{Permit, may};
use crate::platform::http::{Answer, IfMatch, IfMatchParam, Intent, IntentParams, Json, Path, TransitionOut};

pub fn operations(config: &mut ServiceConfig) {
    config
        .service(appraise_nomination)
        .service(get_nomination_appraisal)
        .service(evaluate_nomination)
        .service(get_nomination_evaluation)
        .service(forward_nomination)
        .service(get_nomination_forwarding);
}

/// Appraise a nomination
///
/// For the standing agency, once dossiers are closed; never by someone of the nominated unit or by
/// who submitted it. Every rule of the edition in force gets a verdict: the appraiser's findings as
/// given here, the measured rules as read now. No failure and nothing awaited: `eligible`; a failure:
/// `ineligible`; else `pending`, to be appraised again or re-evaluated.
#[utoipa::path(tag = "nominations", params(("id" = Uuid, Path, description = "The nomination."), IfMatchParam, IntentParams),
    request_body = AppraisalIn, security(("bearer" = ["nominations:appraise"])), responses((status = 201, description = "The nomination, judged.", body = NominationOut)))]
#[post("/v1/nominations/{id}/appraisals")]
async fn appraise_nomination(
    permit: Permit<may::AppraiseNominations>,
    Path(id): Path<Uuid>,
    expected: IfMatch,
    intent: Intent,
    Json(body): Json<AppraisalIn>,
) -> Answer {
    permit
        .write(intent, async |conn| {
            let row = appraisal::appraise(conn, id, expected, body).await?;
            taken(conn, Step::Appraisals, row).await
        })
        .await
}

/// Read the appraisal of a nomination
///
/// Who appraised it last, when, by which edition, with the verdict on each rule.
#[utoipa::path(tag = "nominations", params(("id" = Uuid, Path, description = "The nomination.")),
    security(("bearer" = ["nominations:read"])), responses((status = 200, description = "The latest appraisal.", body = TransitionOut)))]
#[get("/v1/nominations/{id}/appraisals")]
async fn get_nomination_appraisal(permit: Permit<may::ReadNominations>, Path(id): Path<Uuid>) -> Answer {
    record(permit, id, Step::Appraisals).await
}

/// Evaluate a nomination again
///
/// For the standing agency, on what was judged and is not decided: after the PAR index was published or
/// superseded, or figures were corrected. The findings of the appraisal and its edition stay; statistics
/// and publications are read as they are now. What is with the decider stays there while it is eligible.
#[utoipa::path(tag = "nominations", params(("id" = Uuid, Path, description = "The nomination."), IfMatchParam, IntentParams),
    security(("bearer" = ["nominations:appraise"])), responses((status = 201, description = "The nomination, judged again.", body = NominationOut)))]
#[post("/v1/nominations/{id}/evaluations")]
async fn evaluate_nomination(
    permit: Permit<may::AppraiseNominations>,
    Path(id): Path<Uuid>,
    expected: IfMatch,
    intent: Intent,
) -> Answer {
    permit
        .write(intent, async |conn| {
            let row = appraisal::reevaluate(conn, id, expected).await?;
            taken(conn, Step::Evaluations, row).await
        })
        .await
}

/// Read the evaluation of a nomination
///
/// Who had it evaluated again last, when, with the verdict on each rule.
#[utoipa::path(tag = "nominations", params(("id" = Uuid, Path, description = "The nomination.")),
    security(("bearer" = ["nominations:read"])), responses((status = 200, description = "The latest evaluation.", body = TransitionOut)))]
#[get("/v1/nominations/{id}/evaluations")]
async fn get_nomination_evaluation(permit: Permit<may::ReadNominations>, Path(id): Path<Uuid>) -> Answer {
    record(permit, id, Step::Evaluations).await
}

/// Propose a nomination to the decider
///
/// For the standing agency: an eligible nomination may then enter an award decision, and its unit can
/// no longer withdraw it. 422 `not_eligible` where the evidence has changed since it was judged: it is
/// evaluated again first.
#[utoipa::path(tag = "nominations", params(("id" = Uuid, Path, description = "The nomination."), IfMatchParam, IntentParams),
    security(("bearer" = ["nominations:appraise"])), responses((status = 201, description = "The nomination, with the decider.", body = NominationOut)))]
#[post("/v1/nominations/{id}/forwarding")]
async fn forward_nomination(
    permit: Permit<may::AppraiseNominations>,
    Path(id): Path<Uuid>,
    expected: IfMatch,
    intent: Intent,
) -> Answer {
    permit
        .write(intent, async |conn| {
            let row = appraisal::forward(conn, id, expected).await?;
            taken(conn, Step::Forwarding, row).await
        })
        .await
}

/// Read the forwarding of a nomination
///
/// Who proposed it to the decider, and when.
#[utoipa::path(tag = "nominations", params(("id" = Uuid, Path, description = "The nomination.")),
    security(("bearer" = ["nominations:read"])), responses((status = 200, description = "The forwarding.", body = TransitionOut)))]
#[get("/v1/nominations/{id}/forwarding")]
async fn get_nomination_forwarding(permit: Permit<may::ReadNominations>, Path(id): Path<Uuid>) -> Answer {
    record(permit, id, Step::Forwarding).await
}
