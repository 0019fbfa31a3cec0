//! The service's figures, in the terms of Prometheus.
//!
//! Whatever counts or measures uses the `metrics` macros; without a recorder, as in tests, they do
//! nothing.

use metrics::{Unit, describe_counter, describe_gauge, describe_histogram};
use metrics_exporter_prometheus::{BuildError, Matcher, PrometheusBuilder, PrometheusHandle};

/// The bounds of durations, in seconds: from a cached answer to one that nobody waits for.
const SECONDS: [f64; 12] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0];

/// Starts recording, once in a process; the handle shows what was recorded.
pub fn record() -> Result<PrometheusHandle, BuildError> {
    let builder = PrometheusBuilder::new().set_buckets_for_metric(Matcher::Suffix("_seconds".to_owned()), &SECONDS)?;
    let recorder = builder.install_recorder()?;
    describe();
    Ok(recorder)
}

fn describe() {
    describe_counter!("http_requests_total", "Requests, by method, route pattern and status.");
    describe_histogram!("http_request_duration_seconds", Unit::Seconds, "How long requests took to be answered.");
    describe_gauge!("db_pool_connections", "Connections to the database, by state: idle, busy.");
    describe_gauge!("db_pool_limit", "How many connections there may be.");
    describe_gauge!("db_pool_waiting", "Requests that wait for a connection.");
    describe_counter!("jobs_total", "Background jobs, by job and outcome.");
}
