//! What the tests stand on: a cluster for all, a database for each, and actors who ask.

mod actor;
mod app;
pub mod appraising;
mod awarding;
mod clock;
mod cluster;
mod committed;
pub mod scoring;
pub mod story;

pub use actor::{Actor, Reply};
pub use app::{CONNECTIONS, TestApp};
pub use awarding::{Awarding, CAMPAIGN, figures, good_person, good_unit, nomination, papers};
pub use cluster::Database;
pub use committed::assert_committed;
