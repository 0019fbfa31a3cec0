//! Reading the sample's files. They are held to the same rules as the bodies of requests.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use serde::de::DeserializeOwned;
use validator::Validate;

use crate::platform::clock::vietnam;
use crate::platform::http::validated;
use crate::platform::problem::{Problem, Result};

/// What a file says.
pub(super) fn facts<T: DeserializeOwned>(file: &str) -> Result<T> {
    serde_json::from_str(file).map_err(Problem::internal)
}

/// What a file says, as the body of a request.
pub(super) fn body<T: DeserializeOwned + Validate>(file: &str) -> Result<T> {
    validated(facts(file)?)
}

/// What a file says, as the bodies of several requests.
pub(super) fn bodies<T: DeserializeOwned + Validate>(file: &str) -> Result<Vec<T>> {
    facts::<Vec<T>>(file)?.into_iter().map(validated).collect()
}

/// A day of the story; one that no calendar has does not compile, for it stands in constants.
pub(super) const fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a day of the calendar")
}

/// A full hour of a day in Vietnam.
pub(super) fn at(day: NaiveDate, hour: u32) -> DateTime<Utc> {
    let time = NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or_default();
    // Vietnam has kept one offset: there is one such instant, and no choice.
    day.and_time(time).and_local_timezone(vietnam()).earliest().unwrap_or_default().to_utc()
}
