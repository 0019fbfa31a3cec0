//! thidua: the open JSON REST API for emulation campaigns (phong trào thi đua).

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
