//! The dates of a campaign, as precise as its decision is.

use chrono::{Datelike, Months, NaiveDate};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use crate::campaigns::deadline::Deadline;
use crate::platform::text;
use crate::text_enum;

text_enum! {
    /// What happens on the date.
    pub enum MilestoneCode {
        /// The proposal to the decider (đề nghị).
        Proposal = "proposal",
        /// The launch (phát động).
        Launch = "launch",
        /// The signing of the decision (ký quyết định).
        DecisionSigned = "decision_signed",
        /// The last day for units' plans (gửi kế hoạch).
        UnitPlanDue = "unit_plan_due",
        /// The last day for units' own scores (tự chấm điểm); without it they come in until the appraisal begins.
        SelfScoreDue = "self_score_due",
        /// The last day for award dossiers (gửi hồ sơ khen thưởng).
        DossierDue = "dossier_due",
        /// The last day of the appraisal (thẩm định).
        AppraisalDue = "appraisal_due",
        /// The review (tổng kết).
        Summary = "summary",
    }
}

text_enum! {
    /// How precisely the decision gives a date.
    pub enum Precision {
        /// The day, which still counts.
        Date = "date",
        /// The month; `on` is its first day.
        Month = "month",
        /// Strictly before the day (trước ngày).
        Before = "before",
        /// Not at all; `on` is null.
        None = "none",
    }
}

/// A date of the campaign.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"code": "dossier_due", "precision": "before", "on": "2023-12-30", "note_vi": "Hồ sơ gửi trước ngày 30/12/2023."}))]
pub struct Milestone {
    /// What happens on it.
    pub code: MilestoneCode,
    /// How precisely the decision gives it.
    pub precision: Precision,
    /// The day, or the first day of the month; null where the decision gives none.
    #[serde(default, deserialize_with = "crate::platform::dates::bounded")]
    pub on: Option<NaiveDate>,
    /// What the decision says of it.
    #[serde(default, deserialize_with = "text::nfc_option")]
    #[validate(length(min = 1, max = 1000), custom(function = "text::plain"))]
    #[schema(min_length = 1, max_length = 1000, pattern = r"\S")]
    pub note_vi: Option<String>,
}

impl Milestone {
    /// The last day that the date can mean.
    pub fn last_day(&self) -> Option<NaiveDate> {
        match self.precision {
            Precision::Date => self.on,
            Precision::Month => self.on?.checked_add_months(Months::new(1))?.pred_opt(),
            Precision::Before => self.on?.pred_opt(),
            Precision::None => None,
        }
    }

    /// The deadline that the date sets; none where it only says when something happens.
    pub fn deadline(&self) -> Option<Deadline> {
        use MilestoneCode::{AppraisalDue, DossierDue, SelfScoreDue, Summary, UnitPlanDue};
        if !matches!(self.code, UnitPlanDue | SelfScoreDue | DossierDue | AppraisalDue | Summary) {
            return None;
        }
        match self.precision {
            Precision::Before => self.on.map(Deadline::before),
            _ => self.last_day().map(Deadline::through),
        }
    }

    /// What is wrong between precision and day, if anything: the code of the fault.
    pub fn fault(&self) -> Option<&'static str> {
        match (self.precision, self.on) {
            (Precision::None, Some(_)) => Some("not_allowed"),
            (Precision::None, None) => None,
            (_, None) => Some("required"),
            (_, Some(day)) if !(1945..=2200).contains(&day.year()) => Some("range"),
            (Precision::Month, Some(day)) if day.day() != 1 => Some("first_of_month"),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn milestone(code: MilestoneCode, precision: Precision, on: Option<&str>) -> Milestone {
        Milestone { code, precision, on: on.map(|day| day.parse().unwrap()), note_vi: None }
    }

    #[test]
    fn a_month_lasts_to_its_end() {
        let summary = milestone(MilestoneCode::Summary, Precision::Month, Some("2024-02-01"));
        assert_eq!(summary.last_day(), NaiveDate::from_ymd_opt(2024, 2, 29));
        assert_eq!(summary.deadline().unwrap().closes_at.to_rfc3339(), "2024-03-01T00:00:00+07:00");
    }

    #[test]
    fn the_dossiers_of_the_real_decision_close_before_30_december() {
        let due = milestone(MilestoneCode::DossierDue, Precision::Before, Some("2023-12-30"));
        assert_eq!(due.deadline().unwrap().closes_at.to_rfc3339(), "2023-12-30T00:00:00+07:00");
        assert_eq!(due.last_day(), NaiveDate::from_ymd_opt(2023, 12, 29));
    }

    #[test]
    fn a_launch_is_no_deadline() {
        assert_eq!(milestone(MilestoneCode::Launch, Precision::Month, Some("2023-02-01")).deadline(), None);
        assert_eq!(milestone(MilestoneCode::UnitPlanDue, Precision::None, None).deadline(), None);
    }

    #[test]
    fn precision_and_day_agree() {
        let fault = |precision, on| milestone(MilestoneCode::Launch, precision, on).fault();
        assert_eq!(fault(Precision::None, None), None);
        assert_eq!(fault(Precision::None, Some("2023-02-01")), Some("not_allowed"));
        assert_eq!(fault(Precision::Date, None), Some("required"));
        assert_eq!(fault(Precision::Month, Some("2023-02-02")), Some("first_of_month"));
        assert_eq!(fault(Precision::Date, Some("1890-05-19")), Some("range"));
        assert_eq!(fault(Precision::Month, Some("2023-02-01")), None);
    }
}
