//! How points follow from what a unit enters.

use diesel::deserialize::FromSqlRow;
use diesel::expression::AsExpression;
use diesel::sql_types::Jsonb;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::jsonb;
use crate::platform::problem::{Code, Problem, Result};
use crate::scoring::Exact;

/// How points follow from inputs (cách tính điểm).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, FromSqlRow, AsExpression)]
#[diesel(sql_type = Jsonb)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
#[schema(example = json!({"kind": "ratio"}))]
pub enum Rule {
    /// The unit gives its own score (chấm thủ công).
    Manual {},
    /// Maximum × numerator / denominator (theo tỷ lệ).
    Ratio {},
    /// The points of the highest step that the value reaches; none below the lowest (bảng bậc).
    Steps {
        /// The table.
        #[schema(min_items = 1, max_items = 100)]
        steps: Vec<Step>,
    },
    /// A share of the maximum, by the option chosen (theo lựa chọn).
    Choice {
        /// The options.
        #[schema(min_items = 1, max_items = 100)]
        options: Vec<Choice>,
    },
    /// The sum of the scored indicators below (tổng các chỉ số thành phần).
    Sum {},
}

jsonb!(Rule);

/// One line of a table of steps: four meetings 20 points, three 15.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"at_least": "4.00", "points": "20.00"}))]
pub struct Step {
    /// The value from which on the step counts.
    pub at_least: Exact,
    /// Its points.
    pub points: Exact,
}

/// One option of a choice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = RuleChoice, example = json!({"code": "partly", "label_vi": "Đạt một phần", "share": "0.50"}))]
pub struct Choice {
    /// What a unit enters.
    #[schema(min_length = 1, max_length = 64, pattern = "^[A-Za-z0-9._-]{1,64}$")]
    pub code: String,
    /// What it means.
    #[schema(min_length = 1, max_length = 300, pattern = r"\S")]
    pub label_vi: String,
    /// The share of the maximum that it brings, from 0 to 1.
    pub share: Exact,
}

/// What a unit enters for an indicator; which fields depends on the indicator's rule.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema, FromSqlRow, AsExpression)]
#[diesel(sql_type = Jsonb)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"numerator": "51.00", "denominator": "100.00"}))]
pub struct Inputs {
    /// The part, for `ratio`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub numerator: Option<Exact>,
    /// The whole, for `ratio`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub denominator: Option<Exact>,
    /// The measured value, for `steps`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub value: Option<Exact>,
    /// The code of the option, for `choice`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub choice: Option<String>,
}

jsonb!(Inputs);

/// What points are made of.
#[derive(Debug, Clone, Copy, Default)]
pub struct Given<'a> {
    /// The unit's own score, for `manual`.
    pub self_score: Option<Exact>,
    /// What it entered, for the rules that compute.
    pub inputs: Option<&'a Inputs>,
    /// The points of the scored indicators below, for `sum`.
    pub below: &'a [Decimal],
}

impl Rule {
    /// The points, exact: the caller rounds where it stores them. Fields at fault are named from the value's place.
    pub fn points(&self, given: &Given<'_>, max: Exact) -> Result<Decimal> {
        self.refuse_foreign(given)?;
        match self {
            Self::Manual {} => within(required(given.self_score, "/self_score")?.get(), max, "/self_score"),
            Self::Ratio {} => ratio(given.inputs, max),
            Self::Steps { steps } => {
                let value = required(given.inputs.and_then(|inputs| inputs.value), "/inputs/value")?;
                Ok(step(steps, value))
            }
            Self::Choice { options } => {
                let chosen = required(given.inputs.and_then(|inputs| inputs.choice.as_deref()), "/inputs/choice")?;
                let option =
                    options.iter().find(|option| option.code == chosen).ok_or_else(|| unknown_choice(options))?;
                Ok(option.share.get() * max.get())
            }
            Self::Sum {} => Ok(given.below.iter().copied().sum()),
        }
    }

    /// A field that the rule does not read would be kept and never count, so it is refused.
    fn refuse_foreign(&self, given: &Given<'_>) -> Result<()> {
        let inputs = given.inputs.cloned().unwrap_or_default();
        let (manual, ratio) = (matches!(self, Self::Manual {}), matches!(self, Self::Ratio {}));
        let foreign = [
            ("/self_score", given.self_score.is_some() && !manual),
            ("/inputs/numerator", inputs.numerator.is_some() && !ratio),
            ("/inputs/denominator", inputs.denominator.is_some() && !ratio),
            ("/inputs/value", inputs.value.is_some() && !matches!(self, Self::Steps { .. })),
            ("/inputs/choice", inputs.choice.is_some() && !matches!(self, Self::Choice { .. })),
        ];
        match foreign.into_iter().find(|(_, given)| *given) {
            Some((pointer, _)) => Err(Problem::field(
                pointer,
                "foreign",
                "Cách tính điểm của chỉ số này không dùng trường này.",
                "The indicator's rule does not read this field.",
            )),
            None => Ok(()),
        }
    }
}

/// Multiplied first, divided last: exact to 28 digits, far beyond what is stored.
fn ratio(inputs: Option<&Inputs>, max: Exact) -> Result<Decimal> {
    let numerator = required(inputs.and_then(|inputs| inputs.numerator), "/inputs/numerator")?;
    let denominator = required(inputs.and_then(|inputs| inputs.denominator), "/inputs/denominator")?;
    if denominator <= Exact::ZERO {
        return Err(Problem::field(
            "/inputs/denominator",
            "range",
            "Mẫu số phải lớn hơn 0.",
            "The denominator must be above 0.",
        ));
    }
    within(numerator.get(), denominator, "/inputs/numerator")?;
    Ok(max.get() * numerator.get() / denominator.get())
}

fn step(steps: &[Step], value: Exact) -> Decimal {
    let reached = steps.iter().filter(|step| step.at_least <= value).max_by_key(|step| step.at_least);
    reached.map_or(Decimal::ZERO, |step| step.points.get())
}

fn required<T>(field: Option<T>, pointer: &str) -> Result<T> {
    field.ok_or_else(|| {
        Problem::field(
            pointer,
            "required",
            "Cách tính điểm của chỉ số này cần trường này.",
            "The indicator's rule needs this field.",
        )
    })
}

/// Accepts a number from 0 to `most`.
pub fn within(value: Decimal, most: Exact, pointer: &str) -> Result<Decimal> {
    if (Decimal::ZERO..=most.get()).contains(&value) {
        return Ok(value);
    }
    let (vi, en) = (format!("Phải từ 0 đến {most}."), format!("It must be from 0 to {most}."));
    Err(Problem::of(Code::ScoreOutOfRange).and_field(pointer, "range", vi, en))
}

fn unknown_choice(options: &[Choice]) -> Problem {
    let codes = options.iter().map(|option| option.code.as_str()).collect::<Vec<_>>().join(", ");
    let (vi, en) = (format!("Chọn một trong: {codes}."), format!("Choose one of: {codes}."));
    Problem::field("/inputs/choice", "unknown", vi, en)
}

#[cfg(test)]
#[path = "rule_tests.rs"]
mod tests;
