//! What clients see.

use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use super::input::PublicationDecision;
use crate::ids::{PublicationId, SubmissionId};
use crate::platform::directory::{Named, Names};
use crate::platform::http::{Version, Versioned};
use crate::scoring::publications::model::{IndexKind, Measure, Publication, Score};
use crate::scoring::{Exact, Period};

/// A publication. It never changes; whether it still counts is said by `superseded_by`.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "id": "01890a5d-ac96-774b-bcce-b302099a8062",
    "campaign": {"id": "01890a5d-ac96-774b-bcce-b302099a8051", "code": "TN-CCHC-2023",
        "name_vi": "Phong trào thi đua đẩy mạnh cải cách hành chính huyện Tư Nghĩa năm 2023, nhất là thi đua chuyển đổi số"},
    "index_kind": "par_index", "indicator_set": null, "period": "2023",
    "decision": {"number": "77/QĐ-UBND", "issued_on": "2024-01-05", "issuer_vi": "UBND huyện Tư Nghĩa", "signer": "Nguyễn Văn A (ví dụ)"},
    "supersedes": null, "superseded_by": null, "score_count": 1,
    "scores": [{
        "unit": {"id": "01890a5d-ac96-774b-bcce-b302099a8050", "code": "TN-21235", "name_vi": "UBND thị trấn La Hà"},
        "submission": null, "score": "86.75", "unit_of_measure": "point"}],
    "recorded_at": "2024-01-08T02:00:00Z", "version": 1, "allowed_actions": []}))]
pub struct PublicationOut {
    /// The id.
    pub id: PublicationId,
    /// The campaign.
    pub campaign: Named,
    /// What is published.
    pub index_kind: IndexKind,
    /// The set that was scored on; null where the index was measured elsewhere.
    #[schema(required = true)]
    pub indicator_set: Option<Named>,
    /// The period that was scored.
    pub period: Period,
    /// The decision.
    pub decision: PublicationDecision,
    /// The publication that this one corrects.
    #[schema(required = true)]
    pub supersedes: Option<PublicationId>,
    /// The publication that corrects this one; null while this one counts.
    #[schema(required = true)]
    pub superseded_by: Option<PublicationId>,
    /// How many scores it holds.
    pub score_count: i32,
    /// The scores, by the units' codes; left out in lists.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub scores: Option<Vec<ScoreOut>>,
    /// When it was recorded here.
    pub recorded_at: DateTime<Utc>,
    /// The version of the record.
    pub version: i64,
    /// What this caller may do to it now: `supersession`, by a further publication that names it.
    pub allowed_actions: Vec<&'static str>,
}

/// A unit's score as published.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PublicationScore, example = json!({
    "unit": {"id": "01890a5d-ac96-774b-bcce-b302099a8050", "code": "TN-21235", "name_vi": "UBND thị trấn La Hà"},
    "submission": null, "score": "86.75", "unit_of_measure": "point"}))]
pub struct ScoreOut {
    /// The unit.
    pub unit: Named,
    /// The submission that was appraised; null where the index was measured elsewhere.
    #[schema(required = true)]
    pub submission: Option<SubmissionId>,
    /// The score.
    pub score: Exact,
    /// What it counts.
    pub unit_of_measure: Measure,
}

impl PublicationOut {
    /// Shows a publication to someone who may or may not publish in its campaign now.
    pub fn of(row: Publication, superseded_by: Option<PublicationId>, names: &Names, may_publish: bool) -> Self {
        Self {
            id: row.id,
            campaign: names.get(row.campaign_id.0),
            index_kind: row.index_kind,
            indicator_set: row.set_id.map(|set| names.set(set.0)),
            period: row.period,
            decision: PublicationDecision {
                number: row.decision_number,
                issued_on: row.issued_on,
                issuer_vi: row.issuer_vi,
                signer: row.signer,
            },
            supersedes: row.supersedes_id,
            superseded_by,
            score_count: row.score_count,
            scores: None,
            recorded_at: row.created_at,
            version: row.version,
            allowed_actions: if may_publish && superseded_by.is_none() { vec!["supersession"] } else { Vec::new() },
        }
    }

    /// The same, with its scores.
    pub fn with_scores(self, scores: Vec<Score>, names: &Names) -> Self {
        let show = |score: Score| ScoreOut {
            unit: names.get(score.unit_id.0),
            submission: score.submission_id,
            score: score.score,
            unit_of_measure: score.unit_of_measure,
        };
        let mut scores: Vec<_> = scores.into_iter().map(show).collect();
        scores.sort_by(|a, b| a.unit.code.cmp(&b.unit.code));
        Self { scores: Some(scores), ..self }
    }
}

impl Versioned for PublicationOut {
    fn version(&self) -> Version {
        self.version
    }
}
