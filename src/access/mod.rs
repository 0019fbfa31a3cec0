//! Who may do what: accounts, tokens, roles, the policy, and the permit that every handler shows.

pub mod accounts;
mod authenticate;
mod gate;
pub mod housekeeping;
pub mod journal;
mod life;
pub mod operator;
mod passwords;
mod permit;
pub mod policy;
mod principal;
mod queries;
mod reach;
mod roles;
pub mod sessions;
mod story;
mod tokens;
mod unit_of_work;

pub use authenticate::authenticate;
pub use gate::{Gate, SharedGate};
pub use life::{Living, Note};
pub use passwords::draw as draw_secret;
pub use permit::{Change, Conn, Permit};
pub use principal::{Caller, Grant, Principal};
pub use reach::{Area, Reach};
pub use roles::{May, Permission, Role, may};
pub use story::Story;
pub use tokens::{ACCESS_TOKEN_SECONDS, Claims};
