//! SQL of the note that a campaign has rewarded.

use std::collections::HashSet;

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::ids::CampaignId;
use crate::platform::problem::Result;
use crate::schema::campaign_awardings;

/// Notes the first award decision of a campaign; those after it change nothing.
pub(in crate::campaigns) async fn note_awarding(
    conn: &mut AsyncPgConnection,
    campaign: CampaignId,
    signed_on: NaiveDate,
) -> Result<()> {
    let row = (campaign_awardings::campaign_id.eq(campaign), campaign_awardings::signed_on.eq(signed_on));
    diesel::insert_into(campaign_awardings::table).values(row).on_conflict_do_nothing().execute(conn).await?;
    Ok(())
}

/// Those of some campaigns that have rewarded.
pub(in crate::campaigns) async fn awarded(
    conn: &mut AsyncPgConnection,
    campaigns: &[CampaignId],
) -> Result<HashSet<CampaignId>> {
    let of_these = campaign_awardings::table.filter(campaign_awardings::campaign_id.eq_any(campaigns));
    Ok(of_these.select(campaign_awardings::campaign_id).load(conn).await?.into_iter().collect())
}
