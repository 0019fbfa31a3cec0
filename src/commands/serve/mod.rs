//! `thidua serve`: from nothing to a running service, and back.
//!
//! Starting: addresses, database, migrations, signing key, sample, jobs, greeting. Stopping (Ctrl-C,
//! SIGTERM): not ready any more, no new connections, requests under way and jobs come to their end,
//! and then the embedded database does.

mod admin;
mod greeting;
mod jobs;
mod listeners;
mod signals;
mod workers;

use std::net::TcpListener;

use actix_web::HttpServer;
use actix_web::dev::{Server, ServerHandle};
use actix_web::web::Data;
use tokio_util::sync::CancellationToken;
use tracing::info;

use super::Failure;
use crate::access::{Gate, SharedGate};
use crate::app;
use crate::platform::clock::Clock;
use crate::platform::config::{SampleData, ServeConfig};
use crate::platform::db::{self, Database};
use crate::platform::{metrics, telemetry};
use crate::sample::{self, Outcome};
use greeting::Greeting;
use listeners::Listeners;
use signals::Signals;
use workers::Workers;

/// Connections for what the service does by itself, one for each of its four jobs that need one, and one for
/// the operators' port: no job that takes long makes the service look unready.
const OWN_CONNECTIONS: usize = 5;

/// How long requests under way have to end.
const GRACE_SECONDS: u64 = 25;

/// Runs the service until it is told to stop.
pub(super) async fn serve(config: ServeConfig) -> Result<(), Failure> {
    telemetry::start(&config.log.log, config.log.log_format);
    // A signal during the start is obeyed when the start is through: nothing is left half made.
    let signals = Signals::listen()?;
    let listeners = Listeners::bind(&config)?;
    let database = Database::open(&config.database).await?;
    let served = run(&config, &database, listeners, signals).await;
    let closed = database.close().await;
    served?;
    closed?;
    info!("stopped");
    Ok(())
}

async fn run(config: &ServeConfig, database: &Database, listeners: Listeners, signals: Signals) -> Result<(), Failure> {
    database.migrate().await?;
    let address = config.address.public_url(listeners.api.local_addr()?);
    let pool = db::pool(&database.url, OWN_CONNECTIONS)?;
    let gate = Data::new(Gate::open(pool, Clock::system(), &address).await?);
    let greeting = greeting(config, &gate, address, &listeners).await?;
    let (recorder, stop) = (metrics::record()?, CancellationToken::new());
    info!(api = %listeners.api.local_addr()?, admin = %greeting.admin, "listening");

    let workers = Workers::of(config, &database.url, &gate)?;
    let operated = admin::State::new(gate.clone(), workers.gates(), recorder.clone(), stop.clone());
    let admin = admin::server(listeners.admin, operated)?;
    let api = api(listeners.api, workers)?;
    let stopping = stop_on_signal(signals, &stop, [api.handle(), admin.handle()]);
    greeting.print();
    let (api, admin, (), ()) =
        tokio::join!(until_end(api, &stop), until_end(admin, &stop), jobs::run(&gate, &recorder, &stop), stopping);
    api.and(admin)
}

/// Loads the sample if it is wanted, and says what there is to say.
async fn greeting(
    config: &ServeConfig,
    gate: &SharedGate,
    address: String,
    listeners: &Listeners,
) -> Result<Greeting, Failure> {
    let loaded = match config.sample {
        SampleData::Auto => Some(sample::load_if_empty(gate, config.accounts.sample_password.clone()).await?),
        SampleData::Never => None,
    };
    Ok(Greeting {
        address,
        admin: listeners.admin.local_addr()?,
        database: config.database.place(),
        sample: sample::introduction(gate).await?,
        drawn: loaded.and_then(Outcome::drawn),
    })
}

fn api(listener: TcpListener, workers: Workers) -> Result<Server, Failure> {
    let contract = Data::new(app::contract());
    let threads = workers.count();
    let server = HttpServer::new(move || app::build(workers.next(), contract.clone()));
    Ok(server.workers(threads).disable_signals().shutdown_timeout(GRACE_SECONDS).listen(listener)?.run())
}

/// A server that ends by itself takes everything else along.
async fn until_end(server: Server, stop: &CancellationToken) -> Result<(), Failure> {
    let ended = server.await;
    stop.cancel();
    Ok(ended?)
}

/// Waits for a signal, then for the requests under way; a second signal does not wait for them.
/// The operators' port answers to the last.
async fn stop_on_signal(mut signals: Signals, stop: &CancellationToken, [api, admin]: [ServerHandle; 2]) {
    tokio::select! {
        () = signals.next() => {}
        () = stop.cancelled() => {}
    }
    stop.cancel();
    info!("stopping: requests under way may end; a second signal does not wait for them");
    tokio::select! {
        () = api.stop(true) => {}
        () = signals.next() => api.stop(false).await,
    }
    admin.stop(false).await;
}
