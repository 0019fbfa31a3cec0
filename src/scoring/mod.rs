//! How it is measured: indicator sets, units' submissions on them, publications by decision, and the
//! rankings that follow.

mod exact;
pub mod indicator_sets;
pub mod publications;

pub use exact::Exact;
