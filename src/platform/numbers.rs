//! Exact numbers as they are shown.

use rust_decimal::Decimal;

/// Two decimals, and more only where there are more: `85.0000` is shown as `85.00`, `0.225` as it is.
pub fn shown(value: Decimal) -> Decimal {
    let mut value = value.normalize();
    if value.scale() < 2 {
        value.rescale(2);
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_digit_is_lost_and_none_is_idle() {
        for (exact, text) in
            [("85.0000", "85.00"), ("84.9990", "84.999"), ("0.225", "0.225"), ("3.5", "3.50"), ("0", "0.00")]
        {
            assert_eq!(shown(exact.parse().unwrap()).to_string(), text);
        }
    }
}
