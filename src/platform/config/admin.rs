//! Where operators reach the service.

use std::net::SocketAddr;

use super::values;

/// Where operators reach the service.
#[derive(Clone, clap::Args)]
pub struct AdminConfig {
    /// The address and port for operators: `/live`, `/ready`, `/metrics`. Keep it off the internet.
    #[arg(long, env = "THIDUA_ADMIN_LISTEN", value_name = "THIDUA_ADMIN_LISTEN", default_value = "127.0.0.1:9090", value_parser = values::socket)]
    pub admin_listen: SocketAddr,
}
