//! What clients send.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use crate::awards::decisions::model::{DecisionState, RevocationGround};
use crate::awards::policies::Office;
use crate::ids::NominationId;
use crate::platform::directory::Reference;
use crate::platform::text;

/// A new draft of an award decision.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = AwardDecisionIn, example = json!({
    "campaign": {"code": "TN-CCHC-2023"}, "title_vi": "Khen thưởng thành tích trong phong trào thi đua năm 2023",
    "nominations": ["01890a5d-ac96-774b-bcce-b302099a8057"]}))]
pub struct DecisionIn {
    /// The campaign.
    pub campaign: Reference,
    /// What it decides.
    #[serde(deserialize_with = "text::nfc")]
    #[validate(length(min = 1, max = 1000), custom(function = "text::plain"))]
    #[schema(min_length = 1, max_length = 1000, pattern = r"\S")]
    pub title_vi: String,
    /// The nominations that it rewards, in its order: of the campaign, proposed to the decider.
    #[validate(length(max = 1000))]
    #[schema(max_items = 1000)]
    pub nominations: Vec<NominationId>,
}

/// Changes to a draft (RFC 7396).
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = AwardDecisionPatch, example = json!({"nominations": ["01890a5d-ac96-774b-bcce-b302099a8057"]}))]
pub struct DecisionPatch {
    /// What it decides.
    #[serde(default, deserialize_with = "text::nfc_option")]
    #[validate(length(min = 1, max = 1000), custom(function = "text::plain"))]
    #[schema(nullable = false, min_length = 1, max_length = 1000, pattern = r"\S")]
    pub title_vi: Option<String>,
    /// All nominations, in the place of those before; an empty list gives them free.
    #[validate(length(max = 1000))]
    #[schema(nullable = false, max_items = 1000)]
    pub nominations: Option<Vec<NominationId>>,
}

/// The signature of a decision.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = AwardDecisionSignatureIn, example = json!({
    "number": "45/QĐ-UBND", "signed_on": "2024-01-15", "signer": "Nguyễn Văn A (ví dụ)", "signer_office": "district_chairman",
    "accept_unconfirmed_reason": "Phòng Tài chính - Kế hoạch đã đối chiếu quy tắc làm tròn."}))]
pub struct SignatureIn {
    /// Its number and sign; once a year for an organiser.
    #[serde(deserialize_with = "text::nfc")]
    #[validate(length(min = 1, max = 100), custom(function = "text::plain"))]
    #[schema(min_length = 1, max_length = 100, pattern = r"\S")]
    pub number: String,
    /// Its date, from the day on which the last of its nominations was proposed to today: the law in force on
    /// it applies.
    #[serde(deserialize_with = "crate::platform::dates::bounded")]
    pub signed_on: NaiveDate,
    /// Who signs, by name.
    #[serde(deserialize_with = "text::nfc")]
    #[validate(length(min = 1, max = 200), custom(function = "text::plain"))]
    #[schema(min_length = 1, max_length = 200, pattern = r"\S")]
    pub signer: String,
    /// In which office: the one that heads the organiser.
    pub signer_office: Office,
    /// Why facts of the law that nobody has checked are signed on; needed where there are any.
    #[serde(default, deserialize_with = "text::nfc_option")]
    #[validate(length(min = 1, max = 2000), custom(function = "text::plain"))]
    #[schema(min_length = 1, max_length = 2000, pattern = r"\S")]
    pub accept_unconfirmed_reason: Option<String>,
}

/// The revocation of an award.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = AwardRevocationIn, example = json!({
    "nomination": "01890a5d-ac96-774b-bcce-b302099a8057", "ground": "later_violation", "decision_number": "210/QĐ-UBND",
    "revoked_on": "2024-05-20", "reason": "Kết luận thanh tra số 12/KL-TTr ngày 10/5/2024."}))]
pub struct RevocationIn {
    /// The nomination whose award it is.
    pub nomination: NominationId,
    /// The ground; not shown to the public.
    pub ground: RevocationGround,
    /// The number of the revoking decision.
    #[serde(deserialize_with = "text::nfc")]
    #[validate(length(min = 1, max = 100), custom(function = "text::plain"))]
    #[schema(min_length = 1, max_length = 100, pattern = r"\S")]
    pub decision_number: String,
    /// Its date: from the day of signing to today.
    #[serde(deserialize_with = "crate::platform::dates::bounded")]
    pub revoked_on: NaiveDate,
    /// Why; not shown to the public.
    #[serde(deserialize_with = "text::nfc")]
    #[validate(length(min = 1, max = 2000), custom(function = "text::plain"))]
    #[schema(min_length = 1, max_length = 2000, pattern = r"\S")]
    pub reason: String,
}

/// Filters of the list of award decisions.
#[derive(Debug, Deserialize, Serialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct DecisionQuery {
    /// Only those of this campaign.
    #[param(nullable = false)]
    pub campaign: Option<Uuid>,
    /// Only those in this state.
    #[param(nullable = false)]
    pub state: Option<DecisionState>,
}
