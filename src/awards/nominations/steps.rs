//! The steps in the life of a nomination, one line each: name, journal action, who may take it, from
//! which states of the nomination, and while the campaign is in which.

use super::states::NominationState as State;
use crate::access::Permission;
use crate::campaigns::{CampaignState, CampaignStep, StepLine};
use crate::platform::states::LifeCycle;

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

    /// Whether it is taken for the organiser, not for the unit.
    pub fn is_official(self) -> bool {
        matches!(self.permission(), Permission::AppraiseNominations | Permission::SignAwardDecisions)
    }
}

impl CampaignStep for Step {
    type State = State;

    fn line(self) -> StepLine<State> {
        use Permission::{
            AppraiseNominations as Appraise, SignAwardDecisions as Decide, SubmitNominations as Submit,
            WriteNominations as Write,
        };
        let unsent = State::Submitted.enters_from();
        match self {
            Self::Update => StepLine("update", "nomination.update", Write, unsent, ALWAYS),
            Self::Papers => StepLine("papers", "nomination.papers", Write, unsent, ALWAYS),
            Self::Submission => StepLine("submission", "nomination.submission", Submit, unsent, RECEIVING),
            Self::Return => StepLine("return", "nomination.return", Appraise, State::Returned.enters_from(), RECEIVING),
            Self::Withdrawal => {
                StepLine("withdrawal", "nomination.withdrawal", Submit, State::Withdrawn.enters_from(), ALWAYS)
            }
            Self::Appraisals => StepLine(
                "appraisals",
                "nomination.appraisal",
                Appraise,
                &[State::Submitted, State::Pending],
                APPRAISING,
            ),
            Self::Evaluations => StepLine("evaluations", "nomination.evaluation", Appraise, JUDGED, APPRAISING),
            Self::Forwarding => {
                StepLine("forwarding", "nomination.forwarding", Appraise, &[State::Eligible], APPRAISING)
            }
            Self::Refusal => {
                StepLine("refusal", "nomination.refusal", Decide, State::Refused.enters_from(), APPRAISING)
            }
        }
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
