//! What is odd about a campaign though nothing forbids it: data for officials to look at, not errors.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use super::content::{Content, MilestoneCode};
use crate::registry::Provenance;
use crate::text_enum;

text_enum! {
    /// What is odd.
    pub enum WarningCode {
        /// The launch lies before the day of the decision.
        LaunchPrecedesDecision = "launch_precedes_decision",
        /// The appraisal may last longer than the summary, which it serves.
        AppraisalAfterSummary = "appraisal_after_summary",
        /// Dossiers close before the year ends: its last days' results are outside them.
        DossiersCloseBeforeYearEnd = "dossiers_close_before_year_end",
        /// A base cites a document whose facts were not checked.
        UnconfirmedDocument = "unconfirmed_document",
    }
}

/// Something odd, and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(example = json!({"code": "launch_precedes_decision", "pointer": "/milestones/1"}))]
pub struct Warning {
    /// What is odd.
    pub code: WarningCode,
    /// Where in this representation, as a JSON Pointer (RFC 6901).
    pub pointer: String,
}

/// Everything odd about the content of a campaign of a year, decided on a day if it is decided.
pub fn warnings(content: &Content, year: i32, decided_on: Option<NaiveDate>) -> Vec<Warning> {
    let mut found = Vec::new();
    found.extend(milestone_if(content, MilestoneCode::Launch, WarningCode::LaunchPrecedesDecision, |launch| {
        let signed = last_day(content, MilestoneCode::DecisionSigned);
        decided_on.or(signed).is_some_and(|decided| launch < decided)
    }));
    found.extend(milestone_if(content, MilestoneCode::AppraisalDue, WarningCode::AppraisalAfterSummary, |appraisal| {
        last_day(content, MilestoneCode::Summary).is_some_and(|summary| summary < appraisal)
    }));
    found.extend(milestone_if(content, MilestoneCode::DossierDue, WarningCode::DossiersCloseBeforeYearEnd, |last| {
        NaiveDate::from_ymd_opt(year, 12, 31).is_some_and(|end| last < end)
    }));
    found.extend(unconfirmed(content));
    found
}

fn milestone_if(
    content: &Content,
    code: MilestoneCode,
    warning: WarningCode,
    odd: impl Fn(NaiveDate) -> bool,
) -> Option<Warning> {
    let index = content.milestones.iter().position(|milestone| milestone.code == code)?;
    let last = content.milestones[index].last_day()?;
    odd(last).then(|| Warning { code: warning, pointer: format!("/milestones/{index}") })
}

fn last_day(content: &Content, code: MilestoneCode) -> Option<NaiveDate> {
    content.milestone(code)?.last_day()
}

fn unconfirmed(content: &Content) -> impl Iterator<Item = Warning> + '_ {
    content.legal_bases.iter().enumerate().flat_map(|(base, line)| {
        let doubtful = line.documents.iter().enumerate().filter(|(_, one)| one.provenance == Provenance::Unconfirmed);
        doubtful.map(move |(document, _)| Warning {
            code: WarningCode::UnconfirmedDocument,
            pointer: format!("/legal_bases/{base}/documents/{document}"),
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::campaigns::content::{Milestone, Precision};

    fn content(milestones: &[(MilestoneCode, Precision, &str)]) -> Content {
        let milestone = |(code, precision, on): &(MilestoneCode, Precision, &str)| Milestone {
            code: *code,
            precision: *precision,
            on: Some(on.parse().unwrap()),
            note_vi: None,
        };
        Content { milestones: milestones.iter().map(milestone).collect(), ..Content::default() }
    }

    fn codes(content: &Content, decided: &str) -> Vec<WarningCode> {
        warnings(content, 2023, Some(decided.parse().unwrap())).into_iter().map(|warning| warning.code).collect()
    }

    #[test]
    fn a_launch_in_the_month_of_the_decision_is_not_odd() {
        let launch = content(&[(MilestoneCode::Launch, Precision::Month, "2023-02-01")]);
        assert_eq!(codes(&launch, "2023-03-01"), [WarningCode::LaunchPrecedesDecision]);
        assert_eq!(codes(&launch, "2023-02-28"), []);
    }

    #[test]
    fn an_appraisal_serves_the_summary() {
        let due = |day| {
            content(&[
                (MilestoneCode::AppraisalDue, Precision::Date, day),
                (MilestoneCode::Summary, Precision::Month, "2024-01-01"),
            ])
        };
        assert_eq!(codes(&due("2024-01-31"), "2023-03-01"), []);
        assert_eq!(codes(&due("2024-02-01"), "2023-03-01"), [WarningCode::AppraisalAfterSummary]);
    }

    #[test]
    fn the_last_days_of_the_year_may_be_outside() {
        let due = |precision, day| content(&[(MilestoneCode::DossierDue, precision, day)]);
        let early = [WarningCode::DossiersCloseBeforeYearEnd];
        assert_eq!(codes(&due(Precision::Before, "2023-12-30"), "2023-03-01"), early);
        assert_eq!(codes(&due(Precision::Date, "2023-12-31"), "2023-03-01"), []);
        assert_eq!(codes(&due(Precision::Before, "2024-01-01"), "2023-03-01"), []);
    }
}
