//! Files of one idea, functions of one thought.

use proc_macro2::Span;
use syn::visit::{self, Visit};

use crate::none;
use crate::source::Source;

const FILE_LINES: usize = 400;
const FUNCTION_LINES: usize = 60;
/// Written by diesel, not by hand.
const GENERATED: &str = "src/schema.rs";

fn sources() -> Vec<Source> {
    let all = [Source::below("src"), Source::below("tests")].into_iter().flatten();
    all.filter(|source| source.place != GENERATED).collect()
}

#[test]
fn files_are_short() {
    let long = sources().into_iter().map(|source| (source.text.lines().count(), source.place));
    let breaches: Vec<_> =
        long.filter(|(lines, _)| *lines > FILE_LINES).map(|(lines, place)| format!("{place}: {lines} lines")).collect();
    none("A file has at most 400 lines:", &breaches);
}

#[test]
fn functions_are_short() {
    let mut breaches = Vec::new();
    for source in sources() {
        let file = syn::parse_file(&source.text).unwrap_or_else(|error| panic!("{}: {error}", source.place));
        let mut functions = Functions::default();
        functions.visit_file(&file);
        let long = functions.0.into_iter().filter(|(.., lines)| *lines > FUNCTION_LINES);
        breaches.extend(long.map(|(name, line, lines)| format!("{} {name}: {lines} lines", source.at(line))));
    }
    none("A function has at most 60 lines:", &breaches);
}

/// Name, first line and length of each function.
#[derive(Default)]
struct Functions(Vec<(String, usize, usize)>);

impl Functions {
    fn add(&mut self, name: &syn::Ident, body: Span) {
        let first = name.span().start().line;
        self.0.push((name.to_string(), first, body.end().line + 1 - first));
    }
}

impl<'ast> Visit<'ast> for Functions {
    fn visit_item_fn(&mut self, function: &'ast syn::ItemFn) {
        self.add(&function.sig.ident, function.block.brace_token.span.close());
        visit::visit_item_fn(self, function);
    }

    fn visit_impl_item_fn(&mut self, function: &'ast syn::ImplItemFn) {
        self.add(&function.sig.ident, function.block.brace_token.span.close());
        visit::visit_impl_item_fn(self, function);
    }
}
