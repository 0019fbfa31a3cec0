//! What units are asked to do: domains and their tasks.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::check::label;
use crate::campaigns::rules::Operator;
use crate::platform::{decimal, text};
use crate::text_enum;

text_enum! {
    /// By what a task shows itself done.
    pub enum TaskKind {
        /// A document to be issued.
        Deliverable = "deliverable",
        /// Work that goes on all year.
        Continuous = "continuous",
        /// Reports to be sent.
        Reporting = "reporting",
        /// A plan of inspections, carried out.
        InspectionPlan = "inspection_plan",
        /// Initiatives to be proposed.
        Initiative = "initiative",
        /// A figure to be reached.
        Metric = "metric",
        /// Events to be recorded.
        EventRecord = "event_record",
    }
}

/// A domain (lĩnh vực) of the campaign.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "code": "đ", "label_as_printed": "d)", "title_vi": "Cải cách chế độ công vụ", "title_en": "Reform of the civil service",
    "tasks": [{"code": "đ.3", "title_vi": "Kế hoạch đào tạo, bồi dưỡng năm 2023", "kind": "deliverable"}]}))]
pub struct Domain {
    /// The code, unique in the campaign: Vietnamese decisions count a b c d đ e g.
    #[validate(custom(function = "label"))]
    #[schema(min_length = 1, max_length = 16, pattern = "^[A-Za-zĐđ0-9.]{1,16}$")]
    pub code: String,
    /// The heading's letter as the decision prints it, misprints included.
    #[serde(deserialize_with = "text::nfc")]
    #[validate(length(min = 1, max = 16), custom(function = "text::plain"))]
    #[schema(min_length = 1, max_length = 16, pattern = r"\S")]
    pub label_as_printed: String,
    /// The title.
    #[serde(deserialize_with = "text::nfc")]
    #[validate(length(min = 1, max = 500), custom(function = "text::plain"))]
    #[schema(min_length = 1, max_length = 500, pattern = r"\S")]
    pub title_vi: String,
    /// The title in English.
    #[validate(length(min = 1, max = 500), custom(function = "text::plain"))]
    #[schema(min_length = 1, max_length = 500, pattern = r"\S")]
    pub title_en: Option<String>,
    /// The tasks, in the order of the decision; at most 200.
    #[serde(default)]
    #[validate(length(max = 200), nested)]
    #[schema(max_items = 200)]
    pub tasks: Vec<Task>,
}

/// A task (nhiệm vụ) of a domain.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "code": "c.2", "title_vi": "Cắt ≥ 30 % thời gian giải quyết", "title_en": "Cut processing time by ≥ 30 %", "kind": "metric",
    "target": {"metric": "processing_time_reduction_pct", "operator": "ge", "threshold": "30"}}))]
pub struct Task {
    /// The code, unique in the campaign.
    #[validate(custom(function = "label"))]
    #[schema(min_length = 1, max_length = 16, pattern = "^[A-Za-zĐđ0-9.]{1,16}$")]
    pub code: String,
    /// A short title.
    #[serde(deserialize_with = "text::nfc")]
    #[validate(length(min = 1, max = 1000), custom(function = "text::plain"))]
    #[schema(min_length = 1, max_length = 1000, pattern = r"\S")]
    pub title_vi: String,
    /// The title in English.
    #[validate(length(min = 1, max = 1000), custom(function = "text::plain"))]
    #[schema(min_length = 1, max_length = 1000, pattern = r"\S")]
    pub title_en: Option<String>,
    /// By what it shows itself done.
    pub kind: TaskKind,
    /// The figure to be reached, where the decision gives one.
    #[validate(nested)]
    pub target: Option<Target>,
}

/// A figure to be reached.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"metric": "processing_time_reduction_pct", "operator": "ge", "threshold": "30"}))]
pub struct Target {
    /// What is measured.
    #[validate(custom(function = "text::code"))]
    #[schema(min_length = 1, max_length = 64, pattern = "^[A-Za-z0-9._-]{1,64}$")]
    pub metric: String,
    /// How the value is compared with the threshold.
    pub operator: Operator,
    /// With what, as a decimal.
    #[serde(deserialize_with = "decimal::exact")]
    #[schema(pattern = r"^-?\d{1,15}(\.\d{1,9})?$")]
    pub threshold: Decimal,
}
