//! An operator's session at the database: opened, worked in, and closed whatever became of the work.

use actix_web::web::Data;
use clap::Args;

use super::Failure;
use crate::access::{Gate, SharedGate};
use crate::platform::clock::Clock;
use crate::platform::config::{DatabaseConfig, LogConfig};
use crate::platform::db::{self, Database};
use crate::platform::telemetry;

/// A command does one thing after another.
const CONNECTIONS: usize = 1;

/// The issuer of a command that issues no token.
const NO_ISSUER: &str = "";

/// The options of every command that works on a database.
#[derive(Args)]
pub(super) struct DatabaseOptions {
    #[command(flatten)]
    database: DatabaseConfig,
    #[command(flatten)]
    log: LogConfig,
}

impl DatabaseOptions {
    /// Works on the database.
    pub async fn with_database<T>(
        &self,
        work: impl AsyncFnOnce(&Database) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        telemetry::start(&self.log.log, self.log.log_format);
        let database = Database::open(&self.database).await?;
        let done = work(&database).await;
        let closed = database.close().await;
        let done = done?;
        closed?;
        Ok(done)
    }

    /// Works behind the gate of a database that is at this program's version.
    pub async fn with_gate<T>(&self, work: impl AsyncFnOnce(SharedGate) -> Result<T, Failure>) -> Result<T, Failure> {
        self.as_issuer(NO_ISSUER, work).await
    }

    /// The same, with a gate that issues tokens.
    pub async fn as_issuer<T>(
        &self,
        issuer: &str,
        work: impl AsyncFnOnce(SharedGate) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        self.with_database(async |database| {
            database.require_current().await?;
            work(gate(database, issuer).await?).await
        })
        .await
    }

    /// Works behind the gate of a database that is brought to this program's version first.
    pub async fn migrated<T>(&self, work: impl AsyncFnOnce(SharedGate) -> Result<T, Failure>) -> Result<T, Failure> {
        self.with_database(async |database| {
            database.migrate().await?;
            work(gate(database, NO_ISSUER).await?).await
        })
        .await
    }
}

async fn gate(database: &Database, issuer: &str) -> Result<SharedGate, Failure> {
    let pool = db::pool(&database.url, CONNECTIONS)?;
    Ok(Data::new(Gate::open(pool, Clock::system(), issuer).await?))
}

/// Brings the database to this program's version.
pub(super) async fn migrate(options: DatabaseOptions) -> Result<(), Failure> {
    options.with_database(async |database| Ok(database.migrate().await?)).await?;
    println!("The database is at this program's version.");
    Ok(())
}
