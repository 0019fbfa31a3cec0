//! Drawing up a campaign.

use actix_web::{patch, post};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::access::{Permit, may};
use crate::campaigns::service;
use crate::campaigns::views::{CampaignIn, CampaignOut, CampaignPatch};
use crate::ids::CampaignId;
use crate::platform::http::{Answer, IfMatch, IfMatchParam, Intent, IntentParams, Json, Path, Reply};

pub(super) fn operations(config: &mut ServiceConfig) {
    config.service(create_campaign).service(update_campaign);
}

/// Draw up a campaign
///
/// For the standing agency, over the organiser. A draft may be incomplete; what a decision needs is
/// asked for when it is proposed. The order of each list is the order of the decision.
#[utoipa::path(tag = "campaigns", params(IntentParams), request_body = CampaignIn, security(("bearer" = ["campaigns:draft"])),
    responses((status = 201, description = "The draft was made.", body = CampaignOut)))]
#[post("/v1/campaigns")]
async fn create_campaign(permit: Permit<may::DraftCampaigns>, intent: Intent, Json(body): Json<CampaignIn>) -> Answer {
    permit
        .write(intent, async |conn| {
            let campaign = service::create(conn, body).await?;
            let location = format!("/v1/campaigns/{}", campaign.id);
            Reply::created(location, &service::show(conn, campaign).await?)
        })
        .await
}

/// Change a draft
///
/// JSON Merge Patch (RFC 7396); a list that is given replaces the whole list. Once proposed, a draft
/// must be returned to be changed; once issued, it takes an amending decision.
#[utoipa::path(tag = "campaigns", params(("id" = Uuid, Path, description = "The campaign."), IfMatchParam, IntentParams),
    request_body = CampaignPatch, security(("bearer" = ["campaigns:draft"])),
    responses((status = 200, description = "The draft as changed.", body = CampaignOut)))]
#[patch("/v1/campaigns/{id}")]
async fn update_campaign(
    permit: Permit<may::DraftCampaigns>,
    Path(id): Path<CampaignId>,
    expected: IfMatch,
    intent: Intent,
    Json(body): Json<CampaignPatch>,
) -> Answer {
    permit
        .write(intent, async |conn| {
            let campaign = service::update(conn, id, expected, body).await?;
            Reply::ok(&service::show(conn, campaign).await?)
        })
        .await
}
