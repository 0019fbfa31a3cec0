//! thidua: the open JSON REST API for emulation campaigns (phong trào thi đua).

pub mod access;
pub mod ids;
pub mod platform;
mod schema;
