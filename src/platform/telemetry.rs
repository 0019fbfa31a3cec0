//! Tracing: one event per request, readable for people or JSON for machines.

use std::io::{IsTerminal, stderr};

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::{Error, HttpMessage};
use tracing::Span;
use tracing_actix_web::RootSpanBuilder;
use tracing_subscriber::EnvFilter;

use crate::platform::http::RequestId;

/// How events are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum LogFormat {
    /// Lines for people.
    Text,
    /// One JSON object a line.
    Json,
}

/// Starts tracing. `filter` is in the terms of `RUST_LOG`.
pub fn start(filter: &str, format: LogFormat) {
    let filter = EnvFilter::try_new(filter).unwrap_or_else(|_| EnvFilter::new("info"));
    // Colours are for people at a terminal, not for files.
    let subscriber = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_target(false)
        .with_ansi(stderr().is_terminal())
        .with_writer(stderr);
    match format {
        LogFormat::Text => subscriber.compact().init(),
        LogFormat::Json => subscriber.json().flatten_event(true).init(),
    }
}

/// The span of a request, and the one event at its end.
pub struct RequestSpan;

impl RootSpanBuilder for RequestSpan {
    fn on_request_start(request: &ServiceRequest) -> Span {
        let id = request.extensions().get::<RequestId>().map(|RequestId(id)| id.to_string()).unwrap_or_default();
        tracing::info_span!("request", request_id = %id, method = %request.method(), path = %request.path())
    }

    fn on_request_end<B: MessageBody>(span: Span, outcome: &Result<ServiceResponse<B>, Error>) {
        let status =
            outcome.as_ref().map_or_else(|error| error.as_response_error().status_code(), ServiceResponse::status);
        let _entered = span.enter();
        tracing::info!(status = status.as_u16(), "answered");
    }
}
