//! Sign-in: sessions of people, client credentials of services, and who one is.
//!
//! A session gives a short access token and a refresh token that is used once; one used again ends
//! the session, since only a thief and its owner could both hold it.

mod queries;
pub mod routes;
mod service;
mod views;

pub(super) use queries::forget;
