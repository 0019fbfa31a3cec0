//! Who acts for the organiser of a campaign on what units hand in.

use uuid::Uuid;

use super::facts::CampaignFacts;
use crate::access::{Conn, May, Permission, Reach};
use crate::ids::UnitId;
use crate::platform::directory::Names;
use crate::platform::problem::{Code, Problem, Result};

/// A caller in an office of the organiser: who receives, appraises and decides.
pub struct Official {
    permission: Permission,
    reach: Reach,
    /// Their unit and those above it: asked of every row of a page, read once.
    homes: Vec<Uuid>,
}

impl Official {
    /// The caller of a connection, as the holder of a permission.
    pub fn of<P: May>(conn: &Conn<P>, permission: Permission, names: &Names) -> Self {
        let home = conn.caller().principal.as_ref().and_then(|principal| principal.unit_id);
        let homes = home.map(|unit| names.lineage(unit)).unwrap_or_default();
        Self { permission, reach: conn.reach_of(permission), homes }
    }

    /// Whether their permission covers the organiser of the campaign: a role over a unit that takes part
    /// does not make its holder a judge of that unit.
    pub fn serves(&self, campaign: &CampaignFacts) -> bool {
        self.reach.covers(campaign.organiser_id.0, campaign.id.0)
    }

    /// Whether they belong to the unit or to one below it: nobody judges their own.
    pub fn belongs_to(&self, unit: UnitId) -> bool {
        self.homes.contains(&unit.0)
    }

    /// Demands that they serve the organiser of the campaign.
    pub fn require_service(&self, campaign: &CampaignFacts) -> Result<()> {
        if self.serves(campaign) {
            return Ok(());
        }
        Err(Problem::of(Code::Forbidden).with("required_permission", self.permission.scope()))
    }
}
