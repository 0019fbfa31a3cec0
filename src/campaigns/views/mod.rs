//! Campaigns on the wire.

mod content;
mod drafts;
mod editions;
mod output;
mod patches;
mod steps;

pub use drafts::CampaignIn;
pub use editions::EditionOut;
pub use output::{CampaignItem, CampaignOut, CampaignQuery, EditionQuery, Shown};
pub use patches::{CampaignPatch, ContentPatch};
pub use steps::{
    CampaignAmendmentIn, CampaignDecisionIn, CampaignIssuanceIn, CampaignLaunchIn, CampaignProposalIn,
    CampaignReasonIn, CampaignSummaryIn,
};
