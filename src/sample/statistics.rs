//! The one-stop shops' figures: sample figures, and each says so.

use chrono::{Duration, Months, NaiveDate};

use super::reading::{at, bodies};
use crate::access::{Role, Story, may};
use crate::execution::statistics::{self, StatisticIn};
use crate::platform::problem::Result;

const STATISTICS: &str = include_str!("statistics.json");

/// Each month is reported in the first days of the next.
pub(super) async fn load(story: &mut Story) -> Result<()> {
    for figures in bodies::<StatisticIn>(STATISTICS)? {
        let reported = reported_on(figures.month.first_day());
        story.scene(Role::ReportingClient.as_str(), at(reported, 8)).await?;
        story.step::<may::WriteStatistics, _>(async |conn| statistics::push(conn, &figures).await.map(drop)).await?;
    }
    Ok(())
}

fn reported_on(month: NaiveDate) -> NaiveDate {
    month + Months::new(1) + Duration::days(2)
}
