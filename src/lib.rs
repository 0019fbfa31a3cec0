//! thidua: the open JSON REST API for emulation campaigns (phong trào thi đua).

pub mod platform;
