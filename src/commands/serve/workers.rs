//! The threads that answer requests, each with a gate before a pool of its own.

use std::num::NonZeroUsize;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::available_parallelism;

use actix_web::web::Data;

use crate::access::SharedGate;
use crate::commands::Failure;
use crate::platform::config::ServeConfig;
use crate::platform::db;

/// The gates of the threads that answer requests.
#[derive(Clone)]
pub(super) struct Workers {
    gates: Arc<Vec<SharedGate>>,
    started: Arc<AtomicUsize>,
}

impl Workers {
    /// A gate for each thread; the connections that requests may take are shared out among them.
    pub fn of(config: &ServeConfig, url: &str, gate: &SharedGate) -> Result<Self, Failure> {
        let cores = || available_parallelism().unwrap_or(NonZeroUsize::MIN);
        let threads = config.workers.unwrap_or_else(cores).get();
        let gate = |size: usize| Ok(Data::new(gate.before(db::pool(url, size)?)));
        let gates = shares(config.pool_size.get(), threads).map(gate).collect::<Result<_, Failure>>()?;
        Ok(Self { gates: Arc::new(gates), started: Arc::default() })
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.gates.len()
    }

    /// The gate of the thread that starts next. One that starts in the place of another that died shares
    /// a gate with one that lives.
    pub fn next(&self) -> SharedGate {
        let turn = self.started.fetch_add(1, Ordering::Relaxed);
        self.gates[turn % self.gates.len()].clone()
    }

    /// All of them, for the figures.
    pub fn gates(&self) -> Vec<SharedGate> {
        self.gates.to_vec()
    }
}

/// Shares a number out as evenly as it goes, at least one for each.
fn shares(total: usize, among: usize) -> impl Iterator<Item = usize> {
    (0..among).map(move |at| (total / among + usize::from(at < total % among)).max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_thread_has_its_share() {
        for (total, among, each) in [(16, 2, vec![8, 8]), (16, 3, vec![6, 5, 5]), (1, 2, vec![1, 1]), (3, 1, vec![3])] {
            assert_eq!(shares(total, among).collect::<Vec<_>>(), each);
        }
    }
}
