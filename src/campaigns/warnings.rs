//! What is odd about a campaign though nothing forbids it: data for officials to look at, not errors.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use super::content::{CitedDocument, Content, MilestoneCode};
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
        /// A base cites a document under a number that such documents do not have.
        UnusualDocumentNumber = "unusual_document_number",
        /// A base cites a document that is younger than the decision.
        DocumentAfterDecision = "document_after_decision",
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
    let decided = decided_on.or(last_day(content, MilestoneCode::DecisionSigned));
    found.extend(milestone_if(content, MilestoneCode::Launch, WarningCode::LaunchPrecedesDecision, |launch| {
        decided.is_some_and(|decided| launch < decided)
    }));
    found.extend(milestone_if(content, MilestoneCode::AppraisalDue, WarningCode::AppraisalAfterSummary, |appraisal| {
        last_day(content, MilestoneCode::Summary).is_some_and(|summary| summary < appraisal)
    }));
    found.extend(milestone_if(content, MilestoneCode::DossierDue, WarningCode::DossiersCloseBeforeYearEnd, |last| {
        NaiveDate::from_ymd_opt(year, 12, 31).is_some_and(|end| last < end)
    }));
    found.extend(documents_if(content, WarningCode::UnconfirmedDocument, |cited| {
        cited.provenance == Provenance::Unconfirmed
    }));
    found.extend(documents_if(content, WarningCode::UnusualDocumentNumber, |cited| !cited.is_numbered_as_usual()));
    found.extend(documents_if(content, WarningCode::DocumentAfterDecision, |cited| {
        decided.is_some_and(|decided| decided < cited.issued_on)
    }));
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

fn documents_if(content: &Content, code: WarningCode, odd: impl Fn(&CitedDocument) -> bool) -> Vec<Warning> {
    let cited = content.legal_bases.iter().enumerate().flat_map(|(base, line)| {
        line.documents.iter().enumerate().map(move |(document, cited)| (base, document, cited))
    });
    cited
        .filter(|(_, _, cited)| odd(cited))
        .map(|(base, document, _)| Warning { code, pointer: format!("/legal_bases/{base}/documents/{document}") })
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::campaigns::content::{LegalBase, Milestone, Precision};

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

    fn citing(kind: &str, number: &str, issued_on: &str) -> Content {
        let cited = json!({"kind": kind, "number": number, "issued_on": issued_on, "issuer_vi": "X", "title_vi": "X",
                           "provenance": "confirmed"});
        let base = json!({"text_as_printed": "X", "text_normalised": "X", "documents": [cited]});
        let base: LegalBase = serde_json::from_value(base).unwrap();
        Content { legal_bases: vec![base], ..Content::default() }
    }

    #[test]
    fn a_document_is_numbered_after_its_kind() {
        let unusual = [WarningCode::UnusualDocumentNumber];
        for (kind, number, expected) in [
            ("decree", "45/2020/NĐ-CP", &[][..]),
            ("decree", "107/2021", &unusual),
            ("decision", "104/QĐ-UBND", &[]),
            ("decision", "157/KH-UBND", &unusual),
            ("law", "15/2003/QH11", &[]),
            ("resolution", "76/NQ-CP", &[]),
            ("official_letter", "42/PNV", &[]),
            ("official_letter", "42", &unusual),
        ] {
            assert_eq!(codes(&citing(kind, number, "2020-04-08"), "2023-03-01"), expected, "{number}");
        }
    }

    #[test]
    fn a_base_is_older_than_the_decision() {
        let cited = citing("decision", "104/QĐ-UBND", "2023-03-01");
        assert_eq!(codes(&cited, "2023-03-01"), []);
        assert_eq!(codes(&cited, "2023-02-28"), [WarningCode::DocumentAfterDecision]);
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
