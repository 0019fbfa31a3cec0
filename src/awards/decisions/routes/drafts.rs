//! Reading and drafting decisions.

use actix_web::{get, patch, post};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::super::views::{DecisionIn, DecisionOut, DecisionPatch, DecisionQuery};
use super::super::{queries, service};
use super::show::{show, show_all};
use crate::access::{Permit, may};
use crate::platform::http::{
    Answer, IfMatch, IfMatchParam, Intent, IntentParams, Json, List, Page, PageParams, Path, Reply, SortKey,
};

pub fn operations(config: &mut ServiceConfig) {
    config
        .service(list_award_decisions)
        .service(draft_award_decision)
        .service(get_award_decision)
        .service(update_award_decision);
}

/// List award decisions
///
/// Signed decisions are open to everyone; drafts are listed for officials over the organiser. In the
/// order they were drafted, without their awards.
#[utoipa::path(tag = "award decisions", params(DecisionQuery, PageParams), security((), ("bearer" = ["award_decisions:read"])),
    responses((status = 200, description = "A page of decisions.", body = Page<DecisionOut>)))]
#[get("/v1/award-decisions")]
async fn list_award_decisions(permit: Permit<may::ReadAwardDecisions>, list: List<DecisionQuery>) -> Answer {
    let mut conn = permit.conn().await?;
    let (pg, reach) = conn.scoped();
    let rows = queries::list(pg, reach, &list.filter, &list.page).await?;
    let total = if list.page.count { Some(queries::count(pg, reach, &list.filter).await?) } else { None };
    let shown = show_all(&mut conn, rows).await?;
    let key = |row: &DecisionOut| SortKey { key: row.id.to_string().into(), id: row.id.0 };
    Reply::page(&list.page.finish(shown, total, key, |row| row))
}

/// Draft an award decision
///
/// For the standing agency, on nominations of the campaign that are proposed to the decider. 422
/// `not_eligible` names those that are not, or whose verdicts no longer follow from the evidence; a nomination stands in one decision only.
#[utoipa::path(tag = "award decisions", params(IntentParams), request_body = DecisionIn, security(("bearer" = ["award_decisions:draft"])),
    responses((status = 201, description = "The draft.", body = DecisionOut)))]
#[post("/v1/award-decisions")]
async fn draft_award_decision(
    permit: Permit<may::DraftAwardDecisions>,
    intent: Intent,
    Json(body): Json<DecisionIn>,
) -> Answer {
    permit
        .write(intent, async |conn| {
            let row = service::draft(conn, &body).await?;
            let location = format!("/v1/award-decisions/{}", row.id);
            Reply::created(location, &show(conn, row).await?)
        })
        .await
}

/// Read an award decision
///
/// With its awards: who receives what, the bonus and its inputs, and what was revoked.
#[utoipa::path(tag = "award decisions", params(("id" = Uuid, Path, description = "The decision.")),
    security((), ("bearer" = ["award_decisions:read"])), responses((status = 200, description = "The decision.", body = DecisionOut)))]
#[get("/v1/award-decisions/{id}")]
async fn get_award_decision(permit: Permit<may::ReadAwardDecisions>, Path(id): Path<Uuid>) -> Answer {
    let mut conn = permit.conn().await?;
    let (pg, reach) = conn.scoped();
    let row = queries::get(pg, reach, id).await?;
    Reply::ok(&show(&mut conn, row).await?)
}

/// Change a draft of an award decision
///
/// JSON Merge Patch (RFC 7396): its title, or all its nominations. A signed decision never changes.
#[utoipa::path(tag = "award decisions", params(("id" = Uuid, Path, description = "The decision."), IfMatchParam, IntentParams),
    request_body = DecisionPatch, security(("bearer" = ["award_decisions:draft"])),
    responses((status = 200, description = "The draft as changed.", body = DecisionOut)))]
#[patch("/v1/award-decisions/{id}")]
async fn update_award_decision(
    permit: Permit<may::DraftAwardDecisions>,
    Path(id): Path<Uuid>,
    expected: IfMatch,
    intent: Intent,
    Json(body): Json<DecisionPatch>,
) -> Answer {
    permit
        .write(intent, async |conn| {
            let row = service::update(conn, id, expected, body).await?;
            Reply::ok(&show(conn, row).await?)
        })
        .await
}
