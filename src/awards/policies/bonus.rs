//! The bonus (tiền thưởng) that an award brings, with everything it follows from.

use chrono::NaiveDate;
use diesel_async::AsyncPgConnection;
use rust_decimal::Decimal;

use super::model::{AwardForm, AwardRate, BaseSalary, Policy, Recipient};
use super::queries;
use crate::platform::problem::{Code, Problem, Result};
use crate::registry::Provenance;

/// A bonus with its inputs.
#[derive(Debug, Clone)]
pub struct Bonus {
    /// The policy in force on the day.
    pub policy: Policy,
    /// Its rate for the award and recipient.
    pub rate: AwardRate,
    /// The base salary in force on the day.
    pub salary: BaseSalary,
    /// Coefficient times base salary, before rounding.
    pub exact: Decimal,
    /// The bonus in VND.
    pub amount_vnd: i64,
}

impl Bonus {
    /// Computes a bonus: the coefficient times the base salary, rounded as the policy says.
    pub fn of(policy: Policy, rate: AwardRate, salary: BaseSalary) -> Result<Self> {
        let beyond = || Problem::internal("a bonus beyond all money");
        let exact = rate.coefficient.checked_mul(Decimal::from(salary.amount_vnd)).ok_or_else(beyond)?;
        let amount_vnd = policy.rounding().apply(exact).ok_or_else(beyond)?;
        Ok(Self { policy, rate, salary, exact, amount_vnd })
    }

    /// The inputs that nobody has checked against the law.
    pub fn unconfirmed(&self) -> Vec<&'static str> {
        let inputs = [
            ("rate", self.rate.provenance),
            ("base_salary", self.salary.provenance),
            ("salary_date", self.policy.salary_date_provenance),
            ("rounding", self.policy.rounding_provenance),
        ];
        inputs.into_iter().filter(|(_, known)| *known == Provenance::Unconfirmed).map(|(input, _)| input).collect()
    }
}

/// The bonus of an award decided on a day.
pub async fn bonus(
    conn: &mut AsyncPgConnection,
    form: AwardForm,
    recipient: Recipient,
    on: NaiveDate,
) -> Result<Bonus> {
    let none = |vi: String, en: String| Problem::new(Code::RateNotFound, vi, en);
    let policy = queries::policy_on(conn, on).await?.ok_or_else(|| {
        none(format!("Không có chính sách khen thưởng vào ngày {on}."), format!("No award policy is known for {on}."))
    })?;
    let rate = queries::rate(conn, policy.id, form, recipient).await?.ok_or_else(|| {
        none(
            format!("{} không có mức thưởng cho {form}, {recipient}.", policy.code),
            format!("{} has no rate for {form}, {recipient}.", policy.code),
        )
    })?;
    let salary = queries::salary_on(conn, on).await?.ok_or_else(|| {
        none(format!("Không có mức lương cơ sở vào ngày {on}."), format!("No base salary is known for {on}."))
    })?;
    Bonus::of(policy, rate, salary)
}

/// Demands that a policy, of whatever time, pays a recipient of this kind for the award: what no law
/// grants can be proposed to nobody.
pub async fn require_rate(conn: &mut AsyncPgConnection, form: AwardForm, recipient: Recipient) -> Result<()> {
    if queries::has_rate(conn, form, recipient).await? {
        return Ok(());
    }
    let (vi, en) = ("Hình thức này không dành cho đối tượng này.", "This award is not for such a recipient.");
    Err(Problem::of(Code::RateNotFound).and_field("/award_form", "no_rate", vi, en))
}

#[cfg(test)]
mod tests {
    use super::super::model::RoundingMode;
    use super::*;
    use crate::ids::PolicyId;

    fn amount(coefficient: &str, salary: i64, mode: RoundingMode, unit: i64) -> i64 {
        let id = PolicyId::draw();
        let day = NaiveDate::from_ymd_opt(2024, 1, 15).unwrap();
        let (provenance, text) = (Provenance::Confirmed, String::new);
        let policy = Policy {
            id,
            code: text(),
            basis_vi: text(),
            valid_from: None,
            valid_to: None,
            rounding: mode,
            rounding_unit: unit,
            rounding_provenance: provenance,
            rounding_note: None,
            salary_date_provenance: provenance,
        };
        let rate = AwardRate {
            policy_id: id,
            award_form: AwardForm::BangKhenTinh,
            recipient: Recipient::Individual,
            coefficient: coefficient.parse().unwrap(),
            provenance,
            source: text(),
        };
        let salary = BaseSalary {
            valid_from: day,
            valid_to: None,
            amount_vnd: salary,
            basis_vi: text(),
            provenance,
            source: text(),
        };
        Bonus::of(policy, rate, salary).unwrap().amount_vnd
    }

    #[test]
    fn a_bonus_is_coefficient_times_base_salary() {
        for (coefficient, salary, expected) in [
            ("0.300", 1_800_000, 540_000),
            ("1.500", 1_800_000, 2_700_000),
            ("0.150", 2_340_000, 351_000),
            ("0.300", 2_340_000, 702_000),
            ("0.450", 2_340_000, 1_053_000),
        ] {
            assert_eq!(amount(coefficient, salary, RoundingMode::None, 1), expected, "{coefficient}");
        }
    }

    #[test]
    fn before_2024_it_goes_to_ten_thousands() {
        for (coefficient, salary, expected) in
            [("0.15", 1_490_000, 220_000), ("0.3", 1_490_000, 450_000), ("1.0", 1_800_000, 1_800_000)]
        {
            assert_eq!(amount(coefficient, salary, RoundingMode::Nearest, 10_000), expected, "{coefficient}");
        }
    }
}
