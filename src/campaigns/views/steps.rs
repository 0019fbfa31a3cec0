//! What the steps in the life of a campaign take.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::patches::ContentPatch;
use crate::campaigns::model::LaunchPrecision;
use crate::platform::text;

/// The document that proposes a campaign to the decider.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"number": "42/PNV", "issued_on": "2023-02-10"}))]
pub struct CampaignProposalIn {
    /// Its number and mark (số, ký hiệu).
    #[serde(deserialize_with = "text::nfc")]
    #[validate(length(min = 1, max = 64), custom(function = "text::plain"))]
    #[schema(min_length = 1, max_length = 64, pattern = r"\S")]
    pub number: String,
    /// The day it was issued, today at the latest.
    #[serde(deserialize_with = "crate::platform::dates::bounded")]
    pub issued_on: NaiveDate,
}

/// Why a step is taken.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"reason": "Bổ sung tiêu chuẩn cho cá nhân."}))]
pub struct CampaignReasonIn {
    /// The reason, for the record.
    #[serde(deserialize_with = "text::nfc")]
    #[validate(length(min = 1, max = 2000), custom(function = "text::plain"))]
    #[schema(min_length = 1, max_length = 2000, pattern = r"\S")]
    pub reason: String,
}

/// A signed decision.
#[derive(Debug, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "number": "1297/QĐ-UBND", "issued_on": "2023-03-01", "signer": "Nguyễn Đăng Vinh", "signer_title_vi": "Chủ tịch"}))]
pub struct CampaignDecisionIn {
    /// Its number and mark (số, ký hiệu).
    #[serde(deserialize_with = "text::nfc")]
    #[validate(length(min = 1, max = 64), custom(function = "text::plain"))]
    #[schema(min_length = 1, max_length = 64, pattern = r"\S")]
    pub number: String,
    /// The day it was signed, from which it counts; today at the latest.
    #[serde(deserialize_with = "crate::platform::dates::bounded")]
    pub issued_on: NaiveDate,
    /// Who signed it.
    #[serde(deserialize_with = "text::nfc")]
    #[validate(length(min = 1, max = 200), custom(function = "text::plain"))]
    #[schema(min_length = 1, max_length = 200, pattern = r"\S")]
    pub signer: String,
    /// The signer's office.
    #[serde(deserialize_with = "text::nfc")]
    #[validate(length(min = 1, max = 200), custom(function = "text::plain"))]
    #[schema(min_length = 1, max_length = 200, pattern = r"\S")]
    pub signer_title_vi: String,
}

/// The issuing of a campaign.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"decision": {
    "number": "1297/QĐ-UBND", "issued_on": "2023-03-01", "signer": "Nguyễn Đăng Vinh", "signer_title_vi": "Chủ tịch"}}))]
pub struct CampaignIssuanceIn {
    /// The decision that issues it.
    #[validate(nested)]
    pub decision: CampaignDecisionIn,
}

/// The launch of a campaign.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"launched_on": "2023-02-01", "precision": "month"}))]
pub struct CampaignLaunchIn {
    /// The day of the launch, today at the latest; it may precede the decision.
    #[serde(deserialize_with = "crate::platform::dates::bounded")]
    pub launched_on: NaiveDate,
    /// `month` where only the month is known: `launched_on` is its first day.
    #[serde(default = "to_the_day")]
    #[schema(default = "date")]
    pub precision: LaunchPrecision,
}

fn to_the_day() -> LaunchPrecision {
    LaunchPrecision::Date
}

/// The review of a campaign (tổng kết).
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"report_number": "15/BC-UBND", "summarised_on": "2024-01-30"}))]
pub struct CampaignSummaryIn {
    /// The number and mark of the summary report.
    #[serde(deserialize_with = "text::nfc")]
    #[validate(length(min = 1, max = 64), custom(function = "text::plain"))]
    #[schema(min_length = 1, max_length = 64, pattern = r"\S")]
    pub report_number: String,
    /// The day of the summary, today at the latest.
    #[serde(deserialize_with = "crate::platform::dates::bounded")]
    pub summarised_on: NaiveDate,
}

/// An amending decision (quyết định sửa đổi, bổ sung).
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "decision": {"number": "2100/QĐ-UBND", "issued_on": "2023-06-01", "signer": "Nguyễn Văn A (ví dụ)", "signer_title_vi": "Chủ tịch"},
    "reason": "Bổ sung đơn vị tham gia.",
    "changes": {"participants": [{"unit": {"code": "TN-PNV"}, "scored_by_authority": true}]}}))]
pub struct CampaignAmendmentIn {
    /// The decision that amends.
    #[validate(nested)]
    pub decision: CampaignDecisionIn,
    /// Why.
    #[serde(deserialize_with = "text::nfc")]
    #[validate(length(min = 1, max = 2000), custom(function = "text::plain"))]
    #[schema(min_length = 1, max_length = 2000, pattern = r"\S")]
    pub reason: String,
    /// What changes; everything else is copied into the new edition.
    #[validate(nested)]
    pub changes: ContentPatch,
}
