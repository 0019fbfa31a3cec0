//! The steps in the life of an award decision, one line each: name, journal action, who may take it,
//! from which state, and while the campaign is in which.

use super::model::DecisionState as State;
use crate::access::Permission;
use crate::campaigns::{CampaignState, CampaignStep, StepLine};
use crate::platform::states::LifeCycle;

/// A step in the life of an award decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The standing agency changes the draft.
    Update,
    /// The decider signs it (ký ban hành).
    Signature,
    /// The decider takes an award of it back (hủy bỏ).
    Revocations,
}

const DECIDING: &[CampaignState] = &[CampaignState::DossiersClosed, CampaignState::Appraising];

impl Step {
    /// Every step, in the order of a decision's life.
    pub const ALL: &'static [Self] = &[Self::Update, Self::Signature, Self::Revocations];
}

impl CampaignStep for Step {
    type State = State;

    fn line(self) -> StepLine<State> {
        use Permission::{DraftAwardDecisions as Draft, SignAwardDecisions as Sign};
        let unsigned = State::Signed.enters_from();
        match self {
            Self::Update => StepLine("update", "award_decision.update", Draft, unsigned, DECIDING),
            Self::Signature => StepLine("signature", "award_decision.signature", Sign, unsigned, DECIDING),
            Self::Revocations => {
                StepLine("revocations", "award_decision.revocation", Sign, &[State::Signed], CampaignState::ALL)
            }
        }
    }
}
