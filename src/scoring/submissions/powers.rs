//! What a caller may do to submissions, and where: what `allowed_actions` are made of.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::model::Submission;
use super::steps::Step;
use crate::access::{Conn, May, Permission, Reach};
use crate::campaigns::{CampaignFacts, CampaignStep, Official};
use crate::platform::directory::Names;

/// What units' own steps are taken by.
const TAKEN_BY: [Permission; 2] = [Permission::WriteSubmissions, Permission::SendSubmissions];

/// The powers of a caller, read once for a whole page.
pub struct Powers {
    reaches: Vec<(Permission, Reach)>,
    official: Official,
    account: Option<Uuid>,
    now: DateTime<Utc>,
}

impl Powers {
    /// The powers of the caller of a connection.
    pub fn of<P: May>(conn: &Conn<P>, names: &Names) -> Self {
        let reaches = TAKEN_BY.map(|permission| (permission, conn.reach_of(permission)));
        Self {
            reaches: reaches.into_iter().filter(|(_, reach)| !reach.areas.is_empty()).collect(),
            official: Official::of(conn, Permission::AppraiseSubmissions, names),
            account: conn.caller().account(),
            now: conn.now(),
        }
    }

    /// The steps that they may take on a submission now, by their nouns.
    pub fn over(&self, row: &Submission, campaign: &CampaignFacts) -> Vec<&'static str> {
        let may = |step: &&Step| step.open_at(row.state, campaign, self.now) && self.may_take(**step, row, campaign);
        Step::ALL.iter().filter(may).map(|step| step.noun()).collect()
    }

    fn may_take(&self, step: Step, row: &Submission, campaign: &CampaignFacts) -> bool {
        let covers = |(permission, reach): &(Permission, Reach)| {
            *permission == step.permission() && reach.covers(row.unit_id.0, row.campaign_id.0)
        };
        match step.appraises() {
            true => self.official.serves(campaign) && row.admits(&self.official, self.account),
            false => self.reaches.iter().any(covers),
        }
    }
}
