//! Publications of scores by decision (quyết định công bố chỉ số).
//!
//! Scores count once a numbered decision publishes them: the appraised submissions of an indicator set,
//! or an index that an authority measures elsewhere, as that authority published it. A publication never
//! changes. What was wrong in it is corrected by another that supersedes it; of an index and period
//! exactly one publication counts, the one that no other supersedes. Nothing is recomputed from it.

mod facts;
mod model;
mod queries;
pub mod routes;
mod rules;
mod service;
mod views;

pub use facts::published_score;
pub use model::{IndexKind, Measure, Publication, PublishedScore};
pub use queries::current;
pub use service::publish;
pub use views::PublicationIn;
