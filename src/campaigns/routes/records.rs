//! The records of the steps in a campaign's life: who, when, why.

use actix_web::get;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::access::{Permit, may};
use crate::campaigns::service;
use crate::campaigns::steps::Step;
use crate::ids::CampaignId;
use crate::platform::http::{Answer, Path, Reply, TransitionOut};

pub(super) fn operations(config: &mut ServiceConfig) {
    config
        .service(get_campaign_proposal)
        .service(get_campaign_return)
        .service(get_campaign_issuance)
        .service(get_campaign_launch)
        .service(get_campaign_dossier_closure)
        .service(get_campaign_reopening)
        .service(get_campaign_appraisal)
        .service(get_campaign_summary)
        .service(get_campaign_archival)
        .service(get_campaign_cancellation);
}

/// Declares the operation that reads one step's record.
macro_rules! record {
    ($(#[$doc:meta])* $name:ident, $path:tt, $step:ident) => {
        $(#[$doc])*
        #[utoipa::path(tag = "campaigns", params(("id" = Uuid, Path, description = "The campaign.")),
            security((), ("bearer" = ["campaigns:read"])),
            responses((status = 200, description = "Who took the step, when and why.", body = TransitionOut)))]
        #[get($path)]
        async fn $name(permit: Permit<may::ReadCampaigns>, Path(id): Path<CampaignId>) -> Answer {
            let mut conn = permit.conn().await?;
            Reply::ok(&service::record(&mut conn, id, Step::$step).await?)
        }
    };
}

record! {
    /// Read the proposal of a campaign
    ///
    /// For those with a role over the organiser.
    get_campaign_proposal, "/v1/campaigns/{id}/proposal", Proposal
}

record! {
    /// Read the last return of a campaign
    ///
    /// For those with a role over the organiser.
    get_campaign_return, "/v1/campaigns/{id}/return", Return
}

record! {
    /// Read the issuance of a campaign
    ///
    /// Open to everyone.
    get_campaign_issuance, "/v1/campaigns/{id}/issuance", Issuance
}

record! {
    /// Read the launch of a campaign
    ///
    /// Open to everyone.
    get_campaign_launch, "/v1/campaigns/{id}/launch", Launch
}

record! {
    /// Read the last closure for dossiers of a campaign
    ///
    /// Open to everyone. `by` is `thidua` where the service closed them at the deadline.
    get_campaign_dossier_closure, "/v1/campaigns/{id}/dossier-closure", DossierClosure
}

record! {
    /// Read the last reopening of a campaign
    ///
    /// Open to everyone.
    get_campaign_reopening, "/v1/campaigns/{id}/reopening", Reopening
}

record! {
    /// Read the beginning of the appraisal of a campaign
    ///
    /// Open to everyone.
    get_campaign_appraisal, "/v1/campaigns/{id}/appraisal", Appraisal
}

record! {
    /// Read the summary of a campaign
    ///
    /// Open to everyone.
    get_campaign_summary, "/v1/campaigns/{id}/summary", Summary
}

record! {
    /// Read the archival of a campaign
    ///
    /// Open to everyone.
    get_campaign_archival, "/v1/campaigns/{id}/archival", Archival
}

record! {
    /// Read the cancellation of a campaign
    ///
    /// Open to everyone, if the campaign had been issued.
    get_campaign_cancellation, "/v1/campaigns/{id}/cancellation", Cancellation
}
