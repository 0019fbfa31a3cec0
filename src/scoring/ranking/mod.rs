//! Rankings (xếp hạng): the units of a campaign by their totals on an indicator set for a period.
//!
//! Nothing is stored: a ranking is a pure function of totals that every write keeps, so reading one adds
//! nothing up and a stranger can recompute it. Units with the same total share a rank, and the rank after
//! them counts them all: 1, 2, 2, 4. Who has no total to be ranked by is listed with the reason.

mod model;
pub mod routes;
mod service;
mod views;

pub use model::{Basis, Ranked, Unranked};
pub use service::{Ranking, ranking};
pub use views::RankingQuery;
