//! What was published.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use rust_decimal::Decimal;

use crate::campaigns::CampaignState;
use crate::ids::{CampaignId, PublicationId, SetId, SubmissionId, UnitId};
use crate::schema::{publication_scores, publications};
use crate::scoring::{Exact, Period};
use crate::text_enum;

/// A campaign's scores are published while it runs, is appraised and, for what turns out wrong, until
/// it is filed away.
pub const OPEN_TO_PUBLICATION: &[CampaignState] = &[
    CampaignState::Running,
    CampaignState::DossiersClosed,
    CampaignState::Appraising,
    CampaignState::Awarded,
    CampaignState::Summarised,
];

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

/// A publication, without its scores.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = publications)]
pub struct Publication {
    /// The id.
    pub id: PublicationId,
    /// The campaign.
    pub campaign_id: CampaignId,
    /// Which scores it holds.
    pub index_kind: IndexKind,
    /// The indicator set, where it holds submissions.
    pub set_id: Option<SetId>,
    /// The period that was scored.
    pub period: Period,
    /// The number of its decision.
    pub decision_number: String,
    /// The date of its decision.
    pub issued_on: NaiveDate,
    /// The authority that decided.
    pub issuer_vi: String,
    /// Who signed.
    pub signer: String,
    /// The publication that it corrects.
    pub supersedes_id: Option<PublicationId>,
    /// How many scores it holds.
    pub score_count: i32,
    /// The version of the record, which never changes.
    pub version: i64,
    /// When it was recorded.
    pub created_at: DateTime<Utc>,
}

/// A unit's score in a publication.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = publication_scores)]
pub struct Score {
    /// The unit.
    pub unit_id: UnitId,
    /// The submission that was appraised, where there is one.
    pub submission_id: Option<SubmissionId>,
    /// The score.
    pub score: Exact,
    /// What it counts.
    pub unit_of_measure: Measure,
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
