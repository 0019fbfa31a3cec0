//! The operators' port: whether the service lives, whether it is ready, and its figures.

use std::net::TcpListener;
use std::time::Duration;

use actix_web::dev::Server;
use actix_web::http::header::CONTENT_TYPE;
use actix_web::web::{self, Data, ServiceConfig};
use actix_web::{App, HttpResponse, HttpServer, guard};
use metrics_exporter_prometheus::PrometheusHandle;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;

use crate::access::{Gate, SharedGate};
use crate::commands::Failure;

/// How long a busy database may take to be called ready.
const PATIENCE: Duration = Duration::from_secs(2);

/// The media type of the figures, by Prometheus' own definition.
const FIGURES: &str = "text/plain; version=0.0.4; charset=utf-8";

/// What the operators' pages look at.
pub(super) struct State {
    gate: SharedGate,
    /// The gates of the threads that answer requests.
    workers: Vec<SharedGate>,
    recorder: PrometheusHandle,
    stop: CancellationToken,
}

impl State {
    pub fn new(
        gate: SharedGate,
        workers: Vec<SharedGate>,
        recorder: PrometheusHandle,
        stop: CancellationToken,
    ) -> Data<Self> {
        Data::new(Self { gate, workers, recorder, stop })
    }
}

/// The server of the operators' port.
pub(super) fn server(listener: TcpListener, state: Data<State>) -> Result<Server, Failure> {
    let server = HttpServer::new(move || App::new().app_data(state.clone()).configure(pages));
    Ok(server.workers(1).disable_signals().listen(listener)?.run())
}

fn pages(config: &mut ServiceConfig) {
    config
        .service(web::resource("/live").guard(guard::Get()).to(live))
        .service(web::resource("/ready").guard(guard::Get()).to(ready))
        .service(web::resource("/metrics").guard(guard::Get()).to(figures));
}

/// The process answers. Whoever restarts what does not live asks here, and not whether it is ready.
async fn live() -> HttpResponse {
    HttpResponse::Ok().body("live\n")
}

/// Requests may be sent: the database answers, and the service is not about to stop.
async fn ready(state: Data<State>) -> HttpResponse {
    if state.stop.is_cancelled() {
        return HttpResponse::ServiceUnavailable().body("stopping\n");
    }
    match timeout(PATIENCE, state.gate.ready()).await {
        Ok(true) => HttpResponse::Ok().body("ready\n"),
        _ => HttpResponse::ServiceUnavailable().body("the database does not answer\n"),
    }
}

async fn figures(state: Data<State>) -> HttpResponse {
    Gate::measure_pools(state.workers.iter().chain([&state.gate]).map(|gate| gate.get_ref()));
    HttpResponse::Ok().insert_header((CONTENT_TYPE, FIGURES)).body(state.recorder.render())
}
