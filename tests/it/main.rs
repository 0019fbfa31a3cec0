//! The tests that run the service whole, in process, each on a database of its own.

mod campaigns;
mod contract;
mod conventions;
mod decisions;
mod edges;
mod indicator_sets;
mod journal;
mod journey;
mod kit;
mod nominations;
mod offered;
mod pages;
mod permissions;
mod policies;
mod publications;
mod ranking;
mod running;
mod sample;
mod schema;
mod sessions;
mod statistics;
mod submissions;
mod support;
mod units;
mod validations;
