//! What a unit is.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;

use crate::ids::UnitId;
use crate::platform::problem::Problem;
use crate::registry::Provenance;
use crate::schema::units;
use crate::text_enum;

text_enum! {
    /// What kind of body a unit is.
    pub enum UnitKind {
        /// Ủy ban nhân dân.
        PeoplesCommittee = "peoples_committee",
        /// Hội đồng nhân dân.
        PeoplesCouncil = "peoples_council",
        /// Văn phòng.
        Office = "office",
        /// Cơ quan chuyên môn (sở, phòng, ban).
        SpecialisedAgency = "specialised_agency",
        /// Đơn vị sự nghiệp công lập.
        PublicServiceUnit = "public_service_unit",
        /// Mặt trận Tổ quốc Việt Nam.
        FatherlandFront = "fatherland_front",
        /// Cơ quan của Đảng.
        PartyBody = "party_body",
        /// Tổ chức chính trị - xã hội, đoàn thể.
        MassOrganisation = "mass_organisation",
        /// Cơ quan ngành dọc đóng trên địa bàn.
        VerticalAgency = "vertical_agency",
    }
}

text_enum! {
    /// At which level of government a unit stands.
    pub enum UnitLevel {
        /// Trung ương.
        Central = "central",
        /// Cấp tỉnh.
        Province = "province",
        /// Cấp huyện; abolished on 01/7/2025.
        District = "district",
        /// Cấp xã.
        Commune = "commune",
    }
}

/// A unit.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = units)]
pub struct Unit {
    pub id: UnitId,
    pub code: String,
    pub name_vi: String,
    pub name_en: Option<String>,
    pub kind: UnitKind,
    pub level: UnitLevel,
    pub parent_id: Option<UnitId>,
    pub identifier_code: Option<String>,
    pub gso_code: Option<String>,
    pub valid_from: Option<NaiveDate>,
    pub valid_to: Option<NaiveDate>,
    pub provenance: Provenance,
    pub provenance_note: Option<String>,
    pub version: i64,
    pub updated_at: DateTime<Utc>,
}

impl Unit {
    /// Whether the unit existed on a day.
    pub fn exists_on(&self, day: NaiveDate) -> bool {
        self.valid_from.is_none_or(|first| first <= day) && self.valid_to.is_none_or(|end| day < end)
    }
}

/// A period of existence has at least one day.
pub fn check_validity(from: Option<NaiveDate>, to: Option<NaiveDate>) -> Result<(), Problem> {
    match (from, to) {
        (Some(from), Some(to)) if to <= from => Err(Problem::field(
            "/valid_to",
            "order",
            "Ngày chấm dứt phải sau ngày bắt đầu.",
            "The end must come after the beginning.",
        )),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_has_at_least_one_day() {
        let day = |day| NaiveDate::from_ymd_opt(2025, 7, day);
        assert!(check_validity(day(1), day(2)).is_ok());
        assert!(check_validity(day(1), day(1)).is_err());
        assert!(check_validity(None, day(1)).is_ok());
    }
}
