//! The steps in the life of a nomination, one line each: name, journal action, who may take it, from
//! which states of the nomination, and while the campaign is in which.

use super::states::NominationState as State;
use crate::access::Permission;
use crate::campaigns::CampaignState;
use crate::platform::problem::Result;
use crate::platform::states::{LifeCycle, refused};

/// A step in the life of a nomination.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Its unit changes it.
    Update,
    /// Its unit changes the list of papers (thành phần hồ sơ).
    Papers,
    /// The head of the unit submits it (nộp).
    Submission,
    /// The standing agency sends it back (trả lại).
    Return,
    /// The head of the unit takes it back (rút).
    Withdrawal,
    /// The standing agency judges it (thẩm định).
    Appraisals,
    /// The measured rules are read again, the judgements kept (xét lại).
    Evaluations,
    /// The standing agency proposes it to the decider (trình).
    Forwarding,
    /// The decider declines it (không khen thưởng).
    Refusal,
}

type Line = (&'static str, &'static str, Permission, &'static [State], &'static [CampaignState]);

const RECEIVING: &[CampaignState] = &[CampaignState::Running, CampaignState::DossiersClosed];
const APPRAISING: &[CampaignState] = &[CampaignState::DossiersClosed, CampaignState::Appraising];
/// What was judged and is not decided yet.
const JUDGED: &[State] = &[State::Eligible, State::Ineligible, State::Pending, State::ToDecider];
const ALWAYS: &[CampaignState] = CampaignState::ALL;

impl Step {
    /// Every step, in the order of a nomination's life.
    pub const ALL: &'static [Self] = &[
        Self::Update,
        Self::Papers,
        Self::Submission,
        Self::Return,
        Self::Withdrawal,
        Self::Appraisals,
        Self::Evaluations,
        Self::Forwarding,
        Self::Refusal,
    ];

    fn line(self) -> Line {
        use Permission::{
            AppraiseNominations as Appraise, SignAwardDecisions as Decide, SubmitNominations as Submit,
            WriteNominations as Write,
        };
        let unsent = State::Submitted.enters_from();
        match self {
            Self::Update => ("update", "nomination.update", Write, unsent, ALWAYS),
            Self::Papers => ("papers", "nomination.papers", Write, unsent, ALWAYS),
            Self::Submission => ("submission", "nomination.submission", Submit, unsent, RECEIVING),
            Self::Return => ("return", "nomination.return", Appraise, State::Returned.enters_from(), RECEIVING),
            Self::Withdrawal => ("withdrawal", "nomination.withdrawal", Submit, State::Withdrawn.enters_from(), ALWAYS),
            Self::Appraisals => {
                ("appraisals", "nomination.appraisal", Appraise, &[State::Submitted, State::Pending], APPRAISING)
            }
            Self::Evaluations => ("evaluations", "nomination.evaluation", Appraise, JUDGED, APPRAISING),
            Self::Forwarding => ("forwarding", "nomination.forwarding", Appraise, &[State::Eligible], APPRAISING),
            Self::Refusal => ("refusal", "nomination.refusal", Decide, State::Refused.enters_from(), APPRAISING),
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

    /// Whether it is taken for the organiser, not for the unit.
    pub fn is_official(self) -> bool {
        matches!(self.permission(), Permission::AppraiseNominations | Permission::SignAwardDecisions)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_starts_only_where_the_table_says() {
        for step in Step::ALL {
            for state in State::ALL {
                assert_eq!(step.take(*state).is_ok(), step.starts_from().contains(state), "{step:?} {state}");
            }
        }
        assert_eq!(Step::Refusal.starts_from(), [State::ToDecider]);
        assert!(Step::Withdrawal.take(State::ToDecider).is_err());
    }

    #[test]
    fn dossiers_are_appraised_once_they_are_closed() {
        assert!(!Step::Appraisals.open(State::Submitted, CampaignState::Running));
        assert!(Step::Appraisals.open(State::Submitted, CampaignState::DossiersClosed));
        assert!(Step::Submission.open(State::Draft, CampaignState::DossiersClosed));
        assert!(!Step::Submission.open(State::Draft, CampaignState::Appraising));
    }
}
