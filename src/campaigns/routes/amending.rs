//! Amending an issued campaign.

use actix_web::post;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::access::{Permit, may};
use crate::campaigns::service;
use crate::campaigns::views::{CampaignAmendmentIn, CampaignOut};
use crate::ids::CampaignId;
use crate::platform::http::{Answer, IfMatch, IfMatchParam, Intent, IntentParams, Json, Path, Reply};

pub(super) fn operations(config: &mut ServiceConfig) {
    config.service(amend_campaign);
}

/// Amend a campaign
///
/// For the decider, after the campaign is issued and before its awards are decided: an amending
/// decision makes a new edition, with the content of the one before and these changes. A list that is
/// given replaces the whole list. Whatever was judged names the edition that it was judged by.
#[utoipa::path(tag = "campaigns", params(("id" = Uuid, Path, description = "The campaign."), IfMatchParam, IntentParams),
    request_body = CampaignAmendmentIn, security(("bearer" = ["campaigns:issue"])),
    responses((status = 201, description = "The new edition is in force.", body = CampaignOut)))]
#[post("/v1/campaigns/{id}/amendments")]
async fn amend_campaign(
    permit: Permit<may::IssueCampaigns>,
    Path(id): Path<CampaignId>,
    expected: IfMatch,
    intent: Intent,
    Json(body): Json<CampaignAmendmentIn>,
) -> Answer {
    permit
        .write(intent, async |conn| {
            let campaign = service::amend(conn, id, expected, body).await?;
            let location = format!("/v1/campaigns/{id}?edition={}", campaign.stage.edition);
            Reply::created(location, &service::show(conn, campaign).await?)
        })
        .await
}
