//! Who acts for the organiser of a campaign on what units hand in.

use std::sync::Arc;

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
    home: Option<Uuid>,
    names: Arc<Names>,
}

impl Official {
    /// The caller of a connection, as the holder of a permission.
    pub fn of<P: May>(conn: &Conn<P>, permission: Permission, names: &Arc<Names>) -> Self {
        Self {
            permission,
            reach: conn.reach_of(permission),
            home: conn.caller().principal.as_ref().and_then(|principal| principal.unit_id),
            names: names.clone(),
        }
    }

    /// Whether their permission covers the organiser of the campaign: a role over a unit that takes part
    /// does not make its holder a judge of that unit.
    pub fn serves(&self, campaign: &CampaignFacts) -> bool {
        self.reach.covers(campaign.organiser_id.0, campaign.id.0)
    }

    /// Whether they belong to the unit or to one below it: nobody judges their own.
    pub fn belongs_to(&self, unit: UnitId) -> bool {
        self.home.is_some_and(|home| self.names.subtree(unit.0).binary_search(&home).is_ok())
    }

    /// Demands that they serve the organiser of the campaign.
    pub fn require_service(&self, campaign: &CampaignFacts) -> Result<()> {
        if self.serves(campaign) {
            return Ok(());
        }
        Err(Problem::of(Code::Forbidden).with("required_permission", self.permission.scope()))
    }
}
