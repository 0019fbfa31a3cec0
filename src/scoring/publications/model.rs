//! What was published.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::ids::PublicationId;
use crate::text_enum;

text_enum! {
    /// Which scores a publication holds.
    pub enum IndexKind {
        /// Appraised submissions of an indicator set.
        SubmittedSet = "submitted_set",
        /// The PAR index (Chỉ số cải cách hành chính), as the competent authority published it.
        ParIndex = "par_index",
    }
}

text_enum! {
    /// What a score counts.
    pub enum Measure {
        /// Points (điểm).
        Point = "point",
        /// Per cent (%).
        Percent = "percent",
    }
}

/// A unit's score in the publication that counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedScore {
    /// The publication.
    pub publication_id: PublicationId,
    /// The number of its decision.
    pub decision_number: String,
    /// The date of its decision.
    pub issued_on: NaiveDate,
    /// The score as published.
    pub score: Decimal,
    /// What it counts.
    pub unit_of_measure: Measure,
}
