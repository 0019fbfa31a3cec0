//! What clients send.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use crate::platform::directory::Reference;
use crate::platform::{patch, text};
use crate::registry::units::UnitRef;
use crate::scoring::indicator_sets::Inputs;
use crate::scoring::submissions::claim::{Claim, Evidence};
use crate::scoring::submissions::states::SubmissionState;
use crate::scoring::{Exact, Period};

/// A new submission.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "campaign": {"code": "TN-CCHC-2023"}, "indicator_set": {"code": "QS766"}, "unit": {"code": "TN-21235"}, "period": "2023"}))]
pub struct SubmissionIn {
    /// The campaign, whose appraisal has not begun.
    pub campaign: Reference,
    /// The set to score on; in force on the last day of the period, and for units of this kind and level.
    pub indicator_set: Reference,
    /// The unit, which must take part in the campaign.
    pub unit: UnitRef,
    /// A year, quarter or month in the campaign's year, begun already.
    pub period: Period,
}

/// All values of a submission.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SubmissionValuesIn, example = json!({"values": [
    {"indicator": "4.1", "inputs": {"numerator": "640", "denominator": "1000"},
     "evidence": [{"number": "120/BC-UBND", "name_vi": "Báo cáo", "issued_on": "2023-12-10", "subject_vi": "Kết quả giải quyết thủ tục hành chính năm 2023"}]},
    {"indicator": "4.2", "self_score": "0.00", "explanation": "Hệ thống thanh toán chưa kết nối trong năm 2023."}]}))]
pub struct ValuesIn {
    /// Each indicator at most once.
    #[validate(nested, length(max = 1000))]
    #[schema(max_items = 1000)]
    pub values: Vec<ListedClaim>,
}

/// What a unit claims for one of the indicators of a list.
#[derive(Debug, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ListedSubmissionValueIn, example = json!({
    "indicator": "4.2", "self_score": "0.00", "explanation": "Hệ thống thanh toán chưa kết nối trong năm 2023."}))]
pub struct ListedClaim {
    /// The code of the indicator within the set.
    #[validate(custom(function = "text::code"))]
    #[schema(min_length = 1, max_length = 64, pattern = "^[A-Za-z0-9._-]{1,64}$")]
    pub indicator: String,
    /// What the rule computes from: numerator and denominator, a value, or a choice.
    #[serde(default)]
    #[schema(required = false)]
    pub inputs: Inputs,
    /// The unit's own score; only for an indicator that is scored by hand (`manual`).
    #[serde(default, deserialize_with = "patch::present")]
    #[schema(nullable = false)]
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

impl ListedClaim {
    /// The indicator's code, and the claim.
    pub fn parts(self) -> (String, Claim) {
        let Self { indicator, inputs, self_score, evidence, explanation } = self;
        (indicator, Claim { inputs, self_score, evidence, explanation })
    }
}

/// Why a submission is given back to its unit.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SubmissionReopeningIn, example = json!({"reason": "Số liệu quý IV nhập nhầm kỳ; đề nghị rà soát và gửi lại."}))]
pub struct ReopeningIn {
    /// The reason.
    #[serde(deserialize_with = "text::nfc")]
    #[validate(length(min = 1, max = 2000), custom(function = "text::plain"))]
    #[schema(min_length = 1, max_length = 2000, pattern = r"\S")]
    pub reason: String,
}

/// An appraiser's score.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"score": "15.00", "reason": "Hai thủ tục niêm yết chậm so với quyết định công bố."}))]
pub struct AppraisedValueIn {
    /// The score, from 0 to the indicator's maximum.
    pub score: Exact,
    /// Why it differs from the unit's own, needed where it does; where no unit scores itself (`survey`,
    /// `auto`), where it comes from.
    #[serde(default, deserialize_with = "text::nfc_option")]
    #[validate(length(min = 1, max = 2000), custom(function = "text::plain"))]
    #[schema(min_length = 1, max_length = 2000, pattern = r"\S")]
    pub reason: Option<String>,
}

/// What the unit is asked to explain.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ExplanationRequestIn, example = json!({"questions": [
    {"indicator": "4.1", "question": "Tỷ lệ 64 % tính trên hồ sơ của thủ tục nào?"}]}))]
pub struct QuestionsIn {
    /// Each indicator at most once.
    #[validate(nested, length(min = 1, max = 1000))]
    #[schema(min_items = 1, max_items = 1000)]
    pub questions: Vec<QuestionIn>,
}

/// A question about a value.
#[derive(Debug, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ExplanationQuestionIn, example = json!({"indicator": "4.1", "question": "Tỷ lệ 64 % tính trên hồ sơ của thủ tục nào?"}))]
pub struct QuestionIn {
    /// The code of the indicator.
    #[validate(custom(function = "text::code"))]
    #[schema(min_length = 1, max_length = 64, pattern = "^[A-Za-z0-9._-]{1,64}$")]
    pub indicator: String,
    /// What is to be explained.
    #[serde(deserialize_with = "text::nfc")]
    #[validate(length(min = 1, max = 2000), custom(function = "text::plain"))]
    #[schema(min_length = 1, max_length = 2000, pattern = r"\S")]
    pub question: String,
}

/// What the unit explains.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ExplanationIn, example = json!({"answers": [
    {"indicator": "4.1", "answer": "Trên toàn bộ 1.000 hồ sơ tiếp nhận trong năm, theo số liệu một cửa điện tử."}]}))]
pub struct AnswersIn {
    /// An answer to every question that is open.
    #[validate(nested, length(min = 1, max = 1000))]
    #[schema(min_items = 1, max_items = 1000)]
    pub answers: Vec<AnswerIn>,
}

/// The answer to a question.
#[derive(Debug, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ExplanationAnswerIn, example = json!({"indicator": "4.1", "answer": "Trên toàn bộ 1.000 hồ sơ tiếp nhận trong năm."}))]
pub struct AnswerIn {
    /// The code of the indicator.
    #[validate(custom(function = "text::code"))]
    #[schema(min_length = 1, max_length = 64, pattern = "^[A-Za-z0-9._-]{1,64}$")]
    pub indicator: String,
    /// The explanation.
    #[serde(deserialize_with = "text::nfc")]
    #[validate(length(min = 1, max = 4000), custom(function = "text::plain"))]
    #[schema(min_length = 1, max_length = 4000, pattern = r"\S")]
    pub answer: String,
}

/// Filters of the list of submissions.
#[derive(Debug, Deserialize, Serialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct SubmissionQuery {
    /// Only those of this campaign.
    #[param(nullable = false)]
    pub campaign: Option<Uuid>,
    /// Only those on this indicator set.
    #[param(nullable = false)]
    pub indicator_set: Option<Uuid>,
    /// Only those for this period.
    #[param(nullable = false)]
    pub period: Option<Period>,
    /// Only those of these units; repeated means or.
    #[serde(default)]
    pub unit: Vec<Uuid>,
    /// Only those in these states; repeated means or.
    #[serde(default)]
    pub state: Vec<SubmissionState>,
}
