//! What later wings may know of publications.

use diesel_async::AsyncPgConnection;

use super::model::{IndexKind, PublishedScore};
use super::queries;
use crate::ids::{CampaignId, UnitId};
use crate::platform::problem::Result;

/// The score of a unit in the publication that counts; of several periods, the one decided last.
pub async fn published_score(
    conn: &mut AsyncPgConnection,
    campaign: CampaignId,
    index: IndexKind,
    unit: UnitId,
) -> Result<Option<PublishedScore>> {
    let found = queries::score_of(conn, campaign, index, unit).await?;
    Ok(found.map(|(publication, score)| PublishedScore {
        publication_id: publication.id,
        decision_number: publication.decision_number,
        issued_on: publication.issued_on,
        score: score.score.get(),
        unit_of_measure: score.unit_of_measure,
    }))
}
