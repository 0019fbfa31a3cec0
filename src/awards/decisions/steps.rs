//! The steps in the life of an award decision, one line each: name, journal action, who may take it,
//! from which state, and while the campaign is in which.

use super::model::DecisionState as State;
use crate::access::Permission;
use crate::campaigns::CampaignState;
use crate::platform::problem::Result;
use crate::platform::states::{LifeCycle, refused};

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

type Line = (&'static str, &'static str, Permission, &'static [State], &'static [CampaignState]);

impl Step {
    /// Every step, in the order of a decision's life.
    pub const ALL: &'static [Self] = &[Self::Update, Self::Signature, Self::Revocations];

    fn line(self) -> Line {
        use Permission::{DraftAwardDecisions as Draft, SignAwardDecisions as Sign};
        let unsigned = State::Signed.enters_from();
        match self {
            Self::Update => ("update", "award_decision.update", Draft, unsigned, DECIDING),
            Self::Signature => ("signature", "award_decision.signature", Sign, unsigned, DECIDING),
            Self::Revocations => {
                ("revocations", "award_decision.revocation", Sign, &[State::Signed], CampaignState::ALL)
            }
        }
    }

    /// The noun that the step is posted to.
    pub fn noun(self) -> &'static str {
        self.line().0
    }

    /// The journal's word for it.
    pub fn action(self) -> &'static str {
        self.line().1
    }

    /// What it takes to take it.
    pub fn permission(self) -> Permission {
        self.line().2
    }

    /// The states that it starts from.
    pub fn starts_from(self) -> &'static [State] {
        self.line().3
    }

    /// The states of the campaign in which it may be taken.
    pub fn while_campaign(self) -> &'static [CampaignState] {
        self.line().4
    }

    /// Whether it may be taken from `state` while the campaign is in `campaign`.
    pub fn open(self, state: State, campaign: CampaignState) -> bool {
        self.starts_from().contains(&state) && self.while_campaign().contains(&campaign)
    }

    /// Accepts the step from `current`, or explains where it may start.
    pub fn take(self, current: State) -> Result<()> {
        if self.starts_from().contains(&current) { Ok(()) } else { Err(refused(current, self.starts_from())) }
    }
}
