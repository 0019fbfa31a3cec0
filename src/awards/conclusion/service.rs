//! Concluding the awards of a campaign.

use serde_json::json;

use crate::access::{Conn, may};
use crate::awards::all_settled;
use crate::campaigns::{self, CampaignOut};
use crate::ids::CampaignId;
use crate::platform::http::IfMatch;
use crate::platform::problem::Result;

/// Concludes the awards of a campaign, once they are settled.
pub async fn conclude(conn: &mut Conn<may::RunCampaigns>, id: CampaignId, expected: IfMatch) -> Result<CampaignOut> {
    let campaign = campaigns::mark_awarded(conn, id, expected, async |pg| {
        let signed = all_settled(pg, id).await?;
        Ok(json!({"signed_decisions": signed}))
    });
    let campaign = campaign.await?;
    campaigns::show(conn, campaign).await
}
