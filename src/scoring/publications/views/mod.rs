//! Publications on the wire.

mod input;
mod output;

pub use input::{PublicationIn, PublicationQuery};
pub use output::PublicationOut;
