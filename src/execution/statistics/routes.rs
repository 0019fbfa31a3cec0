//! Statistics over HTTP.

use actix_web::{get, post};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::model::Statistic;
use super::queries;
use super::service::{self, Pushed};
use super::views::{StatisticIn, StatisticOut, StatisticQuery};
use crate::access::{Conn, May, Permission, Permit, may};
use crate::platform::http::{
    Answer, Intent, IntentParams, Json, List, Page, PageParams, Path, Reply, SortKey, SortParam,
};
use crate::platform::problem::Result;

/// The operations of this slice.
pub fn operations(config: &mut ServiceConfig) {
    config.service(list_statistics).service(push_statistic).service(get_statistic);
}

/// List statistics
///
/// Open to everyone. Only the figures that count now; `history=true` adds the revisions they
/// superseded. Orders: `month` (default), `-month`. Rates carry the name of their definition and
/// the exact fraction; `pct` is rounded for display.
#[utoipa::path(tag = "statistics", params(StatisticQuery, PageParams, SortParam), security((), ("bearer" = ["statistics:read"])),
    responses((status = 200, description = "A page of statistics.", body = Page<StatisticOut>)))]
#[get("/v1/statistics")]
async fn list_statistics(permit: Permit<may::ReadStatistics>, list: List<StatisticQuery>) -> Answer {
    let mut conn = permit.conn().await?;
    let names = conn.names().await?;
    let rows = queries::list(conn.pg(), &list.filter, &list.page).await?;
    let total = if list.page.count { Some(queries::count(conn.pg(), &list.filter).await?) } else { None };
    let writable = conn.reach_of(Permission::WriteStatistics);
    let key = |row: &Statistic| SortKey { key: row.month.to_string().into(), id: row.id.0 };
    Reply::page(&list.page.finish(rows, total, key, |row| {
        let may_push = writable.covers_unit(row.unit_id.0);
        StatisticOut::of(row, &names, may_push)
    }))
}

/// Push the statistics of a month
///
/// For the system that counts. Unit and month are the key: the same figures again are answered 200
/// with what is there. Other figures need `correction_note` and become a further revision (201);
/// the earlier one stays in the history. A push is therefore safe to repeat.
#[utoipa::path(tag = "statistics", params(IntentParams), request_body = StatisticIn, security(("bearer" = ["statistics:write"])),
    responses((status = 201, description = "The figures were taken in.", body = StatisticOut),
              (status = 200, description = "The same figures were there already.", body = StatisticOut)))]
#[post("/v1/statistics")]
async fn push_statistic(permit: Permit<may::WriteStatistics>, intent: Intent, Json(body): Json<StatisticIn>) -> Answer {
    permit
        .write(intent, async |conn| match service::push(conn, &body).await? {
            Pushed::New(row) => {
                let location = format!("/v1/statistics/{}", row.id);
                Reply::created(location, &show(conn, row).await?)
            }
            Pushed::Unchanged(row) => Reply::ok(&show(conn, row).await?),
        })
        .await
}

/// Read the statistics of a month
///
/// One revision by its id, superseded ones included.
#[utoipa::path(tag = "statistics", params(("id" = Uuid, Path, description = "The revision.")), security((), ("bearer" = ["statistics:read"])),
    responses((status = 200, description = "The revision.", body = StatisticOut)))]
#[get("/v1/statistics/{id}")]
async fn get_statistic(permit: Permit<may::ReadStatistics>, Path(id): Path<Uuid>) -> Answer {
    let mut conn = permit.conn().await?;
    let row = queries::get(conn.pg(), id).await?;
    Reply::ok(&show(&mut conn, row).await?)
}

async fn show<P: May>(conn: &mut Conn<P>, row: Statistic) -> Result<StatisticOut> {
    let names = conn.names().await?;
    let may_push = conn.reach_of(Permission::WriteStatistics).covers_unit(row.unit_id.0);
    Ok(StatisticOut::of(row, &names, may_push))
}
