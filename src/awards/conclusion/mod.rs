//! The conclusion of a campaign's awards (kết thúc xét khen thưởng).
//!
//! The step belongs to the campaign's life, its guard to the awards: every nomination that was handed
//! in has its answer.

pub mod routes;
mod service;
