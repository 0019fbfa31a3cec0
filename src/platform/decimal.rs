//! Exact decimals on the wire: strings such as `"85.00"`, never JSON numbers, which many clients read
//! as binary fractions.

use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, de::Error};

const WHOLE_DIGITS: usize = 15;
const FRACTION_DIGITS: usize = 9;

/// Reads a decimal of at most 15 digits before and 9 after the point.
pub fn exact<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Decimal, D::Error> {
    parse(&String::deserialize(deserializer)?).ok_or_else(|| D::Error::custom(EXPECTED))
}

/// As [`exact`], where the decimal may be null.
pub fn exact_option<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Decimal>, D::Error> {
    let text = Option::<String>::deserialize(deserializer)?;
    text.map(|text| parse(&text).ok_or_else(|| D::Error::custom(EXPECTED))).transpose()
}

const EXPECTED: &str = "expected a decimal as text, such as \"85.00\"";

fn parse(text: &str) -> Option<Decimal> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let fits = |part: &str, most| (1..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    if fits(whole, WHOLE_DIGITS) && fits(fraction, FRACTION_DIGITS) { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_decimals_are_read() {
        for (text, value) in [
            ("85", "85"),
            ("85.00", "85.00"),
            ("-0.5", "-0.5"),
            ("999999999999999.999999999", "999999999999999.999999999"),
        ] {
            assert_eq!(parse(text).map(|value| value.to_string()).as_deref(), Some(value));
        }
        for text in ["", "-", ".5", "5.", "1e3", "1_000", "+1", "1,5", " 1", "1000000000000000", "0.0000000001"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
