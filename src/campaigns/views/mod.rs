//! Campaigns on the wire.

mod content;
mod drafts;
mod editions;
mod output;
mod steps;

pub use drafts::{CampaignIn, CampaignPatch};
pub use editions::EditionOut;
pub use output::{CampaignItem, CampaignOut, CampaignQuery, EditionQuery, Shown};
pub use steps::{
    CampaignAmendmentIn, CampaignDecisionIn, CampaignIssuanceIn, CampaignLaunchIn, CampaignProposalIn,
    CampaignReasonIn, CampaignSummaryIn, ContentPatch,
};
