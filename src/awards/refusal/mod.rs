//! The refusal of a nomination by the decider (không khen thưởng).
//!
//! The step belongs to the nomination's life, but a draft may hold the nomination: the refusal takes it
//! out, so that the rest of the draft can be signed.

pub mod routes;
mod service;
