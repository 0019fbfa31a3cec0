//! Machinery that knows nothing of the domain.

pub mod clock;
pub mod config;
pub mod dates;
pub mod db;
pub mod decimal;
pub mod directory;
pub mod http;
pub mod journal;
pub mod jsonb;
pub mod metrics;
pub mod numbers;
pub mod openapi;
pub mod patch;
pub mod problem;
pub mod states;
pub mod telemetry;
pub mod text;
