//! Submissions (bảng tự đánh giá, chấm điểm): what a unit scores on an indicator set for a period, in
//! a campaign.
//!
//! The unit fills in a value for each leaf that it scores itself: figures from which the indicator's
//! rule computes the score, or a score of its own, with evidence or an explanation. What a survey or a
//! system measures is entered by the appraiser, with its source. Its head sends the
//! whole before the campaign's appraisal begins; what was sent stays readable for good. The standing agency
//! appraises value by value, with a reason wherever it differs, and may ask for explanations. Whoever
//! appraises serves the campaign's organiser, and judges neither their own unit, nor one above it, nor
//! what they wrote. Totals are kept by every write of a value. Once
//! published nothing changes but the score that a superseding publication corrects.

mod claim;
mod facts;
mod model;
mod powers;
mod queries;
mod revision;
pub mod routes;
mod service;
mod states;
mod steps;
mod value;
mod views;

pub use facts::{PublishedBy, Totals, correct_published, mark_published, totals_of};
pub use service::{
    appraise, begin_appraisal, conclude, explain, fill, fill_all, open, reopen, request_explanation, send,
};
pub use states::SubmissionState;
pub use views::{AnswersIn, AppraisedValueIn, QuestionsIn, SubmissionIn, ValuesIn};
