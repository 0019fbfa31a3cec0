//! The tests that run the service whole, in process, each on a database of its own.

mod campaigns;
mod kit;
mod support;
mod units;
