//! The rules of the house that the compiler cannot keep: read off the source, without a database.

mod licences;
mod sizes;
mod slices;
mod source;
mod wings;
mod words;

/// Fails with every breach at once, each with its place.
#[track_caller]
fn none(rule: &str, breaches: &[String]) {
    assert!(breaches.is_empty(), "{rule}\n  {}", breaches.join("\n  "));
}
