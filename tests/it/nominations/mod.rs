//! Nominations over HTTP.

mod dossiers;
mod eligibility;
mod hands;
mod refusals;
mod restated;
