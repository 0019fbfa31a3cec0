//! Units over HTTP.

use actix_web::{get, patch, post};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::model::Unit;
use super::views::{UnitIn, UnitOut, UnitPatch, UnitQuery};
use super::{queries, service};
use crate::access::{Conn, May, Permission, Permit, may};
use crate::platform::http::{
    Answer, IfMatch, IfMatchParam, Intent, IntentParams, Json, List, Page, PageParams, Path, Reply, SortKey,
};
use crate::platform::problem::Result;

/// The operations of this slice.
pub fn operations(config: &mut ServiceConfig) {
    config.service(list_units).service(create_unit).service(get_unit).service(update_unit);
}

/// List units
///
/// Open to everyone. Orders: `code` (default), `-code`, `name_vi`, `-name_vi`. To find the unit that
/// bore a code of the statistics office on a day, give `gso_code` and `as_of`: 21235 was thị trấn
/// La Hà on 2023-06-01 and is xã Tư Nghĩa on 2025-08-01.
#[utoipa::path(tag = "units", params(UnitQuery, PageParams, crate::platform::http::SortParam), security((), ("bearer" = ["units:read"])),
    responses((status = 200, description = "A page of units.", body = Page<UnitOut>)))]
#[get("/v1/units")]
async fn list_units(permit: Permit<may::ReadUnits>, list: List<UnitQuery>) -> Answer {
    let mut conn = permit.conn().await?;
    let names = conn.names().await?;
    let within = list.filter.within.map(|root| names.subtree(root).as_ref().clone());
    let rows = queries::list(conn.pg(), &list.filter, within.clone(), &list.page).await?;
    let total = if list.page.count { Some(queries::count(conn.pg(), &list.filter, within).await?) } else { None };
    let by_name = list.page.sort.as_deref().is_some_and(|sort| sort.ends_with("name_vi"));
    let key =
        |unit: &Unit| SortKey { key: if by_name { &unit.name_vi } else { &unit.code }.clone().into(), id: unit.id.0 };
    let writable = conn.reach_of(Permission::WriteUnits);
    Reply::page(&list.page.finish(rows, total, key, |unit| {
        let may_update = writable.covers_unit(unit.id.0);
        UnitOut::of(unit, &names, may_update)
    }))
}

/// Add a unit
///
/// For administrators, below a unit that their role covers. A renamed or merged unit is a new unit
/// with its own period; end the old one with `valid_to`.
#[utoipa::path(tag = "units", params(IntentParams), request_body = UnitIn, security(("bearer" = ["units:write"])),
    responses((status = 201, description = "The unit was added.", body = UnitOut)))]
#[post("/v1/units")]
async fn create_unit(permit: Permit<may::WriteUnits>, intent: Intent, Json(body): Json<UnitIn>) -> Answer {
    permit
        .write(intent, async |conn| {
            let unit = service::create(conn, &body).await?;
            let location = format!("/v1/units/{}", unit.id);
            Reply::created(location, &show(conn, unit).await?)
        })
        .await
}

/// Read a unit
///
/// As it is recorded now, whether it still exists or not; `valid_from` and `valid_to` say when it did.
#[utoipa::path(tag = "units", params(("id" = Uuid, Path, description = "The unit.")), security((), ("bearer" = ["units:read"])),
    responses((status = 200, description = "The unit.", body = UnitOut)))]
#[get("/v1/units/{id}")]
async fn get_unit(permit: Permit<may::ReadUnits>, Path(id): Path<Uuid>) -> Answer {
    let mut conn = permit.conn().await?;
    let unit = queries::get(conn.pg(), id).await?;
    Reply::ok(&show(&mut conn, unit).await?)
}

/// Change a unit
///
/// JSON Merge Patch (RFC 7396): corrections, a new parent, the end of its existence.
#[utoipa::path(tag = "units", params(("id" = Uuid, Path, description = "The unit."), IfMatchParam, IntentParams), request_body = UnitPatch,
    security(("bearer" = ["units:write"])), responses((status = 200, description = "The unit as changed.", body = UnitOut)))]
#[patch("/v1/units/{id}")]
async fn update_unit(
    permit: Permit<may::WriteUnits>,
    Path(id): Path<Uuid>,
    expected: IfMatch,
    intent: Intent,
    Json(body): Json<UnitPatch>,
) -> Answer {
    permit
        .write(intent, async |conn| {
            let unit = service::update(conn, id, expected, body).await?;
            Reply::ok(&show(conn, unit).await?)
        })
        .await
}

async fn show<P: May>(conn: &mut Conn<P>, unit: Unit) -> Result<UnitOut> {
    let names = conn.names().await?;
    let may_update = conn.reach_of(Permission::WriteUnits).covers_unit(unit.id.0);
    Ok(UnitOut::of(unit, &names, may_update))
}
