//! Units (cơ quan, đơn vị, địa phương): bodies of government, the Party and the Front, and what
//! belongs to them.
//!
//! A unit exists over a period. No two units bear the same code, or the same code of the statistics
//! office, at the same time; over time they may, since codes are given anew after mergers. A unit is
//! never above itself.

mod model;
mod queries;
pub mod routes;
mod service;
mod views;

pub use model::{UnitKind, UnitLevel};
pub use queries::{kind_and_level, kinds_and_levels};
pub use service::create;
pub use views::{UnitIn, UnitRef};
