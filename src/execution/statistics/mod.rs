//! One-stop-shop statistics (số liệu bộ phận một cửa): dossiers of a unit and month, pushed by the
//! system that counted them.
//!
//! Unit and month are the natural key: the same figures pushed again change nothing. Other figures
//! are a correction, a further revision with a note of why; earlier revisions stay readable. No more
//! dossiers come in online than come in, and no more are resolved on time than are resolved.

mod model;
mod queries;
pub mod routes;
mod service;
mod views;

pub use model::{Month, ONLINE_DOSSIER_RATE, OnlineRate, Source};
pub use service::{online_rate, push};
pub use views::StatisticIn;
