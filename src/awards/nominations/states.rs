//! The life of a nomination.

use crate::platform::states::LifeCycle;
use crate::text_enum;

text_enum! {
    /// Where a nomination stands.
    pub enum NominationState {
        /// Being drawn up in its unit (dự thảo).
        Draft = "draft",
        /// With the standing agency (đã nộp).
        Submitted = "submitted",
        /// Sent back to be completed (trả lại).
        Returned = "returned",
        /// Every rule that applies is met (đủ điều kiện).
        Eligible = "eligible",
        /// A rule is broken (không đủ điều kiện).
        Ineligible = "ineligible",
        /// A rule cannot be judged yet (chờ số liệu).
        Pending = "pending",
        /// Proposed to the decider (đã trình).
        ToDecider = "to_decider",
        /// Rewarded by a signed decision (đã khen thưởng).
        Granted = "granted",
        /// Declined by the decider (không khen thưởng).
        Refused = "refused",
        /// Taken back by its unit (rút hồ sơ).
        Withdrawn = "withdrawn",
        /// The award was taken back (hủy bỏ khen thưởng).
        Revoked = "revoked",
    }
}

impl LifeCycle for NominationState {
    fn enters_from(self) -> &'static [Self] {
        use NominationState::{
            Draft, Eligible, Granted, Ineligible, Pending, Refused, Returned, Revoked, Submitted, ToDecider, Withdrawn,
        };
        match self {
            Draft => &[],
            Submitted => &[Draft, Returned],
            Returned => &[Submitted],
            // What a verdict was read from may be corrected: until the decider has decided, it is read again.
            Eligible | Ineligible | Pending => &[Submitted, Eligible, Ineligible, Pending, ToDecider],
            ToDecider => &[Eligible, ToDecider],
            Granted | Refused => &[ToDecider],
            Withdrawn => &[Draft, Submitted, Returned, Eligible, Ineligible, Pending],
            Revoked => &[Granted],
        }
    }
}

impl NominationState {
    /// The states in which the standing agency or the decider still owes the unit an answer.
    pub const UNSETTLED: &'static [Self] = &[Self::Submitted, Self::Pending, Self::Eligible, Self::ToDecider];
}
