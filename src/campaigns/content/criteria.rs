//! By what the campaign rewards: criteria and their rules, as they are drafted.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use crate::campaigns::rules::{AppliesWhen, Metric, Operator, Subject};
use crate::platform::{decimal, text};

/// An award criterion (tiêu chuẩn khen thưởng): all of its rules that apply must hold.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "code": "C2", "subject": "collective", "text_vi": "Chỉ số CCHC năm từ 85 điểm trở lên theo quyết định công bố.", "text_en": null,
    "clause": "mục III.1.a, gạch đầu dòng 2",
    "rules": [{"code": "C2", "metric": "par_index_score", "operator": "ge", "threshold": "85",
               "applies_when": "unit_scored_by_authority", "label_vi": "Chỉ số CCHC đã công bố từ 85 điểm"}]}))]
pub struct Criterion {
    /// The code, unique in the campaign.
    #[validate(custom(function = "text::code"))]
    #[schema(min_length = 1, max_length = 64, pattern = "^[A-Za-z0-9._-]{1,64}$")]
    pub code: String,
    /// Who is rewarded by it.
    pub subject: Subject,
    /// What it asks.
    #[serde(deserialize_with = "text::nfc")]
    #[validate(length(min = 1, max = 2000), custom(function = "text::plain"))]
    #[schema(min_length = 1, max_length = 2000, pattern = r"\S")]
    pub text_vi: String,
    /// What it asks, in English.
    #[validate(length(min = 1, max = 2000), custom(function = "text::plain"))]
    #[schema(min_length = 1, max_length = 2000, pattern = r"\S")]
    pub text_en: Option<String>,
    /// Where the decision says so.
    #[serde(deserialize_with = "text::nfc")]
    #[validate(length(min = 1, max = 300), custom(function = "text::plain"))]
    #[schema(min_length = 1, max_length = 300, pattern = r"\S")]
    pub clause: String,
    /// The rules, at most 20.
    #[serde(default)]
    #[validate(length(max = 20), nested)]
    #[schema(max_items = 20)]
    pub rules: Vec<CriterionRule>,
}

/// One rule of a criterion: the appraiser's judgement, or a metric compared with a threshold.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "code": "C1b", "metric": "online_dossier_rate_pct", "operator": "gt", "threshold": "50", "applies_when": "always",
    "label_vi": "Hồ sơ trực tuyến của đơn vị trên 50 %", "label_en": null}))]
pub struct CriterionRule {
    /// The code, unique in the campaign.
    #[validate(custom(function = "text::code"))]
    #[schema(min_length = 1, max_length = 64, pattern = "^[A-Za-z0-9._-]{1,64}$")]
    pub code: String,
    /// What it looks at.
    pub metric: Metric,
    /// How the value is compared; null for a judgement.
    pub operator: Option<Operator>,
    /// With what, as a decimal; null for a judgement.
    #[serde(default, deserialize_with = "decimal::exact_option")]
    #[schema(pattern = r"^-?\d{1,15}(\.\d{1,9})?$")]
    pub threshold: Option<Decimal>,
    /// To whom it applies.
    pub applies_when: AppliesWhen,
    /// What it asks, in a few words.
    #[serde(deserialize_with = "text::nfc")]
    #[validate(length(min = 1, max = 500), custom(function = "text::plain"))]
    #[schema(min_length = 1, max_length = 500, pattern = r"\S")]
    pub label_vi: String,
    /// What it asks, in English.
    #[validate(length(min = 1, max = 500), custom(function = "text::plain"))]
    #[schema(min_length = 1, max_length = 500, pattern = r"\S")]
    pub label_en: Option<String>,
}

impl CriterionRule {
    /// A judgement has nothing to compare; every other metric has both operator and threshold.
    pub fn is_whole(&self) -> bool {
        let judged = self.metric == Metric::Judgement;
        self.operator.is_none() == judged && self.threshold.is_none() == judged
    }
}
