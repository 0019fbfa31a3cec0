//! SQL of campaigns themselves.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::campaigns::model::{Campaign, Identity, Stage};
use crate::campaigns::states::CampaignState;
use crate::ids::CampaignId;
use crate::platform::problem::Result;
use crate::platform::states::refused;
use crate::schema::campaigns;

pub(in crate::campaigns) async fn insert(
    conn: &mut AsyncPgConnection,
    identity: &Identity,
    now: DateTime<Utc>,
) -> Result<Campaign> {
    let times = (campaigns::created_at.eq(now), campaigns::updated_at.eq(now));
    Ok(diesel::insert_into(campaigns::table)
        .values((campaigns::id.eq(CampaignId::draw()), identity, Stage::draft(), times))
        .returning(Campaign::as_returning())
        .get_result(conn)
        .await?)
}

pub(in crate::campaigns) async fn read(conn: &mut AsyncPgConnection, id: CampaignId) -> Result<Campaign> {
    Ok(campaigns::table.find(id).select(Campaign::as_select()).first(conn).await?)
}

pub(in crate::campaigns) async fn lock(conn: &mut AsyncPgConnection, id: CampaignId) -> Result<Campaign> {
    Ok(campaigns::table.find(id).select(Campaign::as_select()).for_update().first(conn).await?)
}

/// Saves what a draft is called; refused where it is a draft no more.
pub(in crate::campaigns) async fn save_identity(
    conn: &mut AsyncPgConnection,
    before: &Campaign,
    identity: &Identity,
    now: DateTime<Utc>,
) -> Result<Campaign> {
    let draft = &[CampaignState::Draft];
    let updated = diesel::update(campaigns::table.find(before.id))
        .filter(campaigns::state.eq_any(draft))
        .set((identity, campaigns::version.eq(before.version + 1), campaigns::updated_at.eq(now)))
        .returning(Campaign::as_returning());
    updated.get_result(conn).await.optional()?.ok_or_else(|| refused(before.stage.state, draft))
}

/// Saves where a campaign stands, if it still stands in one of the states that the step starts from.
pub(in crate::campaigns) async fn save_stage(
    conn: &mut AsyncPgConnection,
    before: &Campaign,
    from: &[CampaignState],
    stage: &Stage,
    now: DateTime<Utc>,
) -> Result<Campaign> {
    let updated = diesel::update(campaigns::table.find(before.id))
        .filter(campaigns::state.eq_any(from))
        .set((stage, campaigns::version.eq(before.version + 1), campaigns::updated_at.eq(now)))
        .returning(Campaign::as_returning());
    updated.get_result(conn).await.optional()?.ok_or_else(|| refused(before.stage.state, from))
}

/// Campaigns whose deadline for dossiers has passed and that no one has reopened, locked.
pub(in crate::campaigns) async fn due(conn: &mut AsyncPgConnection, now: DateTime<Utc>) -> Result<Vec<Campaign>> {
    let due = campaigns::table
        .filter(campaigns::state.eq(CampaignState::Running))
        .filter(campaigns::reopened_at.is_null())
        .filter(campaigns::dossiers_close_at.assume_not_null().le(now))
        .select(Campaign::as_select());
    Ok(due.for_update().load(conn).await?)
}
