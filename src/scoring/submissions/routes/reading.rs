//! Reading submissions and what was sent of them.

use actix_web::get;
use serde_json::json;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;
use validator::Validate;

use super::super::powers::Powers;
use super::super::queries::{self, Shown};
use super::super::revision::Revision;
use super::super::views::{RevisionOut, RevisionSheetOut, SubmissionOut, SubmissionQuery, SubmissionSheetOut};
use super::show::show_sheet;
use crate::access::{Permit, may};
use crate::campaigns;
use crate::platform::http::{Answer, List, Page, PageParams, PageRequest, Path, Reply, SortKey, SortParam};
use crate::scoring::Exact;

pub fn operations(config: &mut ServiceConfig) {
    config
        .service(list_submissions)
        .service(get_submission)
        .service(list_submission_revisions)
        .service(get_submission_revision);
}

/// List submissions
///
/// Everyone sees those that are published; units also see their own, agencies those that they lead.
/// In the order they were opened, or by `sort`: `self_total`, `appraised_total`, either with `-` for
/// the highest first. Values are shown with one submission, not here.
#[utoipa::path(tag = "submissions", params(SubmissionQuery, SortParam, PageParams), security((), ("bearer" = ["submissions:read"])),
    responses((status = 200, description = "A page of submissions.", body = Page<SubmissionOut>)))]
#[get("/v1/submissions")]
async fn list_submissions(permit: Permit<may::ReadSubmissions>, list: List<SubmissionQuery>) -> Answer {
    let mut conn = permit.conn().await?;
    let (pg, reach) = conn.scoped();
    let rows = queries::list(pg, reach, &list.filter, &list.page).await?;
    let total = if list.page.count { Some(queries::count(pg, reach, &list.filter).await?) } else { None };
    let version = rows.first().map_or(0, |(_, version)| *version);
    let names = conn.names_at(version).await?;
    let campaigns = campaigns::facts_among(&names, rows.iter().map(|(row, _)| row.campaign_id))?;
    let powers = Powers::of(&conn, &names);
    let key = |row: &Shown| sort_key(row, &list.page);
    Reply::page(&list.page.finish(rows, total, key, |(row, _)| {
        let campaign = &campaigns[&row.campaign_id];
        SubmissionOut::of(row, campaign, &names, &powers)
    }))
}

fn sort_key((row, ..): &Shown, page: &PageRequest) -> SortKey {
    let key = match page.sort.as_deref() {
        Some("self_total" | "-self_total") => json!(row.self_total),
        Some(_) => row.appraised_total.map_or_else(|| json!("-1"), |total: Exact| json!(total)),
        None => json!(row.id),
    };
    SortKey { key, id: row.id.0 }
}

/// Read a submission
///
/// With its values. Of other units only the published ones.
#[utoipa::path(tag = "submissions", params(("id" = Uuid, Path, description = "The submission.")), security((), ("bearer" = ["submissions:read"])),
    responses((status = 200, description = "The submission with its values.", body = SubmissionSheetOut)))]
#[get("/v1/submissions/{id}")]
async fn get_submission(permit: Permit<may::ReadSubmissions>, Path(id): Path<Uuid>) -> Answer {
    let mut conn = permit.conn().await?;
    let (pg, reach) = conn.scoped();
    let row = queries::get(pg, reach, id).await?;
    Reply::ok(&show_sheet(&mut conn, row).await?)
}

/// The list of what was sent has no filters of its own.
#[derive(Debug, serde::Deserialize, serde::Serialize, Validate)]
#[serde(deny_unknown_fields)]
struct NoFilter {}

/// List what was sent of a submission
///
/// One entry for each sending: what was sent stays readable after the submission was reopened and sent
/// anew.
#[utoipa::path(tag = "submissions", params(("id" = Uuid, Path, description = "The submission."), PageParams),
    security((), ("bearer" = ["submissions:read"])), responses((status = 200, description = "A page of sendings, the first first.", body = Page<RevisionOut>)))]
#[get("/v1/submissions/{id}/revisions")]
async fn list_submission_revisions(
    permit: Permit<may::ReadSubmissions>,
    Path(id): Path<Uuid>,
    list: List<NoFilter>,
) -> Answer {
    let mut conn = permit.conn().await?;
    let (pg, reach) = conn.scoped();
    let row = queries::get(pg, reach, id).await?;
    let rows = queries::list_revisions(pg, row.id, &list.page).await?;
    let total = list.page.count.then_some(row.revision.into());
    let key = |(sent, _): &(Revision, String)| SortKey { key: json!(sent.revision), id: sent.submission_id.0 };
    Reply::page(&list.page.finish(rows, total, key, RevisionOut::from))
}

/// Read what was sent of a submission
///
/// The values as they were sent that time.
#[utoipa::path(tag = "submissions", params(("id" = Uuid, Path, description = "The submission."), ("revision" = i32, Path, description = "The number of the sending.", minimum = 1)),
    security((), ("bearer" = ["submissions:read"])), responses((status = 200, description = "The sending with its values.", body = RevisionSheetOut)))]
#[get("/v1/submissions/{id}/revisions/{revision}")]
async fn get_submission_revision(
    permit: Permit<may::ReadSubmissions>,
    Path((id, revision)): Path<(Uuid, i32)>,
) -> Answer {
    let mut conn = permit.conn().await?;
    let (pg, reach) = conn.scoped();
    let row = queries::get(pg, reach, id).await?;
    Reply::ok(&RevisionSheetOut::from(queries::revision(pg, row.id, revision).await?))
}
