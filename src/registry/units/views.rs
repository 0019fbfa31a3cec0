//! Units on the wire.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use super::model::{Unit, UnitKind, UnitLevel};
use crate::ids::UnitId;
use crate::platform::directory::{Named, Names};
use crate::platform::http::{Version, Versioned};
use crate::platform::text;
use crate::registry::Provenance;

/// A unit as a client names it: by exactly one of its id, its code, its electronic identifier, or its
/// code at the statistics office with a date, because those codes are given anew.
#[derive(Debug, Clone, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"code": "TN-PNV"}), min_properties = 1, max_properties = 2)]
pub struct UnitRef {
    /// The id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<Uuid>,
    /// The code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The electronic identifier (Decision 20/2020/QĐ-TTg).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identifier_code: Option<String>,
    /// The code at the statistics office; needs `on`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gso_code: Option<String>,
    /// The day on which the unit bore that code; today if absent, except with `gso_code`.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "crate::platform::dates::bounded")]
    pub on: Option<NaiveDate>,
}

/// A new unit.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "code": "TN-21235", "name_vi": "UBND thị trấn La Hà", "kind": "peoples_committee", "level": "commune",
    "parent": {"code": "TN"}, "gso_code": "21235", "valid_to": "2025-07-01"}))]
pub struct UnitIn {
    /// The code that people use; unique among units of the same time.
    #[validate(custom(function = "text::code"))]
    #[schema(min_length = 1, max_length = 64, pattern = "^[A-Za-z0-9._-]{1,64}$")]
    pub code: String,
    /// The name.
    #[serde(deserialize_with = "text::nfc")]
    #[validate(length(min = 1, max = 300), custom(function = "text::plain"))]
    #[schema(min_length = 1, max_length = 300, pattern = r"\S")]
    pub name_vi: String,
    /// The name in English.
    #[serde(default)]
    #[validate(length(min = 1, max = 300), custom(function = "text::plain"))]
    #[schema(min_length = 1, max_length = 300, pattern = r"\S")]
    pub name_en: Option<String>,
    /// What kind of body it is.
    pub kind: UnitKind,
    /// At which level it stands.
    pub level: UnitLevel,
    /// The unit above.
    pub parent: Option<UnitRef>,
    /// The electronic identifier (Decision 20/2020/QĐ-TTg).
    #[validate(length(min = 1, max = 64), custom(function = "text::code"))]
    #[schema(min_length = 1, max_length = 64, pattern = "^[A-Za-z0-9._-]{1,64}$")]
    pub identifier_code: Option<String>,
    /// The code of the administrative unit at the statistics office: 2, 3 or 5 digits.
    #[validate(length(min = 2, max = 5), custom(function = "digits"))]
    #[schema(min_length = 2, max_length = 5, pattern = "^[0-9]{2,5}$")]
    pub gso_code: Option<String>,
    /// The first day of existence; absent: since before the records.
    #[serde(default, deserialize_with = "crate::platform::dates::bounded")]
    pub valid_from: Option<NaiveDate>,
    /// The first day of no longer existing; absent: still existing.
    #[serde(default, deserialize_with = "crate::platform::dates::bounded")]
    pub valid_to: Option<NaiveDate>,
    /// Whether these facts were checked; unconfirmed if absent.
    #[serde(default = "unconfirmed")]
    #[schema(default = "unconfirmed")]
    pub provenance: Provenance,
    /// Where they come from, or what is missing.
    #[validate(length(min = 1, max = 1000), custom(function = "text::plain"))]
    #[schema(min_length = 1, max_length = 1000, pattern = r"\S")]
    pub provenance_note_vi: Option<String>,
}

fn unconfirmed() -> Provenance {
    Provenance::Unconfirmed
}

/// Changes to a unit (RFC 7396). A new name is for a correction; a renamed unit is a new unit with its own period.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"valid_to": "2025-07-01"}))]
pub struct UnitPatch {
    /// The name.
    #[serde(default, deserialize_with = "text::nfc_option")]
    #[validate(length(min = 1, max = 300), custom(function = "text::plain"))]
    #[schema(nullable = false, min_length = 1, max_length = 300, pattern = r"\S")]
    pub name_vi: Option<String>,
    /// The name in English.
    #[validate(length(min = 1, max = 300), custom(function = "text::plain"))]
    #[schema(nullable = false, min_length = 1, max_length = 300, pattern = r"\S")]
    pub name_en: Option<String>,
    /// The unit above.
    #[schema(nullable = false)]
    pub parent: Option<UnitRef>,
    /// The electronic identifier.
    #[validate(length(min = 1, max = 64), custom(function = "text::code"))]
    #[schema(nullable = false, min_length = 1, max_length = 64, pattern = "^[A-Za-z0-9._-]{1,64}$")]
    pub identifier_code: Option<String>,
    /// The first day of no longer existing; null: still existing.
    #[serde(default, deserialize_with = "crate::platform::dates::patch")]
    #[schema(value_type = Option<NaiveDate>)]
    pub valid_to: Option<Option<NaiveDate>>,
    /// Whether the facts were checked.
    #[schema(nullable = false)]
    pub provenance: Option<Provenance>,
}

/// Filters of the list of units.
#[derive(Debug, Deserialize, Serialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct UnitQuery {
    /// Only these kinds; repeated means or.
    #[serde(default)]
    pub kind: Vec<UnitKind>,
    /// Only these levels; repeated means or.
    #[serde(default)]
    pub level: Vec<UnitLevel>,
    /// Only units directly below this one.
    #[param(nullable = false)]
    pub parent: Option<Uuid>,
    /// Only this unit and all units below it.
    #[param(nullable = false)]
    pub within: Option<Uuid>,
    /// Only units that existed on this day; all periods if absent.
    #[serde(default, deserialize_with = "crate::platform::dates::bounded")]
    #[param(nullable = false)]
    pub as_of: Option<NaiveDate>,
    /// Only this code.
    #[param(nullable = false)]
    pub code: Option<String>,
    /// Only this electronic identifier.
    #[param(nullable = false)]
    pub identifier_code: Option<String>,
    /// Only this code of the statistics office; give `as_of` too, because codes are given anew.
    #[param(nullable = false)]
    pub gso_code: Option<String>,
    /// Part of the code or name, with or without diacritics: `nghia ha` finds `Nghĩa Hà`.
    #[validate(length(min = 1, max = 100))]
    #[param(nullable = false, min_length = 1, max_length = 100)]
    pub q: Option<String>,
}

/// A unit.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "id": "01890a5d-ac96-774b-bcce-b302099a8057", "code": "TN-21235", "name_vi": "UBND thị trấn La Hà", "name_en": null,
    "kind": "peoples_committee", "level": "commune",
    "parent": {"id": "01890a5d-ac96-774b-bcce-b302099a8050", "code": "TN", "name_vi": "UBND huyện Tư Nghĩa"},
    "identifier_code": null, "gso_code": "21235", "valid_from": null, "valid_to": "2025-07-01",
    "provenance": "confirmed", "provenance_note_vi": null, "version": 1, "allowed_actions": []}))]
pub struct UnitOut {
    /// The id.
    pub id: UnitId,
    /// The code that people use.
    pub code: String,
    /// The name.
    pub name_vi: String,
    /// The name in English.
    #[schema(required = true)]
    pub name_en: Option<String>,
    /// What kind of body it is.
    pub kind: UnitKind,
    /// At which level it stands.
    pub level: UnitLevel,
    /// The unit above.
    #[schema(required = true)]
    pub parent: Option<Named>,
    /// The electronic identifier (Decision 20/2020/QĐ-TTg).
    #[schema(required = true)]
    pub identifier_code: Option<String>,
    /// The code at the statistics office.
    #[schema(required = true)]
    pub gso_code: Option<String>,
    /// The first day of existence; null: since before the records.
    #[schema(required = true)]
    pub valid_from: Option<NaiveDate>,
    /// The first day of no longer existing; null: still existing.
    #[schema(required = true)]
    pub valid_to: Option<NaiveDate>,
    /// Whether these facts were checked.
    pub provenance: Provenance,
    /// Where they come from, or what is missing.
    #[schema(required = true)]
    pub provenance_note_vi: Option<String>,
    /// The version of the record.
    pub version: i64,
    /// What this caller may do to it now.
    pub allowed_actions: Vec<&'static str>,
}

impl UnitOut {
    /// Shows a unit to someone who may or may not change it.
    pub fn of(unit: Unit, names: &Names, may_update: bool) -> Self {
        Self {
            id: unit.id,
            code: unit.code,
            name_vi: unit.name_vi,
            name_en: unit.name_en,
            kind: unit.kind,
            level: unit.level,
            parent: unit.parent_id.map(|parent| names.get(parent.0)),
            identifier_code: unit.identifier_code,
            gso_code: unit.gso_code,
            valid_from: unit.valid_from,
            valid_to: unit.valid_to,
            provenance: unit.provenance,
            provenance_note_vi: unit.provenance_note,
            version: unit.version,
            allowed_actions: if may_update { vec!["update"] } else { Vec::new() },
        }
    }
}

impl Versioned for UnitOut {
    fn version(&self) -> Version {
        self.version
    }
}

fn digits(text: &str) -> Result<(), validator::ValidationError> {
    if text.chars().all(|character| character.is_ascii_digit()) {
        return Ok(());
    }
    Err(validator::ValidationError::new("digits").with_message("Chỉ gồm chữ số. | Only digits are allowed.".into()))
}
