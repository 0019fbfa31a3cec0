//! Why the embedded server could not be started or stopped.

use std::io;
use std::path::{Path, PathBuf};
use std::process::Output;

/// Why the embedded server could not be started or stopped. Every message is one line.
#[derive(Debug, thiserror::Error)]
pub enum EmbeddedError {
    /// There are no binaries on the machine and none could be fetched.
    #[error(
        "no PostgreSQL was found on this machine and none could be fetched ({reason}); install it \
         (Debian, Ubuntu: `apt install postgresql`; Fedora, RHEL: `dnf install postgresql-server`; \
         macOS: `brew install postgresql@15`; Windows: `winget install PostgreSQL.PostgreSQL.15`) \
         or set DATABASE_URL to a server of your own"
    )]
    NoBinaries {
        /// Why the fetch failed.
        reason: String,
    },

    /// The folder that the configuration names cannot be used.
    #[error("THIDUA_PG_BIN: {} is not usable as PostgreSQL's folder of binaries: {reason}", folder.display())]
    UnusableBinaries {
        /// The folder as configured.
        folder: PathBuf,
        /// What is wrong with it.
        reason: String,
    },

    /// The cluster needs another major version than the one at hand.
    #[error(
        "the database in {} was made by PostgreSQL {made_by}, but {} is PostgreSQL {found}; install \
         PostgreSQL {made_by} or name its folder in THIDUA_PG_BIN, or move the data to a new folder \
         with pg_dump and pg_restore", cluster.display(), binaries.display()
    )]
    VersionMismatch {
        /// The cluster's folder.
        cluster: PathBuf,
        /// The major version that made the cluster.
        made_by: u32,
        /// The folder of the binaries.
        binaries: PathBuf,
        /// Their major version.
        found: u32,
    },

    /// PostgreSQL refuses to run as root, and there is no other account.
    #[error(
        "PostgreSQL does not run as root and there is neither an account `postgres` nor `nobody`; \
         create one, run the service as another user, or set DATABASE_URL to a server of your own"
    )]
    NoAccount,

    /// The password file does not go with the cluster any more.
    #[error("the database in {} is there but its password file is missing; restore {}", cluster.display(), password.display())]
    PasswordLost {
        /// The cluster's folder.
        cluster: PathBuf,
        /// Where the password should be.
        password: PathBuf,
    },

    /// One of PostgreSQL's programs failed.
    #[error("{program} failed: {output}")]
    Program {
        /// The program's name.
        program: String,
        /// What it complained of.
        output: String,
    },

    /// A running server neither finishes starting nor finishes stopping.
    #[error("the PostgreSQL of {} has been {status} for a minute; see its server.log", cluster.display())]
    Unsettled {
        /// The cluster's folder.
        cluster: PathBuf,
        /// What it says of itself.
        status: String,
    },

    /// A file or folder could not be used.
    #[error("{}: {source}", path.display())]
    File {
        /// Which one.
        path: PathBuf,
        /// What went wrong.
        source: io::Error,
    },

    /// The system has no more random bytes to give.
    #[error("no random bytes for a password")]
    NoRandomness,

    /// The task that did the work was lost.
    #[error("the work on the embedded PostgreSQL was interrupted: {0}")]
    Interrupted(#[from] tokio::task::JoinError),
}

impl EmbeddedError {
    /// Names the path that an I/O error is about, which the error itself does not.
    pub(super) fn at(path: &Path) -> impl FnOnce(io::Error) -> EmbeddedError {
        move |source| EmbeddedError::File { path: path.to_owned(), source }
    }

    /// Says what a program complained of.
    pub(super) fn program(program: &str, output: &Output) -> EmbeddedError {
        let complaint = one_line(&String::from_utf8_lossy(&output.stderr));
        EmbeddedError::Program { program: program.to_owned(), output: complaint }
    }
}

/// Messages are read in logs, where a line is a record.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
