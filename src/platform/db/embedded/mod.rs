//! A PostgreSQL server of the service's own, so that one command is enough to run it.
//!
//! The binaries are those of the machine, or else a fetched archive. The cluster listens on
//! 127.0.0.1 only and is reached with a random password that never leaves its folder.
//!
//! A [`Purpose::Durable`] cluster outlives a crash of the service: the next start takes it over.
//! Several processes may share it; the last one to stop shuts it down. A [`Purpose::Throwaway`]
//! cluster belongs to one process and disappears with it, however that process ends.
//!
//! ```text
//! <data_dir>/postgres/cluster         the cluster and its log, owned by the account that runs it
//! <data_dir>/postgres/password, port  how to reach it
//! <data_dir>/postgres/*.lock          who is starting it, who is using it
//! <data_dir>/throwaway-*/             the same, for one process
//! <data_dir>/postgres-binaries/       fetched archives, by major version
//! ```

mod account;
mod archive;
mod binaries;
mod cluster;
mod error;
mod home;
mod lock;
mod postmaster;
#[cfg(test)]
mod tests;
mod watchdog;

use std::fmt;
use std::path::PathBuf;

use tokio::runtime::Handle;
use tokio::task::spawn_blocking;
use tracing::info;

use account::Account;
pub use archive::DEFAULT_URL as DEFAULT_ARCHIVE_URL;
use binaries::Binaries;
pub use error::EmbeddedError;
use home::Home;
use lock::Lock;
use postmaster::Postmaster;
use watchdog::Watchdog;

/// What the cluster is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Real data: every commit reaches the disk, and the cluster is found again at the next start.
    Durable,
    /// Tests: commits are not flushed, and the cluster is removed when the process ends.
    Throwaway,
}

/// Where the server lives and what it is run with.
#[derive(Clone, Debug)]
pub struct Options {
    /// The folder that holds the cluster and what belongs to it.
    pub data_dir: PathBuf,
    /// The folder of `initdb`, `pg_ctl` and `postgres` (`THIDUA_PG_BIN`); searched for if unset.
    pub binaries: Option<PathBuf>,
    /// A mirror of [`DEFAULT_ARCHIVE_URL`] (`THIDUA_PG_ARCHIVE_URL`).
    pub archive_url: Option<String>,
    /// What the cluster is for.
    pub purpose: Purpose,
}

/// A running server.
///
/// Dropping it without [`Server::stop`] counts as a crash: a durable cluster keeps running for the
/// next start to take over, a throwaway one is removed in the background.
pub struct Server {
    postmaster: Postmaster,
    starting_lock: PathBuf,
    usage: Lock,
    port: u16,
    password: String,
    watchdog: Option<Watchdog>,
}

impl Server {
    /// Starts the server, or takes over one that already runs on this data folder.
    pub async fn start(options: &Options) -> Result<Server, EmbeddedError> {
        let (options, runtime) = (options.clone(), Handle::current());
        spawn_blocking(move || Server::launch(&options, &runtime)).await?
    }

    /// The connection URL of a database; it contains the password.
    pub fn url(&self, database: &str) -> String {
        let (role, password, port) = (cluster::ROLE, &self.password, self.port);
        format!("postgres://{role}:{password}@127.0.0.1:{port}/{database}")
    }

    /// Shuts the server down, unless another process is still using it.
    pub async fn stop(self) -> Result<(), EmbeddedError> {
        spawn_blocking(move || self.shut_down()).await?
    }

    fn launch(options: &Options, runtime: &Handle) -> Result<Server, EmbeddedError> {
        let account = Account::choose()?;
        let home = Home::prepare(options, &account)?;
        // Before anything can run: a crash in the middle of a start must leave nothing either.
        let watchdog = match options.purpose {
            Purpose::Throwaway => Some(Watchdog::over(&home.cluster(), home.root())?),
            Purpose::Durable => None,
        };
        let _starting = Lock::exclusive(home.starting_lock())?;
        let usage = Lock::shared(home.usage_lock())?;

        let made_by = cluster::major_version(&home)?;
        let binaries = Binaries::choose(options, &home, &account, made_by, runtime)?;
        let password = match made_by {
            Some(_) => cluster::password(&home)?,
            None => cluster::create(&home, &binaries, &account, options.purpose)?,
        };
        let postmaster = Postmaster::new(&home, binaries, account);
        let port = match postmaster.running()? {
            Some(port) => port,
            None => postmaster.start(home.port(options.purpose)?, options.purpose)?,
        };
        info!(port, cluster = %home.cluster().display(), "embedded PostgreSQL is ready");
        let starting_lock = home.starting_lock();
        Ok(Server { postmaster, starting_lock, usage, port, password, watchdog })
    }

    fn shut_down(self) -> Result<(), EmbeddedError> {
        if let Some(watchdog) = self.watchdog {
            return watchdog.finish();
        }
        let _starting = Lock::exclusive(self.starting_lock)?;
        if self.usage.held_by_others()? {
            info!("another process still uses the embedded PostgreSQL, which keeps running");
            return Ok(());
        }
        self.postmaster.stop()
    }
}

impl fmt::Debug for Server {
    /// Leaves the password out.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Server").field("port", &self.port).finish_non_exhaustive()
    }
}
