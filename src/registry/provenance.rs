//! Whether a fact was checked against its source.

use crate::text_enum;

text_enum! {
    /// Whether a fact was checked against its source.
    pub enum Provenance {
        /// Checked.
        Confirmed = "confirmed",
        /// Not checked yet: never to be presented as fact.
        Unconfirmed = "unconfirmed",
    }
}
