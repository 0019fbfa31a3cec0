//! What a write intends besides its body: the version it expects, its idempotency key, a dry run.

use std::future::{Ready, ready};

use actix_web::http::header::IF_MATCH;
use actix_web::{FromRequest, HttpMessage, HttpRequest, dev::Payload};
use aws_lc_rs::digest::{Context, SHA256};
use utoipa::IntoParams;

use super::query::malformed;
use crate::platform::problem::{Code, Problem};

/// The version of a record: 1 when made, one more with every change.
pub type Version = i64;

/// The SHA-256 of the body that was read, kept for the idempotency fingerprint.
#[derive(Clone)]
pub struct BodyDigest(Vec<u8>);

impl BodyDigest {
    /// The digest of a body.
    pub fn of(bytes: &[u8]) -> Self {
        Self(aws_lc_rs::digest::digest(&SHA256, bytes).as_ref().to_vec())
    }
}

/// The version that a change expects (`If-Match`, RFC 9110); 428 where it is missing.
#[derive(Debug, Clone, Copy)]
pub enum IfMatch {
    /// `*`: whatever the version.
    Any,
    /// This version only.
    Version(Version),
}

impl IfMatch {
    /// Refuses a change made on an older reading. Only the version part of the tag is compared.
    pub fn check(self, current: Version) -> Result<(), Problem> {
        match self {
            Self::Version(expected) if expected != current => {
                Err(Problem::of(Code::VersionMismatch).with("current_version", current))
            }
            _ => Ok(()),
        }
    }

    fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        if text == "*" {
            return Some(Self::Any);
        }
        let tag = text.strip_prefix("W/").unwrap_or(text).trim_matches('"');
        tag.split('-').next()?.parse().ok().map(Self::Version)
    }
}

impl FromRequest for IfMatch {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let Some(header) = request.headers().get(IF_MATCH) else {
            return ready(Err(Problem::of(Code::PreconditionRequired)));
        };
        let read = header.to_str().ok().and_then(Self::read);
        ready(read.ok_or_else(|| header_fault("If-Match", "an ETag of this resource, such as \"7-5f2c\"")))
    }
}

fn header_fault(name: &str, expected: &str) -> Problem {
    Problem::of(Code::MalformedHeader).and_field(
        name,
        "malformed",
        format!("Cần: {expected}."),
        format!("Expected: {expected}."),
    )
}

/// The query parameter of every write that can be rehearsed, for the contract.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub struct IntentParams {
    /// `true`: the same checks and the same answer with `"dry_run": true`, and nothing kept.
    #[param(nullable = false)]
    pub dry_run: Option<bool>,
}

/// The header of every change of a record, for the contract.
#[derive(IntoParams)]
#[into_params(parameter_in = Header)]
pub struct IfMatchParam {
    /// The `ETag` that was read with the record, or `*`. Missing: 428; stale: 412.
    #[param(
        rename = "If-Match",
        required = true,
        pattern = r#"^(\*|(W/)?"[0-9]{1,18}(-[0-9a-f]{1,16})?")$"#,
        example = "\"1-5f2c\""
    )]
    pub if_match: String,
}

/// A client's key for one effect, with what it was first used for.
#[derive(Clone)]
pub struct IdempotencyKey {
    /// The key as sent.
    pub key: String,
    /// Method and route; a key is scoped by it.
    pub route: String,
}

/// How a write is meant.
pub struct Intent {
    /// The key, where the client sent one.
    pub key: Option<IdempotencyKey>,
    /// Whether to keep nothing.
    pub dry_run: bool,
    request: HttpRequest,
}

impl Intent {
    /// What the key stands for: method, address and body. Taken once the body has been read.
    pub fn fingerprint(&self) -> Vec<u8> {
        let mut context = Context::new(&SHA256);
        context.update(self.request.method().as_str().as_bytes());
        context.update(self.request.uri().to_string().as_bytes());
        if let Some(BodyDigest(digest)) = self.request.extensions().get::<BodyDigest>() {
            context.update(digest);
        }
        context.finish().as_ref().to_vec()
    }

    /// For answers that must not be stored, such as a secret.
    pub fn without_key(self) -> Self {
        Self { key: None, ..self }
    }

    fn read(request: &HttpRequest) -> Result<Self, Problem> {
        Ok(Self { key: read_key(request)?, dry_run: read_dry_run(request.query_string())?, request: request.clone() })
    }
}

fn read_key(request: &HttpRequest) -> Result<Option<IdempotencyKey>, Problem> {
    let Some(header) = request.headers().get("Idempotency-Key") else { return Ok(None) };
    let text = header.to_str().unwrap_or_default().trim();
    let key = text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(text);
    if !(1..=255).contains(&key.len()) || !key.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'"') {
        return Err(header_fault("Idempotency-Key", "1 to 255 visible characters, bare or quoted"));
    }
    let route = format!("{} {}", request.method(), request.path());
    Ok(Some(IdempotencyKey { key: key.to_owned(), route }))
}

fn read_dry_run(query: &str) -> Result<bool, Problem> {
    let pairs: Vec<(String, String)> =
        serde_html_form::from_str(query).map_err(|_| Problem::of(Code::MalformedParameter))?;
    match pairs.iter().find(|(name, _)| name == "dry_run") {
        Some((name, value)) => value.parse().map_err(|_| malformed(name, "expected true or false")),
        None => Ok(false),
    }
}

impl FromRequest for Intent {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Self::read(request))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_version_part_of_a_tag_is_compared() {
        for text in ["\"7-abc\"", "7", "W/\"7-x\"", "*"] {
            assert!(IfMatch::read(text).unwrap().check(7).is_ok(), "{text}");
        }
        assert_eq!(IfMatch::read("\"6-abc\"").unwrap().check(7).unwrap_err().code, Code::VersionMismatch);
        assert!(IfMatch::read("\"abc\"").is_none());
    }

    #[test]
    fn a_dry_run_is_said_in_full() {
        assert!(read_dry_run("dry_run=true").unwrap());
        assert!(!read_dry_run("").unwrap());
        assert_eq!(read_dry_run("dry_run=1").err().unwrap().code, Code::MalformedParameter);
    }
}
