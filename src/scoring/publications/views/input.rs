//! What clients send.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::{Validate, ValidationError};

use crate::ids::PublicationId;
use crate::platform::directory::Reference;
use crate::platform::text;
use crate::registry::units::UnitRef;
use crate::scoring::publications::model::{IndexKind, Measure};
use crate::scoring::{Exact, Period};

/// A publication of scores by decision.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "campaign": {"code": "TN-CCHC-2023"}, "index_kind": "par_index", "period": "2023",
    "decision": {"number": "77/QĐ-UBND", "issued_on": "2024-01-05", "issuer_vi": "UBND huyện Tư Nghĩa", "signer": "Nguyễn Văn A (ví dụ)"},
    "scores": [{"unit": {"code": "TN-21235"}, "score": "86.75", "unit_of_measure": "point"}]}))]
pub struct PublicationIn {
    /// The campaign.
    pub campaign: Reference,
    /// What is published: `submitted_set`, the appraised submissions of a set; `par_index`, the PAR
    /// index as its authority published it.
    pub index_kind: IndexKind,
    /// The set that was scored on; for `submitted_set`, and only for that.
    pub indicator_set: Option<Reference>,
    /// The period that was scored, in the campaign's year.
    pub period: Period,
    /// The decision.
    #[validate(nested)]
    pub decision: PublicationDecision,
    /// The publication that this one corrects: the one that counts of the same index and period.
    pub supersedes: Option<PublicationId>,
    /// For `par_index` every score; for `submitted_set` only what a correction changes, since the
    /// others are taken from the appraisals.
    #[serde(default)]
    #[validate(nested, length(max = 5000))]
    #[schema(max_items = 5000)]
    pub scores: Vec<ScoreIn>,
}

/// The decision that publishes.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "number": "77/QĐ-UBND", "issued_on": "2024-01-05", "issuer_vi": "UBND huyện Tư Nghĩa", "signer": "Nguyễn Văn A (ví dụ)"}))]
pub struct PublicationDecision {
    /// Its number and mark (số, ký hiệu).
    #[serde(deserialize_with = "text::nfc")]
    #[validate(length(min = 1, max = 64), custom(function = "text::plain"))]
    #[schema(min_length = 1, max_length = 64, pattern = r"\S")]
    pub number: String,
    /// The day it was signed: today at the latest; for `submitted_set` not before the first appraisal ended.
    #[serde(deserialize_with = "crate::platform::dates::bounded")]
    pub issued_on: NaiveDate,
    /// The authority that issued it.
    #[serde(deserialize_with = "text::nfc")]
    #[validate(length(min = 1, max = 200), custom(function = "text::plain"))]
    #[schema(min_length = 1, max_length = 200, pattern = r"\S")]
    pub issuer_vi: String,
    /// Who signed it.
    #[serde(deserialize_with = "text::nfc")]
    #[validate(length(min = 1, max = 200), custom(function = "text::plain"))]
    #[schema(min_length = 1, max_length = 200, pattern = r"\S")]
    pub signer: String,
}

/// A unit's score, as the decision says it.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PublicationScoreIn, example = json!({"unit": {"code": "TN-21235"}, "score": "86.75", "unit_of_measure": "point"}))]
pub struct ScoreIn {
    /// The unit, which takes part in the campaign.
    pub unit: UnitRef,
    /// The score; at most 100 where it is in per cent, at most the set's points where it is of a set.
    #[validate(custom(function = "not_negative"))]
    #[schema(value_type = String, pattern = r"^[0-9]{1,8}(\.[0-9]{1,4})?$")]
    pub score: Exact,
    /// Whether it counts points or per cent; of a set, points.
    pub unit_of_measure: Measure,
}

/// Filters of the list of publications.
#[derive(Debug, Deserialize, Serialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PublicationQuery {
    /// Only those of this campaign.
    #[param(nullable = false)]
    pub campaign: Option<Uuid>,
    /// Only those of this kind.
    #[param(nullable = false)]
    pub index_kind: Option<IndexKind>,
    /// Only those of submissions on this set.
    #[param(nullable = false)]
    pub indicator_set: Option<Uuid>,
    /// Only those of this period.
    #[param(nullable = false)]
    pub period: Option<Period>,
    /// `true`: superseded ones too.
    #[serde(default)]
    #[param(required = false, default = false)]
    pub history: bool,
}

fn not_negative(value: &Exact) -> Result<(), ValidationError> {
    if *value >= Exact::ZERO {
        return Ok(());
    }
    Err(ValidationError::new("range").with_message("Không được âm. | It cannot be negative.".into()))
}
