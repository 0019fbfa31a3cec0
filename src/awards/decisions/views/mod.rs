//! Award decisions on the wire.

mod input;
mod output;

pub use input::{DecisionIn, DecisionPatch, DecisionQuery, RevocationIn, SignatureIn};
pub use output::{AwardOut, DecisionOut, RevocationOut};
