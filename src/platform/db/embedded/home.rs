//! Where a cluster and what belongs to it stand.

use std::fs;
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};

use aws_lc_rs::digest;
use tracing::warn;

use super::account::Account;
use super::cluster::{self, hex};
use super::{EmbeddedError, Options, Purpose};

/// Where clusters go that cannot stand in the data folder.
const ELSEWHERE: &str = "/var/lib/thidua";

/// The folder of one cluster. It belongs to the caller; only the cluster inside belongs to the
/// account that runs it, so that a caller who is root never writes where another account could
/// have put a link.
#[derive(Debug)]
pub(super) struct Home {
    place: PathBuf,
    root: PathBuf,
}

impl Home {
    /// Makes the folder, in a place that the account can enter.
    pub fn prepare(options: &Options, account: &Account) -> Result<Home, EmbeddedError> {
        let place = enterable(&options.data_dir, account)?;
        let name = match options.purpose {
            Purpose::Durable => "postgres".to_owned(),
            Purpose::Throwaway => format!("throwaway-{}", cluster::random_hex()?),
        };
        let root = place.join(name);
        fs::create_dir_all(&root).map_err(EmbeddedError::at(&root))?;
        Ok(Home { place, root })
    }

    /// The folder itself.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// PostgreSQL's data directory.
    pub fn cluster(&self) -> PathBuf {
        self.root.join("cluster")
    }

    /// The password of the cluster's only role.
    pub fn password(&self) -> PathBuf {
        self.root.join("password")
    }

    /// Held while the server is being started or stopped.
    pub fn starting_lock(&self) -> PathBuf {
        self.root.join("starting.lock")
    }

    /// Held, together with others, while the server is in use.
    pub fn usage_lock(&self) -> PathBuf {
        self.root.join("usage.lock")
    }

    /// Where fetched binaries of a major version are kept, for all clusters of this data folder.
    pub fn fetched_binaries(&self, major: u32) -> PathBuf {
        self.place.join("postgres-binaries").join(major.to_string())
    }

    /// The port of the last start if it is still free, so that bookmarks of tools stay valid.
    pub fn port(&self, purpose: Purpose) -> Result<u16, EmbeddedError> {
        let file = self.root.join("port");
        let remembered = match purpose {
            Purpose::Durable => fs::read_to_string(&file).ok().and_then(|text| text.trim().parse().ok()),
            Purpose::Throwaway => None,
        };
        let port = remembered
            .and_then(|port| free_port(port).ok())
            .map_or_else(|| free_port(0), Ok)
            .map_err(EmbeddedError::at(&file))?;
        fs::write(&file, port.to_string()).map_err(EmbeddedError::at(&file))?;
        Ok(port)
    }
}

/// Lets the system choose a free port (0), or says whether the wanted one is free.
fn free_port(wanted: u16) -> std::io::Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, wanted))?.local_addr()?.port())
}

/// The data folder, or one of its own elsewhere if the account cannot enter it.
fn enterable(data_dir: &Path, account: &Account) -> Result<PathBuf, EmbeddedError> {
    let wanted = std::path::absolute(data_dir).map_err(EmbeddedError::at(data_dir))?;
    fs::create_dir_all(&wanted).map_err(EmbeddedError::at(&wanted))?;
    if account.can_enter(&wanted).map_err(EmbeddedError::at(&wanted))? {
        return Ok(wanted);
    }
    let place = elsewhere(&wanted);
    fs::create_dir_all(&place).map_err(EmbeddedError::at(&place))?;
    warn!(
        wanted = %wanted.display(), place = %place.display(),
        "the account that runs PostgreSQL for root cannot enter the data folder: its database stands elsewhere"
    );
    Ok(place)
}

/// A place that follows from the path of the data folder, so that the next start finds it again.
pub(super) fn elsewhere(data_dir: &Path) -> PathBuf {
    let hash = digest::digest(&digest::SHA256, data_dir.as_os_str().as_encoded_bytes());
    Path::new(ELSEWHERE).join(hex(&hash.as_ref()[..8]))
}
