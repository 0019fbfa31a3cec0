//! What the law gives, by period.

use chrono::NaiveDate;
use diesel::prelude::*;
use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};
use uuid::Uuid;

use crate::campaigns::Subject;
use crate::ids::PolicyId;
use crate::registry::Provenance;
use crate::registry::units::{UnitKind, UnitLevel};
use crate::schema::{award_policies, award_rates, base_salaries, grant_authorities};
use crate::text_enum;

text_enum! {
    /// A form or title of commendation (hình thức khen thưởng, danh hiệu thi đua).
    pub enum AwardForm {
        /// Giấy khen của Chủ tịch UBND cấp xã.
        GiayKhenChuTichXa = "giay_khen_chu_tich_xa",
        /// Giấy khen của Chủ tịch UBND huyện; the level ended on 01/7/2025.
        GiayKhenChuTichHuyen = "giay_khen_chu_tich_huyen",
        /// Bằng khen của Chủ tịch UBND tỉnh.
        BangKhenTinh = "bang_khen_tinh",
        /// Bằng khen của Thủ tướng Chính phủ.
        BangKhenThuTuong = "bang_khen_thu_tuong",
        /// Lao động tiên tiến.
        LaoDongTienTien = "lao_dong_tien_tien",
        /// Chiến sĩ thi đua cơ sở.
        ChienSiThiDuaCoSo = "chien_si_thi_dua_co_so",
        /// Tập thể lao động tiên tiến.
        TapTheLaoDongTienTien = "tap_the_lao_dong_tien_tien",
        /// Tập thể lao động xuất sắc.
        TapTheLaoDongXuatSac = "tap_the_lao_dong_xuat_sac",
        /// Cờ thi đua của UBND tỉnh.
        CoThiDuaTinh = "co_thi_dua_tinh",
        /// Xã, phường, đặc khu tiêu biểu.
        XaPhuongDacKhuTieuBieu = "xa_phuong_dac_khu_tieu_bieu",
    }
}

text_enum! {
    /// Who receives a bonus.
    pub enum Recipient {
        /// A person (cá nhân).
        Individual = "individual",
        /// A unit (tập thể).
        Collective = "collective",
        /// A household (hộ gia đình).
        Household = "household",
    }
}

impl From<Subject> for Recipient {
    fn from(subject: Subject) -> Self {
        match subject {
            Subject::Collective => Self::Collective,
            Subject::Individual => Self::Individual,
        }
    }
}

text_enum! {
    /// An office that grants awards.
    pub enum Office {
        /// Chủ tịch UBND cấp huyện; the level ended on 01/7/2025.
        DistrictChairman = "district_chairman",
        /// Chủ tịch UBND cấp xã.
        CommuneChairman = "commune_chairman",
        /// Chủ tịch UBND cấp tỉnh.
        ProvincialChairman = "provincial_chairman",
        /// Thủ trưởng sở, ban, ngành cấp tỉnh.
        ProvincialDepartmentHead = "provincial_department_head",
    }
}

impl Office {
    /// The office that heads such a unit and grants awards in its name, if the law knows one.
    pub fn heading(kind: UnitKind, level: UnitLevel) -> Option<Self> {
        match (kind, level) {
            (UnitKind::PeoplesCommittee, UnitLevel::District) => Some(Self::DistrictChairman),
            (UnitKind::PeoplesCommittee, UnitLevel::Commune) => Some(Self::CommuneChairman),
            (UnitKind::PeoplesCommittee, UnitLevel::Province) => Some(Self::ProvincialChairman),
            (UnitKind::SpecialisedAgency | UnitKind::Office, UnitLevel::Province) => {
                Some(Self::ProvincialDepartmentHead)
            }
            _ => None,
        }
    }
}

text_enum! {
    /// How a bonus is rounded.
    pub enum RoundingMode {
        /// Not at all: to the đồng, the smallest there is.
        None = "none",
        /// To the nearest multiple of the unit, halves up.
        Nearest = "nearest",
        /// Up to the next multiple of the unit.
        Up = "up",
    }
}

/// How a policy rounds; which way is disputed for one of them, so it is data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rounding {
    /// The way.
    pub mode: RoundingMode,
    /// To multiples of how many VND.
    pub unit: i64,
}

impl Rounding {
    /// Rounds an exact amount to whole VND; none where it is beyond all money.
    pub fn apply(self, exact: Decimal) -> Option<i64> {
        let (unit, strategy) = match self.mode {
            RoundingMode::None => (Decimal::ONE, RoundingStrategy::MidpointAwayFromZero),
            RoundingMode::Nearest => (Decimal::from(self.unit), RoundingStrategy::MidpointAwayFromZero),
            RoundingMode::Up => (Decimal::from(self.unit), RoundingStrategy::AwayFromZero),
        };
        let multiples = exact.checked_div(unit)?.round_dp_with_strategy(0, strategy);
        multiples.checked_mul(unit)?.to_i64()
    }
}

/// A policy, in force from its first day to the day before `valid_to`.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = award_policies)]
pub struct Policy {
    pub id: PolicyId,
    pub code: String,
    pub basis_vi: String,
    pub valid_from: Option<NaiveDate>,
    pub valid_to: Option<NaiveDate>,
    pub rounding: RoundingMode,
    pub rounding_unit: i64,
    pub rounding_provenance: Provenance,
    pub rounding_note: Option<String>,
    pub salary_date_provenance: Provenance,
}

impl Policy {
    /// How it rounds.
    pub fn rounding(&self) -> Rounding {
        Rounding { mode: self.rounding, unit: self.rounding_unit }
    }
}

/// What an award brings a recipient, in multiples of the base salary.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = award_rates)]
pub struct AwardRate {
    pub policy_id: PolicyId,
    pub award_form: AwardForm,
    pub recipient: Recipient,
    pub coefficient: Decimal,
    pub provenance: Provenance,
    pub source: String,
}

/// The base salary over a period.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = base_salaries)]
pub struct BaseSalary {
    pub valid_from: NaiveDate,
    pub valid_to: Option<NaiveDate>,
    pub amount_vnd: i64,
    pub basis_vi: String,
    pub provenance: Provenance,
    pub source: String,
}

/// An office's power to grant an award, over a period.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = grant_authorities)]
pub struct GrantAuthority {
    /// The record.
    pub id: Uuid,
    /// The office.
    pub office: Office,
    /// The award.
    pub award_form: AwardForm,
    /// The first day; none: since before the records.
    pub valid_from: Option<NaiveDate>,
    /// The first day no longer.
    pub valid_to: Option<NaiveDate>,
    /// The law that gives it.
    pub basis_vi: String,
    /// Whether it was checked.
    pub provenance: Provenance,
    /// Where.
    pub source: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rounded(mode: RoundingMode, unit: i64, exact: &str) -> Option<i64> {
        Rounding { mode, unit }.apply(exact.parse().unwrap())
    }

    #[test]
    fn the_disputed_amount_goes_either_way() {
        assert_eq!(rounded(RoundingMode::Nearest, 10_000, "223500"), Some(220_000));
        assert_eq!(rounded(RoundingMode::Up, 10_000, "223500"), Some(230_000));
        assert_eq!(rounded(RoundingMode::None, 1, "223500"), Some(223_500));
    }

    #[test]
    fn halves_go_up_and_multiples_stay() {
        assert_eq!(rounded(RoundingMode::Nearest, 10_000, "225000"), Some(230_000));
        assert_eq!(rounded(RoundingMode::Nearest, 10_000, "224999.999"), Some(220_000));
        for mode in RoundingMode::ALL {
            assert_eq!(rounded(*mode, 10_000, "220000"), Some(220_000), "{mode}");
        }
        assert_eq!(rounded(RoundingMode::Up, 10_000, "220000.001"), Some(230_000));
        assert_eq!(rounded(RoundingMode::None, 1, "0.5"), Some(1));
    }

    #[test]
    fn a_unit_is_headed_by_the_office_of_its_level() {
        use {Office as O, UnitKind as K, UnitLevel as L};
        for (kind, level, office) in [
            (K::PeoplesCommittee, L::District, Some(O::DistrictChairman)),
            (K::PeoplesCommittee, L::Commune, Some(O::CommuneChairman)),
            (K::PeoplesCommittee, L::Province, Some(O::ProvincialChairman)),
            (K::SpecialisedAgency, L::Province, Some(O::ProvincialDepartmentHead)),
            (K::SpecialisedAgency, L::District, None),
            (K::PartyBody, L::Province, None),
        ] {
            assert_eq!(Office::heading(kind, level), office, "{kind} {level}");
        }
    }

    #[test]
    fn an_amount_beyond_all_money_is_none() {
        assert_eq!(Rounding { mode: RoundingMode::Up, unit: 1 }.apply(Decimal::MAX), None);
    }
}
