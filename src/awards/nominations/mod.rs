//! Nominations (hồ sơ đề nghị khen thưởng): a unit or a person is proposed for an award of a campaign.
//!
//! The unit draws up the dossier, its head submits it, the standing agency appraises. Every rule of
//! the campaign gets a verdict with what was observed, where it was read and by which clause; the
//! verdicts are a pure function of the evidence. A nomination is eligible when no rule fails and
//! none is awaited. A unit's own people never appraise it. A subject has one living nomination for
//! an award of a campaign.

mod appraisal;
mod evaluate;
mod evidence;
mod facts;
mod hands;
mod model;
mod papers;
mod present;
mod queries;
pub mod routes;
mod service;
mod states;
mod steps;
mod views;

pub use appraisal::{appraise, forward};
pub use evaluate::{evaluate, outcome};
pub use evidence::{Discipline, Evidence, Judged, Judgement, Observed, Outcome, RateScope, Verdict, VerdictSource};
pub use facts::{Candidate, candidates, grant, last_forwarding, revoke, unsettled};
pub use routes::{record, show};
pub use service::{create, list_papers, refuse, submit};
pub use states::NominationState;
pub use steps::Step;
pub use views::{AppraisalIn, NominationIn, NominationOut, PapersIn, ReasonIn, SubmissionIn};
