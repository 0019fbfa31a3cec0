//! The server process of a cluster: whether it runs, starting it, stopping it.

use std::fs;
use std::io::ErrorKind;
use std::net::{Ipv4Addr, TcpStream};
use std::path::PathBuf;
use std::process::Output;
use std::thread::sleep;
use std::time::{Duration, Instant};

use tracing::{info, warn};

use super::account::Account;
use super::binaries::Binaries;
use super::error::one_line;
use super::home::Home;
use super::{EmbeddedError, Purpose};

/// How long a start or a stop may take; recovery after a crash can be slow.
const PATIENCE: Duration = Duration::from_secs(60);

/// How often a server is looked at that is on its way up or down.
const GLANCE: Duration = Duration::from_millis(20);

/// Only this machine can connect, and only by TCP: a socket file's path has a length limit that a
/// deep data folder exceeds.
const LISTENING: [&str; 2] = ["listen_addresses=127.0.0.1", "unix_socket_directories="];

/// A cluster that lasts as long as a test run has nothing to survive.
const THROWAWAY: [&str; 8] = [
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "wal_level=minimal",
    "max_wal_senders=0",
    "autovacuum=off",
    "max_connections=300",
    "shared_buffers=64MB",
];

/// The server process of one cluster.
#[derive(Debug)]
pub(super) struct Postmaster {
    cluster: PathBuf,
    binaries: Binaries,
    account: Account,
}

/// What a server writes about itself into `postmaster.pid`, bit by bit while it starts.
struct PidFile {
    port: Option<u16>,
    status: String,
}

impl Postmaster {
    pub fn new(home: &Home, binaries: Binaries, account: Account) -> Postmaster {
        Postmaster { cluster: home.cluster(), binaries, account }
    }

    /// The port of the server if it runs, for instance because a crash left it behind. Waits for
    /// one that is still starting or stopping.
    pub fn running(&self) -> Result<Option<u16>, EmbeddedError> {
        let begun = Instant::now();
        while let Some(PidFile { port, status }) = self.pid_file()? {
            match port {
                Some(port) if refused(port) => {
                    self.forget()?;
                    return Ok(None);
                }
                Some(port) if status == "ready" => {
                    info!(port, "taking over the PostgreSQL that already runs");
                    return Ok(Some(port));
                }
                _ if begun.elapsed() > PATIENCE => {
                    let cluster = self.cluster.clone();
                    return Err(EmbeddedError::Unsettled { cluster, status });
                }
                _ => sleep(GLANCE),
            }
        }
        Ok(None)
    }

    /// Starts the server and waits until it accepts connections.
    pub fn start(&self, port: u16, purpose: Purpose) -> Result<u16, EmbeddedError> {
        let log = self.cluster.join("server.log");
        // One log per run, and the one before it: it must not grow for ever.
        match fs::rename(&log, self.cluster.join("server.log.1")) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                return Err(EmbeddedError::at(&log)(error));
            }
            _ => {}
        }
        let log_name = log.to_string_lossy();
        let output = self.pg_ctl(&["start", "--log", &log_name, "--options", &settings(port, purpose)])?;
        if output.status.success() {
            return Ok(port);
        }
        let logged = one_line(&fs::read_to_string(&log).unwrap_or_default());
        Err(EmbeddedError::Program { program: "postgres".to_owned(), output: logged })
    }

    /// Ends all sessions and shuts down cleanly.
    pub fn stop(&self) -> Result<(), EmbeddedError> {
        if self.pid_file()?.is_none() {
            return Ok(());
        }
        let output = self.pg_ctl(&["stop", "--mode", "fast"])?;
        match output.status.success() {
            true => Ok(()),
            false => Err(EmbeddedError::program("pg_ctl stop", &output)),
        }
    }

    fn pg_ctl(&self, arguments: &[&str]) -> Result<Output, EmbeddedError> {
        let program = self.binaries.program("pg_ctl");
        let mut pg_ctl = self.account.command(&program, &self.cluster);
        pg_ctl.args(arguments).arg("--pgdata").arg(&self.cluster);
        pg_ctl.args(["--wait", "--silent", "--timeout", &PATIENCE.as_secs().to_string()]);
        pg_ctl.output().map_err(EmbeddedError::at(&program))
    }

    fn pid_file(&self) -> Result<Option<PidFile>, EmbeddedError> {
        let file = self.cluster.join("postmaster.pid");
        let text = match fs::read_to_string(&file) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(EmbeddedError::at(&file)(error)),
        };
        let mut lines = text.lines().skip(3);
        let port = lines.next().and_then(|line| line.trim().parse().ok());
        let status = lines.nth(3).unwrap_or("starting").trim().to_owned();
        Ok(Some(PidFile { port, status }))
    }

    /// Removes the pid file of a server that is gone. PostgreSQL would do so itself, except where
    /// the number meanwhile belongs to another process of the account, which blocks the start.
    /// Its shared memory still keeps a second server off the cluster.
    fn forget(&self) -> Result<(), EmbeddedError> {
        warn!(cluster = %self.cluster.display(), "PostgreSQL was not shut down; it will recover");
        let file = self.cluster.join("postmaster.pid");
        fs::remove_file(&file).map_err(EmbeddedError::at(&file))
    }
}

/// Whether nobody listens on a port, which a server does from its first moment to its last.
fn refused(port: u16) -> bool {
    TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err_and(|error| error.kind() == ErrorKind::ConnectionRefused)
}

/// The server's settings as `pg_ctl` takes them. They are given at each start and not written into
/// the cluster, so that a newer release of the service can change them.
fn settings(port: u16, purpose: Purpose) -> String {
    let throwaway: &[&str] = if purpose == Purpose::Throwaway { &THROWAWAY } else { &[] };
    let port = format!("port={port}");
    let settings = LISTENING.iter().chain(throwaway).copied().chain([port.as_str()]);
    settings.map(|setting| format!("-c {setting}")).collect::<Vec<_>>().join(" ")
}
