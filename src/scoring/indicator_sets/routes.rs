//! Indicator sets over HTTP.

use std::collections::HashSet;

use actix_web::{get, patch, post};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::model::IndicatorSet;
use super::tree::Tree;
use super::views::{IndicatorOut, RetirementIn, SetIn, SetOut, SetPatch, SetQuery, SetTreeOut};
use super::{queries, service};
use crate::access::{Conn, May, Permission, Permit, may};
use crate::ids::SetId;
use crate::platform::http::{
    Answer, IfMatch, IfMatchParam, Intent, IntentParams, Json, List, Page, PageParams, Path, Reply, SortKey,
    TransitionOut,
};
use crate::platform::problem::Result;

/// The operations of this slice.
pub fn operations(config: &mut ServiceConfig) {
    config
        .service(list_indicator_sets)
        .service(create_indicator_set)
        .service(get_indicator_set)
        .service(update_indicator_set)
        .service(activate_indicator_set)
        .service(get_indicator_set_activation)
        .service(retire_indicator_set)
        .service(get_indicator_set_retirement);
}

/// List indicator sets
///
/// Open to everyone, by code, without their trees. Drafts are among them: `provenance` says whether
/// the points were checked, and only `active` sets score.
#[utoipa::path(tag = "indicator sets", params(SetQuery, PageParams), security((), ("bearer" = ["indicator_sets:read"])),
    responses((status = 200, description = "A page of indicator sets.", body = Page<SetOut>)))]
#[get("/v1/indicator-sets")]
async fn list_indicator_sets(permit: Permit<may::ReadIndicatorSets>, list: List<SetQuery>) -> Answer {
    let mut conn = permit.conn().await?;
    let rows = queries::list(conn.pg(), &list.filter, &list.page).await?;
    let total = if list.page.count { Some(queries::count(conn.pg(), &list.filter).await?) } else { None };
    let ids: Vec<_> = rows.iter().map(|set| set.id).collect();
    let duties = Duties::of(&mut conn, &ids).await?;
    let key = |set: &IndicatorSet| SortKey { key: set.code.clone().into(), id: set.id.0 };
    Reply::page(&list.page.finish(rows, total, key, |set| duties.show(set)))
}

/// Draw up an indicator set
///
/// A draft with its whole tree. Points need not add up yet; a rule must fit its indicator: `sum` for
/// what has children, another for what has none.
#[utoipa::path(tag = "indicator sets", params(IntentParams), request_body = SetIn, security(("bearer" = ["indicator_sets:write"])),
    responses((status = 201, description = "The draft.", body = SetTreeOut)))]
#[post("/v1/indicator-sets")]
async fn create_indicator_set(
    permit: Permit<may::WriteIndicatorSets>,
    intent: Intent,
    Json(body): Json<SetIn>,
) -> Answer {
    permit
        .write(intent, async |conn| {
            let set = service::create(conn, &body).await?;
            let location = format!("/v1/indicator-sets/{}", set.id);
            Reply::created(location, &show(conn, set).await?)
        })
        .await
}

/// Read an indicator set
///
/// With its whole tree, in the order of the document.
#[utoipa::path(tag = "indicator sets", params(("id" = Uuid, Path, description = "The set.")), security((), ("bearer" = ["indicator_sets:read"])),
    responses((status = 200, description = "The set.", body = SetTreeOut)))]
#[get("/v1/indicator-sets/{id}")]
async fn get_indicator_set(permit: Permit<may::ReadIndicatorSets>, Path(id): Path<Uuid>) -> Answer {
    let mut conn = permit.conn().await?;
    let set = queries::get(conn.pg(), id).await?;
    Reply::ok(&show(&mut conn, set).await?)
}

/// Change an indicator set
///
/// Drafts only, by those who drew them up or an administrator of the whole system; JSON Merge Patch (RFC 7396). `indicators`, where given, replaces the whole tree. A set
/// in force never changes: draw up a new one, and retire the old.
#[utoipa::path(tag = "indicator sets", params(("id" = Uuid, Path, description = "The set."), IfMatchParam, IntentParams), request_body = SetPatch,
    security(("bearer" = ["indicator_sets:write"])), responses((status = 200, description = "The draft as changed.", body = SetTreeOut)))]
#[patch("/v1/indicator-sets/{id}")]
async fn update_indicator_set(
    permit: Permit<may::WriteIndicatorSets>,
    Path(id): Path<Uuid>,
    expected: IfMatch,
    intent: Intent,
    Json(body): Json<SetPatch>,
) -> Answer {
    permit
        .write(intent, async |conn| {
            let set = service::update(conn, id, expected, body).await?;
            Reply::ok(&show(conn, set).await?)
        })
        .await
}

/// Bring an indicator set into force
///
/// The points were checked against the document (`provenance` is `confirmed`), something in the set is
/// scored, and each parent's maximum is the sum of its scored children's. Of a kind and level one set is in
/// force on a day, `custom` sets apart. From then on it never changes. A set measures all units: this takes a
/// role that is bound to none.
#[utoipa::path(tag = "indicator sets", params(("id" = Uuid, Path, description = "The set."), IfMatchParam, IntentParams),
    security(("bearer" = ["indicator_sets:activate"])), responses((status = 201, description = "The set in force.", body = SetTreeOut)))]
#[post("/v1/indicator-sets/{id}/activation")]
async fn activate_indicator_set(
    permit: Permit<may::ActivateIndicatorSets>,
    Path(id): Path<Uuid>,
    expected: IfMatch,
    intent: Intent,
) -> Answer {
    permit
        .write(intent, async |conn| {
            let set = service::activate(conn, id, expected).await?;
            Reply::created(format!("/v1/indicator-sets/{id}/activation"), &show(conn, set).await?)
        })
        .await
}

/// Read the activation of an indicator set
///
/// The journal's record of the step that brought the set into force.
#[utoipa::path(tag = "indicator sets", params(("id" = Uuid, Path, description = "The set.")), security((), ("bearer" = ["indicator_sets:read"])),
    responses((status = 200, description = "Who brought it into force, and when.", body = TransitionOut)))]
#[get("/v1/indicator-sets/{id}/activation")]
async fn get_indicator_set_activation(permit: Permit<may::ReadIndicatorSets>, Path(id): Path<Uuid>) -> Answer {
    Reply::ok(&permit.conn().await?.transition_of(id, "indicator_set.activation").await?)
}

/// Retire an indicator set
///
/// No submission is opened on it any more; those already open go on. A set measures all units: this takes a
/// role that is bound to none.
#[utoipa::path(tag = "indicator sets", params(("id" = Uuid, Path, description = "The set."), IfMatchParam, IntentParams), request_body = RetirementIn,
    security(("bearer" = ["indicator_sets:activate"])), responses((status = 201, description = "The set, retired.", body = SetTreeOut)))]
#[post("/v1/indicator-sets/{id}/retirement")]
async fn retire_indicator_set(
    permit: Permit<may::ActivateIndicatorSets>,
    Path(id): Path<Uuid>,
    expected: IfMatch,
    intent: Intent,
    Json(body): Json<RetirementIn>,
) -> Answer {
    permit
        .write(intent, async |conn| {
            let set = service::retire(conn, id, expected, &body.reason).await?;
            Reply::created(format!("/v1/indicator-sets/{id}/retirement"), &show(conn, set).await?)
        })
        .await
}

/// Read the retirement of an indicator set
///
/// The journal's record of the step that took the set out of force, with its reason.
#[utoipa::path(tag = "indicator sets", params(("id" = Uuid, Path, description = "The set.")), security((), ("bearer" = ["indicator_sets:read"])),
    responses((status = 200, description = "Who retired it, when and why.", body = TransitionOut)))]
#[get("/v1/indicator-sets/{id}/retirement")]
async fn get_indicator_set_retirement(permit: Permit<may::ReadIndicatorSets>, Path(id): Path<Uuid>) -> Answer {
    Reply::ok(&permit.conn().await?.transition_of(id, "indicator_set.retirement").await?)
}

async fn show<P: May>(conn: &mut Conn<P>, set: IndicatorSet) -> Result<SetTreeOut> {
    let nodes = queries::indicators_of(conn.pg(), set.id).await?;
    let indicators = IndicatorOut::below(&Tree::of(&nodes), None);
    let duties = Duties::of(conn, &[set.id]).await?;
    Ok(SetTreeOut { set: duties.show(set), indicators })
}

/// What the caller may do to the sets that are shown.
struct Duties {
    authored: HashSet<Uuid>,
    decides: bool,
}

impl Duties {
    async fn of<P: May>(conn: &mut Conn<P>, sets: &[SetId]) -> Result<Self> {
        let decides = !conn.reach_of(Permission::ActivateIndicatorSets).areas.is_empty();
        Ok(Self { authored: service::authored(conn, sets).await?, decides })
    }

    fn show(&self, set: IndicatorSet) -> SetOut {
        let authored = self.authored.contains(&set.id.0);
        SetOut::of(set, authored, self.decides)
    }
}
