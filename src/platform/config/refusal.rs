//! A bad value in one line: the variable, what was found, what is expected.

use std::error::Error as _;

use clap::error::{ContextKind, ContextValue, ErrorKind};

/// Variables whose value is a secret, or may hold one.
const SECRET: [&str; 2] = ["DATABASE_URL", "THIDUA_SAMPLE_PASSWORD"];

/// What is wrong with the value of a variable; nothing if the error is another one, of the command
/// line's form.
pub fn refusal(error: &clap::Error) -> Option<String> {
    if !matches!(error.kind(), ErrorKind::ValueValidation | ErrorKind::InvalidValue | ErrorKind::InvalidUtf8) {
        return None;
    }
    let variable = variable(text(error, ContextKind::InvalidArg)?)?;
    let found = match text(error, ContextKind::InvalidValue) {
        Some(value) if !SECRET.contains(&variable) => format!("{value:?}"),
        _ => "a value that is not shown because it is secret".to_owned(),
    };
    let expected = error.source().map(ToString::to_string).or_else(|| choices(error))?;
    Some(format!("{variable}: found {found}, expected {expected}"))
}

/// An option is called after its variable: `--listen <THIDUA_LISTEN>`.
fn variable(option: &str) -> Option<&str> {
    option.split_once('<')?.1.strip_suffix('>')
}

fn text(error: &clap::Error, kind: ContextKind) -> Option<&str> {
    match error.get(kind)? {
        ContextValue::String(text) => Some(text),
        _ => None,
    }
}

fn choices(error: &clap::Error) -> Option<String> {
    match error.get(ContextKind::ValidValue)? {
        ContextValue::Strings(values) => Some(values.join(" or ")),
        _ => None,
    }
}
