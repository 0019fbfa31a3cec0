//! The steps in the life of a submission, one line each: name, journal action, who may take it, from
//! which states of the submission, and while the campaign is in which.

use chrono::{DateTime, Utc};

use super::states::SubmissionState as State;
use crate::access::Permission;
use crate::campaigns::{CampaignFacts, CampaignState, CampaignStep, StepLine};
use crate::platform::clock::vietnam;
use crate::platform::problem::{Code, Problem, Result};
use crate::platform::states::LifeCycle;

/// A step in the life of a submission.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Its unit fills in values (tự chấm điểm).
    Values,
    /// The head of the unit sends it (gửi).
    Sending,
    /// The standing agency gives it back to be filled in anew (mở lại).
    Reopening,
    /// The standing agency takes it up (bắt đầu thẩm định).
    Appraisal,
    /// The standing agency appraises a value (chấm thẩm định).
    Appraisals,
    /// The standing agency asks the unit to explain (yêu cầu giải trình).
    ExplanationRequest,
    /// The head of the unit explains (giải trình).
    Explanation,
    /// The standing agency has appraised every value (kết thúc thẩm định).
    AppraisalConclusion,
}

/// Units score themselves until the appraisal begins: the day on which dossiers close is none of theirs.
const SCORING: &[CampaignState] = &[CampaignState::Running, CampaignState::DossiersClosed];
const APPRAISING: &[CampaignState] =
    &[CampaignState::Running, CampaignState::DossiersClosed, CampaignState::Appraising];

impl Step {
    /// Every step, in the order of a submission's life.
    pub const ALL: &'static [Self] = &[
        Self::Values,
        Self::Sending,
        Self::Reopening,
        Self::Appraisal,
        Self::Appraisals,
        Self::ExplanationRequest,
        Self::Explanation,
        Self::AppraisalConclusion,
    ];

    /// Whether it comes too late: where the decision sets a day for units' own scores, nothing is filled
    /// in or sent after it, and what is reopened later could never be sent.
    fn late(self, campaign: &CampaignFacts, now: DateTime<Utc>) -> bool {
        matches!(self, Self::Values | Self::Sending | Self::Reopening) && campaign.self_scores_closed(now)
    }

    /// Whether the step is one of the appraiser's, which nobody takes on a submission of their own.
    pub fn appraises(self) -> bool {
        self.permission() == Permission::AppraiseSubmissions
    }

    /// Whether it may be taken now, from `state`.
    pub fn open_at(self, state: State, campaign: &CampaignFacts, now: DateTime<Utc>) -> bool {
        self.open(state, campaign.state) && !self.late(campaign, now)
    }

    /// Accepts the step now, or says when the deadline was.
    pub fn in_time(self, campaign: &CampaignFacts, now: DateTime<Utc>) -> Result<()> {
        if !self.late(campaign, now) {
            return Ok(());
        }
        let closed_at = campaign.scores_close_at.map(|closes_at| closes_at.with_timezone(&vietnam()).to_rfc3339());
        let (vi, en) = (
            "Đã qua hạn tự chấm điểm của phong trào; bảng điểm không gửi trễ.",
            "The campaign's day for units' own scores has passed; a submission is never late.",
        );
        Err(Problem::new(Code::DeadlinePassed, vi, en).with("closes_at", closed_at))
    }
}

impl CampaignStep for Step {
    type State = State;

    fn line(self) -> StepLine<State> {
        use Permission::{AppraiseSubmissions as Appraise, SendSubmissions as Send, WriteSubmissions as Write};
        let appraising: &[State] = &[State::Appraising];
        match self {
            Self::Values => StepLine("values", "submission.values", Write, &[State::Open], SCORING),
            Self::Sending => StepLine("sending", "submission.sending", Send, State::Submitted.enters_from(), SCORING),
            Self::Reopening => {
                StepLine("reopening", "submission.reopening", Appraise, State::Open.enters_from(), SCORING)
            }
            Self::Appraisal => StepLine("appraisal", "submission.appraisal", Appraise, &[State::Submitted], APPRAISING),
            Self::Appraisals => StepLine("appraisals", "submission.appraised_value", Appraise, appraising, APPRAISING),
            Self::ExplanationRequest => StepLine(
                "explanation-request",
                "submission.explanation_request",
                Appraise,
                State::ExplanationRequested.enters_from(),
                APPRAISING,
            ),
            Self::Explanation => {
                StepLine("explanation", "submission.explanation", Send, &[State::ExplanationRequested], APPRAISING)
            }
            Self::AppraisalConclusion => StepLine(
                "appraisal-conclusion",
                "submission.appraisal_conclusion",
                Appraise,
                State::Appraised.enters_from(),
                APPRAISING,
            ),
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
    }

    #[test]
    fn appraising_is_entered_only_by_the_steps_that_lead_there() {
        let entered = [Step::Appraisal.starts_from(), Step::Explanation.starts_from()].concat();
        assert_eq!(entered, State::Appraising.enters_from());
    }
}
