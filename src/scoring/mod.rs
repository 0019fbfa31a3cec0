//! How it is measured: indicator sets, units' submissions on them, publications by decision, and the
//! rankings that follow.

mod exact;
pub mod indicator_sets;
mod period;
pub mod publications;
pub mod ranking;
pub mod submissions;

pub use exact::Exact;
pub use period::Period;
