//! Who had a hand in which nomination, as the journal remembers it.

use uuid::Uuid;

use super::model::Nomination;
use super::steps::Step;
use crate::access::{Conn, May, Permission};
use crate::campaigns::{CampaignStep, Official};
use crate::ids::NominationId;
use crate::platform::journal::touched_by;
use crate::platform::problem::{Code, Problem, Result};

/// The journal's word for the drawing up of a nomination.
pub const CREATION: &str = "nomination.creation";

/// What a caller has done to some nominations.
pub struct Hands(Vec<(Uuid, String)>);

impl Hands {
    /// What the caller of a connection has done to these nominations.
    pub async fn of<P: May>(conn: &mut Conn<P>, nominations: impl Iterator<Item = NominationId>) -> Result<Self> {
        let Some(account) = conn.caller().account() else { return Ok(Self(Vec::new())) };
        let ids: Vec<_> = nominations.map(|id| id.0).collect();
        Ok(Self(touched_by(conn.pg(), &ids, account).await?))
    }

    /// Whether the caller may take a step on a nomination as far as duties are separated: nobody judges
    /// their own unit or what they wrote for one, or decides on what they judged.
    pub fn admit(&self, step: Step, nomination: &Nomination, official: &Official) -> bool {
        match step.permission() {
            Permission::AppraiseNominations => !official.belongs_to(nomination.unit_id) && !self.wrote(nomination.id),
            Permission::SignAwardDecisions => !self.wrote(nomination.id) && !self.appraised(nomination.id),
            _ => true,
        }
    }

    /// Whether they wrote to it in the name of its unit.
    fn wrote(&self, id: NominationId) -> bool {
        let for_the_unit = [Permission::WriteNominations, Permission::SubmitNominations];
        self.any(id, |action| action == CREATION || by(action).is_some_and(|needed| for_the_unit.contains(&needed)))
    }

    /// Whether they received or appraised it.
    fn appraised(&self, id: NominationId) -> bool {
        self.any(id, |action| by(action) == Some(Permission::AppraiseNominations))
    }

    fn any(&self, id: NominationId, fits: impl Fn(&str) -> bool) -> bool {
        self.0.iter().any(|(touched, action)| *touched == id.0 && fits(action))
    }
}

/// Demands that the caller of a connection may take an official's step on a nomination.
pub async fn require_separated<P: May>(conn: &mut Conn<P>, step: Step, nomination: &Nomination) -> Result<()> {
    let (hands, names) = (Hands::of(conn, [nomination.id].into_iter()).await?, conn.names().await?);
    let official = Official::of(conn, step.permission(), &names);
    if hands.admit(step, nomination, &official) { Ok(()) } else { Err(Problem::of(Code::SeparationOfDuties)) }
}

/// The permission by which a step is taken.
fn by(action: &str) -> Option<Permission> {
    Step::ALL.iter().find(|step| step.action() == action).map(|step| step.permission())
}
