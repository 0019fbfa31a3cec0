//! The publication of the scores by decision; its number and its signer are invented, and say so.

use super::reading::{at, body};
use crate::access::{Role, Story, may};
use crate::platform::problem::Result;
use crate::scoring::publications::{self, PublicationIn};

const PUBLICATION: &str = include_str!("publication.json");

/// The decider publishes what the standing agency has appraised.
pub(super) async fn publish(story: &mut Story) -> Result<()> {
    let publication: PublicationIn = body(PUBLICATION)?;
    story.scene(Role::Decider.as_str(), at(publication.decision.issued_on, 10)).await?;
    story.step::<may::PublishScores, _>(async |conn| publications::publish(conn, &publication).await.map(drop)).await
}
