//! The content of a campaign: what its decision sets, in the order in which it sets it.

mod bases;
mod check;
mod criteria;
mod milestones;
mod participants;
mod work;

pub use bases::{CitedDocument, LegalBase};
pub use criteria::{Criterion, CriterionRule};
pub use milestones::{Milestone, MilestoneCode, Precision};
pub use participants::{ParticipantIn, Participation};
pub use work::{Domain, Target, Task, TaskKind};

use super::deadline::Deadline;

/// The content of one edition. The place of an item in its list is its ordinal, from 1.
#[derive(Debug, Clone, Default)]
pub struct Content {
    /// The base lines (căn cứ).
    pub legal_bases: Vec<LegalBase>,
    /// The dates.
    pub milestones: Vec<Milestone>,
    /// The domains (lĩnh vực) with their tasks.
    pub domains: Vec<Domain>,
    /// The award criteria (tiêu chuẩn khen thưởng).
    pub criteria: Vec<Criterion>,
    /// The units that take part.
    pub participants: Vec<Participation>,
}

impl Content {
    /// A milestone, if the content has it.
    pub fn milestone(&self, code: MilestoneCode) -> Option<&Milestone> {
        self.milestones.iter().find(|milestone| milestone.code == code)
    }

    /// The deadline for dossiers, if the decision sets one.
    pub fn dossier_deadline(&self) -> Option<Deadline> {
        self.deadline(MilestoneCode::DossierDue)
    }

    /// The deadline for units' own scores, if the decision sets one.
    pub fn self_score_deadline(&self) -> Option<Deadline> {
        self.deadline(MilestoneCode::SelfScoreDue)
    }

    fn deadline(&self, code: MilestoneCode) -> Option<Deadline> {
        self.milestone(code).and_then(Milestone::deadline)
    }
}
