//! What an award decision is.

use chrono::NaiveDate;
use diesel::prelude::*;
use rust_decimal::Decimal;
use uuid::Uuid;

use crate::access::Living;
use crate::awards::policies::{AwardForm, Office, RoundingMode};
use crate::campaigns::Subject;
use crate::ids::{AwardDecisionId, AwardId, CampaignId, NominationId, PolicyId, UnitId};
use crate::platform::problem::{Code, Problem, Result};
use crate::platform::states::LifeCycle;
use crate::registry::Provenance;
use crate::schema::{award_decisions, awards, nominations};
use crate::text_enum;

text_enum! {
    /// Where an award decision stands.
    pub enum DecisionState {
        /// Being drawn up (dự thảo).
        Draft = "draft",
        /// Signed and in force (đã ký).
        Signed = "signed",
    }
}

impl LifeCycle for DecisionState {
    fn enters_from(self) -> &'static [Self] {
        match self {
            Self::Draft => &[],
            Self::Signed => &[Self::Draft],
        }
    }
}

text_enum! {
    /// Why an award is taken back (Law 06/2022/QH15, chapter VII).
    pub enum RevocationGround {
        /// Gian dối trong việc kê khai thành tích.
        FraudulentAchievement = "fraudulent_achievement",
        /// Cung cấp thông tin sai, giấy tờ giả.
        FalsePapers = "false_papers",
        /// Thẩm định, xét, duyệt trái quy định.
        UnlawfulAppraisal = "unlawful_appraisal",
        /// Có kết luận sau này về vi phạm trong thời gian tính thành tích.
        LaterViolation = "later_violation",
    }
}

/// An award decision.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = award_decisions)]
pub struct Decision {
    pub id: AwardDecisionId,
    pub campaign_id: CampaignId,
    pub organiser_id: UnitId,
    pub state: DecisionState,
    pub title_vi: String,
    pub drafted_by: Uuid,
    pub number: Option<String>,
    pub signed_on: Option<NaiveDate>,
    pub signer: Option<String>,
    pub signer_office: Option<Office>,
    pub policy_id: Option<PolicyId>,
    pub base_salary_vnd: Option<i64>,
    pub base_salary_provenance: Option<Provenance>,
    pub version: i64,
}

impl Living for Decision {
    type State = DecisionState;

    fn id(&self) -> Uuid {
        self.id.0
    }

    fn version(&self) -> i64 {
        self.version
    }

    fn state(&self) -> DecisionState {
        self.state
    }
}

/// An award of a decision; its bonus stands once the decision is signed.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = awards)]
pub struct Award {
    pub id: AwardId,
    pub nomination_id: NominationId,
    pub coefficient: Option<Decimal>,
    pub rate_provenance: Option<Provenance>,
    pub rounding: Option<RoundingMode>,
    pub rounding_unit: Option<i64>,
    pub rounding_provenance: Option<Provenance>,
    pub authority_provenance: Option<Provenance>,
    pub amount_vnd: Option<i64>,
    pub revoked_on: Option<NaiveDate>,
    pub revocation_ground: Option<RevocationGround>,
    pub revocation_number: Option<String>,
    pub revocation_reason: Option<String>,
}

/// Who is rewarded: what the public may read of a nomination.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = nominations)]
pub struct Laureate {
    pub subject: Subject,
    pub unit_id: UnitId,
    pub person_name: Option<String>,
    pub person_position: Option<String>,
    pub award_form: AwardForm,
}

/// A nomination stands in a decision once.
pub fn check_once(nominations: &[NominationId]) -> Result<()> {
    let again = nominations.iter().enumerate().filter(|(index, id)| nominations[..*index].contains(id));
    let problem = again.fold(Problem::of(Code::ValidationFailed), |problem, (index, _)| {
        let (vi, en) = ("Hồ sơ đã có ở trên.", "Listed above already.");
        problem.and_field(&format!("/nominations/{index}"), "duplicate", vi, en)
    });
    if problem.errors.is_empty() { Ok(()) } else { Err(problem) }
}

/// The journal's word for a nomination that left a draft because the decider refused it.
pub const RELEASE: &str = "award_decision.release";

/// Who signs has changed nothing of the draft or of its dossiers, but for what they refused.
pub fn check_signer<'a>(mut changes: impl Iterator<Item = &'a str>) -> Result<()> {
    if changes.any(|action| action != RELEASE) { Err(Problem::of(Code::SeparationOfDuties)) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_nomination_stands_in_a_decision_once() {
        let (a, b) = (NominationId::draw(), NominationId::draw());
        assert!(check_once(&[a, b]).is_ok());
        let problem = check_once(&[a, b, a]).unwrap_err();
        assert_eq!(problem.errors[0].pointer, "/nominations/2");
    }

    #[test]
    fn who_signs_had_no_hand_in_it() {
        assert!(check_signer([].into_iter()).is_ok());
        assert!(check_signer([RELEASE].into_iter()).is_ok());
        assert!(check_signer([RELEASE, "nomination.return"].into_iter()).is_err());
        assert!(check_signer(["award_decision.creation"].into_iter()).is_err());
    }
}
