//! Policies on the wire.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use super::bonus::Bonus;
use super::model::{AwardForm, AwardRate, BaseSalary, GrantAuthority, Office, Policy, Recipient, RoundingMode};
use crate::ids::PolicyId;
use crate::platform::http::{Version, Versioned};
use crate::platform::numbers::shown;
use crate::registry::Provenance;

/// Filter of what was in force over a period.
#[derive(Debug, Deserialize, Serialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct AsOfQuery {
    /// Only what was in force on this day; all periods if absent.
    #[serde(default, deserialize_with = "crate::platform::dates::bounded")]
    #[param(nullable = false)]
    pub as_of: Option<NaiveDate>,
}

/// Filters of the list of authorities.
#[derive(Debug, Deserialize, Serialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct AuthorityQuery {
    /// Only these offices; repeated means or.
    #[serde(default)]
    pub office: Vec<Office>,
    /// Only what was in force on this day; all periods if absent.
    #[serde(default, deserialize_with = "crate::platform::dates::bounded")]
    #[param(nullable = false)]
    pub as_of: Option<NaiveDate>,
}

/// Which bonus to compute.
#[derive(Debug, Deserialize, Serialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct BonusQuery {
    /// The award.
    pub award_form: AwardForm,
    /// Who receives it.
    pub recipient: Recipient,
    /// The day of the award decision.
    #[serde(deserialize_with = "crate::platform::dates::bounded")]
    pub on: NaiveDate,
}

/// How a policy rounds.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({"mode": "none", "unit_vnd": 1, "provenance": "unconfirmed", "note_vi": "Các bảng đã công bố in 351.000 và 702.000, không làm tròn; chưa đọc được điều khoản."}))]
pub struct RoundingOut {
    /// The way.
    pub mode: RoundingMode,
    /// To multiples of how many VND.
    pub unit_vnd: i64,
    /// Whether it was checked against the law.
    pub provenance: Provenance,
    /// What is known of it.
    #[schema(required = true)]
    pub note_vi: Option<String>,
}

impl RoundingOut {
    fn of(policy: &Policy) -> Self {
        Self {
            mode: policy.rounding,
            unit_vnd: policy.rounding_unit,
            provenance: policy.rounding_provenance,
            note_vi: policy.rounding_note.clone(),
        }
    }
}

/// What an award brings a recipient.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"award_form": "giay_khen_chu_tich_huyen", "recipient": "individual", "coefficient": "0.30", "provenance": "confirmed", "source": "lawnet.vn"}))]
pub struct AwardRateOut {
    /// The award.
    pub award_form: AwardForm,
    /// Who receives it.
    pub recipient: Recipient,
    /// In multiples of the base salary.
    pub coefficient: Decimal,
    /// Whether it was checked against the law.
    pub provenance: Provenance,
    /// Where it was read.
    pub source: String,
}

impl AwardRateOut {
    fn of(rate: AwardRate) -> Self {
        let AwardRate { award_form, recipient, coefficient, provenance, source, .. } = rate;
        Self { award_form, recipient, coefficient: shown(coefficient), provenance, source }
    }
}

/// An award policy.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = AwardPolicyOut, example = json!({
    "id": "0198a000-0000-7000-8000-000000000002", "code": "ND98-2023", "basis_vi": "Luật 06/2022/QH15 và Nghị định 98/2023/NĐ-CP",
    "valid_from": "2024-01-01", "valid_to": "2025-07-01",
    "rounding": {"mode": "none", "unit_vnd": 1, "provenance": "unconfirmed", "note_vi": null}, "salary_date_provenance": "unconfirmed",
    "rates": [{"award_form": "giay_khen_chu_tich_huyen", "recipient": "individual", "coefficient": "0.30", "provenance": "confirmed", "source": "lawnet.vn"}],
    "version": 1, "allowed_actions": []}))]
pub struct PolicyOut {
    /// The id.
    pub id: PolicyId,
    /// The code that people use.
    pub code: String,
    /// The laws and decrees it comes from.
    pub basis_vi: String,
    /// The first day; null: since before the records.
    #[schema(required = true)]
    pub valid_from: Option<NaiveDate>,
    /// The first day no longer; null: still in force.
    #[schema(required = true)]
    pub valid_to: Option<NaiveDate>,
    /// How bonuses are rounded.
    pub rounding: RoundingOut,
    /// Whether it was checked that the base salary in force on the day of the decision is the one to multiply.
    pub salary_date_provenance: Provenance,
    /// What each award brings each recipient.
    pub rates: Vec<AwardRateOut>,
    /// The version of the record; policies change with the law, by a new release of this service.
    pub version: i64,
    /// What this caller may do to it now: nothing but read.
    pub allowed_actions: Vec<&'static str>,
}

impl PolicyOut {
    /// Shows a policy with those of `rates` that are its own.
    pub fn of(policy: Policy, rates: &[AwardRate]) -> Self {
        let own = rates.iter().filter(|rate| rate.policy_id == policy.id).cloned();
        Self {
            id: policy.id,
            rounding: RoundingOut::of(&policy),
            salary_date_provenance: policy.salary_date_provenance,
            code: policy.code,
            basis_vi: policy.basis_vi,
            valid_from: policy.valid_from,
            valid_to: policy.valid_to,
            rates: own.map(AwardRateOut::of).collect(),
            version: 1,
            allowed_actions: Vec::new(),
        }
    }
}

impl Versioned for PolicyOut {
    fn version(&self) -> Version {
        self.version
    }
}

/// The base salary (mức lương cơ sở) over a period.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"valid_from": "2023-07-01", "valid_to": "2024-07-01", "amount_vnd": 1_800_000, "basis_vi": "Nghị định 24/2023/NĐ-CP", "provenance": "confirmed", "source": "sonoivu.namdinh"}))]
pub struct BaseSalaryOut {
    /// The first day.
    pub valid_from: NaiveDate,
    /// The first day no longer; null: still in force.
    #[schema(required = true)]
    pub valid_to: Option<NaiveDate>,
    /// VND a month.
    pub amount_vnd: i64,
    /// The decree that sets it.
    pub basis_vi: String,
    /// Whether it was checked against the law.
    pub provenance: Provenance,
    /// Where it was read.
    pub source: String,
}

impl BaseSalaryOut {
    /// Shows a base salary.
    pub fn of(salary: BaseSalary) -> Self {
        let BaseSalary { valid_from, valid_to, amount_vnd, basis_vi, provenance, source } = salary;
        Self { valid_from, valid_to, amount_vnd, basis_vi, provenance, source }
    }
}

/// An office's power to grant an award, over a period.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "id": "01890a5d-ac96-774b-bcce-b302099a8057", "office": "district_chairman", "award_form": "giay_khen_chu_tich_huyen",
    "valid_from": "2024-01-01", "valid_to": "2025-07-01", "basis_vi": "Luật 06/2022/QH15, Điều 80", "provenance": "confirmed",
    "source": "Công báo 571+572/2022, trang 56"}))]
pub struct GrantAuthorityOut {
    /// The id.
    pub id: Uuid,
    /// The office.
    pub office: Office,
    /// The award.
    pub award_form: AwardForm,
    /// The first day; null: since before the records.
    #[schema(required = true)]
    pub valid_from: Option<NaiveDate>,
    /// The first day no longer; null: still in force.
    #[schema(required = true)]
    pub valid_to: Option<NaiveDate>,
    /// The law that gives it.
    pub basis_vi: String,
    /// Whether it was checked against the law.
    pub provenance: Provenance,
    /// Where it was read.
    pub source: String,
}

impl GrantAuthorityOut {
    /// Shows an authority.
    pub fn of(authority: GrantAuthority) -> Self {
        let GrantAuthority { id, office, award_form, valid_from, valid_to, basis_vi, provenance, source } = authority;
        Self { id, office, award_form, valid_from, valid_to, basis_vi, provenance, source }
    }
}

/// A bonus with every input it follows from: `amount_vnd` is `coefficient` times the base salary,
/// rounded. What `unconfirmed` names has not been checked against the law.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "award_form": "giay_khen_chu_tich_huyen", "recipient": "individual", "on": "2024-01-15", "amount_vnd": 540_000,
    "exact_vnd": "540000.00", "policy": "ND98-2023", "policy_basis_vi": "Luật 06/2022/QH15 và Nghị định 98/2023/NĐ-CP",
    "rate": {"award_form": "giay_khen_chu_tich_huyen", "recipient": "individual", "coefficient": "0.30", "provenance": "confirmed", "source": "lawnet.vn"},
    "base_salary": {"valid_from": "2023-07-01", "valid_to": "2024-07-01", "amount_vnd": 1_800_000, "basis_vi": "Nghị định 24/2023/NĐ-CP", "provenance": "confirmed", "source": "sonoivu.namdinh"},
    "rounding": {"mode": "none", "unit_vnd": 1, "provenance": "unconfirmed", "note_vi": null}, "unconfirmed": ["salary_date", "rounding"]}))]
pub struct BonusOut {
    /// The award.
    pub award_form: AwardForm,
    /// Who receives it.
    pub recipient: Recipient,
    /// The day of the award decision.
    pub on: NaiveDate,
    /// The bonus.
    pub amount_vnd: i64,
    /// The bonus before rounding.
    pub exact_vnd: Decimal,
    /// The code of the policy in force.
    pub policy: String,
    /// The laws and decrees it comes from.
    pub policy_basis_vi: String,
    /// The policy's rate.
    pub rate: AwardRateOut,
    /// The base salary in force.
    pub base_salary: BaseSalaryOut,
    /// How the policy rounds.
    pub rounding: RoundingOut,
    /// Inputs not checked against the law: of `rate`, `base_salary`, `salary_date` (that the base salary in force
    /// on the day of the decision applies), `rounding`. Who signs on them must accept them.
    pub unconfirmed: Vec<&'static str>,
}

impl BonusOut {
    /// Shows a bonus computed for a day.
    pub fn of(bonus: Bonus, on: NaiveDate) -> Self {
        Self {
            award_form: bonus.rate.award_form,
            recipient: bonus.rate.recipient,
            on,
            amount_vnd: bonus.amount_vnd,
            exact_vnd: shown(bonus.exact),
            unconfirmed: bonus.unconfirmed(),
            rounding: RoundingOut::of(&bonus.policy),
            policy: bonus.policy.code,
            policy_basis_vi: bonus.policy.basis_vi,
            rate: AwardRateOut::of(bonus.rate),
            base_salary: BaseSalaryOut::of(bonus.salary),
        }
    }
}
