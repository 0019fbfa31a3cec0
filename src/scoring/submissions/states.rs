//! The life of a submission.

use crate::platform::states::LifeCycle;
use crate::text_enum;

text_enum! {
    /// Where a submission stands.
    pub enum SubmissionState {
        /// Being filled in by its unit (đang tự chấm).
        Open = "open",
        /// Sent by the head of the unit (đã gửi).
        Submitted = "submitted",
        /// In the hands of the standing agency (đang thẩm định).
        Appraising = "appraising",
        /// The standing agency waits for an explanation (chờ giải trình).
        ExplanationRequested = "explanation_requested",
        /// Every score has been appraised (đã thẩm định).
        Appraised = "appraised",
        /// Published by decision (đã công bố).
        Published = "published",
    }
}

impl LifeCycle for SubmissionState {
    fn enters_from(self) -> &'static [Self] {
        match self {
            Self::Open => &[Self::Submitted],
            Self::Submitted => &[Self::Open],
            Self::Appraising => &[Self::Submitted, Self::ExplanationRequested],
            Self::ExplanationRequested => &[Self::Appraising],
            Self::Appraised => &[Self::Appraising],
            Self::Published => &[Self::Appraised],
        }
    }
}
