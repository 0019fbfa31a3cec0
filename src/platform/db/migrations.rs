//! The schema, embedded in the program and brought up to date at every start.

use diesel::ConnectionError;
use diesel_async::{AsyncConnection, AsyncMigrationHarness, AsyncPgConnection, SimpleAsyncConnection};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

const MIGRATIONS: EmbeddedMigrations = embed_migrations!("migrations");

/// Two instances that start at once take turns.
const LOCK: &str = "SELECT pg_advisory_lock(hashtext('thidua.migrations'))";

/// Why the schema could not be brought up to date.
#[derive(Debug, thiserror::Error)]
pub enum MigrationError {
    /// The server did not accept the connection.
    #[error("cannot connect to PostgreSQL: {0}")]
    Connection(#[from] ConnectionError),
    /// The lock could not be taken.
    #[error("cannot lock the schema: {0}")]
    Lock(#[from] diesel::result::Error),
    /// A step failed; it was rolled back.
    #[error("a migration failed and was rolled back: {0}")]
    Step(String),
}

/// Runs the steps that this database has not seen.
pub async fn migrate(url: &str) -> Result<(), MigrationError> {
    let mut conn = AsyncPgConnection::establish(url).await?;
    conn.batch_execute(LOCK).await?;
    // The harness blocks on its own: it must not hold up a worker of the runtime.
    tokio::task::spawn_blocking(move || {
        let mut harness = AsyncMigrationHarness::new(conn);
        harness.run_pending_migrations(MIGRATIONS).map(|_| ()).map_err(|error| MigrationError::Step(error.to_string()))
    })
    .await
    .map_err(|error| MigrationError::Step(error.to_string()))?
}
