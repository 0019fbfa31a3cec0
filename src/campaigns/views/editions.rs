//! Editions and the decisions that set them.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use crate::campaigns::model::{Decided, Edition};

/// A signed decision.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "number": "1297/QĐ-UBND", "issued_on": "2023-03-01", "effective_on": "2023-03-01",
    "signer": "Nguyễn Đăng Vinh", "signer_title_vi": "Chủ tịch"}))]
pub struct CampaignDecisionOut {
    /// Its number and mark (số, ký hiệu).
    pub number: String,
    /// The day it was signed.
    pub issued_on: NaiveDate,
    /// The day from which it counts: that of signing.
    pub effective_on: NaiveDate,
    /// Who signed it.
    pub signer: String,
    /// The signer's office.
    pub signer_title_vi: String,
}

impl CampaignDecisionOut {
    /// Shows the decision that set an edition, if there is one yet.
    pub fn of(decided: Decided) -> Option<Self> {
        let Decided { decision_number, decided_on, signer, signer_title_vi } = decided;
        Some(Self {
            number: decision_number?,
            issued_on: decided_on?,
            effective_on: decided_on?,
            signer: signer?,
            signer_title_vi: signer_title_vi?,
        })
    }
}

/// One edition of a campaign's content.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "number": 1, "in_force": true, "reason": null,
    "decision": {"number": "1297/QĐ-UBND", "issued_on": "2023-03-01", "effective_on": "2023-03-01",
                 "signer": "Nguyễn Đăng Vinh", "signer_title_vi": "Chủ tịch"}}))]
pub struct EditionOut {
    /// Its number: 1 as issued, one more with each amending decision.
    pub number: i32,
    /// Whether it is the one in force.
    pub in_force: bool,
    /// The decision that set it; null while it is a draft.
    #[schema(required = true)]
    pub decision: Option<CampaignDecisionOut>,
    /// Why it amends the one before; null for the first.
    #[schema(required = true)]
    pub reason: Option<String>,
}

impl EditionOut {
    /// Shows an edition beside the one in force.
    pub fn of(edition: Edition, in_force: i32) -> Self {
        let Edition { number, decision, reason, .. } = edition;
        Self { number, in_force: number == in_force, decision: CampaignDecisionOut::of(decision), reason }
    }
}
