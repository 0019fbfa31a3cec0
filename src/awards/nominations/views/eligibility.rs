//! The verdicts on a nomination, as they are shown.

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde::Serialize;
use utoipa::ToSchema;

use crate::awards::nominations::evidence::{Observed, Outcome, VerdictSource, for_everyone};
use crate::awards::nominations::model::VerdictRow;
use crate::awards::nominations::states::NominationState;
use crate::campaigns::{AppliesWhen, Metric, Operator, Rule};
use crate::ids::NominationId;
use crate::platform::http::{Version, Versioned};
use crate::platform::numbers::shown;

/// Whether a nomination is eligible, rule by rule.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "nomination": "01890a5d-ac96-774b-bcce-b302099a8057", "state": "ineligible", "edition": 1,
    "verdicts": [{
        "rule": "C1b", "criterion": "C1", "label_vi": "Hồ sơ trực tuyến của đơn vị trên 50 %",
        "clause": "Kế hoạch kèm Quyết định 1297/QĐ-UBND, mục III.1.a, gạch đầu dòng 1",
        "metric": "online_dossier_rate_pct", "operator": "gt", "threshold": "50.00", "applies_when": "always", "verdict": "fail",
        "observed": {"numerator": 50, "denominator": 100},
        "source": {"kind": "statistics", "metric": "online_dossier_rate_pct@1", "scope": "unit",
                   "records": [{"id": "01890a5d-ac96-774b-bcce-b302099a8058", "month": "2023-05", "revision": 1}]},
        "reason": null, "evaluated_at": "2024-01-04T02:00:00Z"}],
    "version": 4, "allowed_actions": []}))]
pub struct EligibilityOut {
    /// The nomination.
    pub nomination: NominationId,
    /// Where it stands.
    pub state: NominationState,
    /// The campaign's edition that it was judged by; null before it is appraised.
    #[schema(required = true)]
    pub edition: Option<i32>,
    /// The verdict on each rule, in the order of the decision; none before it is appraised.
    pub verdicts: Vec<VerdictOut>,
    /// The version of the nomination.
    pub version: i64,
    /// What this caller may do to it now, as the nomination says.
    pub allowed_actions: Vec<&'static str>,
}

impl Versioned for EligibilityOut {
    fn version(&self) -> Version {
        self.version
    }
}

/// The verdict on a rule, with all that it follows from.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "rule": "C2", "criterion": "C2", "label_vi": "Chỉ số CCHC đã công bố từ 85 điểm",
    "clause": "Kế hoạch kèm Quyết định 1297/QĐ-UBND, mục III.1.a, gạch đầu dòng 2",
    "metric": "par_index_score", "operator": "ge", "threshold": "85.00", "applies_when": "unit_scored_by_authority", "verdict": "pass",
    "observed": {"score": "85.00", "unit_of_measure": "point"},
    "source": {"kind": "publication", "publication_id": "01890a5d-ac96-774b-bcce-b302099a8059", "decision_number": "77/QĐ-UBND", "issued_on": "2024-01-05"},
    "reason": null, "evaluated_at": "2024-01-06T02:00:00Z"}))]
pub struct VerdictOut {
    /// The code of the rule.
    pub rule: String,
    /// The code of its criterion.
    pub criterion: String,
    /// What it asks.
    pub label_vi: String,
    /// Where the campaign's decision says so.
    pub clause: String,
    /// What it looks at.
    pub metric: Metric,
    /// How the value is compared; null for a judgement.
    #[schema(required = true)]
    pub operator: Option<Operator>,
    /// With what; null for a judgement.
    #[schema(required = true)]
    pub threshold: Option<Decimal>,
    /// To whom it applies.
    pub applies_when: AppliesWhen,
    /// The verdict.
    pub verdict: Outcome,
    /// What was compared.
    pub observed: Observed,
    /// Where it was read.
    pub source: VerdictSource,
    /// The appraiser's reason, on a rule of judgement.
    #[schema(required = true)]
    pub reason: Option<String>,
    /// When it was judged.
    pub evaluated_at: DateTime<Utc>,
}

impl VerdictOut {
    /// Shows a verdict. What was found of discipline is for appraisers; others see the verdict alone.
    pub fn of(rule: &Rule, row: VerdictRow, appraiser: bool) -> Self {
        let (observed, source) = match appraiser {
            true => (row.observed, row.source),
            false => for_everyone(rule.metric, row.observed, row.source),
        };
        Self {
            rule: rule.code.clone(),
            criterion: rule.criterion.clone(),
            label_vi: rule.label_vi.clone(),
            clause: rule.clause.clone(),
            metric: rule.metric,
            operator: rule.operator,
            threshold: rule.threshold.map(shown),
            applies_when: rule.applies_when,
            verdict: row.verdict,
            observed,
            source,
            reason: row.reason,
            evaluated_at: row.evaluated_at,
        }
    }
}
