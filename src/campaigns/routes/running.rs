//! Leading a campaign from its launch to its conclusion.

use actix_web::post;
use utoipa_actix_web::service_config::ServiceConfig;

use super::taken;
use crate::access::{Permit, may};
use crate::campaigns::service;
use crate::campaigns::steps::Step;
use crate::campaigns::views::{CampaignLaunchIn, CampaignOut, CampaignReasonIn, CampaignSummaryIn};
use crate::ids::CampaignId;
use crate::platform::http::{Answer, IfMatch, IfMatchParam, Intent, IntentParams, Json, Path};

pub(super) fn operations(config: &mut ServiceConfig) {
    config
        .service(launch_campaign)
        .service(close_campaign_dossiers)
        .service(reopen_campaign_dossiers)
        .service(start_campaign_appraisal)
        .service(summarise_campaign)
        .service(archive_campaign);
}

/// Launch a campaign
///
/// For the standing agency: records the day of the launch (phát động), or the month where no more is known;
/// it may precede the decision.
#[utoipa::path(tag = "campaigns", params(("id" = Uuid, Path, description = "The campaign."), IfMatchParam, IntentParams),
    request_body = CampaignLaunchIn, security(("bearer" = ["campaigns:run"])),
    responses((status = 201, description = "The campaign is running.", body = CampaignOut)))]
#[post("/v1/campaigns/{id}/launch")]
async fn launch_campaign(
    permit: Permit<may::RunCampaigns>,
    Path(id): Path<CampaignId>,
    expected: IfMatch,
    intent: Intent,
    Json(body): Json<CampaignLaunchIn>,
) -> Answer {
    permit
        .write(intent, async |conn| {
            let campaign = service::launch(conn, id, expected, &body).await?;
            taken(conn, campaign, Step::Launch).await
        })
        .await
}

/// Close a campaign for dossiers
///
/// For the standing agency, once the deadline has passed. The service does it by itself too, as `thidua`,
/// unless dossiers were reopened. Units go on scoring themselves: submissions are closed by the appraisal.
#[utoipa::path(tag = "campaigns", params(("id" = Uuid, Path, description = "The campaign."), IfMatchParam, IntentParams),
    security(("bearer" = ["campaigns:run"])),
    responses((status = 201, description = "No more dossiers are taken.", body = CampaignOut)))]
#[post("/v1/campaigns/{id}/dossier-closure")]
async fn close_campaign_dossiers(
    permit: Permit<may::RunCampaigns>,
    Path(id): Path<CampaignId>,
    expected: IfMatch,
    intent: Intent,
) -> Answer {
    permit
        .write(intent, async |conn| {
            let campaign = service::close_dossiers(conn, id, expected).await?;
            taken(conn, campaign, Step::DossierClosure).await
        })
        .await
}

/// Reopen a campaign for dossiers
///
/// For the standing agency, with the reason. The deadline stays as it was: what comes now is late.
/// Dossiers are taken until the standing agency closes them again; where an amendment has set a deadline
/// that is still to come, that one is kept.
#[utoipa::path(tag = "campaigns", params(("id" = Uuid, Path, description = "The campaign."), IfMatchParam, IntentParams),
    request_body = CampaignReasonIn, security(("bearer" = ["campaigns:run"])),
    responses((status = 201, description = "Dossiers are taken again.", body = CampaignOut)))]
#[post("/v1/campaigns/{id}/reopening")]
async fn reopen_campaign_dossiers(
    permit: Permit<may::RunCampaigns>,
    Path(id): Path<CampaignId>,
    expected: IfMatch,
    intent: Intent,
    Json(body): Json<CampaignReasonIn>,
) -> Answer {
    permit
        .write(intent, async |conn| {
            let campaign = service::reopen(conn, id, expected, &body.reason).await?;
            taken(conn, campaign, Step::Reopening).await
        })
        .await
}

/// Begin the appraisal of a campaign
///
/// For the standing agency, once dossiers are closed (thẩm định). From then on no unit fills in or sends
/// its own scores.
#[utoipa::path(tag = "campaigns", params(("id" = Uuid, Path, description = "The campaign."), IfMatchParam, IntentParams),
    security(("bearer" = ["campaigns:run"])),
    responses((status = 201, description = "Dossiers are being appraised.", body = CampaignOut)))]
#[post("/v1/campaigns/{id}/appraisal")]
async fn start_campaign_appraisal(
    permit: Permit<may::RunCampaigns>,
    Path(id): Path<CampaignId>,
    expected: IfMatch,
    intent: Intent,
) -> Answer {
    permit
        .write(intent, async |conn| {
            let campaign = service::start_appraisal(conn, id, expected).await?;
            taken(conn, campaign, Step::Appraisal).await
        })
        .await
}

/// Review a campaign
///
/// For the standing agency, once the awards are decided: records the summary report (báo cáo tổng kết).
#[utoipa::path(tag = "campaigns", params(("id" = Uuid, Path, description = "The campaign."), IfMatchParam, IntentParams),
    request_body = CampaignSummaryIn, security(("bearer" = ["campaigns:run"])),
    responses((status = 201, description = "The campaign was reviewed.", body = CampaignOut)))]
#[post("/v1/campaigns/{id}/summary")]
async fn summarise_campaign(
    permit: Permit<may::RunCampaigns>,
    Path(id): Path<CampaignId>,
    expected: IfMatch,
    intent: Intent,
    Json(body): Json<CampaignSummaryIn>,
) -> Answer {
    permit
        .write(intent, async |conn| {
            let campaign = service::summarise(conn, id, expected, &body).await?;
            taken(conn, campaign, Step::Summary).await
        })
        .await
}

/// Archive a campaign
///
/// For the standing agency: closes a reviewed campaign for good.
#[utoipa::path(tag = "campaigns", params(("id" = Uuid, Path, description = "The campaign."), IfMatchParam, IntentParams),
    security(("bearer" = ["campaigns:run"])),
    responses((status = 201, description = "The campaign was archived.", body = CampaignOut)))]
#[post("/v1/campaigns/{id}/archival")]
async fn archive_campaign(
    permit: Permit<may::RunCampaigns>,
    Path(id): Path<CampaignId>,
    expected: IfMatch,
    intent: Intent,
) -> Answer {
    permit
        .write(intent, async |conn| {
            let campaign = service::archive(conn, id, expected).await?;
            taken(conn, campaign, Step::Archival).await
        })
        .await
}
