//! The schema, embedded in the program and brought up to date at every start.

use diesel::ConnectionError;
use diesel_async::{AsyncConnection, AsyncMigrationHarness, AsyncPgConnection, SimpleAsyncConnection};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

const MIGRATIONS: EmbeddedMigrations = embed_migrations!("migrations");

/// Two instances that start at once take turns.
const LOCK: &str = "SELECT pg_advisory_lock(hashtext('thidua.migrations'))";

/// Why the schema could not be brought up to date. Every message is one line.
#[derive(Debug, thiserror::Error)]
pub enum MigrationError {
    /// The server did not accept the connection.
    #[error("cannot connect to PostgreSQL: {}", one_line(.0))]
    Connection(#[from] ConnectionError),
    /// A statement failed.
    #[error("PostgreSQL refuses: {}", one_line(.0))]
    Statement(#[from] diesel::result::Error),
    /// A step failed; it was rolled back.
    #[error("a migration failed and was rolled back: {0}")]
    Step(String),
}

fn one_line(error: &impl ToString) -> String {
    error.to_string().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Runs the steps that this database has not seen.
pub async fn migrate(url: &str) -> Result<(), MigrationError> {
    let mut conn = AsyncPgConnection::establish(url).await?;
    conn.batch_execute(LOCK).await?;
    on_harness(conn, |harness| harness.run_pending_migrations(MIGRATIONS).map(|_| ())).await
}

/// Whether this database has seen every step.
pub async fn is_current(url: &str) -> Result<bool, MigrationError> {
    let conn = AsyncPgConnection::establish(url).await?;
    on_harness(conn, |harness| harness.has_pending_migration(MIGRATIONS).map(|pending| !pending)).await
}

type Harness = AsyncMigrationHarness<AsyncPgConnection>;
type Outcome<T> = diesel::migration::Result<T>;

/// The harness blocks on its own: it must not hold up a worker of the runtime.
async fn on_harness<T: Send + 'static>(
    conn: AsyncPgConnection,
    work: impl FnOnce(&mut Harness) -> Outcome<T> + Send + 'static,
) -> Result<T, MigrationError> {
    let failed = |error: &dyn ToString| MigrationError::Step(one_line(&error.to_string()));
    tokio::task::spawn_blocking(move || work(&mut Harness::new(conn)).map_err(|error| failed(&error)))
        .await
        .map_err(|error| failed(&error))?
}
