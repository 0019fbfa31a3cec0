//! The sample campaign: Decision 1297/QĐ-UBND of 1 March 2023, so that a newcomer sees a real campaign
//! (phong trào thi đua) instead of an empty list. What is fact in it, and what is not, stands in
//! `NOTES.md` beside its files.
//!
//! It goes only into an empty database, through the same services as any other campaign, and whole
//! or not at all.

mod accounts;
mod award_decision;
mod campaign;
mod greeting;
mod indicator_sets;
mod nominations;
mod publication;
mod ranking;
mod reading;
mod statistics;
mod submissions;
mod units;

use serde_json::json;
use uuid::Uuid;

pub use greeting::{Introduction, introduction};

use crate::access::{Change, Conn, SharedGate, Story, draw_secret, may};
use crate::platform::problem::Result;
use crate::platform::{directory, journal};

/// What the journal calls the loading; by it a later start knows sample data from real ones.
const LOADING: &str = "sample.loading";

/// What became of the sample.
#[derive(Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was loaded now.
    Loaded {
        /// The accounts' password, if it had to be drawn; only its hash is kept.
        drawn: Option<String>,
    },
    /// It was loaded before.
    Present,
    /// The database holds other data.
    OwnData,
}

impl Outcome {
    /// The password that was drawn, if one was.
    pub fn drawn(self) -> Option<String> {
        match self {
            Self::Loaded { drawn } => drawn,
            Self::Present | Self::OwnData => None,
        }
    }
}

/// Loads the sample if there is neither a unit nor a campaign.
pub async fn load_if_empty(gate: &SharedGate, password: Option<String>) -> Result<Outcome> {
    Story::tell(gate.clone(), async |story| {
        let empty = story.step::<may::WriteUnits, _>(async |conn| Ok(directory::is_empty(conn.pg()).await?));
        if !empty.await? {
            return Ok(if is_loaded(story).await? { Outcome::Present } else { Outcome::OwnData });
        }
        let drawn = if password.is_none() { Some(draw_secret()?) } else { None };
        load(story, password.as_ref().or(drawn.as_ref()).map_or("", String::as_str)).await?;
        Ok(Outcome::Loaded { drawn })
    })
    .await
}

/// The chapters, in the order of the story. The service itself tells the first three.
async fn load(story: &mut Story, password: &str) -> Result<()> {
    mark(story).await?;
    units::load(story).await?;
    accounts::load(story, password).await?;
    let campaign = campaign::load(story).await?;
    indicator_sets::load(story).await?;
    statistics::load(story).await?;
    let sent = submissions::send(story).await?;
    let submitted = nominations::submit(story).await?;
    campaign::close(story, campaign).await?;
    submissions::appraise(story, sent).await?;
    publication::publish(story).await?;
    let proposed = nominations::judge(story, submitted).await?;
    award_decision::sign(story, campaign, proposed).await
}

/// Writes down that the data are sample data.
async fn mark(story: &mut Story) -> Result<()> {
    let after = Some(json!({"decision": "1297/QĐ-UBND"}));
    let loading = Change { action: LOADING, resource_id: Uuid::nil(), version: 1, before: None, after };
    story.step::<may::WriteUnits, _>(async |conn| conn.record(loading).await).await
}

async fn is_loaded(story: &mut Story) -> Result<bool> {
    let marked = async |conn: &mut Conn<may::ReadJournal>| Ok(journal::has(conn.pg(), Uuid::nil(), LOADING).await?);
    story.step(marked).await
}
