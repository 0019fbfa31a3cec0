//! What clients are shown of what was sent.

use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use crate::platform::http::{Version, Versioned};
use crate::scoring::Exact;
use crate::scoring::indicator_sets::Inputs;
use crate::scoring::submissions::claim::Evidence;
use crate::scoring::submissions::revision::Revision;
use crate::scoring::submissions::value::Claimed;

/// One sending of a submission.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SubmissionRevision, example = json!({
    "revision": 1, "self_total": "91.50", "sent_at": "2023-12-20T02:00:00Z", "sent_by": "Chủ tịch UBND thị trấn La Hà"}))]
pub struct RevisionOut {
    /// Its number: 1 for the first sending.
    pub revision: i32,
    /// The total that was sent.
    pub self_total: Exact,
    /// When it was sent.
    pub sent_at: DateTime<Utc>,
    /// Who sent it, as their account is called.
    pub sent_by: String,
}

impl From<(Revision, String)> for RevisionOut {
    fn from((row, sent_by): (Revision, String)) -> Self {
        let Revision { revision, self_total, sent_at, .. } = row;
        Self { revision, self_total, sent_at, sent_by }
    }
}

/// One sending of a submission, with the values that were sent.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SubmissionRevisionSheet)]
pub struct RevisionSheetOut {
    /// The sending.
    #[serde(flatten)]
    pub revision: RevisionOut,
    /// The values, in the order of the set's document.
    pub values: Vec<SentValueOut>,
}

impl From<(Revision, String)> for RevisionSheetOut {
    fn from((mut row, sent_by): (Revision, String)) -> Self {
        let values = std::mem::take(&mut row.snapshot.values).into_iter().map(SentValueOut::of).collect();
        Self { revision: (row, sent_by).into(), values }
    }
}

impl Versioned for RevisionSheetOut {
    fn version(&self) -> Version {
        self.revision.revision.into()
    }
}

/// A value as it was sent.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SentSubmissionValue, example = json!({
    "indicator": "4.1", "inputs": {}, "self_score": "11.00",
    "evidence": [{"number": "120/BC-UBND", "name_vi": "Báo cáo", "issued_on": "2023-12-10", "subject_vi": "Kết quả giải quyết thủ tục hành chính năm 2023"}],
    "explanation": null}))]
pub struct SentValueOut {
    /// The code of the indicator.
    pub indicator: String,
    /// What the score was computed from.
    pub inputs: Inputs,
    /// The unit's own score.
    pub self_score: Exact,
    /// The documents that proved it.
    pub evidence: Vec<Evidence>,
    /// What else the unit said.
    #[schema(required = true)]
    pub explanation: Option<String>,
}

impl SentValueOut {
    fn of((indicator, claimed): (String, Claimed)) -> Self {
        let Claimed { inputs, self_score, evidence, explanation } = claimed;
        Self { indicator, inputs, self_score, evidence: evidence.0, explanation }
    }
}
