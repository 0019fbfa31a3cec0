//! Words that do not stand in finished code.

use proc_macro2::{TokenStream, TokenTree};

use crate::none;
use crate::source::Source;

/// Macros of work that is not done, or of looking at it.
const UNFINISHED: &[&str] = &["todo", "unimplemented", "dbg"];
/// Macros that write past the log; only the command line speaks to its user.
const PRINTING: &[&str] = &["print", "println", "eprint", "eprintln"];

#[test]
fn every_file_says_what_it_is_for() {
    let all = [Source::below("src"), Source::below("tests")].into_iter().flatten();
    let silent = all.filter(|source| !source.text.starts_with("//! ") && source.place != "src/schema.rs");
    none("A file begins with a `//!` sentence:", &silent.map(|source| source.place).collect::<Vec<_>>());
}

#[test]
fn nothing_is_left_unfinished_or_silenced() {
    let mut breaches = Vec::new();
    for source in [Source::below("src"), Source::below("tests")].into_iter().flatten() {
        let speaks = source.place == "src/main.rs"
            || source.place.starts_with("src/commands/")
            || source.place.contains("/tests/");
        words(source.tokens(), &mut |word, next, line| {
            let macros = next == "!" && (UNFINISHED.contains(&word) || PRINTING.contains(&word) && !speaks);
            let silenced = word == "allow" && next.starts_with('(') && !source.place.ends_with("schema.rs");
            if macros || silenced {
                breaches.push(format!("{} {word}", source.at(line)));
            }
        });
    }
    none("No todo!, unimplemented!, dbg!, no printing outside the command line, no #[allow]:", &breaches);
}

#[test]
fn tests_do_not_wait() {
    let mut breaches = Vec::new();
    for source in Source::below("tests") {
        words(source.tokens(), &mut |word, next, line| {
            if word == "sleep" && next.starts_with('(') || word == "ignore" && next.is_empty() {
                breaches.push(source.at(line));
            }
        });
    }
    none("A test does not sleep and is not ignored:", &breaches);
}

/// Every word with what follows it, macros and attributes included.
fn words(tokens: TokenStream, report: &mut impl FnMut(&str, &str, usize)) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for (at, tree) in tokens.iter().enumerate() {
        match tree {
            TokenTree::Ident(word) => {
                let next = tokens.get(at + 1).map(ToString::to_string).unwrap_or_default();
                report(&word.to_string(), &next, word.span().start().line);
            }
            TokenTree::Group(group) => words(group.stream(), report),
            _ => {}
        }
    }
}
