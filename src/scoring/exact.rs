//! Points, shares and measured quantities: exact decimals, text on the wire, `numeric(12, 4)` in the
//! database, never a binary fraction.

use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::expression::AsExpression;
use diesel::pg::{Pg, PgValue};
use diesel::serialize::{self, Output, ToSql};
use diesel::sql_types::Numeric;
use rust_decimal::{Decimal, RoundingStrategy};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use utoipa::ToSchema;

/// How many decimal places are stored.
pub const PLACES: u32 = 4;
const WHOLE_DIGITS: usize = 8;
/// Scores read `85.00` rather than `85`, as the documents print them.
const PLACES_SHOWN: u32 = 2;

/// An exact decimal of at most 8 digits before and 4 after the point, as text: `"85.00"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, AsExpression, FromSqlRow, ToSchema)]
#[diesel(sql_type = Numeric)]
#[schema(value_type = String, pattern = r"^-?[0-9]{1,8}(\.[0-9]{1,4})?$", example = "85.00")]
pub struct Exact(Decimal);

impl Exact {
    /// Nothing.
    pub const ZERO: Self = Self(Decimal::ZERO);

    /// The value as it is stored: rounded half up at the fourth place. What is computed stays exact
    /// until it comes here.
    pub fn stored(value: Decimal) -> Self {
        Self(value.round_dp_with_strategy(PLACES, RoundingStrategy::MidpointAwayFromZero))
    }

    /// The number itself.
    pub fn get(self) -> Decimal {
        self.0
    }
}

impl std::fmt::Display for Exact {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut value = self.0.normalize();
        if value.scale() < PLACES_SHOWN {
            value.rescale(PLACES_SHOWN);
        }
        value.fmt(f)
    }
}

impl std::str::FromStr for Exact {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let digits = text.strip_prefix('-').unwrap_or(text);
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
        let fits = |part: &str, most: usize| {
            (1..=most).contains(&part.len()) && part.bytes().all(|digit| digit.is_ascii_digit())
        };
        if fits(whole, WHOLE_DIGITS) && fits(fraction, PLACES as usize) {
            return text.parse().map(Self).map_err(|_| EXPECTED);
        }
        Err(EXPECTED)
    }
}

const EXPECTED: &str =
    "expected a decimal as text, such as \"85.00\", of at most 8 digits before and 4 after the point";

impl Serialize for Exact {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Exact {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

impl FromSql<Numeric, Pg> for Exact {
    fn from_sql(bytes: PgValue<'_>) -> deserialize::Result<Self> {
        <Decimal as FromSql<Numeric, Pg>>::from_sql(bytes).map(Self)
    }
}

impl ToSql<Numeric, Pg> for Exact {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        <Decimal as ToSql<Numeric, Pg>>::to_sql(&self.0, out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn only_plain_decimals_are_read() {
        for text in ["0", "18", "31.50", "99999999.9999", "-0.5"] {
            assert!(text.parse::<Exact>().is_ok(), "{text}");
        }
        for text in ["", "-", ".5", "5.", "1e3", "1_000", "+1", "1,5", " 1", "100000000", "0.00001", "--1"] {
            assert!(text.parse::<Exact>().is_err(), "{text}");
        }
    }

    #[test]
    fn half_is_rounded_up_at_the_fourth_place() {
        for (exact, stored) in [("0.00005", "0.0001"), ("0.00004999", "0"), ("33.33333333", "33.3333")] {
            assert_eq!(Exact::stored(exact.parse().unwrap()), stored.parse().unwrap());
        }
    }

    proptest! {
        #[test]
        fn what_is_shown_is_read_back_as_the_same_number(units in -999_999_999_999_i64..=999_999_999_999) {
            let value = Exact::stored(Decimal::new(units, PLACES));
            let shown = value.to_string();
            prop_assert_eq!(shown.parse::<Exact>(), Ok(value));
            prop_assert!(shown.split_once('.').is_some_and(|(_, places)| (2..=4).contains(&places.len())));
        }
    }
}
