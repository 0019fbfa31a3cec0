//! Which `initdb`, `pg_ctl` and `postgres` to run: those named, those found, or those fetched.

use std::env::{self, consts::EXE_SUFFIX};
use std::path::{Path, PathBuf};
use std::process::Command;

use tokio::runtime::Handle;

use super::account::Account;
use super::error::one_line;
use super::home::Home;
use super::{EmbeddedError, Options, archive};

/// What the embedded server is made of.
const PROGRAMS: [&str; 3] = ["initdb", "pg_ctl", "postgres"];

/// The oldest major version that the schema is written for.
const OLDEST: u32 = 14;

/// Where to stop looking: a few years of yearly releases ahead.
const NEWEST: u32 = 30;

/// The major version to fetch for a new cluster.
const PREFERRED: u32 = 15;

/// Folders that packages install to, `{}` being the major version.
const PACKAGED: [&str; 7] = [
    "/usr/lib/postgresql/{}/bin",                          // Debian, Ubuntu
    "/usr/pgsql-{}/bin",                                   // Fedora, RHEL
    "/usr/libexec/postgresql{}",                           // Alpine
    "/opt/homebrew/opt/postgresql@{}/bin",                 // Homebrew
    "/usr/local/opt/postgresql@{}/bin",                    // Homebrew on Intel
    "/Applications/Postgres.app/Contents/Versions/{}/bin", // Postgres.app
    "C:\\Program Files\\PostgreSQL\\{}\\bin",              // Windows
];

/// A folder of binaries that were run once to see that they work.
#[derive(Clone, Debug)]
pub(super) struct Binaries {
    folder: PathBuf,
    major: u32,
}

impl Binaries {
    /// Those of the configuration, or else the first on this machine that suit the cluster, or
    /// else fetched ones.
    pub fn choose(
        options: &Options,
        home: &Home,
        account: &Account,
        made_by: Option<u32>,
        runtime: &Handle,
    ) -> Result<Binaries, EmbeddedError> {
        if let Some(folder) = &options.binaries {
            return Binaries::named(folder, account)?.made(home, made_by);
        }
        let wanted = made_by.unwrap_or(PREFERRED);
        let fetched = home.fetched_binaries(wanted);
        let mut unsuited = None;
        for folder in installed().chain([fetched.join("bin")]) {
            match Binaries::in_folder(&folder, account) {
                Ok(binaries) if binaries.suit(made_by) => return Ok(binaries),
                Ok(binaries) => unsuited = unsuited.or(Some(binaries)),
                Err(_) => {}
            }
        }
        let fetching = archive::fetch(options.archive_url.as_deref(), wanted, &fetched);
        let attempt = runtime.block_on(fetching).and_then(|()| Binaries::in_folder(&fetched.join("bin"), account));
        match (attempt, unsuited) {
            (Ok(binaries), _) => Ok(binaries),
            (Err(_), Some(unsuited)) => unsuited.made(home, made_by),
            (Err(reason), None) => Err(EmbeddedError::NoBinaries { reason: one_line(&reason) }),
        }
    }

    fn named(folder: &Path, account: &Account) -> Result<Binaries, EmbeddedError> {
        let folder = std::path::absolute(folder).map_err(EmbeddedError::at(folder))?;
        Binaries::in_folder(&folder, account).map_err(|reason| EmbeddedError::UnusableBinaries { folder, reason })
    }

    /// The path of one of the programs.
    pub fn program(&self, name: &str) -> PathBuf {
        self.folder.join(format!("{name}{EXE_SUFFIX}"))
    }

    /// Looks whether a folder has all programs and the account can run them.
    fn in_folder(folder: &Path, account: &Account) -> Result<Binaries, String> {
        let mut binaries = Binaries { folder: folder.to_owned(), major: 0 };
        if let Some(missing) = PROGRAMS.iter().find(|name| !binaries.program(name).is_file()) {
            return Err(format!("it has no {missing}"));
        }
        let output = account
            .command(binaries.program("postgres"), Path::new("/"))
            .arg("--version")
            .output()
            .map_err(|error| format!("postgres does not run: {error}"))?;
        let printed = String::from_utf8_lossy(&output.stdout);
        binaries.major =
            major_version(&printed).ok_or_else(|| format!("`postgres --version` prints {:?}", printed.trim()))?;
        Ok(binaries)
    }

    fn suit(&self, made_by: Option<u32>) -> bool {
        made_by.map_or(self.major >= OLDEST, |version| version == self.major)
    }

    /// These binaries, if they can run the cluster.
    fn made(self, home: &Home, made_by: Option<u32>) -> Result<Binaries, EmbeddedError> {
        match made_by {
            Some(version) if version != self.major => Err(EmbeddedError::VersionMismatch {
                cluster: home.cluster(),
                made_by: version,
                binaries: self.folder,
                found: self.major,
            }),
            _ => Ok(self),
        }
    }
}

/// Folders of this machine that may have the binaries, the likeliest first.
fn installed() -> impl Iterator<Item = PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let on_path: Vec<_> = env::split_paths(&path).filter_map(|folder| real_folder(&folder)).collect();
    on_path.into_iter().chain(pg_config()).chain(packaged())
}

/// The folder behind a link such as `/usr/local/bin/postgres`: the others stand beside its target.
fn real_folder(folder: &Path) -> Option<PathBuf> {
    let postgres = folder.join(format!("postgres{EXE_SUFFIX}"));
    Some(postgres.canonicalize().ok()?.parent()?.to_owned())
}

fn pg_config() -> Option<PathBuf> {
    let output = Command::new("pg_config").arg("--bindir").output().ok()?;
    Some(PathBuf::from(String::from_utf8(output.stdout).ok()?.trim()))
}

fn packaged() -> impl Iterator<Item = PathBuf> {
    let folders =
        |major: u32| PACKAGED.iter().map(move |folder| PathBuf::from(folder.replace("{}", &major.to_string())));
    (OLDEST..=NEWEST).rev().flat_map(folders)
}

/// Reads `postgres (PostgreSQL) 15.18 (Debian ..)`.
fn major_version(printed: &str) -> Option<u32> {
    let version = printed.split_whitespace().nth(2)?;
    version.split(|letter: char| !letter.is_ascii_digit()).next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::major_version;

    #[test]
    fn major_version_is_read_from_what_postgres_prints() {
        assert_eq!(major_version("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)\n"), Some(15));
        assert_eq!(major_version("postgres (PostgreSQL) 18beta1\n"), Some(18));
        assert_eq!(major_version("postgres: not found"), None);
    }
}
