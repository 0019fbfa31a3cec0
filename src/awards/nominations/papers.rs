//! The papers of a dossier (thành phần hồ sơ).

use chrono::NaiveDate;
use diesel::deserialize::FromSqlRow;
use diesel::expression::AsExpression;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use crate::jsonb;
use crate::platform::dates::check_come;
use crate::platform::problem::{Code, Problem, Result};
use crate::platform::text;
use crate::text_enum;

text_enum! {
    /// What a paper of a dossier is.
    pub enum PaperKind {
        /// The request with its list (tờ trình, văn bản đề nghị).
        Request = "request",
        /// The report of achievements (báo cáo thành tích).
        AchievementReport = "achievement_report",
        /// The minutes of the review (biên bản xét).
        Minutes = "minutes",
    }
}

/// A paper of a dossier, as it is cited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"kind": "request", "number": "15/TTr-PNV", "issued_on": "2023-12-20", "title_vi": "Tờ trình đề nghị khen thưởng"}))]
pub struct Paper {
    /// What it is.
    pub kind: PaperKind,
    /// Its number and sign.
    #[serde(deserialize_with = "text::nfc")]
    #[validate(length(min = 1, max = 100), custom(function = "text::plain"))]
    #[schema(min_length = 1, max_length = 100, pattern = r"\S")]
    pub number: String,
    /// Its date, not later than today.
    #[serde(deserialize_with = "crate::platform::dates::bounded")]
    pub issued_on: NaiveDate,
    /// What it is about.
    #[serde(deserialize_with = "text::nfc")]
    #[validate(length(min = 1, max = 500), custom(function = "text::plain"))]
    #[schema(min_length = 1, max_length = 500, pattern = r"\S")]
    pub title_vi: String,
}

/// The papers of a dossier, in its order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, FromSqlRow, AsExpression)]
#[diesel(sql_type = diesel::sql_types::Jsonb)]
#[serde(transparent)]
pub struct Papers(pub Vec<Paper>);

jsonb!(Papers);

impl Papers {
    /// A paper has been issued before it is listed.
    pub fn check(&self, today: NaiveDate) -> Result<()> {
        let dated = self.0.iter().enumerate();
        check_come(dated.map(|(index, paper)| (format!("/papers/{index}/issued_on"), paper.issued_on)), today)
    }

    /// A dossier is whole with one paper of each kind.
    pub fn require_whole(&self) -> Result<()> {
        let missing = PaperKind::ALL.iter().filter(|kind| !self.0.iter().any(|paper| paper.kind == **kind));
        let problem = missing.fold(Problem::of(Code::PapersMissing), |problem, kind| {
            problem.and_field("/papers", kind.as_str(), format!("Thiếu: {kind}."), format!("Missing: {kind}."))
        });
        if problem.errors.is_empty() { Ok(()) } else { Err(problem) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn papers(kinds: &[PaperKind]) -> Papers {
        let issued_on = NaiveDate::from_ymd_opt(2023, 12, 20).unwrap();
        let paper =
            |kind: &PaperKind| Paper { kind: *kind, number: "1".into(), issued_on, title_vi: "Văn bản".into() };
        Papers(kinds.iter().map(paper).collect())
    }

    #[test]
    fn a_dossier_says_which_papers_are_missing() {
        assert!(papers(PaperKind::ALL).require_whole().is_ok());
        let problem = papers(&[PaperKind::Request, PaperKind::Request]).require_whole().unwrap_err();
        let missing: Vec<_> = problem.errors.iter().map(|error| error.code.as_str()).collect();
        assert_eq!((problem.code, missing), (Code::PapersMissing, vec!["achievement_report", "minutes"]));
    }

    #[test]
    fn a_paper_is_not_of_tomorrow() {
        let day = |day| NaiveDate::from_ymd_opt(2023, 12, day).unwrap();
        assert!(papers(PaperKind::ALL).check(day(20)).is_ok());
        assert_eq!(papers(PaperKind::ALL).check(day(19)).unwrap_err().errors.len(), 3);
    }
}
