//! The journal of changes (nhật ký), as auditors read it.
//!
//! The machinery that writes, numbers and chains it is [`crate::platform::journal`]. Every entry is
//! shown with the text that was sealed, so that whoever reads can recompute the chain with nothing
//! but SHA-256. The chain runs through the changes of all units: it is read as a whole or not at all.

mod model;
mod queries;
pub mod routes;
mod service;
mod views;
