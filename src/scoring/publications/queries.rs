//! SQL of publications.

use diesel::dsl::{exists, not};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use super::model::{IndexKind, PublishedScore};
use crate::ids::{CampaignId, UnitId};
use crate::platform::problem::Result;
use crate::schema::{publication_scores, publications};

/// The score of a unit in the publication that no other supersedes.
pub async fn published_score(
    conn: &mut AsyncPgConnection,
    campaign: CampaignId,
    index: IndexKind,
    unit: UnitId,
) -> Result<Option<PublishedScore>> {
    let newer = diesel::alias!(publications as newer);
    let superseding = newer.filter(newer.field(publications::supersedes_id).eq(publications::id.nullable()));
    let found = publication_scores::table
        .inner_join(publications::table)
        .filter(publications::campaign_id.eq(campaign))
        .filter(publications::index_kind.eq(index))
        .filter(publication_scores::unit_id.eq(unit))
        .filter(not(exists(superseding)))
        .order((publications::issued_on.desc(), publications::id.desc()))
        .select((
            publications::id,
            publications::decision_number,
            publications::issued_on,
            publication_scores::score,
            publication_scores::unit_of_measure,
        ));
    let row = found.first(conn).await.optional()?;
    Ok(row.map(|(publication_id, decision_number, issued_on, score, unit_of_measure)| PublishedScore {
        publication_id,
        decision_number,
        issued_on,
        score,
        unit_of_measure,
    }))
}
