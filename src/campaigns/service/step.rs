//! What every step has in common: the campaign is locked, within reach and as expected; the step is
//! saved and journaled.

use crate::access::{Change, Conn, May, Note, Permission};
use crate::campaigns::model::{Campaign, Stage};
use crate::campaigns::queries;
use crate::campaigns::steps::Step;
use crate::ids::CampaignId;
use crate::platform::http::IfMatch;
use crate::platform::problem::{Code, Problem, Result};

/// The campaign to be changed, locked. A draft out of reach is not known to exist.
pub(super) async fn open<P: May>(conn: &mut Conn<P>, id: CampaignId, expected: IfMatch) -> Result<Campaign> {
    let campaign = queries::lock(conn.pg(), id).await?;
    let organiser = campaign.identity.organiser_id.0;
    if !conn.reach().covers(organiser, id.0) {
        let known = campaign.is_public() || conn.reach_of(Permission::ReadCampaigns).covers(organiser, id.0);
        return Err(if known { forbidden::<P>() } else { Problem::of(Code::NotFound) });
    }
    expected.check(campaign.version)?;
    Ok(campaign)
}

pub(super) fn forbidden<P: May>() -> Problem {
    Problem::of(Code::Forbidden).with("required_permission", P::PERMISSION.scope())
}

/// Saves a step that the campaign's rules have accepted.
pub(super) async fn take<P: May>(
    conn: &mut Conn<P>,
    before: &Campaign,
    step: Step,
    stage: Stage,
    note: Note<'_>,
) -> Result<Campaign> {
    let now = conn.now();
    let after = queries::save_stage(conn.pg(), before, step.starts_from(), &stage, now).await?;
    conn.record(Change::step(step.action(), before, &after, note)).await?;
    Ok(after)
}
