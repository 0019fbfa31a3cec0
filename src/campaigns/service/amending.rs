//! Amending an issued campaign: a new edition by a new decision.

use serde_json::json;

use super::drafting::changed;
use super::step::open;
use crate::access::{Change, Conn, may};
use crate::campaigns::model::{AMENDABLE, Campaign, Edition};
use crate::campaigns::queries;
use crate::campaigns::views::CampaignAmendmentIn;
use crate::ids::{CampaignId, EditionId};
use crate::platform::http::IfMatch;
use crate::platform::problem::{Problem, Result};

/// Puts a new edition in force: the content of the one before, with the changes of the decision.
pub async fn amend(
    conn: &mut Conn<may::IssueCampaigns>,
    id: CampaignId,
    expected: IfMatch,
    amendment: CampaignAmendmentIn,
) -> Result<Campaign> {
    let before = open(conn, id, expected).await?;
    let CampaignAmendmentIn { decision, reason, changes } = amendment;
    before.stage.require_amendable()?;
    let parts = changes.parts();
    if parts.is_empty() {
        return Err(Problem::field("/changes", "required", "Chưa nêu thay đổi nào.", "No change is named."));
    }
    let old = queries::edition(conn.pg(), id, before.stage.edition).await?;
    let content = queries::content(conn.pg(), old.id).await?;
    let content = changed(conn, content, changes, "/changes").await?;
    let stage = before.stage.amend(&content, old.decision.decided_on, decision.issued_on, conn.today())?;
    let now = conn.now();
    let edition = Edition {
        id: EditionId::draw(),
        campaign_id: id,
        number: stage.edition,
        decision: (&decision).into(),
        reason: Some(reason),
        created_at: now,
    };
    queries::insert_edition(conn.pg(), &edition).await?;
    queries::write_content(conn.pg(), edition.id, &content).await?;
    let after = queries::save_stage(conn.pg(), &before, AMENDABLE, &stage, now).await?;
    let was = json!({"edition": before.stage.edition, "dossiers_close_at": before.stage.dossiers_close_at});
    let is = json!({
        "edition": after.stage.edition, "dossiers_close_at": after.stage.dossiers_close_at,
        "decision": decision, "reason": edition.reason, "changed": parts,
    });
    conn.record(Change::of("campaign.amendment", &after, Some(was), is)).await?;
    Ok(after)
}
