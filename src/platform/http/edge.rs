//! The outermost layer: request ids, the headers that every response has, one measure per request,
//! and the place where problems become documents.

use std::time::Instant;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::StatusCode;
use actix_web::http::header::{
    ACCEPT_LANGUAGE, CACHE_CONTROL, CONTENT_LANGUAGE, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, RETRY_AFTER,
    VARY, WWW_AUTHENTICATE,
};
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage, HttpResponse, ResponseError};
use uuid::Uuid;

use crate::platform::problem::{Code, Language, Problem};

/// The methods that requests are counted by.
const METHODS: [&str; 7] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The id of a request: the client's own if it is a UUID, else a new one.
#[derive(Debug, Clone, Copy)]
pub struct RequestId(pub Uuid);

/// The language that a request asks for.
pub fn language_of(headers: &HeaderMap) -> Language {
    headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).map(Language::from_header).unwrap_or_default()
}

impl ResponseError for Problem {
    fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(self.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    /// An empty response that carries the problem; [`edge`] writes the document.
    fn error_response(&self) -> HttpResponse {
        let mut response = HttpResponse::new(self.status_code());
        response.extensions_mut().insert(self.clone());
        response
    }
}

/// The middleware around everything.
pub async fn edge(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let id = identify(request.headers());
    request.extensions_mut().insert(RequestId(id));
    let language = language_of(request.headers());
    let method = request.method().clone();
    let started = Instant::now();

    let mut response = next.call(request).await?.map_into_boxed_body();

    let route = response.request().match_pattern().unwrap_or_else(|| "none".to_owned());
    measure(method.as_str(), route, response.status(), started);
    if let Some(problem) = problem_of(&response) {
        response = write(response, &problem, language, id);
    }
    finish(response.headers_mut(), id);
    Ok(response)
}

fn identify(headers: &HeaderMap) -> Uuid {
    let given =
        headers.get(&REQUEST_ID).and_then(|value| value.to_str().ok()).and_then(|text| Uuid::try_parse(text).ok());
    given.unwrap_or_else(Uuid::now_v7)
}

/// One counter and one histogram, labelled by the route's pattern and never by what stands in it.
fn measure(method: &str, route: String, status: StatusCode, started: Instant) {
    // A client can make up methods without end; the figures know those of the contract.
    let method = if METHODS.contains(&method) { method } else { "other" };
    let labels = [("method", method.to_owned()), ("route", route), ("status", status.as_str().to_owned())];
    metrics::counter!("http_requests_total", &labels).increment(1);
    metrics::histogram!("http_request_duration_seconds", &labels).record(started.elapsed().as_secs_f64());
}

/// The problem that a response carries, or the one that stands for the framework's own refusal.
fn problem_of(response: &ServiceResponse<BoxBody>) -> Option<Problem> {
    if let Some(problem) = response.response().extensions().get::<Problem>() {
        return Some(problem.clone());
    }
    let status = response.status();
    let written =
        response.headers().get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes() != b"text/plain; charset=utf-8");
    if status.as_u16() < 400 || written {
        return None;
    }
    Some(Problem::of(match status {
        StatusCode::BAD_REQUEST => Code::MalformedParameter,
        StatusCode::NOT_FOUND => Code::NotFound,
        StatusCode::METHOD_NOT_ALLOWED => Code::MethodNotAllowed,
        StatusCode::PAYLOAD_TOO_LARGE => Code::BodyTooLarge,
        StatusCode::UNSUPPORTED_MEDIA_TYPE => Code::UnsupportedMediaType,
        _ => Code::Internal,
    }))
}

fn write(
    response: ServiceResponse<BoxBody>,
    problem: &Problem,
    language: Language,
    id: Uuid,
) -> ServiceResponse<BoxBody> {
    let body = serde_json::to_vec(&problem.document(language, &id.to_string())).unwrap_or_default();
    let mut response = response.map_body(|_, _| BoxBody::new(body));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    headers.insert(CONTENT_LANGUAGE, HeaderValue::from_static(language.tag()));
    match problem.code {
        Code::Unauthenticated => headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer")),
        Code::InvalidToken => {
            headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer error=\"invalid_token\""))
        }
        Code::Unavailable | Code::TooManyRequests | Code::IdempotencyInProgress => {
            headers.insert(RETRY_AFTER, HeaderValue::from_static("1"))
        }
        _ => return response,
    };
    response
}

/// Headers of every response: the request's id, what it varies by, and no caching by third parties
/// unless a handler said otherwise.
fn finish(headers: &mut HeaderMap, id: Uuid) {
    if let Ok(value) = id.to_string().parse() {
        headers.insert(REQUEST_ID, value);
    }
    headers.insert(VARY, HeaderValue::from_static("Authorization, Accept, Accept-Language, Origin"));
    headers.insert(HeaderName::from_static("x-content-type-options"), HeaderValue::from_static("nosniff"));
    if !headers.contains_key(CACHE_CONTROL) {
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    }
}
