//! Drafts as clients write them.

use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use crate::campaigns::content::{Criterion, Domain, LegalBase, Milestone, ParticipantIn};
use crate::campaigns::model::CampaignForm;
use crate::platform::text;
use crate::registry::units::UnitRef;

/// A new campaign. Every part of its content may still be missing: what a decision needs is asked for
/// when it is proposed. The order of each list is the order of the decision.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "code": "TN-CCHC-2023", "name_vi": "Phong trào thi đua đẩy mạnh cải cách hành chính huyện Tư Nghĩa năm 2023",
    "theme_vi": "chuyển đổi số", "form": "thematic", "year": 2023,
    "organiser": {"code": "TN"}, "standing_agency": {"code": "TN-PNV"},
    "milestones": [{"code": "dossier_due", "precision": "before", "on": "2023-12-30"}],
    "domains": [{"code": "a", "label_as_printed": "a)", "title_vi": "Chỉ đạo, điều hành cải cách hành chính",
                 "tasks": [{"code": "a.1", "title_vi": "Kế hoạch CCHC năm 2023 của đơn vị", "kind": "deliverable"}]}],
    "participants": [{"unit": {"code": "TN-PNV"}, "scored_by_authority": true}]}))]
pub struct CampaignIn {
    /// The code that people use; unique.
    #[validate(custom(function = "text::code"))]
    #[schema(min_length = 1, max_length = 64, pattern = "^[A-Za-z0-9._-]{1,64}$")]
    pub code: String,
    /// The name.
    #[serde(deserialize_with = "text::nfc")]
    #[validate(length(min = 1, max = 500), custom(function = "text::plain"))]
    #[schema(min_length = 1, max_length = 500, pattern = r"\S")]
    pub name_vi: String,
    /// The name in English.
    #[validate(length(min = 1, max = 500), custom(function = "text::plain"))]
    #[schema(min_length = 1, max_length = 500, pattern = r"\S")]
    pub name_en: Option<String>,
    /// The theme (chủ đề).
    #[serde(deserialize_with = "text::nfc")]
    #[validate(length(min = 1, max = 300), custom(function = "text::plain"))]
    #[schema(min_length = 1, max_length = 300, pattern = r"\S")]
    pub theme_vi: String,
    /// The motto (phương châm).
    #[serde(default, deserialize_with = "text::nfc_option")]
    #[validate(length(min = 1, max = 1000), custom(function = "text::plain"))]
    #[schema(min_length = 1, max_length = 1000, pattern = r"\S")]
    pub motto_vi: Option<String>,
    /// The form.
    pub form: CampaignForm,
    /// The year whose work counts.
    #[validate(range(min = 1945, max = 2200))]
    #[schema(minimum = 1945, maximum = 2200)]
    pub year: i32,
    /// The unit that organises it and whose decider signs.
    pub organiser: UnitRef,
    /// The unit that leads and appraises.
    pub standing_agency: UnitRef,
    /// The base lines, at most 100.
    #[serde(default)]
    #[validate(length(max = 100), nested)]
    #[schema(max_items = 100)]
    pub legal_bases: Vec<LegalBase>,
    /// The dates, each code once.
    #[serde(default)]
    #[validate(length(max = 8), nested)]
    #[schema(max_items = 8)]
    pub milestones: Vec<Milestone>,
    /// The domains with their tasks, at most 50.
    #[serde(default)]
    #[validate(length(max = 50), nested)]
    #[schema(max_items = 50)]
    pub domains: Vec<Domain>,
    /// The award criteria, at most 50.
    #[serde(default)]
    #[validate(length(max = 50), nested)]
    #[schema(max_items = 50)]
    pub criteria: Vec<Criterion>,
    /// The units that take part, each once; at most 1000.
    #[serde(default)]
    #[validate(length(max = 1000), nested)]
    #[schema(max_items = 1000)]
    pub participants: Vec<ParticipantIn>,
}
