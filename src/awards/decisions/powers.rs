//! What a caller may do to award decisions, read once for a whole page.

use std::collections::HashSet;

use super::model::{Decision, DecisionState};
use super::signing::signable;
use super::steps::Step;
use crate::access::{Conn, May, Permission, Reach};
use crate::campaigns::{CampaignState, CampaignStep};
use crate::ids::AwardDecisionId;
use crate::platform::problem::Result;

/// What a caller may do to some decisions, and where.
pub struct Powers {
    steps: Vec<(Step, Reach)>,
    read: Reach,
    /// The drafts whose signature would not be refused for who asks.
    signable: HashSet<AwardDecisionId>,
}

impl Powers {
    /// The powers of the caller of a connection over these decisions.
    pub async fn of<P: May>(conn: &mut Conn<P>, rows: &[Decision]) -> Result<Self> {
        let reach = |step: &Step| (*step, conn.reach_of(step.permission()));
        let steps: Vec<_> = Step::ALL.iter().map(reach).collect();
        let (read, sign) = (conn.reach_of(Permission::ReadAwardDecisions), conn.reach_of(Step::Signature.permission()));
        let drafts = rows.iter().filter(|row| row.state == DecisionState::Draft);
        let within: Vec<_> = drafts.filter(|row| sign.covers(row.organiser_id.0, row.campaign_id.0)).collect();
        let signable = signable(conn, &within).await?;
        Ok(Self { steps, read, signable })
    }

    /// Whether the caller is an official over the organiser, to whom reasons are shown.
    pub fn official(&self, row: &Decision) -> bool {
        self.read.covers(row.organiser_id.0, row.campaign_id.0)
    }

    /// The steps that the caller may take on a decision of a campaign in this state.
    pub fn over(&self, row: &Decision, campaign: CampaignState) -> Vec<&'static str> {
        let may = |(step, reach): &&(Step, Reach)| {
            step.open(row.state, campaign)
                && reach.covers(row.organiser_id.0, row.campaign_id.0)
                && (*step != Step::Signature || self.signable.contains(&row.id))
        };
        self.steps.iter().filter(may).map(|(step, _)| step.noun()).collect()
    }
}
