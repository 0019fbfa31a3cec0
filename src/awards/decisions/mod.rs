//! Award decisions (quyết định khen thưởng): the standing agency drafts, the decider signs.
//!
//! A draft holds nominations that are proposed to the decider. Signing asks for an office with the
//! authority to grant each award on the day, and freezes each bonus with all its inputs; facts of
//! the law that nobody has checked must be accepted with a reason. Who drafted, submitted or
//! appraised does not sign. A signed decision is public and never changes; its awards can be revoked
//! on the grounds of the law (chapter VII), one by one.

mod model;
mod powers;
mod pricing;
mod queries;
pub mod routes;
mod service;
mod signing;
mod steps;
mod views;

pub use queries::signed;
pub use service::{draft, release};
pub use signing::sign;
pub use views::{DecisionIn, SignatureIn};
