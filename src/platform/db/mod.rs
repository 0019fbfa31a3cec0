//! The database: an embedded server or one that is given, its pool and its migrations.

pub mod embedded;
mod migrations;

use diesel_async::AsyncPgConnection;
use diesel_async::pooled_connection::deadpool::{BuildError, Pool};
use diesel_async::pooled_connection::{AsyncDieselConnectionManager, ManagerConfig, RecyclingMethod};

pub use migrations::{MigrationError, migrate};

/// A pool of connections. Only `access` draws from it: no permission, no connection.
pub type PgPool = Pool<AsyncPgConnection>;

/// A pool on a database. A connection is given out again without a query of its own; one that was
/// left inside a transaction is thrown away.
pub fn pool(url: &str, size: usize) -> Result<PgPool, BuildError> {
    let mut config = ManagerConfig::default();
    config.recycling_method = RecyclingMethod::Fast;
    let manager = AsyncDieselConnectionManager::<AsyncPgConnection>::new_with_config(url, config);
    Pool::builder(manager).max_size(size).build()
}
