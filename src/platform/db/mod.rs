//! The database: an embedded server or one that is given, its pool and its migrations.

mod database;
pub mod embedded;
mod fixed;
mod migrations;

use diesel::{ConnectionError, ConnectionResult};
use diesel_async::pooled_connection::deadpool::{BuildError, Pool};
use diesel_async::pooled_connection::{AsyncDieselConnectionManager, ManagerConfig, RecyclingMethod};
use diesel_async::{AsyncConnection, AsyncPgConnection, SimpleAsyncConnection};
use futures::FutureExt;
use tokio::runtime::Handle;

pub use database::{Database, DatabaseError};
pub use fixed::{FirstRows, Fixed, fixed};
pub use migrations::{MigrationError, migrate};

/// How long a statement may run, and how long it may wait for a lock: a connection that hangs is one
/// that the others lack.
const LIMITS: &str = "SET statement_timeout = '30s'; SET lock_timeout = '10s'";

/// A pool of connections. Only `access` draws from it: no permission, no connection.
pub type PgPool = Pool<AsyncPgConnection>;

/// A pool on a database. A connection is given out again without a query of its own; one that was
/// left inside a transaction is thrown away.
///
/// The runtime that the pool is made on drives the connections: one that was opened for a worker
/// serves the others even when that worker has ended.
pub fn pool(url: &str, size: usize) -> Result<PgPool, BuildError> {
    let driver = Handle::current();
    let mut config = ManagerConfig::default();
    config.recycling_method = RecyclingMethod::Fast;
    config.custom_setup = Box::new(move |url| connect(driver.clone(), url.to_owned()).boxed());
    let manager = AsyncDieselConnectionManager::<AsyncPgConnection>::new_with_config(url, config);
    Pool::builder(manager).max_size(size).build()
}

async fn connect(driver: Handle, url: String) -> ConnectionResult<AsyncPgConnection> {
    let connecting = driver.spawn(async move {
        let mut conn = AsyncPgConnection::establish(&url).await?;
        conn.batch_execute(LIMITS).await.map_err(ConnectionError::CouldntSetupConfiguration)?;
        Ok(conn)
    });
    connecting.await.map_err(|error| ConnectionError::BadConnection(error.to_string()))?
}
