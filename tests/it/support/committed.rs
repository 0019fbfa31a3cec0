//! Files that are generated, committed, and compared: a change of them is seen in review.

use std::fs;
use std::path::Path;

/// Fails where the committed file is not what the code says; `UPDATE=1` writes it instead.
#[track_caller]
pub fn assert_committed(place: &str, generated: &str, command: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(place);
    if std::env::var_os("UPDATE").is_some() {
        return fs::write(path, generated).expect("the file is written");
    }
    let committed = fs::read_to_string(path).unwrap_or_default();
    let differs = committed.lines().zip(generated.lines()).position(|(before, now)| before != now);
    let line = differs.unwrap_or_else(|| committed.lines().count().min(generated.lines().count())) + 1;
    assert!(committed == generated, "{place} is not up to date from line {line} on; write it with: {command}");
}
