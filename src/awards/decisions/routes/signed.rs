//! Signing decisions, and revoking awards.

use actix_web::{get, post};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::super::powers::Powers;
use super::super::steps::Step;
use super::super::views::{DecisionOut, RevocationIn, RevocationOut, SignatureIn};
use super::super::{queries, service, signing};
use super::show::taken;
use crate::access::{Permit, may};
use crate::campaigns::CampaignStep;
use crate::platform::http::{
    Answer, IfMatch, IfMatchParam, Intent, IntentParams, Json, Page, Path, Reply, TransitionOut,
};

pub fn operations(config: &mut ServiceConfig) {
    config
        .service(sign_award_decision)
        .service(get_award_decision_signature)
        .service(revoke_award)
        .service(list_award_revocations);
}

/// Sign an award decision
///
/// For the decider, who never had a hand in the draft or in any of its dossiers. 422 `not_eligible` where the
/// evidence no longer bears a verdict. The law in force on
/// `signed_on` applies: the office must head the organiser and hold the authority to grant each
/// award (`office_without_authority`), and each bonus is computed and fixed with its inputs. Where a rate,
/// the base salary, the day that it is read at, the rounding or the authority has not been checked against the law, 422
/// `rate_unconfirmed` names it; signing on it takes `accept_unconfirmed_reason`, which is journaled.
#[utoipa::path(tag = "award decisions", params(("id" = Uuid, Path, description = "The decision."), IfMatchParam, IntentParams),
    request_body = SignatureIn, security(("bearer" = ["award_decisions:sign"])),
    responses((status = 201, description = "The decision, signed and public.", body = DecisionOut)))]
#[post("/v1/award-decisions/{id}/signature")]
async fn sign_award_decision(
    permit: Permit<may::SignAwardDecisions>,
    Path(id): Path<Uuid>,
    expected: IfMatch,
    intent: Intent,
    Json(body): Json<SignatureIn>,
) -> Answer {
    permit
        .write(intent, async |conn| {
            let row = signing::sign(conn, id, expected, &body).await?;
            taken(conn, Step::Signature, row).await
        })
        .await
}

/// Read the signature of an award decision
///
/// Who signed, when, and in `details` the law it was signed on; `reason` is why unconfirmed facts of
/// the law were accepted.
#[utoipa::path(tag = "award decisions", params(("id" = Uuid, Path, description = "The decision.")),
    security((), ("bearer" = ["award_decisions:read"])), responses((status = 200, description = "The signature.", body = TransitionOut)))]
#[get("/v1/award-decisions/{id}/signature")]
async fn get_award_decision_signature(permit: Permit<may::ReadAwardDecisions>, Path(id): Path<Uuid>) -> Answer {
    let mut conn = permit.conn().await?;
    let (pg, reach) = conn.scoped();
    queries::get(pg, reach, id).await?;
    Reply::ok(&conn.transition_of(id, Step::Signature.action()).await?)
}

/// Revoke an award
///
/// For the decider, on a ground of the law (chapter VII), by a decision of its own number. The
/// decision stands as it was signed and shows the award as revoked.
#[utoipa::path(tag = "award decisions", params(("id" = Uuid, Path, description = "The decision."), IfMatchParam, IntentParams),
    request_body = RevocationIn, security(("bearer" = ["award_decisions:sign"])),
    responses((status = 201, description = "The decision with the award revoked.", body = DecisionOut)))]
#[post("/v1/award-decisions/{id}/revocations")]
async fn revoke_award(
    permit: Permit<may::SignAwardDecisions>,
    Path(id): Path<Uuid>,
    expected: IfMatch,
    intent: Intent,
    Json(body): Json<RevocationIn>,
) -> Answer {
    permit
        .write(intent, async |conn| {
            let row = service::revoke(conn, id, expected, &body).await?;
            taken(conn, Step::Revocations, row).await
        })
        .await
}

/// List the revocations of a decision's awards
///
/// In the order of the decision. Ground and reason are shown to officials over the organiser only.
#[utoipa::path(tag = "award decisions", params(("id" = Uuid, Path, description = "The decision.")),
    security((), ("bearer" = ["award_decisions:read"])), responses((status = 200, description = "The revocations.", body = Page<RevocationOut>)))]
#[get("/v1/award-decisions/{id}/revocations")]
async fn list_award_revocations(permit: Permit<may::ReadAwardDecisions>, Path(id): Path<Uuid>) -> Answer {
    let mut conn = permit.conn().await?;
    let (pg, reach) = conn.scoped();
    let row = queries::get(pg, reach, id).await?;
    let official = Powers::of(&mut conn, std::slice::from_ref(&row)).await?.official(&row);
    let awards = queries::awards_of(conn.pg(), row.id).await?;
    let items: Vec<_> = awards.iter().filter_map(|(award, _)| RevocationOut::of(award, official)).collect();
    Reply::page(&Page { items, next: None, prev: None, total: None })
}
