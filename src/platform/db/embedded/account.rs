//! Which system account runs PostgreSQL: the caller's own, unless that is root, which it refuses.

use std::ffi::OsStr;
use std::path::Path;
use std::process::Command;
use std::{env, io};

use super::EmbeddedError;

/// Accounts that may run it for root, the best one first.
const UNPRIVILEGED: [&str; 2] = ["postgres", "nobody"];

/// The account that owns the cluster and runs its programs.
#[derive(Clone, Debug)]
pub(super) enum Account {
    /// The one that runs the service.
    Own,
    /// Another one, because the service runs as root.
    Unprivileged {
        /// The user id.
        user: u32,
        /// The group id.
        group: u32,
    },
}

impl Account {
    /// The caller's account or, for root, the first unprivileged one that exists.
    pub fn choose() -> Result<Account, EmbeddedError> {
        if id(&["-u"]) != Some(0) {
            return Ok(Account::Own);
        }
        UNPRIVILEGED
            .iter()
            .find_map(|name| {
                let (user, group) = (id(&["-u", name])?, id(&["-g", name])?);
                Some(Account::Unprivileged { user, group })
            })
            .ok_or(EmbeddedError::NoAccount)
    }

    /// A command that runs under this account in a folder that it can enter.
    pub fn command(&self, program: impl AsRef<OsStr>, folder: &Path) -> Command {
        let mut command = Command::new(program);
        // Settings of the operator's own servers must not leak into this one.
        let foreign = env::vars_os().filter(|(name, _)| name.as_encoded_bytes().starts_with(b"PG"));
        foreign.for_each(|(name, _)| {
            command.env_remove(name);
        });
        command.current_dir(folder).env("LC_ALL", "C");
        self.become_unprivileged(&mut command);
        command
    }

    #[cfg(unix)]
    fn become_unprivileged(&self, command: &mut Command) {
        use std::os::unix::process::CommandExt;
        // A group of its own: Ctrl-C in the terminal is for the service, which then stops it.
        command.process_group(0);
        if let Account::Unprivileged { user, group } = self {
            // The standard library also drops root's supplementary groups here.
            command.gid(*group).uid(*user);
        }
    }

    /// Only Unix has root; on Windows `pg_ctl` itself drops an administrator's rights.
    #[cfg(not(unix))]
    fn become_unprivileged(&self, _command: &mut Command) {}

    /// Makes this account the owner of a file or folder.
    #[cfg(unix)]
    pub fn own(&self, path: &Path) -> Result<(), EmbeddedError> {
        match self {
            Account::Own => Ok(()),
            Account::Unprivileged { user, group } => {
                std::os::unix::fs::chown(path, Some(*user), Some(*group)).map_err(EmbeddedError::at(path))
            }
        }
    }

    /// Only Unix has root: elsewhere the caller owns what it makes.
    #[cfg(not(unix))]
    pub fn own(&self, _path: &Path) -> Result<(), EmbeddedError> {
        Ok(())
    }

    /// Whether this account can enter a folder: a root-only home above it would forbid that.
    pub fn can_enter(&self, folder: &Path) -> io::Result<bool> {
        match self {
            Account::Own => Ok(true),
            // Asked of the system, because only it knows of access lists and mounts.
            Account::Unprivileged { .. } => {
                self.command("test", Path::new("/")).arg("-x").arg(folder).status().map(|status| status.success())
            }
        }
    }
}

/// Asks the system's `id`, which also knows accounts that stand in no file.
fn id(arguments: &[&str]) -> Option<u32> {
    let output = Command::new("id").args(arguments).output().ok()?;
    String::from_utf8(output.stdout).ok()?.trim().parse().ok()
}
