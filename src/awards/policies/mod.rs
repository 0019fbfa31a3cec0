//! Award policies (chính sách khen thưởng): which bonus an award brings, and which office grants it.
//!
//! Everything here was in force over a period; the day of the award decision says what applies. A
//! bonus is the coefficient of the rate times the base salary (mức lương cơ sở), rounded as the
//! policy says. Facts that nobody has checked against the law are marked, and whoever signs on them
//! must say so.

mod bonus;
mod model;
mod queries;
pub mod routes;
mod views;

pub use bonus::{Bonus, bonus, require_rate};
pub use model::{AwardForm, GrantAuthority, Office, Recipient, Rounding, RoundingMode};
pub use queries::{authority, granted_by};
