//! Who exists: units, with their place in the tree and their period of existence.

mod provenance;
pub mod units;

pub use provenance::Provenance;
