//! Submissions on the wire: what a unit and an appraiser write, what is shown.

mod input;
mod output;
mod revisions;

pub use input::{
    AnswerIn, AnswersIn, AppraisedValueIn, ListedClaim, QuestionIn, QuestionsIn, ReopeningIn, SubmissionIn,
    SubmissionQuery, ValuesIn,
};
pub use output::{SubmissionOut, SubmissionSheetOut, ValueOut};
pub use revisions::{RevisionOut, RevisionSheetOut};
