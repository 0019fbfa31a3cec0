//! Wings stand in the order of the story; imports only ever point up it.

use crate::none;
use crate::source::Source;

/// The wings, from the first.
pub const WINGS: &[&str] =
    &["platform", "access", "registry", "campaigns", "execution", "scoring", "awards", "publicity", "exchange"];

/// What every wing stands on.
const GROUND: &[&str] = &["ids", "schema"];

/// The modules of the crate's top. One that is neither a wing nor ground stands on top of all wings:
/// it may name each of them, and none may name it.
fn tops(sources: &[Source]) -> Vec<String> {
    let mut tops: Vec<_> = sources.iter().map(|source| source.top().to_owned()).filter(|top| !top.is_empty()).collect();
    tops.dedup();
    tops
}

fn rank(top: &str) -> usize {
    if GROUND.contains(&top) { 0 } else { 1 + WINGS.iter().position(|wing| *wing == top).unwrap_or(WINGS.len()) }
}

#[test]
fn imports_only_point_up_the_story() {
    let sources = Source::below("src");
    let tops = tops(&sources);
    let mut breaches = Vec::new();
    for source in sources.iter().filter(|source| WINGS.contains(&source.top())) {
        for named in source.paths() {
            let [first, target, ..] = named.path.as_slice() else { continue };
            if first.trim_start_matches('$') == "crate" && tops.contains(target) && rank(target) > rank(source.top()) {
                breaches.push(format!("{} names {}", source.at(named.line), named.path.join("::")));
            }
        }
    }
    none("A wing names only wings above it:", &breaches);
}

#[test]
fn the_wings_that_are_built_are_known() {
    let sources = Source::below("src");
    let folders = sources.iter().filter(|source| source.module.len() > 1).map(Source::top);
    let on_top = ["commands", "sample"];
    let unknown: Vec<_> =
        folders.filter(|top| rank(top) > WINGS.len() && !on_top.contains(top)).map(str::to_owned).collect();
    none("A folder is a wing in its place in the order, or stands on top and is named here:", &unknown);
}
