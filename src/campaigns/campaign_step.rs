//! Steps in the lives of what belongs to a campaign: each is a line in the table of its slice.

use std::fmt::Display;

use diesel_async::AsyncPgConnection;

use super::facts::{CampaignFacts, require_state};
use super::states::CampaignState;
use crate::access::{Living, Permission};
use crate::ids::CampaignId;
use crate::platform::http::IfMatch;
use crate::platform::problem::Result;
use crate::platform::states::refused;

/// A line of the table: the noun that the step is posted to, the journal's word for it, what it takes to take
/// it, the states that it starts from, and those of the campaign in which it may be taken.
pub struct StepLine<S: 'static>(
    pub &'static str,
    pub &'static str,
    pub Permission,
    pub &'static [S],
    pub &'static [CampaignState],
);

/// A step in the life of a record that belongs to a campaign.
pub trait CampaignStep: Copy + 'static {
    /// Where the record can stand.
    type State: Copy + PartialEq + Display + 'static;

    /// The line of the step.
    fn line(self) -> StepLine<Self::State>;

    /// The noun that the step is posted to.
    fn noun(self) -> &'static str {
        self.line().0
    }

    /// The journal's word for it.
    fn action(self) -> &'static str {
        self.line().1
    }

    /// What it takes to take it.
    fn permission(self) -> Permission {
        self.line().2
    }

    /// The states that it starts from.
    fn starts_from(self) -> &'static [Self::State] {
        self.line().3
    }

    /// The states of the campaign in which it may be taken.
    fn while_campaign(self) -> &'static [CampaignState] {
        self.line().4
    }

    /// Whether it may be taken from `state` while the campaign is in `campaign`.
    fn open(self, state: Self::State, campaign: CampaignState) -> bool {
        self.starts_from().contains(&state) && self.while_campaign().contains(&campaign)
    }

    /// Accepts the step from `current`, or explains where it may start.
    fn take(self, current: Self::State) -> Result<()> {
        if self.starts_from().contains(&current) { Ok(()) } else { Err(refused(current, self.starts_from())) }
    }
}

/// Demands that a record is as the client read it and in a state that the step starts from, while the campaign
/// is in a stage of it and stays there until the transaction ends.
pub async fn admit<S: CampaignStep>(
    conn: &mut AsyncPgConnection,
    by: S,
    expected: IfMatch,
    record: &impl Living<State = S::State>,
    campaign: CampaignId,
) -> Result<CampaignFacts> {
    expected.check(record.version())?;
    by.take(record.state())?;
    require_state(conn, campaign, by.while_campaign()).await
}
