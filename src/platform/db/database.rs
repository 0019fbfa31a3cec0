//! The database that a command works on: one that is given, or one of an embedded server.

use diesel::sql_types::Bool;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl, SimpleAsyncConnection};

use super::embedded::{EmbeddedError, Server};
use super::migrations::{self, MigrationError};
use crate::platform::config::DatabaseConfig;

/// What the database is called on an embedded server.
const NAME: &str = "thidua";

/// Two processes that start at once take turns at making the database.
const LOCK: &str = "SELECT pg_advisory_lock(hashtext('thidua.database'))";

/// The database that a command works on.
pub struct Database {
    /// How to connect; it contains the password.
    pub url: String,
    server: Option<Server>,
}

/// Why there is no database to work on. Every message is one line.
#[derive(Debug, thiserror::Error)]
pub enum DatabaseError {
    /// The embedded server could not be started or stopped.
    #[error(transparent)]
    Embedded(#[from] EmbeddedError),
    /// The server that `DATABASE_URL` names cannot be reached.
    #[error("DATABASE_URL: {0}")]
    Given(#[source] MigrationError),
    /// The embedded server has no database of ours and would not make one.
    #[error("the embedded PostgreSQL: {0}")]
    Own(#[source] MigrationError),
    /// The schema is older than the program.
    #[error("the database is not at this program's version: run `thidua migrate`")]
    Outdated,
}

impl Database {
    /// The database that is given, or else the one of the embedded server, which is started and
    /// makes it.
    pub async fn open(config: &DatabaseConfig) -> Result<Self, DatabaseError> {
        if let Some(url) = &config.database_url {
            return Ok(Self { url: url.clone(), server: None });
        }
        let server = Server::start(&config.embedded()).await?;
        let made = create_if_missing(&server.url("postgres")).await;
        let database = Self { url: server.url(NAME), server: Some(server) };
        match made {
            Ok(()) => Ok(database),
            Err(error) => {
                database.close().await?;
                Err(DatabaseError::Own(error))
            }
        }
    }

    /// Brings the schema up to date.
    pub async fn migrate(&self) -> Result<(), DatabaseError> {
        migrations::migrate(&self.url).await.map_err(|error| self.blame(error))
    }

    /// Refuses a schema that is not up to date, for commands that must not change it.
    pub async fn require_current(&self) -> Result<(), DatabaseError> {
        match migrations::is_current(&self.url).await.map_err(|error| self.blame(error))? {
            true => Ok(()),
            false => Err(DatabaseError::Outdated),
        }
    }

    /// Stops the embedded server, unless another process still uses it.
    pub async fn close(self) -> Result<(), DatabaseError> {
        match self.server {
            Some(server) => Ok(server.stop().await?),
            None => Ok(()),
        }
    }

    fn blame(&self, error: MigrationError) -> DatabaseError {
        if self.server.is_some() { DatabaseError::Own(error) } else { DatabaseError::Given(error) }
    }
}

async fn create_if_missing(url: &str) -> Result<(), MigrationError> {
    let mut conn = AsyncPgConnection::establish(url).await?;
    conn.batch_execute(LOCK).await?;
    let exists = format!("EXISTS (SELECT FROM pg_database WHERE datname = '{NAME}')");
    if !diesel::select(diesel::dsl::sql::<Bool>(&exists)).get_result(&mut conn).await? {
        conn.batch_execute(&format!("CREATE DATABASE {NAME}")).await?;
    }
    Ok(())
}
