//! What clients are shown of an award decision.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::Serialize;
use utoipa::ToSchema;

use crate::awards::decisions::model::{Award, Decision, DecisionState, Laureate, RevocationGround};
use crate::awards::policies::{AwardForm, Office, RoundingMode};
use crate::campaigns::Subject;
use crate::ids::{AwardDecisionId, AwardId, NominationId, PolicyId};
use crate::platform::directory::{Named, Names};
use crate::platform::http::{Version, Versioned};
use crate::platform::numbers::shown;
use crate::registry::Provenance;

/// An award decision. Once signed it is public and fixed: who receives which award, and the bonus
/// with every input that it was computed from.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = AwardDecisionOut, example = json!({
    "id": "01890a5d-ac96-774b-bcce-b302099a8060",
    "campaign": {"id": "01890a5d-ac96-774b-bcce-b302099a8051", "code": "TN-CCHC-2023",
        "name_vi": "Phong trào thi đua đẩy mạnh cải cách hành chính huyện Tư Nghĩa năm 2023, nhất là thi đua chuyển đổi số"},
    "organiser": {"id": "01890a5d-ac96-774b-bcce-b302099a8049", "code": "TN", "name_vi": "UBND huyện Tư Nghĩa"},
    "state": "signed", "title_vi": "Khen thưởng thành tích trong phong trào thi đua năm 2023",
    "number": "45/QĐ-UBND", "signed_on": "2024-01-15", "signer": "Nguyễn Văn A (ví dụ)", "signer_office": "district_chairman",
    "policy_id": "0198a000-0000-7000-8000-000000000002", "base_salary_vnd": 1_800_000, "base_salary_provenance": "confirmed",
    "award_count": 1, "total_vnd": 540_000,
    "awards": [{
        "id": "01890a5d-ac96-774b-bcce-b302099a8061", "nomination": "01890a5d-ac96-774b-bcce-b302099a8057", "subject": "individual",
        "unit": {"id": "01890a5d-ac96-774b-bcce-b302099a8050", "code": "TN-21235", "name_vi": "UBND thị trấn La Hà"},
        "person_name": "Nguyễn Thị Lan", "person_position": "Công chức Văn phòng - Thống kê", "award_form": "giay_khen_chu_tich_huyen",
        "coefficient": "0.30", "rate_provenance": "confirmed", "rounding": "none", "rounding_unit_vnd": 1,
        "rounding_provenance": "unconfirmed", "authority_provenance": "confirmed", "amount_vnd": 540_000, "revoked": null}],
    "version": 2, "allowed_actions": []}))]
pub struct DecisionOut {
    /// The id.
    pub id: AwardDecisionId,
    /// The campaign.
    pub campaign: Named,
    /// The unit that organises it.
    pub organiser: Named,
    /// Where it stands.
    pub state: DecisionState,
    /// What it decides.
    pub title_vi: String,
    /// Its number and sign; null for a draft, like all that the signature brings.
    #[schema(required = true)]
    pub number: Option<String>,
    /// Its date.
    #[schema(required = true)]
    pub signed_on: Option<NaiveDate>,
    /// Who signed it.
    #[schema(required = true)]
    pub signer: Option<String>,
    /// In which office.
    #[schema(required = true)]
    pub signer_office: Option<Office>,
    /// The award policy in force on its date.
    #[schema(required = true)]
    pub policy_id: Option<PolicyId>,
    /// The base salary in force on its date.
    #[schema(required = true)]
    pub base_salary_vnd: Option<i64>,
    /// Whether that base salary was checked against the law.
    #[schema(required = true)]
    pub base_salary_provenance: Option<Provenance>,
    /// How many awards it holds.
    pub award_count: i64,
    /// All bonuses as signed, revoked ones included.
    #[schema(required = true)]
    pub total_vnd: Option<i64>,
    /// The awards, in the order of the decision; left out in lists.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub awards: Option<Vec<AwardOut>>,
    /// The version of the record.
    pub version: i64,
    /// What this caller may do to it now.
    pub allowed_actions: Vec<&'static str>,
}

/// How many awards a decision holds, and what they come to.
pub type Total = (i64, Option<Decimal>);

impl DecisionOut {
    /// Shows a decision of a campaign in this state, with or without its awards.
    pub fn of(
        row: Decision,
        total: Total,
        awards: Option<Vec<AwardOut>>,
        names: &Names,
        allowed_actions: Vec<&'static str>,
    ) -> Self {
        Self {
            id: row.id,
            campaign: names.get(row.campaign_id.0),
            organiser: names.get(row.organiser_id.0),
            state: row.state,
            title_vi: row.title_vi,
            number: row.number,
            signed_on: row.signed_on,
            signer: row.signer,
            signer_office: row.signer_office,
            policy_id: row.policy_id,
            base_salary_vnd: row.base_salary_vnd,
            base_salary_provenance: row.base_salary_provenance,
            award_count: total.0,
            total_vnd: total.1.and_then(|total| total.to_i64()),
            awards,
            version: row.version,
            allowed_actions,
        }
    }
}

impl Versioned for DecisionOut {
    fn version(&self) -> Version {
        self.version
    }
}

/// An award of a decision. The bonus is `coefficient` times the decision's base salary, rounded.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "id": "01890a5d-ac96-774b-bcce-b302099a8061", "nomination": "01890a5d-ac96-774b-bcce-b302099a8057", "subject": "collective",
    "unit": {"id": "01890a5d-ac96-774b-bcce-b302099a8050", "code": "TN-21235", "name_vi": "UBND thị trấn La Hà"},
    "person_name": null, "person_position": null, "award_form": "giay_khen_chu_tich_huyen", "coefficient": "0.60",
    "rate_provenance": "unconfirmed", "rounding": "none", "rounding_unit_vnd": 1, "rounding_provenance": "unconfirmed",
    "authority_provenance": "confirmed", "amount_vnd": 1_080_000, "revoked": null}))]
pub struct AwardOut {
    /// The id.
    pub id: AwardId,
    /// The nomination that it rewards.
    pub nomination: NominationId,
    /// A unit or a person.
    pub subject: Subject,
    /// The unit, or the person's unit.
    pub unit: Named,
    /// The person's name; null for a unit.
    #[schema(required = true)]
    pub person_name: Option<String>,
    /// The person's position.
    #[schema(required = true)]
    pub person_position: Option<String>,
    /// The award.
    pub award_form: AwardForm,
    /// In multiples of the base salary; null in a draft, like all that follows it.
    #[schema(required = true)]
    pub coefficient: Option<Decimal>,
    /// Whether the rate was checked against the law.
    #[schema(required = true)]
    pub rate_provenance: Option<Provenance>,
    /// How the bonus was rounded.
    #[schema(required = true)]
    pub rounding: Option<RoundingMode>,
    /// To multiples of how many VND.
    #[schema(required = true)]
    pub rounding_unit_vnd: Option<i64>,
    /// Whether the rounding was checked against the law.
    #[schema(required = true)]
    pub rounding_provenance: Option<Provenance>,
    /// Whether the office's authority was checked against the law.
    #[schema(required = true)]
    pub authority_provenance: Option<Provenance>,
    /// The bonus.
    #[schema(required = true)]
    pub amount_vnd: Option<i64>,
    /// How it was taken back; null while it stands.
    #[schema(required = true)]
    pub revoked: Option<RevocationOut>,
}

impl AwardOut {
    /// Shows an award, the ground and reason of a revocation only to officials.
    pub fn of(award: Award, laureate: Laureate, names: &Names, official: bool) -> Self {
        let revoked = RevocationOut::of(&award, official);
        Self {
            id: award.id,
            nomination: award.nomination_id,
            subject: laureate.subject,
            unit: names.get(laureate.unit_id.0),
            person_name: laureate.person_name,
            person_position: laureate.person_position,
            award_form: laureate.award_form,
            coefficient: award.coefficient.map(shown),
            rate_provenance: award.rate_provenance,
            rounding: award.rounding,
            rounding_unit_vnd: award.rounding_unit,
            rounding_provenance: award.rounding_provenance,
            authority_provenance: award.authority_provenance,
            amount_vnd: award.amount_vnd,
            revoked,
        }
    }
}

/// How an award was taken back.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = AwardRevocationOut, example = json!({
    "nomination": "01890a5d-ac96-774b-bcce-b302099a8057", "ground": null, "decision_number": "210/QĐ-UBND",
    "revoked_on": "2024-05-20", "reason": null}))]
pub struct RevocationOut {
    /// The nomination whose award it was.
    pub nomination: NominationId,
    /// The ground (Law 06/2022/QH15, chapter VII); null to the public, as it may tell of a violation.
    #[schema(required = true)]
    pub ground: Option<RevocationGround>,
    /// The number of the revoking decision.
    pub decision_number: String,
    /// Its date.
    pub revoked_on: NaiveDate,
    /// Why; null to the public.
    #[schema(required = true)]
    pub reason: Option<String>,
}

impl RevocationOut {
    /// The revocation of an award, if it was revoked.
    pub fn of(award: &Award, official: bool) -> Option<Self> {
        Some(Self {
            nomination: award.nomination_id,
            ground: award.revocation_ground.filter(|_| official),
            decision_number: award.revocation_number.clone()?,
            revoked_on: award.revoked_on?,
            reason: award.revocation_reason.clone().filter(|_| official),
        })
    }
}
