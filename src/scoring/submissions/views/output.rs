//! What clients are shown of a submission.

use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use crate::campaigns::CampaignFacts;
use crate::ids::SubmissionId;
use crate::platform::directory::{Named, Names};
use crate::platform::http::{Version, Versioned};
use crate::scoring::indicator_sets::{Indicator, Inputs};
use crate::scoring::submissions::claim::Evidence;
use crate::scoring::submissions::model::Submission;
use crate::scoring::submissions::powers::Powers;
use crate::scoring::submissions::states::SubmissionState;
use crate::scoring::submissions::value::Value;
use crate::scoring::{Exact, Period};

/// A submission with its totals, without its values.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Submission, example = json!({
    "id": "01890a5d-ac96-774b-bcce-b302099a8057",
    "campaign": {"id": "01890a5d-ac96-774b-bcce-b302099a8051", "code": "TN-CCHC-2023",
        "name_vi": "Phong trào thi đua đẩy mạnh cải cách hành chính huyện Tư Nghĩa năm 2023, nhất là thi đua chuyển đổi số"},
    "indicator_set": {"id": "01890a5d-ac96-774b-bcce-b302099a8052", "code": "QS766", "name_vi": "Bộ chỉ số chất lượng phục vụ người dân, doanh nghiệp (766)"},
    "unit": {"id": "01890a5d-ac96-774b-bcce-b302099a8050", "code": "TN-21235", "name_vi": "UBND thị trấn La Hà"},
    "period": "2023", "state": "appraising", "revision": 1, "self_total": "91.50", "appraised_total": "34.00",
    "published_score": null, "values_given": 6, "values_appraised": 2, "sent_at": "2023-12-20T02:00:00Z", "appraised_at": null,
    "version": 11, "allowed_actions": ["appraisals", "explanation-request", "appraisal-conclusion"]}))]
pub struct SubmissionOut {
    /// The id.
    pub id: SubmissionId,
    /// The campaign.
    pub campaign: Named,
    /// The set that it scores on.
    pub indicator_set: Named,
    /// The unit.
    pub unit: Named,
    /// The period that it scores.
    pub period: Period,
    /// Where it stands.
    pub state: SubmissionState,
    /// How often it was sent.
    pub revision: i32,
    /// The sum of the unit's own scores.
    pub self_total: Exact,
    /// The sum of the appraised scores so far; null before the first.
    #[schema(required = true)]
    pub appraised_total: Option<Exact>,
    /// The score as last published; null before.
    #[schema(required = true)]
    pub published_score: Option<Exact>,
    /// How many indicators that count have a score of the unit's own.
    pub values_given: i32,
    /// How many indicators that count have been appraised.
    pub values_appraised: i32,
    /// When it was last sent.
    #[schema(required = true)]
    pub sent_at: Option<DateTime<Utc>>,
    /// When its appraisal was concluded.
    #[schema(required = true)]
    pub appraised_at: Option<DateTime<Utc>>,
    /// The version of the record.
    pub version: i64,
    /// What this caller may do to it now.
    pub allowed_actions: Vec<&'static str>,
}

impl SubmissionOut {
    /// Shows a submission of a campaign.
    pub fn of(row: Submission, campaign: &CampaignFacts, names: &Names, powers: &Powers) -> Self {
        Self {
            allowed_actions: powers.over(&row, campaign),
            id: row.id,
            campaign: names.get(row.campaign_id.0),
            indicator_set: names.set(row.set_id.0),
            unit: names.get(row.unit_id.0),
            period: row.period,
            state: row.state,
            revision: row.revision,
            self_total: row.self_total,
            appraised_total: row.appraised_total,
            published_score: row.published_score,
            values_given: row.values_given,
            values_appraised: row.values_appraised,
            sent_at: row.sent_at,
            appraised_at: row.appraised_at,
            version: row.version,
        }
    }
}

impl Versioned for SubmissionOut {
    fn version(&self) -> Version {
        self.version
    }
}

/// A submission with its values.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SubmissionSheet)]
pub struct SubmissionSheetOut {
    /// The submission.
    #[serde(flatten)]
    pub submission: SubmissionOut,
    /// The values given so far, in the order of the set's document.
    pub values: Vec<ValueOut>,
}

impl Versioned for SubmissionSheetOut {
    fn version(&self) -> Version {
        self.submission.version
    }
}

/// The value of an indicator.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SubmissionValue, example = json!({
    "indicator": "4.1", "title_vi": "Dịch vụ công trực tuyến", "max_points": "12.00", "counts": true, "inputs": {},
    "self_score": "11.00",
    "evidence": [{"number": "120/BC-UBND", "name_vi": "Báo cáo", "issued_on": "2023-12-10", "subject_vi": "Kết quả giải quyết thủ tục hành chính năm 2023"}],
    "explanation": null, "appraised_score": "10.00", "appraisal_reason": "Ba dịch vụ chưa phát sinh hồ sơ.",
    "question": null, "answer": null}))]
pub struct ValueOut {
    /// The code of the indicator.
    pub indicator: String,
    /// Its title.
    pub title_vi: String,
    /// The most points for it.
    pub max_points: Exact,
    /// Whether its points are part of the totals.
    pub counts: bool,
    /// What the score was computed from.
    pub inputs: Inputs,
    /// The unit's own score; null where a survey or a system measures, and the appraiser enters the score.
    #[schema(required = true)]
    pub self_score: Option<Exact>,
    /// The documents that prove it.
    pub evidence: Vec<Evidence>,
    /// Why there is no document, or whatever else the unit said.
    #[schema(required = true)]
    pub explanation: Option<String>,
    /// The appraiser's score; null before.
    #[schema(required = true)]
    pub appraised_score: Option<Exact>,
    /// Why it differs; where no unit scores itself, where it comes from.
    #[schema(required = true)]
    pub appraisal_reason: Option<String>,
    /// What the appraiser last asked.
    #[schema(required = true)]
    pub question: Option<String>,
    /// What the unit answered.
    #[schema(required = true)]
    pub answer: Option<String>,
}

impl ValueOut {
    /// Shows the values of a set's indicators, in their order.
    pub fn all(indicators: Vec<Indicator>, mut values: Vec<Value>) -> Vec<Self> {
        let show = |indicator: Indicator| {
            let at = values.iter().position(|value| value.indicator_id == indicator.id)?;
            Some(Self::of(indicator, values.swap_remove(at)))
        };
        indicators.into_iter().filter_map(show).collect()
    }

    fn of(indicator: Indicator, value: Value) -> Self {
        Self {
            counts: indicator.counts(),
            indicator: indicator.code,
            title_vi: indicator.title_vi,
            max_points: indicator.max_points,
            inputs: value.inputs,
            self_score: value.self_score,
            evidence: value.evidence.0,
            explanation: value.explanation,
            appraised_score: value.appraised_score,
            appraisal_reason: value.appraisal_reason,
            question: value.question,
            answer: value.answer,
        }
    }
}
