//! How the service listens and works.

use std::num::NonZeroUsize;

use super::{AddressConfig, AdminConfig, DatabaseConfig, LogConfig, SampleConfig, values};

/// When the sample campaign is loaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum SampleData {
    /// At the start, if the database is empty.
    Auto,
    /// Never at the start; `thidua demo` still loads it.
    Never,
}

/// How the service listens and works.
#[derive(Clone, clap::Args)]
pub struct ServeConfig {
    /// Where the API is reached.
    #[command(flatten)]
    pub address: AddressConfig,

    /// Where operators reach the service.
    #[command(flatten)]
    pub admin: AdminConfig,

    /// How many connections to the database requests share, at least one for each worker; the service itself takes up to five more.
    #[arg(long, env = "THIDUA_POOL_SIZE", value_name = "THIDUA_POOL_SIZE", default_value = "16", value_parser = values::count)]
    pub pool_size: NonZeroUsize,

    /// How many threads answer requests. Without it, one for each core.
    #[arg(long, env = "THIDUA_WORKERS", value_name = "THIDUA_WORKERS", value_parser = values::count)]
    pub workers: Option<NonZeroUsize>,

    /// When the sample campaign is loaded: at the start of an empty database, or never.
    #[arg(long, env = "THIDUA_SAMPLE", value_name = "THIDUA_SAMPLE", default_value = "auto")]
    pub sample: SampleData,

    /// The sample accounts.
    #[command(flatten)]
    pub accounts: SampleConfig,

    /// Where the data is.
    #[command(flatten)]
    pub database: DatabaseConfig,

    /// What is logged, and how.
    #[command(flatten)]
    pub log: LogConfig,
}
