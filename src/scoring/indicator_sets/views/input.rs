//! What clients send.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::{Validate, ValidationError};

use super::super::model::{Band, Method, SetKind, SetLevel, SetState};
use super::super::rule::Rule;
use crate::platform::text;
use crate::registry::Provenance;
use crate::scoring::Exact;

/// A new indicator set with its whole tree, as a draft.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = IndicatorSetIn, example = json!({
    "code": "QS766", "title_vi": "Bộ chỉ số chất lượng phục vụ người dân, doanh nghiệp (766)",
    "basis_vi": "Quyết định 766/QĐ-TTg ngày 23/6/2022 của Thủ tướng Chính phủ",
    "kind": "service_quality", "level": "any", "max_points": "18.00",
    "effective_from": "2022-06-23", "provenance": "confirmed",
    "indicators": [{"code": "1", "title_vi": "Công khai, minh bạch", "max_points": "18.00", "scored": true, "method": "self",
                    "rule": {"kind": "manual"}, "evidence_required": true}]}))]
pub struct SetIn {
    /// The code that people use.
    #[validate(custom(function = "text::code"))]
    #[schema(min_length = 1, max_length = 64, pattern = "^[A-Za-z0-9._-]{1,64}$")]
    pub code: String,
    /// The title.
    #[serde(deserialize_with = "text::nfc")]
    #[validate(length(min = 1, max = 500), custom(function = "text::plain"))]
    #[schema(min_length = 1, max_length = 500, pattern = r"\S")]
    pub title_vi: String,
    /// The title in English.
    #[serde(default, deserialize_with = "text::nfc_option")]
    #[validate(length(min = 1, max = 500), custom(function = "text::plain"))]
    #[schema(min_length = 1, max_length = 500, pattern = r"\S")]
    pub title_en: Option<String>,
    /// The document that it stands in.
    #[serde(deserialize_with = "text::nfc")]
    #[validate(length(min = 1, max = 500), custom(function = "text::plain"))]
    #[schema(min_length = 1, max_length = 500, pattern = r"\S")]
    pub basis_vi: String,
    /// Which index it measures; only one set of a kind but `custom` is in force for a level on a day.
    pub kind: SetKind,
    /// Whom it measures.
    pub level: SetLevel,
    /// The most points that a unit can have.
    #[validate(custom(function = "not_negative"))]
    pub max_points: Exact,
    /// How many of them come from a survey.
    #[validate(custom(function = "not_negative"))]
    pub survey_max: Option<Exact>,
    /// The first day in force.
    #[serde(deserialize_with = "crate::platform::dates::bounded")]
    pub effective_from: NaiveDate,
    /// The first day no longer in force.
    #[serde(default, deserialize_with = "crate::platform::dates::bounded")]
    pub effective_to: Option<NaiveDate>,
    /// Whether the points were checked against the document; only confirmed sets enter into force.
    pub provenance: Provenance,
    /// Where they come from, or what is missing.
    #[serde(default, deserialize_with = "text::nfc_option")]
    #[validate(length(min = 1, max = 2000), custom(function = "text::plain"))]
    #[schema(min_length = 1, max_length = 2000, pattern = r"\S")]
    pub provenance_note_vi: Option<String>,
    /// The named bands of the total.
    #[serde(default)]
    #[validate(nested, length(max = 20))]
    #[schema(max_items = 20)]
    pub bands: Vec<Band>,
    /// The topmost indicators, in the order of the document.
    #[serde(default)]
    #[validate(nested)]
    pub indicators: Vec<IndicatorIn>,
}

/// An indicator with those below it.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"code": "4.1", "title_vi": "Dịch vụ công trực tuyến", "max_points": "12.00", "scored": true, "method": "self",
                          "rule": {"kind": "ratio"}, "evidence_required": true, "children": []}))]
pub struct IndicatorIn {
    /// The code within the set.
    #[validate(custom(function = "text::code"))]
    #[schema(min_length = 1, max_length = 64, pattern = "^[A-Za-z0-9._-]{1,64}$")]
    pub code: String,
    /// The title.
    #[serde(deserialize_with = "text::nfc")]
    #[validate(length(min = 1, max = 1000), custom(function = "text::plain"))]
    #[schema(min_length = 1, max_length = 1000, pattern = r"\S")]
    pub title_vi: String,
    /// The title in English.
    #[serde(default, deserialize_with = "text::nfc_option")]
    #[validate(length(min = 1, max = 1000), custom(function = "text::plain"))]
    #[schema(min_length = 1, max_length = 1000, pattern = r"\S")]
    pub title_en: Option<String>,
    /// The most points for it; of a scored parent, the sum of its scored children's.
    #[validate(custom(function = "not_negative"))]
    pub max_points: Exact,
    /// False for information only: collected, and left out of every total.
    pub scored: bool,
    /// Where its figures come from: of `self` the unit scores itself; of `auto` and `survey` the appraiser
    /// enters the score.
    pub method: Method,
    /// How points follow from inputs; `sum` for what has children, and only for that.
    pub rule: Rule,
    /// Whether a score needs evidence or an explanation.
    pub evidence_required: bool,
    /// The indicators below it.
    #[serde(default)]
    #[validate(nested)]
    #[schema(no_recursion)]
    pub children: Vec<IndicatorIn>,
    /// A note.
    #[serde(default, deserialize_with = "text::nfc_option")]
    #[validate(length(min = 1, max = 2000), custom(function = "text::plain"))]
    #[schema(min_length = 1, max_length = 2000, pattern = r"\S")]
    pub note_vi: Option<String>,
}

/// Changes to a draft (RFC 7396). `indicators` replaces the whole tree.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = IndicatorSetPatch, example = json!({"provenance": "confirmed"}))]
pub struct SetPatch {
    /// The title.
    #[serde(default, deserialize_with = "text::nfc_present")]
    #[validate(length(min = 1, max = 500), custom(function = "text::plain"))]
    #[schema(nullable = false, min_length = 1, max_length = 500, pattern = r"\S")]
    pub title_vi: Option<String>,
    /// The title in English.
    #[serde(default, deserialize_with = "text::nfc_patch")]
    #[validate(length(min = 1, max = 500), custom(function = "text::plain"))]
    #[schema(value_type = Option<String>, min_length = 1, max_length = 500, pattern = r"\S")]
    pub title_en: Option<Option<String>>,
    /// The document that it stands in.
    #[serde(default, deserialize_with = "text::nfc_present")]
    #[validate(length(min = 1, max = 500), custom(function = "text::plain"))]
    #[schema(nullable = false, min_length = 1, max_length = 500, pattern = r"\S")]
    pub basis_vi: Option<String>,
    /// Which index it measures.
    #[serde(default, deserialize_with = "crate::platform::patch::present")]
    #[schema(nullable = false)]
    pub kind: Option<SetKind>,
    /// Whom it measures.
    #[serde(default, deserialize_with = "crate::platform::patch::present")]
    #[schema(nullable = false)]
    pub level: Option<SetLevel>,
    /// The most points that a unit can have.
    #[serde(default, deserialize_with = "crate::platform::patch::present")]
    #[validate(custom(function = "not_negative"))]
    #[schema(nullable = false)]
    pub max_points: Option<Exact>,
    /// How many of them come from a survey; null: none.
    #[serde(default, with = "crate::platform::patch")]
    #[validate(custom(function = "not_negative"))]
    #[schema(value_type = Option<Exact>)]
    pub survey_max: Option<Option<Exact>>,
    /// The first day in force.
    #[serde(default, deserialize_with = "crate::platform::dates::present")]
    #[schema(nullable = false)]
    pub effective_from: Option<NaiveDate>,
    /// The first day no longer in force; null: still in force.
    #[serde(default, deserialize_with = "crate::platform::dates::patch")]
    #[schema(value_type = Option<NaiveDate>)]
    pub effective_to: Option<Option<NaiveDate>>,
    /// Whether the points were checked against the document.
    #[serde(default, deserialize_with = "crate::platform::patch::present")]
    #[schema(nullable = false)]
    pub provenance: Option<Provenance>,
    /// Where they come from, or what is missing.
    #[serde(default, deserialize_with = "text::nfc_patch")]
    #[validate(length(min = 1, max = 2000), custom(function = "text::plain"))]
    #[schema(value_type = Option<String>, min_length = 1, max_length = 2000, pattern = r"\S")]
    pub provenance_note_vi: Option<Option<String>>,
    /// The named bands of the total.
    #[serde(default, deserialize_with = "crate::platform::patch::present")]
    #[validate(nested, length(max = 20))]
    #[schema(nullable = false, max_items = 20)]
    pub bands: Option<Vec<Band>>,
    /// The whole tree anew.
    #[serde(default, deserialize_with = "crate::platform::patch::present")]
    #[validate(nested)]
    #[schema(nullable = false)]
    pub indicators: Option<Vec<IndicatorIn>>,
}

/// Why a set is retired.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"reason": "Thay bằng bộ chỉ số năm 2024."}))]
pub struct RetirementIn {
    /// The reason.
    #[serde(deserialize_with = "text::nfc")]
    #[validate(length(min = 1, max = 2000), custom(function = "text::plain"))]
    #[schema(min_length = 1, max_length = 2000, pattern = r"\S")]
    pub reason: String,
}

/// Filters of the list of indicator sets.
#[derive(Debug, Deserialize, Serialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct SetQuery {
    /// Only these states; repeated means or.
    #[serde(default)]
    pub state: Vec<SetState>,
    /// Only these kinds; repeated means or.
    #[serde(default)]
    pub kind: Vec<SetKind>,
    /// Only these levels; repeated means or.
    #[serde(default)]
    pub level: Vec<SetLevel>,
    /// Only this code.
    #[param(nullable = false)]
    pub code: Option<String>,
    /// Only sets in force on this day by their dates, whatever their state.
    #[serde(default, deserialize_with = "crate::platform::dates::bounded")]
    #[param(nullable = false)]
    pub as_of: Option<NaiveDate>,
}

fn not_negative(value: &Exact) -> Result<(), ValidationError> {
    if *value >= Exact::ZERO {
        return Ok(());
    }
    Err(ValidationError::new("range").with_message("Không được âm. | It cannot be negative.".into()))
}
