//! The accounts of the sample campaign.

use super::values;

/// The accounts of the sample campaign.
#[derive(Clone, clap::Args)]
pub struct SampleConfig {
    /// The password of the sample accounts, at least 12 characters. Without it, one is drawn and
    /// printed once. It counts only when the sample is loaded.
    #[arg(long, env = "THIDUA_SAMPLE_PASSWORD", value_name = "THIDUA_SAMPLE_PASSWORD", hide_env_values = true, value_parser = values::password)]
    pub sample_password: Option<String>,
}
