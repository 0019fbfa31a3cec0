//! Where the API is reached.

use std::net::SocketAddr;

use super::values;

/// Where the API is reached, which is also who its tokens say issued them.
#[derive(Clone, clap::Args)]
pub struct AddressConfig {
    /// The address and port of the API.
    #[arg(long, env = "THIDUA_LISTEN", value_name = "THIDUA_LISTEN", default_value = "127.0.0.1:8080", value_parser = values::socket)]
    pub listen: SocketAddr,

    /// The address under which clients reach the API: the issuer of its tokens. Without it,
    /// `http://` and THIDUA_LISTEN.
    #[arg(long, env = "THIDUA_PUBLIC_URL", value_name = "THIDUA_PUBLIC_URL", value_parser = values::web_address)]
    pub public_url: Option<String>,
}

impl AddressConfig {
    /// The address that clients know, if the API listens on `bound`.
    pub fn public_url(&self, bound: SocketAddr) -> String {
        let everywhere = bound.ip().is_unspecified();
        self.public_url.clone().unwrap_or_else(|| match everywhere {
            true => format!("http://localhost:{}", bound.port()),
            false => format!("http://{bound}"),
        })
    }
}
