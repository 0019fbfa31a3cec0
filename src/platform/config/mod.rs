//! The configuration: every variable of the environment, each documented here and nowhere else.
//!
//! `thidua serve --help` prints this page. A variable may also be given as an option, which wins.

mod address;
mod admin;
mod database;
mod log;
mod refusal;
mod sample;
mod serve;
mod values;

pub use address::AddressConfig;
pub use admin::AdminConfig;
pub use database::DatabaseConfig;
pub use log::LogConfig;
pub use refusal::refusal;
pub use sample::SampleConfig;
pub use serve::{SampleData, ServeConfig};

#[cfg(test)]
mod tests;
