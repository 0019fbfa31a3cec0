//! The cluster on disk: how it is made, by which version, and the password of its only role.

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};

use aws_lc_rs::rand;

use super::account::Account;
use super::binaries::Binaries;
use super::home::Home;
use super::{EmbeddedError, Purpose};

/// The role that the service connects as; it owns the cluster.
pub(super) const ROLE: &str = "thidua";

/// The order of strings must not depend on the machine, but letters must be known as letters,
/// đ and ơ too. `C.UTF-8` is both; where it does not exist, `C` still keeps the order.
const LOCALE: &str = if cfg!(target_os = "linux") { "C.UTF-8" } else { "C" };

/// The major version that made the cluster, if there is one.
pub(super) fn major_version(home: &Home) -> Result<Option<u32>, EmbeddedError> {
    let file = home.cluster().join("PG_VERSION");
    match fs::read_to_string(&file) {
        Ok(text) => Ok(text.trim().parse().ok()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(EmbeddedError::at(&file)(error)),
    }
}

/// Reads the password of an existing cluster.
pub(super) fn password(home: &Home) -> Result<String, EmbeddedError> {
    let file = home.password();
    match fs::read_to_string(&file) {
        Ok(text) => Ok(text.trim().to_owned()),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            Err(EmbeddedError::PasswordLost { cluster: home.cluster(), password: file })
        }
        Err(error) => Err(EmbeddedError::at(&file)(error)),
    }
}

/// Makes a cluster and answers its password.
///
/// It is made beside its place and moved there when it is whole, because an interrupted `initdb`
/// leaves something that looks like a cluster, and may even still be at work on it.
pub(super) fn create(
    home: &Home,
    binaries: &Binaries,
    account: &Account,
    purpose: Purpose,
) -> Result<String, EmbeddedError> {
    let unfinished = home.root().join(format!("unfinished-{}", random_hex()?));
    fs::create_dir(&unfinished).map_err(EmbeddedError::at(&unfinished))?;
    account.own(&unfinished)?;
    let password = new_password(home, account)?;

    let mut initdb = account.command(binaries.program("initdb"), &unfinished);
    initdb.arg("--pgdata").arg(&unfinished).arg("--pwfile").arg(home.password());
    initdb.args(["--username", ROLE, "--auth", "scram-sha-256", "--no-instructions"]);
    initdb.args(["--encoding", "UTF8", "--locale", LOCALE]);
    if purpose == Purpose::Throwaway {
        initdb.arg("--no-sync");
    }
    let output = initdb.output().map_err(EmbeddedError::at(&binaries.program("initdb")))?;
    if !output.status.success() {
        return Err(EmbeddedError::program("initdb", &output));
    }
    fs::rename(&unfinished, home.cluster()).map_err(EmbeddedError::at(&unfinished))?;
    Ok(password)
}

/// Draws a password and stores it for the account's eyes only.
fn new_password(home: &Home, account: &Account) -> Result<String, EmbeddedError> {
    let (file, password) = (home.password(), random_hex()?);
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut opened = options.open(&file).map_err(EmbeddedError::at(&file))?;
    opened.write_all(password.as_bytes()).map_err(EmbeddedError::at(&file))?;
    account.own(&file)?;
    Ok(password)
}

/// 128 random bits.
pub(super) fn random_hex() -> Result<String, EmbeddedError> {
    let mut bytes = [0; 16];
    rand::fill(&mut bytes).map_err(|_| EmbeddedError::NoRandomness)?;
    Ok(hex(&bytes))
}

pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
