//! Deadlines (thời hạn), computed from a date and from what the decision says of it.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime, TimeZone, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use crate::platform::clock::vietnam;
use crate::text_enum;

text_enum! {
    /// Whether the day itself still counts.
    pub enum Boundary {
        /// Strictly before the day (trước ngày).
        Before = "before",
        /// The whole day still counts (đến hết ngày).
        Through = "through",
    }
}

/// A deadline: whatever comes at `closes_at` or after it is late.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[schema(example = json!({
    "date": "2023-12-30", "boundary": "before", "time_zone": "Asia/Ho_Chi_Minh", "closes_at": "2023-12-30T00:00:00+07:00"}))]
pub struct Deadline {
    /// The day that the decision names.
    pub date: NaiveDate,
    /// Whether that day still counts.
    pub boundary: Boundary,
    /// The time zone in which days begin and end.
    pub time_zone: &'static str,
    /// The first instant that is late.
    pub closes_at: DateTime<FixedOffset>,
}

impl Deadline {
    /// In time up to the end of the day before ("trước ngày 30/12/2023").
    pub fn before(date: NaiveDate) -> Self {
        Self::of(date, Boundary::Before, date)
    }

    /// In time up to the end of the day ("đến hết ngày 30/12/2023").
    pub fn through(date: NaiveDate) -> Self {
        Self::of(date, Boundary::Through, date.succ_opt().unwrap_or(date))
    }

    fn of(date: NaiveDate, boundary: Boundary, first_late_day: NaiveDate) -> Self {
        Self { date, boundary, time_zone: "Asia/Ho_Chi_Minh", closes_at: beginning_of(first_late_day) }
    }

    /// Whether what comes at an instant comes too late.
    pub fn is_past(&self, instant: DateTime<Utc>) -> bool {
        self.closes_at <= instant
    }
}

/// The first instant of a day in Vietnam.
///
/// A fixed offset has every midnight once; only the first day that the calendar type can hold has
/// none in UTC, and it stands for itself.
fn beginning_of(day: NaiveDate) -> DateTime<FixedOffset> {
    let midnight = day.and_time(NaiveTime::MIN);
    let zone = vietnam();
    zone.from_local_datetime(&midnight).single().unwrap_or_else(|| zone.from_utc_datetime(&midnight))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn at(text: &str) -> DateTime<Utc> {
        DateTime::parse_from_rfc3339(text).unwrap().to_utc()
    }

    #[test]
    fn before_a_day_means_up_to_the_last_millisecond_of_the_day_before() {
        let deadline = Deadline::before(day("2023-12-30"));
        assert_eq!(deadline.closes_at.to_rfc3339(), "2023-12-30T00:00:00+07:00");
        assert!(!deadline.is_past(at("2023-12-29T23:59:59.999+07:00")));
        assert!(deadline.is_past(at("2023-12-30T00:00:00+07:00")));
    }

    #[test]
    fn through_a_day_includes_it() {
        let deadline = Deadline::through(day("2023-12-30"));
        assert!(!deadline.is_past(at("2023-12-30T23:59:59.999+07:00")));
        assert!(deadline.is_past(at("2023-12-31T00:00:00+07:00")));
    }

    fn any_day() -> impl Strategy<Value = NaiveDate> {
        (1945i32..=2200, 1u32..=366)
            .prop_filter_map("a day of the year", |(year, day)| NaiveDate::from_yo_opt(year, day))
    }

    proptest! {
        #[test]
        fn the_last_instant_in_time_lies_on_the_last_day(day in any_day()) {
            let instant = chrono::TimeDelta::nanoseconds(1);
            let last = |deadline: Deadline| (deadline.closes_at - instant).date_naive();
            prop_assert_eq!(Some(last(Deadline::before(day))), day.pred_opt());
            prop_assert_eq!(last(Deadline::through(day)), day);
        }

        #[test]
        fn through_a_day_is_before_the_next(day in any_day()) {
            let next = day.succ_opt().unwrap();
            prop_assert_eq!(Deadline::through(day).closes_at, Deadline::before(next).closes_at);
        }

        #[test]
        fn only_the_instant_decides(day in any_day(), seconds in -200_000i64..200_000) {
            let deadline = Deadline::before(day);
            let instant = deadline.closes_at.to_utc() + chrono::TimeDelta::seconds(seconds);
            prop_assert_eq!(deadline.is_past(instant), seconds >= 0);
        }
    }
}
