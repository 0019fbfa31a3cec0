//! What an indicator set is.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::deserialize::FromSqlRow;
use diesel::expression::AsExpression;
use diesel::prelude::*;
use diesel::sql_types::Jsonb;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::rule::Rule;
use crate::ids::{IndicatorId, SetId};
use crate::jsonb;
use crate::platform::states::LifeCycle;
use crate::platform::text;
use crate::registry::Provenance;
use crate::registry::units::{UnitKind, UnitLevel};
use crate::schema::{indicator_sets, indicators};
use crate::scoring::Exact;
use crate::text_enum;

text_enum! {
    /// Where an indicator set stands.
    pub enum SetState {
        /// Being drawn up (dự thảo).
        Draft = "draft",
        /// In force (đang hiệu lực): it scores, and never changes.
        Active = "active",
        /// No longer scoring anew (hết hiệu lực).
        Retired = "retired",
    }
}

impl LifeCycle for SetState {
    fn enters_from(self) -> &'static [Self] {
        match self {
            Self::Draft => &[],
            Self::Active => &[Self::Draft],
            Self::Retired => &[Self::Active],
        }
    }
}

text_enum! {
    /// Which index a set measures. Of each kind one set is in force for a level on a day, so that it is
    /// clear by which a unit is measured; only custom sets stand beside each other.
    pub enum SetKind {
        /// The digital transformation index (chỉ số chuyển đổi số, DTI).
        Dti = "dti",
        /// The public administration reform index (chỉ số cải cách hành chính, PAR index).
        Par = "par",
        /// The service quality index of Decision 766/QĐ-TTg (chỉ số phục vụ người dân, doanh nghiệp).
        ServiceQuality = "service_quality",
        /// Any other that a campaign measures by (bộ chỉ số riêng).
        Custom = "custom",
    }
}

text_enum! {
    /// Whom a set measures.
    pub enum SetLevel {
        /// Units of any level.
        Any = "any",
        /// Ministries (bộ, cơ quan ngang bộ).
        Ministry = "ministry",
        /// Provinces (cấp tỉnh).
        Province = "province",
        /// Districts (cấp huyện).
        District = "district",
        /// Communes (cấp xã).
        Commune = "commune",
        /// Specialised departments (sở, phòng, ban).
        Department = "department",
    }
}

impl SetLevel {
    /// Whether it measures units of this kind at this level of government. An office or specialised agency
    /// is measured as a department, not as the province or district whose committee it serves.
    pub fn measures(self, kind: UnitKind, level: UnitLevel) -> bool {
        let serves = matches!(kind, UnitKind::Office | UnitKind::SpecialisedAgency) && level != UnitLevel::Central;
        match self {
            Self::Any => true,
            Self::Ministry => level == UnitLevel::Central,
            Self::Province => level == UnitLevel::Province && !serves,
            Self::District => level == UnitLevel::District && !serves,
            Self::Commune => level == UnitLevel::Commune && !serves,
            Self::Department => serves,
        }
    }
}

text_enum! {
    /// Where an indicator's figures come from, and with that who enters its score.
    pub enum Method {
        /// The unit's own assessment (tự đánh giá): the unit claims a score.
        Self_ = "self",
        /// Measured by a system, without the unit's doing (đo lường tự động): the appraiser enters it.
        Auto = "auto",
        /// A survey of people and businesses (điều tra xã hội học): the appraiser enters what it found.
        Survey = "survey",
    }
}

/// A named band of the total (xếp loại), with its own provenance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"from": "90.00", "label_vi": "Xuất sắc", "provenance": "confirmed"}))]
pub struct Band {
    /// The lowest total of the band.
    pub from: Exact,
    /// What it is called.
    #[serde(deserialize_with = "text::nfc")]
    #[validate(length(min = 1, max = 100), custom(function = "text::plain"))]
    #[schema(min_length = 1, max_length = 100, pattern = r"\S")]
    pub label_vi: String,
    /// Whether it was checked against the document.
    pub provenance: Provenance,
}

/// The bands of a set, from the highest down.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, FromSqlRow, AsExpression)]
#[diesel(sql_type = Jsonb)]
#[serde(transparent)]
pub struct Bands(pub Vec<Band>);

jsonb!(Bands);

/// An indicator set, without its tree.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = indicator_sets, treat_none_as_null = true)]
pub struct IndicatorSet {
    /// The id.
    pub id: SetId,
    /// The code that people use.
    pub code: String,
    /// The title.
    pub title_vi: String,
    /// The title in English.
    pub title_en: Option<String>,
    /// The document that it stands in.
    pub basis_vi: String,
    /// Which index it measures.
    pub kind: SetKind,
    /// Whom it measures.
    pub level: SetLevel,
    /// The most points that a unit can have.
    pub max_points: Exact,
    /// How many of them come from a survey.
    pub survey_max: Option<Exact>,
    /// The first day in force.
    pub effective_from: NaiveDate,
    /// The first day no longer in force.
    pub effective_to: Option<NaiveDate>,
    /// Whether the points were checked against the document.
    pub provenance: Provenance,
    /// Where they come from, or what is missing.
    pub provenance_note: Option<String>,
    /// The named bands of the total.
    pub bands: Bands,
    /// Where it stands.
    pub state: SetState,
    /// The version of the record.
    pub version: i64,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

/// An indicator (chỉ số, chỉ số thành phần), a node of the tree.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = indicators)]
pub struct Indicator {
    /// The id.
    pub id: IndicatorId,
    /// The set.
    pub set_id: SetId,
    /// The indicator above.
    pub parent_id: Option<IndicatorId>,
    /// Its place in the document, over the whole set.
    pub ordinal: i32,
    /// The code within the set.
    pub code: String,
    /// The title.
    pub title_vi: String,
    /// The title in English.
    pub title_en: Option<String>,
    /// The most points for it.
    pub max_points: Exact,
    /// False for information only.
    pub scored: bool,
    /// Whether values are given for it.
    pub leaf: bool,
    /// Where its figures come from.
    pub method: Method,
    /// How points follow from inputs.
    pub rule: Rule,
    /// Whether a score needs evidence or an explanation.
    pub evidence_required: bool,
    /// A note.
    pub note_vi: Option<String>,
}

impl Indicator {
    /// Whether its points are part of totals: a scored leaf that is worth something.
    pub fn counts(&self) -> bool {
        self.leaf && self.scored && self.max_points > Exact::ZERO
    }

    /// Whether units claim a score for it. What a survey finds or a system measures, the appraiser enters.
    pub fn is_claimed(&self) -> bool {
        self.leaf && self.method == Method::Self_
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_measures_the_units_of_its_level() {
        use SetLevel::{Any, Commune, Department, District, Ministry, Province};
        for (kind, level, by) in [
            (UnitKind::PeoplesCommittee, UnitLevel::Province, vec![Any, Province]),
            (UnitKind::PeoplesCommittee, UnitLevel::District, vec![Any, District]),
            (UnitKind::PeoplesCommittee, UnitLevel::Commune, vec![Any, Commune]),
            (UnitKind::FatherlandFront, UnitLevel::District, vec![Any, District]),
            (UnitKind::SpecialisedAgency, UnitLevel::District, vec![Any, Department]),
            (UnitKind::Office, UnitLevel::Province, vec![Any, Department]),
            (UnitKind::SpecialisedAgency, UnitLevel::Central, vec![Any, Ministry]),
        ] {
            let measuring: Vec<_> = SetLevel::ALL.iter().copied().filter(|set| set.measures(kind, level)).collect();
            assert_eq!(measuring, by, "{kind} {level}");
        }
    }
}
