//! The addresses that are listened on, taken before anything else is started.

use std::net::{SocketAddr, TcpListener};

use crate::commands::Failure;
use crate::platform::config::ServeConfig;

/// The addresses of the API and of the operators.
pub(super) struct Listeners {
    pub api: TcpListener,
    pub admin: TcpListener,
}

impl Listeners {
    /// Takes both, or says which one is not to be had.
    pub fn bind(config: &ServeConfig) -> Result<Self, Failure> {
        Ok(Self {
            api: bind("THIDUA_LISTEN", config.address.listen)?,
            admin: bind("THIDUA_ADMIN_LISTEN", config.admin.admin_listen)?,
        })
    }
}

fn bind(variable: &'static str, address: SocketAddr) -> Result<TcpListener, Failure> {
    TcpListener::bind(address).map_err(|source| Failure::Listen { variable, address, source })
}
