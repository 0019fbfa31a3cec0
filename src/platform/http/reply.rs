//! Replies: the bytes that a client, and the store of idempotency keys, gets.

use std::hash::{DefaultHasher, Hash, Hasher};

use actix_web::body::BoxBody;
use actix_web::http::header::{CONTENT_TYPE, ETAG, IF_NONE_MATCH, LINK, LOCATION};
use actix_web::http::{Method, StatusCode};
use actix_web::{HttpRequest, HttpResponse, Responder};
use serde::Serialize;
use serde_json::Value;

use super::intent::Version;
use super::page::Page;
use crate::platform::problem::{Problem, Result};

/// Bytes that most items of a list take: a page that is given its room at once is not moved while it grows.
const ROOM_OF_AN_ITEM: usize = 1024;

/// What a handler answers.
pub type Answer = Result<Reply>;

/// A representation that knows its version.
pub trait Versioned: Serialize {
    /// The version of the record shown.
    fn version(&self) -> Version;
}

/// A reply in bytes, rendered inside the transaction so that it can be stored with the effect.
#[derive(Debug, Clone)]
pub struct Reply {
    /// The HTTP status.
    pub status: u16,
    /// `application/json`, or the problem type for a stored refusal.
    pub content_type: &'static str,
    /// Where the new resource is.
    pub location: Option<String>,
    /// The version shown, for the entity tag.
    pub version: Option<Version>,
    /// The body.
    pub body: Vec<u8>,
    /// Whether this is an earlier answer to the same idempotency key.
    pub replayed: bool,
    links: Option<(Option<String>, Option<String>)>,
}

impl Reply {
    fn json(status: u16, body: &impl Serialize, version: Option<Version>) -> Answer {
        Ok(Self::of(status, serde_json::to_vec(body).map_err(Problem::internal)?, version))
    }

    fn of(status: u16, body: Vec<u8>, version: Option<Version>) -> Self {
        Self { status, content_type: "application/json", location: None, version, body, replayed: false, links: None }
    }

    /// 200 with a record.
    pub fn ok(body: &impl Versioned) -> Answer {
        Self::json(200, body, Some(body.version()))
    }

    /// 200 with something that has no version of its own, such as a report.
    pub fn report(body: &impl Serialize) -> Answer {
        Self::json(200, body, None)
    }

    /// 201 with a new record and its address.
    pub fn created(location: String, body: &impl Versioned) -> Answer {
        let reply = Self::json(201, body, Some(body.version()))?;
        Ok(Self { location: Some(location), ..reply })
    }

    /// 204: done, and nothing to show.
    pub fn done() -> Answer {
        let reply = Self::json(204, &Value::Null, None)?;
        Ok(Self { body: Vec::new(), ..reply })
    }

    /// 200 with a page of a list.
    pub fn page<T: Serialize>(page: &Page<T>) -> Answer {
        let mut body = Vec::with_capacity(page.items.len() * ROOM_OF_AN_ITEM);
        serde_json::to_writer(&mut body, page).map_err(Problem::internal)?;
        let reply = Self::of(200, body, None);
        Ok(Self { links: Some((page.next.clone(), page.prev.clone())), ..reply })
    }

    /// The stored form of an earlier answer.
    pub fn replay(
        status: u16,
        content_type: &'static str,
        location: Option<String>,
        version: Option<Version>,
        body: Vec<u8>,
    ) -> Self {
        Self { status, content_type, location, version, body, replayed: true, links: None }
    }

    /// Marks the answer of a rehearsal.
    pub fn rehearsed(mut self) -> Answer {
        if let Ok(Value::Object(mut object)) = serde_json::from_slice(&self.body) {
            object.insert("dry_run".to_owned(), Value::Bool(true));
            self.body = serde_json::to_vec(&object).map_err(Problem::internal)?;
        }
        Ok(Self { location: None, ..self })
    }

    /// The version and a fingerprint of what is shown: fields, embeds and allowed actions change it,
    /// the token itself does not.
    fn entity_tag(&self) -> String {
        let mut hasher = DefaultHasher::new();
        self.body.hash(&mut hasher);
        format!("\"{}-{:x}\"", self.version.unwrap_or_default(), hasher.finish())
    }

    fn link(&self, request: &HttpRequest) -> Option<String> {
        let (next, prev) = self.links.as_ref()?;
        let links: Vec<_> = [("next", next), ("prev", prev)]
            .into_iter()
            .filter_map(|(relation, cursor)| {
                Some(format!("<{}>; rel=\"{relation}\"", with_cursor(request, cursor.as_ref()?)))
            })
            .collect();
        (!links.is_empty()).then(|| links.join(", "))
    }
}

fn with_cursor(request: &HttpRequest, cursor: &str) -> String {
    let kept = request.query_string().split('&').filter(|pair| !pair.is_empty() && !pair.starts_with("cursor="));
    let query: Vec<_> = kept.map(str::to_owned).chain([format!("cursor={cursor}")]).collect();
    format!("{}?{}", request.path(), query.join("&"))
}

fn matches(request: &HttpRequest, tag: &str) -> bool {
    let Some(header) = request.headers().get(IF_NONE_MATCH).and_then(|value| value.to_str().ok()) else { return false };
    header.split(',').map(str::trim).any(|given| given == "*" || given.trim_start_matches("W/") == tag)
}

impl Responder for Reply {
    type Body = BoxBody;

    fn respond_to(self, request: &HttpRequest) -> HttpResponse {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::OK);
        let mut response = HttpResponse::build(status);
        if status.is_success() && status != StatusCode::NO_CONTENT {
            let tag = self.entity_tag();
            if request.method() == Method::GET && matches(request, &tag) {
                return HttpResponse::NotModified().insert_header((ETAG, tag)).finish();
            }
            response.insert_header((ETAG, tag));
        }
        if let Some(link) = self.link(request) {
            response.insert_header((LINK, link));
        }
        if let Some(location) = self.location {
            response.insert_header((LOCATION, location));
        }
        if self.replayed {
            response.insert_header(("Idempotency-Replayed", "true"));
        }
        if self.body.is_empty() {
            return response.finish();
        }
        response.insert_header((CONTENT_TYPE, self.content_type)).body(self.body)
    }
}
