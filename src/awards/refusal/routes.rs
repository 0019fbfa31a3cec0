//! The refusal of a nomination over HTTP.

use actix_web::{get, post};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::service;
use crate::access::{Permit, may};
use crate::awards::nominations::{self, NominationOut, ReasonIn, Step};
use crate::platform::http::{Answer, IfMatch, IfMatchParam, Intent, IntentParams, Json, Path, Reply, TransitionOut};

/// The operations of this slice.
pub fn operations(config: &mut ServiceConfig) {
    config.service(refuse_nomination).service(get_nomination_refusal);
}

/// Refuse a nomination
///
/// For the decider, on a nomination that is proposed, with the reason. It is the answer of this campaign:
/// the subject is not nominated for the award again. A draft that holds the nomination is freed of it.
#[utoipa::path(tag = "nominations", params(("id" = Uuid, Path, description = "The nomination."), IfMatchParam, IntentParams),
    request_body = ReasonIn, security(("bearer" = ["award_decisions:sign"])),
    responses((status = 201, description = "The nomination, refused.", body = NominationOut)))]
#[post("/v1/nominations/{id}/refusal")]
async fn refuse_nomination(
    permit: Permit<may::SignAwardDecisions>,
    Path(id): Path<Uuid>,
    expected: IfMatch,
    intent: Intent,
    Json(body): Json<ReasonIn>,
) -> Answer {
    permit
        .write(intent, async |conn| {
            let refused = service::refuse(conn, id, expected, &body).await?;
            Reply::created(format!("/v1/nominations/{id}/refusal"), &refused)
        })
        .await
}

/// Read the refusal of a nomination
///
/// Who refused it, when, and why.
#[utoipa::path(tag = "nominations", params(("id" = Uuid, Path, description = "The nomination.")),
    security(("bearer" = ["nominations:read"])), responses((status = 200, description = "The refusal.", body = TransitionOut)))]
#[get("/v1/nominations/{id}/refusal")]
async fn get_nomination_refusal(permit: Permit<may::ReadNominations>, Path(id): Path<Uuid>) -> Answer {
    nominations::record(permit, id, Step::Refusal).await
}
