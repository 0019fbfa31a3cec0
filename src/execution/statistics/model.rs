//! Figures of a month, and the rates that follow from them.

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use diesel::prelude::*;
use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Serialize};

use crate::ids::{StatisticId, UnitId};
use crate::platform::problem::{Code, Problem};
use crate::schema::statistics;

/// Dossiers received online out of all received, over the months of a period (tỷ lệ hồ sơ trực
/// tuyến). Decision 1297/QĐ-UBND does not say which dossiers the rate is taken of; this first
/// definition takes all that were received, by every channel.
pub const ONLINE_DOSSIER_RATE: &str = "online_dossier_rate_pct@1";

/// Dossiers resolved on time out of all resolved (tỷ lệ đúng hạn).
pub const ON_TIME_RATE: &str = "on_time_rate_pct@1";

/// A month, `2023-05` on the wire and its first day in the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Month(NaiveDate);

impl Month {
    /// The month that a day lies in.
    pub fn of(day: NaiveDate) -> Self {
        Self(day.with_day(1).unwrap_or(day))
    }

    /// Its first day.
    pub fn first_day(self) -> NaiveDate {
        self.0
    }
}

impl TryFrom<String> for Month {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let day = if text.len() == 7 { format!("{text}-01").parse().ok() } else { None };
        day.map(Self).ok_or_else(|| "expected a month such as 2023-05".to_owned())
    }
}

impl From<Month> for String {
    fn from(month: Month) -> Self {
        month.0.format("%Y-%m").to_string()
    }
}

/// What the one-stop shop counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = statistics)]
pub struct Figures {
    pub received: i32,
    pub received_online: i32,
    pub resolved: i32,
    pub resolved_on_time: i32,
}

impl Figures {
    /// A part is never more than its whole.
    pub fn check(self) -> Result<(), Problem> {
        let parts = [
            ("/received_online", self.received_online, self.received),
            ("/resolved_on_time", self.resolved_on_time, self.resolved),
        ];
        let too_large = parts.into_iter().filter(|(_, part, whole)| part > whole);
        let problem = too_large.fold(Problem::of(Code::ValidationFailed), |problem, (field, _, whole)| {
            let (vi, en) = (format!("Không được quá {whole}."), format!("At most {whole}."));
            problem.and_field(field, "more_than_whole", vi, en)
        });
        if problem.errors.is_empty() { Ok(()) } else { Err(problem) }
    }
}

/// Figures can only be of a month that has begun.
pub fn check_month(month: Month, today: NaiveDate) -> Result<(), Problem> {
    if month <= Month::of(today) {
        return Ok(());
    }
    Err(Problem::field("/month", "future", "Tháng này chưa đến.", "The month has not begun yet."))
}

/// One revision of a unit's month.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = statistics)]
pub struct Statistic {
    pub id: StatisticId,
    pub unit_id: UnitId,
    pub month: NaiveDate,
    pub revision: i32,
    #[diesel(embed)]
    pub figures: Figures,
    pub source: String,
    pub correction_note: Option<String>,
    pub superseded_at: Option<DateTime<Utc>>,
    pub imported_at: DateTime<Utc>,
}

impl Statistic {
    /// Whether a push brings nothing new.
    pub fn says(&self, figures: Figures, source: &str) -> bool {
        self.figures == figures && self.source == source
    }
}

/// The revision that a push makes: the first needs no note, a correction needs one.
pub fn next_revision(current: Option<&Statistic>, note: Option<&str>) -> Result<i32, Problem> {
    match (current, note) {
        (None, None) => Ok(1),
        (Some(current), Some(_)) => Ok(current.revision + 1),
        (Some(current), None) => Err(Problem::field(
            "/correction_note",
            "required",
            "Tháng này đã có số liệu khác; đính chính phải nêu lý do.",
            "The month has other figures already; a correction must say why.",
        )
        .with("current_revision", current.revision)),
        (None, Some(_)) => Err(Problem::field(
            "/correction_note",
            "nothing_to_correct",
            "Tháng này chưa có số liệu để đính chính.",
            "There are no figures of this month to correct.",
        )),
    }
}

/// A unit's online dossiers over a period, with the records they were read from.
#[derive(Debug, Clone, Default)]
pub struct OnlineRate {
    /// Dossiers received online.
    pub online: i64,
    /// All dossiers received.
    pub received: i64,
    /// The months counted, in their order.
    pub sources: Vec<Source>,
}

/// A record that a rate was read from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(as = StatisticSource, example = json!({"id": "01890a5d-ac96-774b-bcce-b302099a8057", "month": "2023-05", "revision": 1}))]
pub struct Source {
    /// The record.
    pub id: StatisticId,
    /// Its month.
    #[schema(value_type = String, pattern = "^[0-9]{4}-(0[1-9]|1[0-2])$")]
    pub month: Month,
    /// Its revision.
    pub revision: i32,
}

impl OnlineRate {
    /// Adds up the months of a period.
    pub fn of(months: &[Statistic]) -> Self {
        let sum = |count: fn(&Figures) -> i32| months.iter().map(|month| i64::from(count(&month.figures))).sum();
        let source = |row: &Statistic| Source { id: row.id, month: Month::of(row.month), revision: row.revision };
        Self {
            online: sum(|figures| figures.received_online),
            received: sum(|figures| figures.received),
            sources: months.iter().map(source).collect(),
        }
    }
}

/// A rate in per cent, for people to read: rules compare the exact fraction, never this.
pub fn pct(part: i64, whole: i64) -> Option<String> {
    let exact = (Decimal::ONE_HUNDRED * Decimal::from(part)).checked_div(Decimal::from(whole))?;
    Some(format!("{:.2}", exact.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn month(text: &str) -> Result<Month, String> {
        Month::try_from(text.to_owned())
    }

    #[test]
    fn a_month_is_year_and_month() {
        assert_eq!(String::from(month("2023-05").unwrap()), "2023-05");
        for wrong in ["2023-5", "2023-13", "2023-00", "2023-05-01", "05/2023", ""] {
            assert!(month(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn the_present_month_has_begun() {
        let today = "2023-05-31".parse().unwrap();
        assert!(check_month(month("2023-05").unwrap(), today).is_ok());
        assert!(check_month(month("2023-06").unwrap(), today).is_err());
    }

    #[test]
    fn a_part_is_never_more_than_its_whole() {
        let figures = Figures { received: 3, received_online: 4, resolved: 1, resolved_on_time: 2 };
        let pointers: Vec<_> = figures.check().unwrap_err().errors.into_iter().map(|error| error.pointer).collect();
        assert_eq!(pointers, ["/received_online", "/resolved_on_time"]);
        assert!(Figures { received: 4, resolved: 2, ..figures }.check().is_ok());
    }

    #[test]
    fn a_rate_is_shown_in_per_cent() {
        assert_eq!(pct(51, 100).as_deref(), Some("51.00"));
        assert_eq!(pct(1, 3).as_deref(), Some("33.33"));
        assert_eq!(pct(2, 3).as_deref(), Some("66.67"));
        assert_eq!(pct(0, 0), None);
    }
}
