//! Machinery that knows nothing of the domain.

pub mod db;
