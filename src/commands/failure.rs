//! Why a command failed, in one line.

use std::io;
use std::net::SocketAddr;

use diesel_async::pooled_connection::deadpool::BuildError;
use metrics_exporter_prometheus::BuildError as MetricsError;

use crate::platform::db::DatabaseError;
use crate::platform::problem::Problem;

/// Why a command failed. Every message is one line.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// There is no database to work on.
    #[error(transparent)]
    Database(#[from] DatabaseError),
    /// There is no pool of connections to it.
    #[error("the connection pool: {0}")]
    Pool(#[from] BuildError),
    /// Figures cannot be recorded.
    #[error("the metrics: {0}")]
    Metrics(#[from] MetricsError),
    /// The work was refused, by the same rules as over HTTP.
    #[error("{0}")]
    Refused(#[from] Problem),
    /// An address cannot be listened on.
    #[error("{variable}: found \"{address}\", expected an address that can be listened on ({source})")]
    Listen {
        /// The variable that names it.
        variable: &'static str,
        /// The address.
        address: SocketAddr,
        /// Why not.
        source: io::Error,
    },
    /// The server broke off.
    #[error("the server broke off: {0}")]
    Server(#[from] io::Error),
    /// What a command says itself.
    #[error("{0}")]
    Said(String),
}
