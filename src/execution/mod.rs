//! What is done: for now, the monthly figures of one-stop shops.

pub mod statistics;
