//! The shape of a slice: which of its files may know of what.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{TokenStream, TokenTree};

use crate::none;
use crate::source::{Named, Source};

/// The files of a slice in the order in which they may name each other: only what stands before.
const PARTS: &[&str] = &["model", "views", "queries", "service", "routes"];

/// The part of a slice that a file is, and the slice.
fn part(source: &Source) -> Option<(&'static str, &[String])> {
    let at = source.module.iter().position(|step| PARTS.contains(&step.as_str()))?;
    let part = PARTS.iter().find(|part| **part == source.module[at])?;
    Some((part, &source.module[..at]))
}

fn breaches(rule: impl Fn(&Source, &Named) -> bool) -> Vec<String> {
    let mut found = Vec::new();
    for source in Source::below("src") {
        let broken = source.paths().into_iter().filter(|named| rule(&source, named));
        found.extend(broken.map(|named| format!("{} names {}", source.at(named.line), named.path.join("::"))));
    }
    found
}

fn starts(named: &Named, path: &[&str]) -> bool {
    named.path.len() >= path.len() && named.path.iter().zip(path).all(|(step, expected)| step == expected)
}

#[test]
fn files_of_a_slice_name_only_those_before_them() {
    let broken = breaches(|source, named| {
        let Some((own, slice)) = part(source) else { return false };
        let Some(("crate", below)) = named.path.split_first().map(|(first, rest)| (first.as_str(), rest)) else {
            return false;
        };
        let Some(other) = below.strip_prefix(slice).and_then(|rest| rest.first()) else { return false };
        let place = |part: &str| PARTS.iter().position(|known| *known == part);
        place(other).is_some_and(|other| Some(other) > place(own))
    });
    none("model, views, queries, service, routes: a file names only files before it:", &broken);
}

#[test]
fn only_the_edge_knows_of_http() {
    let broken = breaches(|source, named| {
        let wing = ["platform", "access"].contains(&source.top()) && source.module.len() == 2
            || source.top() == "platform"
            || !crate::wings::WINGS.contains(&source.top());
        let routes = part(source).is_some_and(|(part, _)| part == "routes");
        starts(named, &["actix_web"]) && !wing && !routes
    });
    none("actix_web stands in routes, platform, the root of access and the top only:", &broken);
}

/// What turns diesel from a description of types into SQL.
const SQL: &[&[&str]] = &[
    &["diesel_async", "RunQueryDsl"],
    &["diesel", "RunQueryDsl"],
    &["diesel", "dsl"],
    &["diesel", "insert_into"],
    &["diesel", "update"],
    &["diesel", "delete"],
    &["diesel", "select"],
    &["diesel", "sql_query"],
];

#[test]
fn sql_stands_in_queries() {
    let broken = breaches(|source, named| {
        let queries = part(source).is_some_and(|(part, _)| part == "queries");
        let machinery = source.top() == "platform" || source.top() == "access" && source.module.len() == 2;
        SQL.iter().any(|path| starts(named, path)) && !queries && !machinery
    });
    none("SQL stands in queries, platform and the root of access only:", &broken);
}

#[test]
fn a_model_is_pure() {
    let broken = breaches(|source, named| {
        let model = part(source).is_some_and(|(part, _)| part == "model");
        let effects = [&["diesel_async"][..], &["tokio"], &["actix_web"], &["crate", "access", "Conn"], &["std", "fs"]];
        model && effects.iter().any(|path| starts(named, path))
    });
    none("A model does no input and no output:", &broken);
}

#[test]
fn a_slice_hides_its_files() {
    let mut broken = Vec::new();
    for source in Source::below("src").iter().filter(|source| source.place.ends_with("/mod.rs")) {
        let hidden = PARTS.iter().filter(|part| **part != "routes");
        let shown = hidden.filter(|part| source.text.contains(&format!("pub mod {part};")));
        broken.extend(shown.map(|part| format!("{} shows {part}", source.place)));
    }
    none("A slice shows its façade and its routes:", &broken);
}

#[test]
fn routes_do_not_escape_the_document() {
    let mut broken = Vec::new();
    for source in Source::below("src") {
        calls(source.tokens(), "route", &mut |line| broken.push(source.at(line)));
    }
    none("`.route()` registers what the contract does not show:", &broken);
}

fn calls(tokens: TokenStream, method: &str, report: &mut impl FnMut(usize)) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for (at, tree) in tokens.iter().enumerate() {
        let called = matches!((at.checked_sub(1).and_then(|before| tokens.get(before)), tree, tokens.get(at + 1)),
            (Some(TokenTree::Punct(dot)), TokenTree::Ident(name), Some(TokenTree::Group(_)))
                if dot.as_char() == '.' && name == method);
        if called {
            report(tree.span().start().line);
        }
        if let TokenTree::Group(group) = tree {
            calls(group.stream(), method, report);
        }
    }
}

/// The tables that a file writes, as far as the statement names them.
fn written(tokens: TokenStream, tables: &mut BTreeSet<String>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for pair in tokens.windows(2) {
        if let [TokenTree::Ident(verb), TokenTree::Group(target)] = pair
            && ["insert_into", "update", "delete"].iter().any(|known| verb == known)
        {
            let text = target.stream().to_string();
            if let Some((table, _)) = text.split_once(":: table").or_else(|| text.split_once("::table")) {
                tables.insert(table.trim().to_owned());
            }
        }
    }
    for tree in tokens {
        if let TokenTree::Group(group) = tree {
            written(group.stream(), tables);
        }
    }
}

#[test]
fn a_table_is_written_by_one_wing() {
    let mut writers: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for source in Source::below("src") {
        let mut tables = BTreeSet::new();
        written(source.tokens(), &mut tables);
        for table in tables {
            // Sign-in counts failures on the account itself, so access is one writer.
            let slice = if source.top() == "access" {
                &source.module[..1]
            } else {
                part(&source).map_or(&source.module[..], |(_, slice)| slice)
            };
            writers.entry(table).or_default().insert(slice.join("::"));
        }
    }
    assert!(writers.len() > 20, "the reader has gone blind: {writers:?}");
    let shared = writers.iter().filter(|(_, slices)| slices.len() > 1);
    none(
        "A slice writes only its own tables:",
        &shared.map(|(table, slices)| format!("{table}: {slices:?}")).collect::<Vec<_>>(),
    );
}
