//! Periods that are scored: a year, a quarter or a month.

use chrono::{Datelike, Months, NaiveDate};
use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::expression::AsExpression;
use diesel::pg::{Pg, PgValue};
use diesel::serialize::{self, Output, ToSql};
use diesel::sql_types::Text;
use serde::{Deserialize, Serialize};
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

use crate::platform::problem::{Problem, Result};

/// A year, a quarter or a month (kỳ đánh giá): `2023`, `2023-Q2` or `2023-05`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, AsExpression, FromSqlRow)]
#[diesel(sql_type = Text)]
#[serde(try_from = "String", into = "String")]
pub struct Period {
    first_day: NaiveDate,
    length: Length,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Length {
    Year,
    Quarter,
    Month,
}

impl Length {
    fn months(self) -> u32 {
        match self {
            Self::Year => 12,
            Self::Quarter => 3,
            Self::Month => 1,
        }
    }
}

impl Period {
    /// Its first day.
    pub fn first_day(self) -> NaiveDate {
        self.first_day
    }

    /// Its last day.
    pub fn last_day(self) -> NaiveDate {
        let after = self.first_day.checked_add_months(Months::new(self.length.months()));
        after.and_then(|day| day.pred_opt()).unwrap_or(NaiveDate::MAX)
    }

    /// Whether it is a whole year.
    pub fn is_year(self) -> bool {
        self.length == Length::Year
    }

    /// The year that it lies in.
    pub fn year(self) -> i32 {
        self.first_day.year()
    }

    /// Refuses a period of another year than the campaign's, by whose scores its awards go.
    pub fn require_year(self, year: i32) -> Result<()> {
        if self.year() == year {
            return Ok(());
        }
        let (vi, en) = (
            format!("Kỳ đánh giá phải trong năm {year} của phong trào."),
            format!("The period must lie in {year}, the campaign's year."),
        );
        Err(Problem::field("/period", "year", vi, en))
    }
}

impl std::str::FromStr for Period {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let digits = |part: &str, count| part.len() == count && part.bytes().all(|byte| byte.is_ascii_digit());
        let (year, part) = text.split_once('-').map_or((text, None), |(year, part)| (year, Some(part)));
        let (month, length) = match part {
            None => (Some(1), Length::Year),
            Some("Q1") => (Some(1), Length::Quarter),
            Some("Q2") => (Some(4), Length::Quarter),
            Some("Q3") => (Some(7), Length::Quarter),
            Some("Q4") => (Some(10), Length::Quarter),
            Some(month) if digits(month, 2) => (month.parse().ok(), Length::Month),
            Some(_) => (None, Length::Month),
        };
        let year = if digits(year, 4) { year.parse().ok() } else { None };
        let first_day = year.zip(month).and_then(|(year, month)| NaiveDate::from_ymd_opt(year, month, 1));
        first_day
            .map(|first_day| Self { first_day, length })
            .ok_or("expected a period such as 2023, 2023-Q2 or 2023-05")
    }
}

impl std::fmt::Display for Period {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (year, month) = (self.year(), self.first_day.month());
        match self.length {
            Length::Year => write!(f, "{year:04}"),
            Length::Quarter => write!(f, "{year:04}-Q{}", month.div_ceil(3)),
            Length::Month => write!(f, "{year:04}-{month:02}"),
        }
    }
}

impl TryFrom<String> for Period {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Period> for String {
    fn from(period: Period) -> Self {
        period.to_string()
    }
}

impl PartialSchema for Period {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .description(Some("A year, a quarter or a month (kỳ đánh giá)."))
            .pattern(Some("^[0-9]{4}(-(0[1-9]|1[0-2])|-Q[1-4])?$"))
            .examples(["2023"])
            .into()
    }
}

impl ToSchema for Period {}

impl FromSql<Text, Pg> for Period {
    fn from_sql(bytes: PgValue<'_>) -> deserialize::Result<Self> {
        Ok(std::str::from_utf8(bytes.as_bytes())?.parse()?)
    }
}

impl ToSql<Text, Pg> for Period {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        std::io::Write::write_fmt(out, format_args!("{self}"))?;
        Ok(serialize::IsNull::No)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_has_a_first_and_a_last_day() {
        for (text, first, last) in [
            ("2023", "2023-01-01", "2023-12-31"),
            ("2023-Q1", "2023-01-01", "2023-03-31"),
            ("2023-Q4", "2023-10-01", "2023-12-31"),
            ("2024-02", "2024-02-01", "2024-02-29"),
            ("9999-12", "9999-12-01", "9999-12-31"),
        ] {
            let period: Period = text.parse().unwrap();
            let shown = (period.first_day().to_string(), period.last_day().to_string(), period.to_string());
            assert_eq!(shown, (first.to_owned(), last.to_owned(), text.to_owned()));
        }
    }

    #[test]
    fn nothing_else_is_a_period() {
        for text in [
            "",
            "23",
            "02023",
            "2023-",
            "2023-Q0",
            "2023-Q5",
            "2023-q1",
            "2023-1",
            "2023-13",
            "2023-00",
            "2023-05-01",
            "+023",
            "2023-+1",
        ] {
            assert!(text.parse::<Period>().is_err(), "{text}");
        }
    }
}
