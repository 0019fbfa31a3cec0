//! SQL of editions.

use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::campaigns::model::{Decided, Edition};
use crate::ids::{CampaignId, EditionId};
use crate::platform::problem::Result;
use crate::schema::campaign_editions;

pub(in crate::campaigns) async fn insert_edition(conn: &mut AsyncPgConnection, edition: &Edition) -> Result<()> {
    diesel::insert_into(campaign_editions::table).values(edition).execute(conn).await?;
    Ok(())
}

/// Says which decision sets an edition.
pub(in crate::campaigns) async fn decide(
    conn: &mut AsyncPgConnection,
    edition: EditionId,
    decision: &Decided,
) -> Result<()> {
    diesel::update(campaign_editions::table.find(edition)).set(decision).execute(conn).await?;
    Ok(())
}

pub(in crate::campaigns) async fn edition(
    conn: &mut AsyncPgConnection,
    campaign: CampaignId,
    number: i32,
) -> Result<Edition> {
    let found = campaign_editions::table
        .filter(campaign_editions::campaign_id.eq(campaign))
        .filter(campaign_editions::number.eq(number));
    Ok(found.select(Edition::as_select()).first(conn).await?)
}

pub(in crate::campaigns) async fn editions(conn: &mut AsyncPgConnection, campaign: CampaignId) -> Result<Vec<Edition>> {
    let found = campaign_editions::table
        .filter(campaign_editions::campaign_id.eq(campaign))
        .order(campaign_editions::number)
        .select(Edition::as_select());
    Ok(found.load(conn).await?)
}
