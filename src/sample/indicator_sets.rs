//! The indicator sets. What nobody has confirmed stays a draft and scores nothing.

use chrono::NaiveDate;

use super::reading::{at, bodies, day};
use crate::access::{Role, Story, may};
use crate::platform::http::IfMatch;
use crate::platform::problem::Result;
use crate::registry::Provenance;
use crate::scoring::indicator_sets::{self, SetIn};

const SETS: &str = include_str!("indicator-sets.json");
const DRAWN_UP: NaiveDate = day(2023, 3, 6);

pub(super) async fn load(story: &mut Story) -> Result<()> {
    let sets: Vec<SetIn> = bodies(SETS)?;
    story.scene(Role::StandingAgency.as_str(), at(DRAWN_UP, 9)).await?;
    story
        .step::<may::WriteIndicatorSets, _>(async |conn| {
            for set in &sets {
                let drafted = indicator_sets::create(conn, set).await?;
                if drafted.provenance == Provenance::Confirmed {
                    indicator_sets::activate(conn, drafted.id.0, IfMatch::Any).await?;
                }
            }
            Ok(())
        })
        .await
}
