//! How it is measured: scores as they were published.

pub mod publications;
