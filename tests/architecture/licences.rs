//! Every crate that the service is built of comes under a licence that leaves its users free.

use std::process::Command;

use serde_json::Value;
use spdx::{Expression, LicenseReq};

use crate::none;

/// The licences we take, each permissive (the last is for data: the trust anchors of the web).
const TAKEN: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "ISC",
    "MIT",
    "MIT-0",
    "OpenSSL",
    "PostgreSQL",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
    "CDLA-Permissive-2.0",
];

#[test]
fn every_crate_has_a_licence_we_take() {
    let packages = packages();
    assert!(packages.len() > 100, "the reader has gone blind: {} packages", packages.len());
    let refused = packages.iter().filter_map(|package| {
        let expression = package["license"].as_str().unwrap_or_default();
        (!is_taken(expression)).then(|| format!("{} {}: {expression:?}", package["name"], package["version"]))
    });
    none("A crate's licence is one we take:", &refused.collect::<Vec<_>>());
}

#[test]
fn copyleft_is_refused_and_a_choice_is_enough() {
    for (expression, taken) in [
        ("MIT OR GPL-3.0", true),
        ("MIT AND Zlib", true),
        ("GPL-3.0-only", false),
        ("MIT AND GPL-3.0", false),
        ("", false),
    ] {
        assert_eq!(is_taken(expression), taken, "{expression}");
    }
}

fn is_taken(expression: &str) -> bool {
    let named = |requirement: &LicenseReq| requirement.license.id().is_some_and(|id| TAKEN.contains(&id.name));
    Expression::parse_mode(expression, spdx::ParseMode::LAX).is_ok_and(|parsed| parsed.evaluate(named))
}

/// The packages of the build for this machine, from the lock file and what cargo has fetched already.
fn packages() -> Vec<Value> {
    let rustc = Command::new("rustc").arg("-vV").output().expect("rustc answers");
    let version = String::from_utf8(rustc.stdout).expect("text");
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).expect("a host");
    let metadata = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked", "--offline", "--filter-platform", host])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo answers");
    assert!(metadata.status.success(), "{}", String::from_utf8_lossy(&metadata.stderr));
    let metadata: Value = serde_json::from_slice(&metadata.stdout).expect("JSON");
    metadata["packages"].as_array().expect("packages").clone()
}
