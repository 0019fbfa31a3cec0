//! Emulation campaigns (phong trào thi đua): what a decision asks of units, and by which criteria it rewards.
//!
//! A campaign is drafted and proposed by the standing agency and issued by the decider. From then on
//! its content changes only by an amending decision, which makes a new edition; whatever was judged
//! names the edition it was judged by.

mod campaign_step;
mod content;
mod deadline;
mod facts;
mod gaps;
mod model;
mod official;
mod queries;
pub mod routes;
mod rules;
mod service;
mod states;
mod steps;
mod views;
mod warnings;

pub use campaign_step::{CampaignStep, StepLine, admit};
pub use deadline::{Boundary, Deadline};
pub use facts::{
    CampaignFacts, Participant, facts, facts_among, is_public, named, note_awarding, participant, participants,
    require_participant, require_participant_of, require_state, rules_of,
};
pub use model::LaunchPrecision;
pub use official::Official;
pub use rules::{AppliesWhen, Metric, Operator, Rule, Subject};
pub use service::{
    award_conclusion, close_dossiers, close_due, create, issue, launch, mark_awarded, propose, show, start_appraisal,
};
pub use states::CampaignState;
pub use views::{CampaignDecisionIn, CampaignIn, CampaignLaunchIn, CampaignOut, CampaignProposalIn};
