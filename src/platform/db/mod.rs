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
/// A connection is driven by the runtime of the thread that opened it. Threads that answer requests
/// have a pool each: a statement and its rows then never change threads, which costs more than many a
/// statement does.
pub fn pool(url: &str, size: usize) -> Result<PgPool, BuildError> {
    let mut config = ManagerConfig::default();
    config.recycling_method = RecyclingMethod::Fast;
    config.custom_setup = Box::new(|url| connect(url).boxed());
    let manager = AsyncDieselConnectionManager::<AsyncPgConnection>::new_with_config(url, config);
    Pool::builder(manager).max_size(size).build()
}

async fn connect(url: &str) -> ConnectionResult<AsyncPgConnection> {
    let mut conn = AsyncPgConnection::establish(url).await?;
    conn.batch_execute(LIMITS).await.map_err(ConnectionError::CouldntSetupConfiguration)?;
    Ok(conn)
}
