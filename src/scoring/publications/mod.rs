//! Publications of scores by decision (quyết định công bố chỉ số): what later wings may read of them.

mod model;
mod queries;

pub use model::{IndexKind, Measure, PublishedScore};
pub use queries::published_score;
