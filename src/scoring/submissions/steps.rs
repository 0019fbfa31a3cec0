//! The steps in the life of a submission, one line each: name, journal action, who may take it, from
//! which states of the submission, and while the campaign is in which.

use chrono::{DateTime, Utc};

use super::states::SubmissionState as State;
use crate::access::Permission;
use crate::campaigns::{CampaignFacts, CampaignState};
use crate::platform::clock::vietnam;
use crate::platform::problem::{Code, Problem, Result};
use crate::platform::states::{LifeCycle, refused};

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

type Line = (&'static str, &'static str, Permission, &'static [State], &'static [CampaignState]);

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

    fn line(self) -> Line {
        use Permission::{AppraiseSubmissions as Appraise, SendSubmissions as Send, WriteSubmissions as Write};
        let appraising: &[State] = &[State::Appraising];
        match self {
            Self::Values => ("values", "submission.values", Write, &[State::Open], SCORING),
            Self::Sending => ("sending", "submission.sending", Send, State::Submitted.enters_from(), SCORING),
            Self::Reopening => ("reopening", "submission.reopening", Appraise, State::Open.enters_from(), SCORING),
            Self::Appraisal => ("appraisal", "submission.appraisal", Appraise, &[State::Submitted], APPRAISING),
            Self::Appraisals => ("appraisals", "submission.appraised_value", Appraise, appraising, APPRAISING),
            Self::ExplanationRequest => (
                "explanation-request",
                "submission.explanation_request",
                Appraise,
                State::ExplanationRequested.enters_from(),
                APPRAISING,
            ),
            Self::Explanation => {
                ("explanation", "submission.explanation", Send, &[State::ExplanationRequested], APPRAISING)
            }
            Self::AppraisalConclusion => (
                "appraisal-conclusion",
                "submission.appraisal_conclusion",
                Appraise,
                State::Appraised.enters_from(),
                APPRAISING,
            ),
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
    pub fn open(self, state: State, campaign: &CampaignFacts, now: DateTime<Utc>) -> bool {
        self.starts_from().contains(&state)
            && self.while_campaign().contains(&campaign.state)
            && !self.late(campaign, now)
    }

    /// Accepts the step from `current`, or explains where it may start.
    pub fn take(self, current: State) -> Result<()> {
        if self.starts_from().contains(&current) { Ok(()) } else { Err(refused(current, self.starts_from())) }
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
