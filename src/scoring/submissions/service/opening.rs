//! Opening a submission.

use serde_json::json;

use super::super::model::{Submission, check_level, check_period, check_set};
use super::super::queries::{self, NewRow};
use super::super::states::SubmissionState;
use super::super::steps::Step;
use super::super::views::SubmissionIn;
use crate::access::{Change, Conn, may};
use crate::campaigns::{self, CampaignStep};
use crate::ids::SubmissionId;
use crate::platform::problem::{Code, Problem, Result};
use crate::registry::units::kind_and_level;
use crate::scoring::indicator_sets;

/// Opens the submission of a unit within reach that takes part, while units score themselves.
pub async fn open(conn: &mut Conn<may::WriteSubmissions>, new: &SubmissionIn) -> Result<Submission> {
    let campaign = campaigns::named(conn, &new.campaign, "/campaign").await?;
    let unit_id = new.unit.resolve(conn, "/unit").await?;
    if !conn.reach().covers(unit_id.0, campaign.id.0) {
        return Err(Problem::of(Code::Forbidden).with("required_permission", "submissions:write"));
    }
    let campaign = campaigns::require_state(conn.pg(), campaign.id, Step::Values.while_campaign()).await?;
    Step::Values.in_time(&campaign, conn.now())?;
    campaigns::require_participant(conn.pg(), campaign.id, unit_id).await?;
    let set = indicator_sets::find(conn.pg(), &new.indicator_set, "/indicator_set").await?;
    check_period(new.period, &campaign, conn.today())?;
    check_set(&set, new.period)?;
    let (kind, level) = kind_and_level(conn.pg(), unit_id).await?;
    check_level(&set, kind, level)?;
    let now = conn.now();
    let row = NewRow {
        id: SubmissionId::draw(),
        campaign_id: campaign.id,
        set_id: set.id,
        unit_id,
        period: new.period,
        state: SubmissionState::Open,
        authors: conn.caller().account().map(Some).into_iter().collect(),
        created_at: now,
        updated_at: now,
    };
    let submission = queries::insert(conn.pg(), &row).await?;
    let facts = json!({
        "campaign_id": submission.campaign_id, "set_id": submission.set_id, "unit_id": submission.unit_id,
        "period": submission.period, "state": submission.state,
    });
    conn.record(Change::of("submission.creation", &submission, None, facts)).await?;
    Ok(submission)
}
