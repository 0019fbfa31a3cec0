//! Nominations over HTTP.

mod dossiers;
mod eligibility;
mod refusals;
