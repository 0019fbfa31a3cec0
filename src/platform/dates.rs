//! Dates and instants of the years 1 to 9999: those that people mean, and PostgreSQL can hold.

use chrono::{DateTime, Datelike, NaiveDate, TimeZone};
use serde::de::Error;
use serde::{Deserialize, Deserializer};

use crate::platform::problem::{Code, Problem};

/// Something with a date in it, or perhaps none.
pub trait Dated {
    /// The year, if there is a date.
    fn year_of(&self) -> Option<i32>;
}

impl Dated for NaiveDate {
    fn year_of(&self) -> Option<i32> {
        Some(self.year())
    }
}

impl<Z: TimeZone> Dated for DateTime<Z> {
    fn year_of(&self) -> Option<i32> {
        Some(self.year())
    }
}

impl<T: Dated> Dated for Option<T> {
    fn year_of(&self) -> Option<i32> {
        self.as_ref().and_then(Dated::year_of)
    }
}

fn is_beyond(dated: &impl Dated) -> bool {
    dated.year_of().is_some_and(|year| !(1..=9999).contains(&year))
}

/// Reads a date or an instant, perhaps absent.
pub fn bounded<'de, T: Deserialize<'de> + Dated, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let read = T::deserialize(deserializer)?;
    if is_beyond(&read) { Err(D::Error::custom("expected a year from 1 to 9999")) } else { Ok(read) }
}

/// As [`bounded`], in a merge patch whose field null clears.
pub fn patch<'de, T: Deserialize<'de> + Dated, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Option<T>>, D::Error> {
    bounded(deserializer).map(Some)
}

/// As [`bounded`], in a merge patch whose field cannot be cleared.
pub fn present<'de, T: Deserialize<'de> + Dated, D: Deserializer<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    bounded(deserializer).map(Some)
}

/// Whether a text is a date or an instant of another year.
pub fn beyond(text: &str) -> bool {
    text.parse::<NaiveDate>().is_ok_and(|date| is_beyond(&date))
        || DateTime::parse_from_rfc3339(text).is_ok_and(|instant| is_beyond(&instant))
        || text.parse::<DateTime<chrono::Utc>>().is_ok_and(|instant| is_beyond(&instant))
}

/// Demands that days have come; each with the field that holds it.
pub fn check_come(days: impl Iterator<Item = (String, NaiveDate)>, today: NaiveDate) -> Result<(), Problem> {
    let problem = days.filter(|(_, day)| *day > today).fold(Problem::of(Code::ValidationFailed), |problem, (at, _)| {
        problem.and_field(&at, "future", "Ngày này chưa đến.", "The day has not come yet.")
    });
    if problem.errors.is_empty() { Ok(()) } else { Err(problem) }
}

/// Demands that a day has come and is not before `earliest`.
pub fn check_day(pointer: &str, day: NaiveDate, earliest: Option<NaiveDate>, today: NaiveDate) -> Result<(), Problem> {
    check_come([(pointer.to_owned(), day)].into_iter(), today)?;
    let Some(earliest) = earliest.filter(|earliest| day < *earliest) else { return Ok(()) };
    let (vi, en) = (format!("Không được trước ngày {earliest}."), format!("Not before {earliest}."));
    Err(Problem::field(pointer, "order", vi, en))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_have_bounds() {
        for (text, fits) in [("0001-01-01", true), ("9999-12-31", true), ("0000-12-31", false), ("+10000-01-01", false)]
        {
            let read: Result<NaiveDate, serde_json::Error> = bounded(serde_json::Value::from(text));
            assert_eq!((read.is_ok(), beyond(text)), (fits, !fits), "{text}");
        }
        assert_eq!(bounded::<Option<NaiveDate>, _>(serde_json::Value::Null).unwrap(), None);
    }

    #[test]
    fn a_day_has_come_and_follows_what_it_follows_from() {
        let day = |day| NaiveDate::from_ymd_opt(2024, 1, day).unwrap();
        assert!(check_day("/x", day(15), Some(day(15)), day(15)).is_ok());
        assert!(check_day("/x", day(16), None, day(15)).is_err());
        assert!(check_day("/x", day(14), Some(day(15)), day(20)).is_err());
    }
}
