//! What a unit claims for an indicator (tự chấm điểm), and the score that follows from it.

use chrono::NaiveDate;
use diesel::deserialize::FromSqlRow;
use diesel::expression::AsExpression;
use diesel::sql_types::Jsonb;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use crate::jsonb;
use crate::platform::dates::check_come;
use crate::platform::problem::{Code, Problem, Result};
use crate::platform::text;
use crate::scoring::Exact;
use crate::scoring::indicator_sets::{Given, Indicator, Inputs};

/// A document that proves a score (tài liệu kiểm chứng), as it is cited: what has no number and date
/// cannot be found again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "number": "120/BC-UBND", "name_vi": "Báo cáo", "issued_on": "2023-12-10",
    "subject_vi": "Kết quả giải quyết thủ tục hành chính năm 2023"}))]
pub struct Evidence {
    /// Number and sign (số, ký hiệu).
    #[serde(deserialize_with = "text::nfc")]
    #[validate(length(min = 1, max = 100), custom(function = "text::plain"))]
    #[schema(min_length = 1, max_length = 100, pattern = r"\S")]
    pub number: String,
    /// What kind of document it is (tên loại văn bản).
    #[serde(deserialize_with = "text::nfc")]
    #[validate(length(min = 1, max = 200), custom(function = "text::plain"))]
    #[schema(min_length = 1, max_length = 200, pattern = r"\S")]
    pub name_vi: String,
    /// Its date, not later than today.
    #[serde(deserialize_with = "crate::platform::dates::bounded")]
    pub issued_on: NaiveDate,
    /// What it is about (trích yếu).
    #[serde(deserialize_with = "text::nfc")]
    #[validate(length(min = 1, max = 500), custom(function = "text::plain"))]
    #[schema(min_length = 1, max_length = 500, pattern = r"\S")]
    pub subject_vi: String,
}

/// The documents that prove a score.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, FromSqlRow, AsExpression)]
#[diesel(sql_type = Jsonb)]
#[serde(transparent)]
pub struct EvidenceList(pub Vec<Evidence>);

jsonb!(EvidenceList);

/// What a unit claims for an indicator. The indicator's rule says which of the fields it reads.
#[derive(Debug, Clone, Default, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SubmissionValueIn, example = json!({
    "self_score": "16.50",
    "evidence": [{"number": "120/BC-UBND", "name_vi": "Báo cáo", "issued_on": "2023-12-10", "subject_vi": "Kết quả công khai thủ tục hành chính năm 2023"}]}))]
pub struct Claim {
    /// What the rule computes from: numerator and denominator, a value, or a choice.
    #[serde(default)]
    #[schema(required = false)]
    pub inputs: Inputs,
    /// The unit's own score; only for an indicator that is scored by hand (`manual`).
    #[schema(nullable = false)]
    #[serde(default, deserialize_with = "crate::platform::patch::present")]
    pub self_score: Option<Exact>,
    /// The documents that prove it.
    #[serde(default)]
    #[validate(nested, length(max = 50))]
    #[schema(required = false, max_items = 50)]
    pub evidence: Vec<Evidence>,
    /// Why there is no document, or whatever else the appraiser should know.
    #[serde(default, deserialize_with = "text::nfc_option")]
    #[validate(length(min = 1, max = 4000), custom(function = "text::plain"))]
    #[schema(min_length = 1, max_length = 4000, pattern = r"\S")]
    pub explanation: Option<String>,
}

impl Claim {
    /// The score by the indicator's rule, from 0 to its maximum. Fields at fault are named from the
    /// claim's place.
    pub fn score(&self, indicator: &Indicator, today: NaiveDate) -> Result<Exact> {
        self.check_evidence(indicator, today)?;
        let given = Given { self_score: self.self_score, inputs: Some(&self.inputs), below: &[] };
        indicator.rule.points(&given, indicator.max_points).map(Exact::stored)
    }

    fn check_evidence(&self, indicator: &Indicator, today: NaiveDate) -> Result<()> {
        if indicator.evidence_required && self.evidence.is_empty() && self.explanation.is_none() {
            let (vi, en) = ("Cần tài liệu kiểm chứng hoặc giải trình.", "Evidence or an explanation is needed.");
            let problem = Problem::of(Code::EvidenceMissing).and_field("/evidence", "required", vi, en);
            return Err(problem.and_field("/explanation", "required", vi, en));
        }
        let dated = self.evidence.iter().enumerate();
        check_come(dated.map(|(index, document)| (format!("/evidence/{index}/issued_on"), document.issued_on)), today)
    }
}
