//! Query parameters that refuse what they do not know.

use std::future::{Ready, ready};

use actix_web::{FromRequest, HttpRequest, dev::Payload};
use serde::Serialize;
use serde::de::DeserializeOwned;
use validator::Validate;

use super::body::refuse;
use super::page::PageRequest;
use crate::platform::problem::{Code, Problem};

/// Parameters of an operation that is not a list. `T` must deny unknown fields.
pub struct Query<T>(pub T);

impl<T: DeserializeOwned + Validate + 'static> FromRequest for Query<T> {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(pairs(request).and_then(|pairs| read(&pairs)).map(Self))
    }
}

/// Parameters of a list: its own filters, and the page that every list understands.
pub struct List<F> {
    /// The list's filters; `F` must deny unknown fields.
    pub filter: F,
    /// Cursor, limit, order and count.
    pub page: PageRequest,
}

impl<F: DeserializeOwned + Serialize + Validate + 'static> FromRequest for List<F> {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(pairs(request).and_then(|pairs| list(request.path(), pairs)))
    }
}

fn list<F: DeserializeOwned + Serialize + Validate>(
    path: &str,
    pairs: Vec<(String, String)>,
) -> Result<List<F>, Problem> {
    let (page, filters): (Vec<_>, Vec<_>) = pairs.into_iter().partition(|(name, _)| PageRequest::owns(name));
    let filter: F = read(&filters)?;
    let variant = serde_json::to_string(&filter).map_err(Problem::internal)?;
    let page = PageRequest::read(&page, &format!("{path}?{variant}"))?;
    Ok(List { filter, page })
}

fn pairs(request: &HttpRequest) -> Result<Vec<(String, String)>, Problem> {
    let pairs: Vec<(String, String)> =
        serde_html_form::from_str(request.query_string()).map_err(|_| Problem::of(Code::MalformedParameter))?;
    if let Some((name, _)) = pairs.iter().find(|(name, value)| name.contains('\0') || value.contains('\0')) {
        return Err(malformed(&name.replace('\0', ""), "U+0000"));
    }
    // An empty value would read as an absent one: a filter that filters nothing.
    if let Some((name, _)) = pairs.iter().find(|(_, value)| value.is_empty()) {
        return Err(malformed(name, "a value is expected"));
    }
    Ok(pairs)
}

fn read<T: DeserializeOwned + Validate>(pairs: &[(String, String)]) -> Result<T, Problem> {
    let text = serde_html_form::to_string(pairs).map_err(Problem::internal)?;
    let deserializer = serde_html_form::Deserializer::from_bytes(text.as_bytes());
    let value: T = serde_path_to_error::deserialize(deserializer).map_err(|error| {
        let reason = error.inner().to_string();
        if reason.starts_with("unknown field") {
            return Problem::of(Code::UnknownParameter).and_field(
                &error.path().to_string(),
                "unknown",
                &reason,
                &reason,
            );
        }
        malformed(&error.path().to_string(), &reason)
    })?;
    value.validate().map_err(|errors| Problem { code: Code::MalformedParameter, ..refuse(&errors) })?;
    Ok(value)
}

pub(super) fn malformed(name: &str, reason: &str) -> Problem {
    Problem::of(Code::MalformedParameter).and_field(
        name,
        "malformed",
        format!("Không đọc được: {reason}."),
        format!("Cannot be read: {reason}."),
    )
}
