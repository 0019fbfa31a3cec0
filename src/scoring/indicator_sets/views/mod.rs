//! Indicator sets on the wire.

mod input;
mod output;

pub use input::{IndicatorIn, RetirementIn, SetIn, SetPatch, SetQuery};
pub use output::{IndicatorOut, SetOut, SetTreeOut};
