//! What the service does by the clock and not on request.

use std::time::Duration;

use metrics_exporter_prometheus::PrometheusHandle;
use tokio::time::{MissedTickBehavior, interval};
use tokio_util::sync::CancellationToken;
use tracing::error;

use crate::access::{SharedGate, housekeeping};
use crate::campaigns;
use crate::platform::problem::Result;

const SECOND: Duration = Duration::from_secs(1);
const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(3600);

/// How often measurements are summed up, so that they do not pile up between two looks at them.
const UPKEEP: Duration = Duration::from_secs(5);

/// Does every job at its time until it is told to stop; one that is under way comes to its end.
pub(super) async fn run(gate: &SharedGate, recorder: &PrometheusHandle, stop: &CancellationToken) {
    let upkeep = async || {
        recorder.run_upkeep();
        Ok(())
    };
    tokio::join!(
        every(SECOND, "journal", stop, async || housekeeping::sequence_journal(gate).await.map(drop)),
        every(MINUTE, "deadlines", stop, async || campaigns::close_due(gate).await.map(drop)),
        every(HOUR, "answers", stop, async || housekeeping::forget_answers(gate).await.map(drop)),
        every(HOUR, "sessions", stop, async || housekeeping::forget_sessions(gate).await.map(drop)),
        every(UPKEEP, "metrics", stop, upkeep),
    );
}

/// Does a job now and then again and again. A failure is told, and the next time may succeed.
async fn every(period: Duration, name: &'static str, stop: &CancellationToken, job: impl AsyncFn() -> Result<()>) {
    let mut times = interval(period);
    times.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            _ = times.tick() => {}
            () = stop.cancelled() => return,
        }
        let outcome = match job().await {
            Ok(()) => "done",
            Err(problem) => {
                error!(job = name, %problem, "a job failed");
                "failed"
            }
        };
        metrics::counter!("jobs_total", "job" => name, "outcome" => outcome).increment(1);
    }
}
