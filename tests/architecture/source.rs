//! The source as the rules see it: files, the paths they name, their functions.

use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// A source file of the project.
pub struct Source {
    /// Where it stands, from the root of the project.
    pub place: String,
    pub text: String,
    /// Its module, from the crate: `["campaigns", "queries", "list"]`.
    pub module: Vec<String>,
}

/// A path that a file names, in full: `["crate", "access", "Conn"]`.
pub struct Named {
    pub path: Vec<String>,
    pub line: usize,
}

impl Source {
    /// The files below a folder, in order.
    pub fn below(folder: &str) -> Vec<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut found = Vec::new();
        collect(&root.join(folder), &mut found);
        found.sort();
        found.iter().map(|path| Self::read(root, path)).collect()
    }

    fn read(root: &Path, path: &Path) -> Self {
        let place = path.strip_prefix(root).expect("a file of the project").display().to_string();
        let steps = place.trim_end_matches(".rs").split('/').skip(1);
        let module = steps.filter(|step| !["mod", "lib", "main"].contains(step)).map(str::to_owned).collect();
        Self { text: fs::read_to_string(path).expect("a source file is text"), module, place }
    }

    pub fn tokens(&self) -> TokenStream {
        self.text.parse().unwrap_or_else(|error| panic!("{}: {error}", self.place))
    }

    /// Every path of two steps or more, those inside macros and `use` trees included.
    pub fn paths(&self) -> Vec<Named> {
        let mut found = Vec::new();
        read_paths(self.tokens(), &self.module, &mut found);
        found
    }

    /// The first step below the crate: the wing, or the file at the top.
    pub fn top(&self) -> &str {
        self.module.first().map_or("", String::as_str)
    }

    /// The file's place and a line of it, as a breach is reported.
    pub fn at(&self, line: usize) -> String {
        format!("{}:{line}", self.place)
    }
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder of the project") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

fn read_paths(tokens: TokenStream, module: &[String], found: &mut Vec<Named>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut at = 0;
    while at < tokens.len() {
        match &tokens[at] {
            TokenTree::Ident(word) if word == "mod" && is_block(tokens.get(at + 2)) => {
                let inner = [module, &[tokens[at + 1].to_string()]].concat();
                read_group(&tokens[at + 2], &inner, found);
                at += 3;
            }
            TokenTree::Ident(_) => at = read_path(&tokens, at, Vec::new(), module, found),
            tree => {
                read_group(tree, module, found);
                at += 1;
            }
        }
    }
}

fn is_block(tree: Option<&TokenTree>) -> bool {
    matches!(tree, Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace)
}

fn read_group(tree: &TokenTree, module: &[String], found: &mut Vec<Named>) {
    if let TokenTree::Group(group) = tree {
        read_paths(group.stream(), module, found);
    }
}

/// Reads the path that begins at `at` behind the steps of `path`; answers with where it ends.
fn read_path(
    tokens: &[TokenTree],
    mut at: usize,
    mut path: Vec<String>,
    module: &[String],
    found: &mut Vec<Named>,
) -> usize {
    let line = tokens[at].span().start().line;
    path.push(tokens[at].to_string());
    at += 1;
    while is_separator(tokens, at) {
        match tokens.get(at + 2) {
            Some(TokenTree::Ident(step)) => path.push(step.to_string()),
            Some(TokenTree::Group(branches)) if branches.delimiter() == Delimiter::Brace => {
                read_branches(branches.stream(), &path, module, found);
                return at + 3;
            }
            _ => break,
        }
        at += 3;
    }
    if path.len() > 1 {
        found.push(Named { path: in_full(&path, module), line });
    }
    at
}

/// The branches of a `use` tree, each a path behind the steps of `path`.
fn read_branches(branches: TokenStream, path: &[String], module: &[String], found: &mut Vec<Named>) {
    let tokens: Vec<TokenTree> = branches.into_iter().collect();
    let mut at = 0;
    while at < tokens.len() {
        at = match &tokens[at] {
            TokenTree::Ident(_) => read_path(&tokens, at, path.to_vec(), module, found),
            _ => at + 1,
        };
    }
}

fn is_separator(tokens: &[TokenTree], at: usize) -> bool {
    let colon = |tree: Option<&TokenTree>| matches!(tree, Some(TokenTree::Punct(mark)) if mark.as_char() == ':');
    colon(tokens.get(at)) && colon(tokens.get(at + 1)) && tokens.len() > at + 2
}

/// The path with `super` and `self` resolved against the module that names it.
fn in_full(path: &[String], module: &[String]) -> Vec<String> {
    let supers = path.iter().take_while(|step| *step == "super").count();
    let own = usize::from(path.first().is_some_and(|step| step == "self"));
    if supers + own == 0 {
        return path.to_vec();
    }
    let above = &module[..module.len().saturating_sub(supers)];
    [&["crate".to_owned()], above, &path[supers + own..]].concat()
}

#[test]
fn paths_are_read_in_full() {
    let text = "use crate::{a::B, c}; mod tests { use super::*; fn f() { super::super::g(); m!(x::y { z }) } }";
    let module = vec!["wing".to_owned(), "file".to_owned()];
    let source = Source { place: String::new(), text: text.to_owned(), module };
    let paths: Vec<_> = source.paths().iter().map(|named| named.path.join("::")).collect();
    assert_eq!(paths, ["crate::a::B", "crate::c", "crate::wing::g", "x::y"]);
}
