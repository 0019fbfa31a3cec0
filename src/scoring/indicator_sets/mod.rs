//! Indicator sets (bộ chỉ số): trees of indicators with maximum points, and how points follow from
//! what a unit enters.
//!
//! A set is drafted, enters into force and is retired. A draft is changed by those who drew it up; what
//! measures all, an administrator of the whole system brings into force and retires. In force it never changes, so that whatever was
//! scored on it can be recomputed. It enters into force only when its points were checked against the
//! document, each parent's maximum is the sum of its scored children's, something in it counts, and no
//! other set of its kind and level is in force over the same period.
//! What is for information only, or worth no points, is collected and left out of every total.

mod header;
mod model;
mod queries;
pub mod routes;
mod rule;
mod service;
mod tree;
mod views;

pub use model::{Band, Indicator, IndicatorSet, Method, SetKind, SetLevel, SetState};
pub use queries::indicators_of;
pub use rule::{Given, Inputs, Rule};
pub use service::{activate, create, find};
pub use views::SetIn;
