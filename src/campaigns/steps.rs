//! The steps in the life of a campaign, one line each: name, journal action, who may take it, where it leads.

use super::states::CampaignState;
use crate::access::Permission;
use crate::platform::problem::Result;
use crate::platform::states::{LifeCycle, refused};

/// A step in the life of a campaign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The standing agency proposes it (trình).
    Proposal,
    /// The decider sends it back (trả lại).
    Return,
    /// The decider issues it by decision (ban hành).
    Issuance,
    /// It is launched (phát động).
    Launch,
    /// No more dossiers are taken (khóa nhận hồ sơ).
    DossierClosure,
    /// Dossiers are taken again, with a reason (mở lại).
    Reopening,
    /// Dossiers are appraised (thẩm định).
    Appraisal,
    /// The awards are decided (khen thưởng).
    AwardConclusion,
    /// It is reviewed (tổng kết).
    Summary,
    /// It is closed for good (lưu trữ).
    Archival,
    /// It is called off (hủy).
    Cancellation,
}

impl Step {
    /// Every step, in the order of a campaign's life.
    pub const ALL: &'static [Self] = &[
        Self::Proposal,
        Self::Return,
        Self::Issuance,
        Self::Launch,
        Self::DossierClosure,
        Self::Reopening,
        Self::Appraisal,
        Self::AwardConclusion,
        Self::Summary,
        Self::Archival,
        Self::Cancellation,
    ];

    const fn line(self) -> (&'static str, &'static str, Permission, CampaignState) {
        use CampaignState as To;
        use Permission::{DraftCampaigns as Draft, IssueCampaigns as Issue, RunCampaigns as Run};
        match self {
            Self::Proposal => ("proposal", "campaign.proposal", Draft, To::Proposed),
            Self::Return => ("return", "campaign.return", Issue, To::Draft),
            Self::Issuance => ("issuance", "campaign.issuance", Issue, To::Issued),
            Self::Launch => ("launch", "campaign.launch", Run, To::Running),
            Self::DossierClosure => ("dossier-closure", "campaign.dossier_closure", Run, To::DossiersClosed),
            Self::Reopening => ("reopening", "campaign.reopening", Run, To::Running),
            Self::Appraisal => ("appraisal", "campaign.appraisal", Run, To::Appraising),
            Self::AwardConclusion => ("award-conclusion", "campaign.award_conclusion", Run, To::Awarded),
            Self::Summary => ("summary", "campaign.summary", Run, To::Summarised),
            Self::Archival => ("archival", "campaign.archival", Run, To::Archived),
            Self::Cancellation => ("cancellation", "campaign.cancellation", Issue, To::Cancelled),
        }
    }

    /// The noun that the step is posted to.
    pub const fn noun(self) -> &'static str {
        self.line().0
    }

    /// The journal's word for it.
    pub const fn action(self) -> &'static str {
        self.line().1
    }

    /// What it takes to take it.
    pub const fn permission(self) -> Permission {
        self.line().2
    }

    /// The state that it leads into.
    pub const fn enters(self) -> CampaignState {
        self.line().3
    }

    /// The states that it starts from. Two steps lead into `running`, each from a state of its own.
    pub fn starts_from(self) -> &'static [CampaignState] {
        match self {
            Self::Launch => &[CampaignState::Issued],
            Self::Reopening => &[CampaignState::DossiersClosed],
            other => other.enters().enters_from(),
        }
    }

    /// Whether the public may read of it; what went before the decision stays among officials.
    pub const fn is_public(self) -> bool {
        !matches!(self, Self::Proposal | Self::Return)
    }

    /// Accepts the step from `current`, or explains where it may start.
    pub fn take(self, current: CampaignState) -> Result<CampaignState> {
        if self.starts_from().contains(&current) {
            return Ok(self.enters());
        }
        Err(refused(current, self.starts_from()).with("requested_state", self.enters().as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_steps_are_the_life_cycle() {
        for state in CampaignState::ALL {
            let mut by_steps: Vec<_> =
                Step::ALL.iter().filter(|step| step.enters() == *state).flat_map(|step| step.starts_from()).collect();
            let mut by_table: Vec<_> = state.enters_from().iter().collect();
            by_steps.sort();
            by_table.sort();
            assert_eq!(by_steps, by_table, "{state}");
        }
    }

    #[test]
    fn a_step_starts_only_where_the_table_says() {
        for step in Step::ALL {
            for state in CampaignState::ALL {
                match step.take(*state) {
                    Ok(next) => assert!(next.enters_from().contains(state)),
                    Err(problem) => assert_eq!(problem.members["state"], state.as_str()),
                }
            }
        }
        assert!(Step::Launch.take(CampaignState::DossiersClosed).is_err());
        assert!(Step::Reopening.take(CampaignState::Issued).is_err());
    }
}
