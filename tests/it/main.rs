//! The tests that run the service whole, in process, each on a database of its own.

mod kit;
mod support;
mod units;
