//! Nominations on the wire: what a unit writes, what an appraiser writes, what is shown.

mod eligibility;
mod input;
mod output;

pub use eligibility::{EligibilityOut, VerdictOut};
pub use input::{AppraisalIn, NominationIn, NominationPatch, NominationQuery, PapersIn, ReasonIn, SubmissionIn};
pub use output::{NominationOut, Powers};
