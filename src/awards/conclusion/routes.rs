//! The conclusion of a campaign's awards over HTTP.

use actix_web::{get, post};
use utoipa_actix_web::service_config::ServiceConfig;

use super::service;
use crate::access::{Permit, may};
use crate::campaigns::{self, CampaignOut};
use crate::ids::CampaignId;
use crate::platform::http::{Answer, IfMatch, IfMatchParam, Intent, IntentParams, Path, Reply, TransitionOut};

/// The operations of this slice.
pub fn operations(config: &mut ServiceConfig) {
    config.service(conclude_campaign_awards).service(get_campaign_award_conclusion);
}

/// Conclude the awards of a campaign
///
/// For the standing agency, while the campaign is being appraised. Refused with `awards_unsettled`, counting
/// them, while nominations wait for the standing agency or the decider. Where nobody was found eligible, or
/// everyone proposed was refused, there is no decision to sign. From now on nothing more is submitted, appraised or decided; awards can still be revoked.
#[utoipa::path(tag = "campaigns", params(("id" = Uuid, Path, description = "The campaign."), IfMatchParam, IntentParams),
    security(("bearer" = ["campaigns:run"])),
    responses((status = 201, description = "The awards are decided.", body = CampaignOut)))]
#[post("/v1/campaigns/{id}/award-conclusion")]
async fn conclude_campaign_awards(
    permit: Permit<may::RunCampaigns>,
    Path(id): Path<CampaignId>,
    expected: IfMatch,
    intent: Intent,
) -> Answer {
    permit
        .write(intent, async |conn| {
            let campaign = service::conclude(conn, id, expected).await?;
            Reply::created(format!("/v1/campaigns/{id}/award-conclusion"), &campaign)
        })
        .await
}

/// Read the conclusion of a campaign's awards
///
/// Open to everyone. `details` says how many decisions were signed.
#[utoipa::path(tag = "campaigns", params(("id" = Uuid, Path, description = "The campaign.")),
    security((), ("bearer" = ["campaigns:read"])),
    responses((status = 200, description = "Who took the step, when and why.", body = TransitionOut)))]
#[get("/v1/campaigns/{id}/award-conclusion")]
async fn get_campaign_award_conclusion(permit: Permit<may::ReadCampaigns>, Path(id): Path<CampaignId>) -> Answer {
    let mut conn = permit.conn().await?;
    Reply::ok(&campaigns::award_conclusion(&mut conn, id).await?)
}
