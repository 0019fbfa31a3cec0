//! Nominations over HTTP.

mod beside;
mod dossiers;
mod eligibility;
mod hands;
mod refusals;
mod restated;
