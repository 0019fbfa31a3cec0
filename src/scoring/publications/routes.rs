//! Publications over HTTP.

use actix_web::{get, post};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::model::{OPEN_TO_PUBLICATION, Publication};
use super::views::{PublicationIn, PublicationOut, PublicationQuery};
use super::{queries, service};
use crate::access::{Conn, May, Permission, Permit, Reach, may};
use crate::campaigns::CampaignFacts;
use crate::platform::http::{Answer, Intent, IntentParams, Json, List, Page, PageParams, Path, Reply, SortKey};
use crate::platform::problem::Result;

/// The operations of this slice.
pub fn operations(config: &mut ServiceConfig) {
    config.service(list_publications).service(publish_scores).service(get_publication);
}

/// List publications
///
/// Open to everyone, without their scores, in the order they were recorded. Only those that count now;
/// `history=true` adds the superseded ones.
#[utoipa::path(tag = "publications", params(PublicationQuery, PageParams), security((), ("bearer" = ["publications:read"])),
    responses((status = 200, description = "A page of publications.", body = Page<PublicationOut>)))]
#[get("/v1/publications")]
async fn list_publications(permit: Permit<may::ReadPublications>, list: List<PublicationQuery>) -> Answer {
    let mut conn = permit.conn().await?;
    let names = conn.names().await?;
    let rows = queries::list(conn.pg(), &list.filter, &list.page).await?;
    let total = if list.page.count { Some(queries::count(conn.pg(), &list.filter).await?) } else { None };
    let ids: Vec<_> = rows.iter().map(|(row, _)| row.id).collect();
    let superseding = queries::superseding(conn.pg(), &ids).await?;
    let publishable = conn.reach_of(Permission::PublishScores);
    let key = |(row, _): &(Publication, CampaignFacts)| SortKey { key: row.id.to_string().into(), id: row.id.0 };
    Reply::page(&list.page.finish(rows, total, key, |(row, campaign)| {
        let superseded_by = superseding.get(&row.id).copied();
        PublicationOut::of(row, superseded_by, &names, may_publish(&publishable, &campaign))
    }))
}

/// Publish scores by decision
///
/// For the decider of the campaign's organiser, while the campaign runs or is appraised, and after it
/// for corrections. `submitted_set` publishes every submission of the set and period whose
/// appraisal ended on the day of the decision or before; from then on they are public and never change. What is
/// appraised later waits for the next publication. `par_index` records the scores of an authority's decision as they stand there. What was wrong is corrected by a further
/// publication that names the one that counts in `supersedes`: of a set it carries over what it does
/// not correct, and adds what has been appraised since; of the PAR index it states every score anew.
#[utoipa::path(tag = "publications", params(IntentParams), request_body = PublicationIn, security(("bearer" = ["publications:write"])),
    responses((status = 201, description = "The publication.", body = PublicationOut)))]
#[post("/v1/publications")]
async fn publish_scores(permit: Permit<may::PublishScores>, intent: Intent, Json(body): Json<PublicationIn>) -> Answer {
    permit
        .write(intent, async |conn| {
            let id = service::publish(conn, &body).await?.id;
            Reply::created(format!("/v1/publications/{id}"), &show(conn, id.0).await?)
        })
        .await
}

/// Read a publication
///
/// With its scores, superseded ones included.
#[utoipa::path(tag = "publications", params(("id" = Uuid, Path, description = "The publication.")), security((), ("bearer" = ["publications:read"])),
    responses((status = 200, description = "The publication.", body = PublicationOut)))]
#[get("/v1/publications/{id}")]
async fn get_publication(permit: Permit<may::ReadPublications>, Path(id): Path<Uuid>) -> Answer {
    Reply::ok(&show(&mut permit.conn().await?, id).await?)
}

async fn show<P: May>(conn: &mut Conn<P>, id: Uuid) -> Result<PublicationOut> {
    let names = conn.names().await?;
    let (row, campaign) = queries::get(conn.pg(), id).await?;
    let superseded_by = queries::superseding(conn.pg(), &[row.id]).await?.remove(&row.id);
    let scores = queries::scores_of(conn.pg(), row.id).await?;
    let may_publish = may_publish(&conn.reach_of(Permission::PublishScores), &campaign);
    Ok(PublicationOut::of(row, superseded_by, &names, may_publish).with_scores(scores, &names))
}

fn may_publish(reach: &Reach, campaign: &CampaignFacts) -> bool {
    reach.covers(campaign.organiser_id.0, campaign.id.0) && OPEN_TO_PUBLICATION.contains(&campaign.state)
}
