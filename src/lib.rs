//! thidua: the open JSON REST API for emulation campaigns (phong trào thi đua).
//!
//! # The house
//! The wings stand in the order of the story, and imports only ever point up the list:
//!
//! | wing | what it answers |
//! |---|---|
//! | [`platform`] | machinery that knows nothing of the domain |
//! | [`access`] | who may do what |
//! | [`registry`] | who exists |
//! | [`campaigns`] | what is asked |
//! | [`execution`] | what is done |
//! | [`scoring`] | how it is measured |
//! | [`awards`] | what follows |
//!
//! On top of all stand [`app`], the one file that knows every slice, [`sample`], which tells a campaign's
//! year through the same services as a client, and [`commands`], the command line.
//!
//! A slice is an aggregate: `model` holds its rules and touches nothing, `queries` its SQL, `service` its
//! use cases, `views` what goes over the wire, `routes` the HTTP. Others see what its `mod.rs` shows.
//!
//! # The path of one request
//! 1. `edge` gives it an id and measures it; whatever comes back leaves as JSON, problems included.
//! 2. `authenticate` finds out who asks, and nothing else.
//! 3. The handler's first argument is a [`access::Permit`]: 401 or 403 before path and body are read.
//! 4. Path, query and body are read strictly; a body that was not validated cannot be received.
//! 5. `permit.write` opens the transaction, once per idempotency key, and hands a [`access::Conn`] of this
//!    permission to the service. No permission, no connection.
//! 6. The service locks the record, checks what the client had read, asks the model, saves with the same
//!    table of transitions in the `UPDATE`, and journals the change.
//! 7. Effect, journal and stored answer commit together. A sequencer numbers and chains the journal.
//!
//! # The rules
//! - Every rule that depends on time is told the time ([`platform::clock`]).
//! - Numbers are exact; rates are compared as fractions and rounded for display only.
//! - Facts that nobody has checked are data with a status ([`registry::Provenance`]), never constants.
//! - What the compiler cannot keep of this, `tests/architecture` reads off the source.

pub mod access;
pub mod app;
pub mod awards;
pub mod campaigns;
pub mod commands;
pub mod execution;
pub mod ids;
mod pages;
pub mod platform;
pub mod registry;
pub mod sample;
mod schema;
pub mod scoring;
