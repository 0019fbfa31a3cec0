//! Proposing, issuing and calling off a campaign.

use actix_web::post;
use utoipa_actix_web::service_config::ServiceConfig;

use super::taken;
use crate::access::{Permit, may};
use crate::campaigns::service;
use crate::campaigns::steps::Step;
use crate::campaigns::views::{CampaignIssuanceIn, CampaignOut, CampaignProposalIn, CampaignReasonIn};
use crate::ids::CampaignId;
use crate::platform::http::{Answer, IfMatch, IfMatchParam, Intent, IntentParams, Json, Path};

pub(super) fn operations(config: &mut ServiceConfig) {
    config.service(propose_campaign).service(return_campaign).service(issue_campaign).service(cancel_campaign);
}

/// Propose a campaign
///
/// For the standing agency: hands a draft to the decider with the document that proposes it (công văn).
/// From now on the draft rests until it is issued or returned. Refused with `campaign_incomplete`, naming
/// every gap, unless there are legal bases, domains with a task, criteria with rules for collectives and
/// for individuals, and participants.
#[utoipa::path(tag = "campaigns", params(("id" = Uuid, Path, description = "The campaign."), IfMatchParam, IntentParams),
    request_body = CampaignProposalIn, security(("bearer" = ["campaigns:draft"])),
    responses((status = 201, description = "The campaign was proposed.", body = CampaignOut)))]
#[post("/v1/campaigns/{id}/proposal")]
async fn propose_campaign(
    permit: Permit<may::DraftCampaigns>,
    Path(id): Path<CampaignId>,
    expected: IfMatch,
    intent: Intent,
    Json(body): Json<CampaignProposalIn>,
) -> Answer {
    permit
        .write(intent, async |conn| {
            let campaign = service::propose(conn, id, expected, &body).await?;
            taken(conn, campaign, Step::Proposal).await
        })
        .await
}

/// Return a proposal
///
/// For the decider: sends a proposal back, with the reason, to be drawn up again.
#[utoipa::path(tag = "campaigns", params(("id" = Uuid, Path, description = "The campaign."), IfMatchParam, IntentParams),
    request_body = CampaignReasonIn, security(("bearer" = ["campaigns:issue"])),
    responses((status = 201, description = "The campaign is a draft again.", body = CampaignOut)))]
#[post("/v1/campaigns/{id}/return")]
async fn return_campaign(
    permit: Permit<may::IssueCampaigns>,
    Path(id): Path<CampaignId>,
    expected: IfMatch,
    intent: Intent,
    Json(body): Json<CampaignReasonIn>,
) -> Answer {
    permit
        .write(intent, async |conn| {
            let campaign = service::send_back(conn, id, expected, &body.reason).await?;
            taken(conn, campaign, Step::Return).await
        })
        .await
}

/// Issue a campaign
///
/// For the decider: a signed decision (quyết định) makes the campaign public and freezes its content. Its
/// date is not before that of the proposal. The deadline for dossiers is computed from the milestone
/// `dossier_due`.
#[utoipa::path(tag = "campaigns", params(("id" = Uuid, Path, description = "The campaign."), IfMatchParam, IntentParams),
    request_body = CampaignIssuanceIn, security(("bearer" = ["campaigns:issue"])),
    responses((status = 201, description = "The campaign was issued.", body = CampaignOut)))]
#[post("/v1/campaigns/{id}/issuance")]
async fn issue_campaign(
    permit: Permit<may::IssueCampaigns>,
    Path(id): Path<CampaignId>,
    expected: IfMatch,
    intent: Intent,
    Json(body): Json<CampaignIssuanceIn>,
) -> Answer {
    permit
        .write(intent, async |conn| {
            let campaign = service::issue(conn, id, expected, &body.decision).await?;
            taken(conn, campaign, Step::Issuance).await
        })
        .await
}

/// Call off a campaign
///
/// For the decider, at any time before the awards are decided: refused with `awards_signed` once an award
/// decision was signed, even if its awards were revoked. What was issued stays readable.
#[utoipa::path(tag = "campaigns", params(("id" = Uuid, Path, description = "The campaign."), IfMatchParam, IntentParams),
    request_body = CampaignReasonIn, security(("bearer" = ["campaigns:issue"])),
    responses((status = 201, description = "The campaign was called off.", body = CampaignOut)))]
#[post("/v1/campaigns/{id}/cancellation")]
async fn cancel_campaign(
    permit: Permit<may::IssueCampaigns>,
    Path(id): Path<CampaignId>,
    expected: IfMatch,
    intent: Intent,
    Json(body): Json<CampaignReasonIn>,
) -> Answer {
    permit
        .write(intent, async |conn| {
            let campaign = service::cancel(conn, id, expected, &body.reason).await?;
            taken(conn, campaign, Step::Cancellation).await
        })
        .await
}
