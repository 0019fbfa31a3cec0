//! Submissions over HTTP.

mod appraising;
mod beside;
mod explaining;
mod methods;
mod opening;
mod publishing;
mod reading;
mod refusals;
mod sending;
mod values;
