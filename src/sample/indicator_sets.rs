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
    let confirmed = story
        .step::<may::WriteIndicatorSets, _>(async |conn| {
            let mut confirmed = Vec::new();
            for set in &sets {
                let drafted = indicator_sets::create(conn, set).await?;
                confirmed.extend((drafted.provenance == Provenance::Confirmed).then_some(drafted.id.0));
            }
            Ok(confirmed)
        })
        .await?;
    story.scene(Role::Admin.as_str(), at(DRAWN_UP, 10)).await?;
    story
        .step::<may::ActivateIndicatorSets, _>(async |conn| {
            for set in confirmed {
                indicator_sets::activate(conn, set, IfMatch::Any).await?;
            }
            Ok(())
        })
        .await
}
