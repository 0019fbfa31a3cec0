//! What clients send.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use crate::awards::nominations::evidence::{Discipline, Judged, Judgement};
use crate::awards::nominations::papers::Paper;
use crate::awards::nominations::states::NominationState;
use crate::awards::policies::AwardForm;
use crate::campaigns::Subject;
use crate::platform::directory::Reference;
use crate::platform::text;
use crate::registry::units::UnitRef;

/// A new nomination.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "campaign": {"code": "TN-CCHC-2023"}, "subject": "individual", "unit": {"code": "TN-21235"},
    "person_name": "Nguyễn Thị Lan", "person_position": "Công chức Văn phòng - Thống kê",
    "award_form": "giay_khen_chu_tich_huyen", "achievement_summary": "Đưa 64 % hồ sơ của thị trấn lên trực tuyến."}))]
pub struct NominationIn {
    /// The campaign.
    pub campaign: Reference,
    /// A unit or a person.
    pub subject: Subject,
    /// The unit, or the person's unit.
    pub unit: UnitRef,
    /// The person's name; only for a person.
    #[serde(default, deserialize_with = "text::nfc_option")]
    #[validate(length(min = 1, max = 200), custom(function = "text::plain"))]
    #[schema(min_length = 1, max_length = 200, pattern = r"\S")]
    pub person_name: Option<String>,
    /// The person's position; only for a person.
    #[serde(default, deserialize_with = "text::nfc_option")]
    #[validate(length(min = 1, max = 300), custom(function = "text::plain"))]
    #[schema(min_length = 1, max_length = 300, pattern = r"\S")]
    pub person_position: Option<String>,
    /// The award asked for.
    pub award_form: AwardForm,
    /// What was achieved.
    #[serde(deserialize_with = "text::nfc")]
    #[validate(length(min = 1, max = 10000), custom(function = "text::plain"))]
    #[schema(min_length = 1, max_length = 10000, pattern = r"\S")]
    pub achievement_summary: String,
}

/// Changes to a nomination that is not with the standing agency (RFC 7396).
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"achievement_summary": "Đưa 64 % hồ sơ của thị trấn lên trực tuyến; 98 % đúng hạn."}))]
pub struct NominationPatch {
    /// The person's name.
    #[serde(default, deserialize_with = "text::nfc_option")]
    #[validate(length(min = 1, max = 200), custom(function = "text::plain"))]
    #[schema(nullable = false, min_length = 1, max_length = 200, pattern = r"\S")]
    pub person_name: Option<String>,
    /// The person's position; null: none.
    #[serde(default, deserialize_with = "text::nfc_patch")]
    #[validate(length(min = 1, max = 300), custom(function = "text::plain"))]
    #[schema(value_type = Option<String>, min_length = 1, max_length = 300, pattern = r"\S")]
    pub person_position: Option<Option<String>>,
    /// The award asked for.
    #[schema(nullable = false)]
    pub award_form: Option<AwardForm>,
    /// What was achieved.
    #[serde(default, deserialize_with = "text::nfc_option")]
    #[validate(length(min = 1, max = 10000), custom(function = "text::plain"))]
    #[schema(nullable = false, min_length = 1, max_length = 10000, pattern = r"\S")]
    pub achievement_summary: Option<String>,
}

/// The papers of a dossier, all of them.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NominationPapersIn, example = json!({"papers": [
    {"kind": "request", "number": "15/TTr-UBND", "issued_on": "2023-12-20", "title_vi": "Tờ trình đề nghị khen thưởng"},
    {"kind": "achievement_report", "number": "120/BC-UBND", "issued_on": "2023-12-18", "title_vi": "Báo cáo thành tích"},
    {"kind": "minutes", "number": "09/BB-UBND", "issued_on": "2023-12-19", "title_vi": "Biên bản họp xét"}]}))]
pub struct PapersIn {
    /// In the order of the dossier.
    #[validate(length(max = 50), nested)]
    #[schema(max_items = 50)]
    pub papers: Vec<Paper>,
}

/// The submission of a dossier.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NominationSubmissionIn, example = json!({}))]
pub struct SubmissionIn {
    /// Why it is late; needed after the deadline, and not kept before it.
    #[serde(default, deserialize_with = "text::nfc_option")]
    #[validate(length(min = 1, max = 2000), custom(function = "text::plain"))]
    #[schema(min_length = 1, max_length = 2000, pattern = r"\S")]
    pub late_reason: Option<String>,
}

/// A step with its reason.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NominationReasonIn, example = json!({"reason": "Biên bản họp xét chưa có chữ ký của các thành viên."}))]
pub struct ReasonIn {
    /// Why.
    #[serde(deserialize_with = "text::nfc")]
    #[validate(length(min = 1, max = 2000), custom(function = "text::plain"))]
    #[schema(min_length = 1, max_length = 2000, pattern = r"\S")]
    pub reason: String,
}

/// What the appraiser found. What is left out is awaited.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NominationAppraisalIn, example = json!({
    "judgements": [{"rule": "C1a", "verdict": "pass", "reason": "Hoàn thành 46/46 nhiệm vụ, 4 nhiệm vụ trước hạn."}],
    "discipline": {"violations": 0, "source": "Sổ theo dõi kỷ luật năm 2023, tra ngày 04/01/2024"}}))]
pub struct AppraisalIn {
    /// Findings on the rules that ask for a judgement.
    #[serde(default)]
    #[validate(length(max = 50), nested)]
    #[schema(required = false, max_items = 50)]
    pub judgements: Vec<JudgementIn>,
    /// Violations of discipline in the year.
    #[validate(nested)]
    pub discipline: Option<DisciplineIn>,
}

/// A finding on a rule of judgement.
#[derive(Debug, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"rule": "C1a", "verdict": "pass", "reason": "Hoàn thành 46/46 nhiệm vụ."}))]
pub struct JudgementIn {
    /// The code of the rule.
    #[validate(custom(function = "text::code"))]
    #[schema(min_length = 1, max_length = 64, pattern = "^[A-Za-z0-9._-]{1,64}$")]
    pub rule: String,
    /// The finding.
    pub verdict: Judged,
    /// Why.
    #[serde(deserialize_with = "text::nfc")]
    #[validate(length(min = 1, max = 2000), custom(function = "text::plain"))]
    #[schema(min_length = 1, max_length = 2000, pattern = r"\S")]
    pub reason: String,
}

impl From<JudgementIn> for Judgement {
    fn from(new: JudgementIn) -> Self {
        Self { rule: new.rule, verdict: new.verdict, reason: new.reason }
    }
}

/// What was found of violations of discipline in the year.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"violations": 0, "source": "Sổ theo dõi kỷ luật năm 2023"}))]
pub struct DisciplineIn {
    /// How many, subordinate units included.
    #[validate(range(min = 0, max = 10000))]
    #[schema(minimum = 0, maximum = 10000)]
    pub violations: i64,
    /// Where it was looked up.
    #[serde(deserialize_with = "text::nfc")]
    #[validate(length(min = 1, max = 500), custom(function = "text::plain"))]
    #[schema(min_length = 1, max_length = 500, pattern = r"\S")]
    pub source: String,
}

impl From<DisciplineIn> for Discipline {
    fn from(new: DisciplineIn) -> Self {
        Self { violations: new.violations, source: new.source }
    }
}

/// Filters of the list of nominations.
#[derive(Debug, Deserialize, Serialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct NominationQuery {
    /// Only those of this campaign.
    #[param(nullable = false)]
    pub campaign: Option<Uuid>,
    /// Only those of these units; repeated means or.
    #[serde(default)]
    pub unit: Vec<Uuid>,
    /// Only those in these states; repeated means or.
    #[serde(default)]
    pub state: Vec<NominationState>,
    /// Only units, or only people.
    #[param(nullable = false)]
    pub subject: Option<Subject>,
}
