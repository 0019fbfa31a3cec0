//! Points, shares and measured quantities: exact decimals, text on the wire, `numeric(12, 4)` in the
//! database, never a binary fraction.

use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::expression::AsExpression;
use diesel::pg::{Pg, PgValue};
use diesel::serialize::{self, Output, ToSql};
use diesel::sql_types::Numeric;
use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use utoipa::ToSchema;

/// How many decimal places are stored.
pub const PLACES: u32 = 4;
const WHOLE_DIGITS: usize = 8;
/// Units in one: the fourth place is the last that is stored.
const ONE: i64 = 10_000;

/// An exact decimal of at most 8 digits before and 4 after the point, as text: `"85.00"`. Kept as a whole
/// number of ten-thousandths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, AsExpression, FromSqlRow, ToSchema)]
#[diesel(sql_type = Numeric)]
#[schema(value_type = String, pattern = r"^-?[0-9]{1,8}(\.[0-9]{1,4})?$", example = "85.00")]
pub struct Exact(i64);

impl Exact {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// The value as it is stored: rounded half up at the fourth place. What is computed stays exact
    /// until it comes here. What lies beyond all that can be stored stays there, and is refused.
    pub fn stored(value: Decimal) -> Self {
        let end = if value.is_sign_negative() { i64::MIN } else { i64::MAX };
        let rounded = value.round_dp_with_strategy(PLACES, RoundingStrategy::MidpointAwayFromZero);
        Self(rounded.checked_mul(ONE.into()).and_then(|units| units.to_i64()).unwrap_or(end))
    }

    /// The number itself.
    pub fn get(self) -> Decimal {
        Decimal::new(self.0, PLACES)
    }
}

/// Scores read `85.00` rather than `85`, as the documents print them.
impl std::fmt::Display for Exact {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (sign, units) = (if self.0 < 0 { "-" } else { "" }, self.0.unsigned_abs());
        let (whole, places) = (units / ONE.unsigned_abs(), units % ONE.unsigned_abs());
        f.pad(&match places {
            _ if places % 100 == 0 => format!("{sign}{whole}.{:02}", places / 100),
            _ if places % 10 == 0 => format!("{sign}{whole}.{:03}", places / 10),
            _ => format!("{sign}{whole}.{places:04}"),
        })
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
            return text.parse().map(Self::stored).map_err(|_| EXPECTED);
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
        Ok(units_of(bytes.as_bytes()).map(Self).ok_or("a numeric that is no exact decimal of ours")?)
    }
}

/// A numeric in ten-thousandths. PostgreSQL sends a count, the power of the first digit, the sign, the
/// places shown, and the digits to the base of 10,000: the first of them after the point is our four places.
fn units_of(numeric: &[u8]) -> Option<i64> {
    let mut words = numeric.chunks_exact(2).map(|pair| i16::from_be_bytes([pair[0], pair[1]]));
    let (_count, power, sign, _places) = (words.next()?, words.next()?, words.next()?, words.next()?);
    let units = (-1..=power)
        .try_fold(0_i64, |units, _| units.checked_mul(ONE)?.checked_add(words.next().unwrap_or_default().into()))?;
    match (sign, words.next()) {
        (POSITIVE, None) => Some(units),
        (NEGATIVE, None) => Some(-units),
        _ => None,
    }
}

/// The words that PostgreSQL has for the sign of a number.
const POSITIVE: i16 = 0x0000;
const NEGATIVE: i16 = 0x4000;

impl ToSql<Numeric, Pg> for Exact {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        <Decimal as ToSql<Numeric, Pg>>::to_sql(&self.get(), &mut out.reborrow())
    }
}

#[cfg(test)]
mod tests {
    use diesel::data_types::PgNumeric;
    use proptest::prelude::*;

    use super::*;

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

    /// A number as PostgreSQL writes it: through rust_decimal, which has its own way of reading it.
    fn on_the_wire(value: Exact) -> Vec<u8> {
        let (sign, weight, scale, digits) = match PgNumeric::from(value.get()) {
            PgNumeric::Positive { weight, scale, digits } => (POSITIVE, weight, scale, digits),
            PgNumeric::Negative { weight, scale, digits } => (NEGATIVE, weight, scale, digits),
            PgNumeric::NaN => panic!("{value} is a number"),
        };
        let head = [digits.len() as i16, weight, sign, scale as i16];
        head.into_iter().chain(digits).flat_map(i16::to_be_bytes).collect()
    }

    #[test]
    fn a_numeric_that_is_finer_or_none_is_refused() {
        let numeric = |words: &[i16]| units_of(&words.iter().flat_map(|word| word.to_be_bytes()).collect::<Vec<_>>());
        assert_eq!(numeric(&[1, 0, 0, 0, 85]), Some(850_000));
        for words in [&[1, -2, 0, 8, 1][..], &[0, 0, -0x4000, 0], &[0, 0], &[1, 9, 0, 0, 9999]] {
            assert_eq!(numeric(words), None, "{words:?}");
        }
    }

    proptest! {
        #[test]
        fn what_postgresql_sends_is_read_as_the_same_number(units in -999_999_999_999_i64..=999_999_999_999) {
            let value = Exact(units);
            prop_assert_eq!(units_of(&on_the_wire(value)), Some(units));
        }

        #[test]
        fn what_is_shown_is_read_back_as_the_same_number(units in -999_999_999_999_i64..=999_999_999_999) {
            let value = Exact::stored(Decimal::new(units, PLACES));
            let shown = value.to_string();
            prop_assert_eq!(shown.parse::<Exact>(), Ok(value));
            prop_assert!(shown.split_once('.').is_some_and(|(_, places)| (2..=4).contains(&places.len())));
        }
    }
}
