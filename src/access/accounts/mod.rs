//! Accounts (tài khoản): people and services, their roles and their secrets.
//!
//! A person signs in with a password; a service has secrets instead, two at once so that one can be
//! rotated. A role is a grant over a unit and its subtree, from one day to another; it is ended, not
//! deleted, so that the journal stays readable.

mod model;
mod queries;
pub mod routes;
mod service;
mod views;

pub use model::AccountKind;
pub use service::{NewAccount, add_secret, create, give_role, new_secret, note_token, set_password};
pub use views::{AccountIn, GrantIn, SecretIn, SecretOut};
