//! Reading campaigns.

use actix_web::get;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::access::{Permit, may};
use crate::campaigns::service;
use crate::campaigns::views::{CampaignItem, CampaignOut, CampaignQuery, EditionOut, EditionQuery};
use crate::ids::CampaignId;
use crate::platform::http::{Answer, List, Page, PageParams, Path, Query, Reply, SortParam};

pub(super) fn operations(config: &mut ServiceConfig) {
    config.service(list_campaigns).service(get_campaign).service(list_campaign_editions);
}

/// List campaigns
///
/// Issued campaigns are open to everyone, and stay so when they are called off; drafts and proposals
/// are shown to those with a role over the organiser. Orders: `code` (default), `-code`, `year`, `-year`.
#[utoipa::path(tag = "campaigns", params(CampaignQuery, PageParams, SortParam), security((), ("bearer" = ["campaigns:read"])),
    responses((status = 200, description = "A page of campaigns.", body = Page<CampaignItem>)))]
#[get("/v1/campaigns")]
async fn list_campaigns(permit: Permit<may::ReadCampaigns>, list: List<CampaignQuery>) -> Answer {
    let mut conn = permit.conn().await?;
    Reply::page(&service::list(&mut conn, &list.filter, &list.page).await?)
}

/// Read a campaign
///
/// With the content of the edition in force, or of the one that `edition` names: an old edition reads
/// exactly as it was issued. `milestones` carry the deadlines that the service computes from them.
#[utoipa::path(tag = "campaigns", params(("id" = Uuid, Path, description = "The campaign."), EditionQuery),
    security((), ("bearer" = ["campaigns:read"])), responses((status = 200, description = "The campaign.", body = CampaignOut)))]
#[get("/v1/campaigns/{id}")]
async fn get_campaign(
    permit: Permit<may::ReadCampaigns>,
    Path(id): Path<CampaignId>,
    Query(query): Query<EditionQuery>,
) -> Answer {
    let mut conn = permit.conn().await?;
    Reply::ok(&service::show_edition(&mut conn, id, query.edition).await?)
}

/// List the editions of a campaign
///
/// The first is the one that was issued; every other was made by an amending decision.
#[utoipa::path(tag = "campaigns", params(("id" = Uuid, Path, description = "The campaign.")),
    security((), ("bearer" = ["campaigns:read"])),
    responses((status = 200, description = "The editions, in their order.", body = Page<EditionOut>)))]
#[get("/v1/campaigns/{id}/editions")]
async fn list_campaign_editions(permit: Permit<may::ReadCampaigns>, Path(id): Path<CampaignId>) -> Answer {
    let mut conn = permit.conn().await?;
    Reply::page(&service::editions(&mut conn, id).await?)
}
