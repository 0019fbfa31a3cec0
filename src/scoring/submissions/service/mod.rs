//! What is done with submissions.

mod appraising;
mod explaining;
mod filling;
mod opening;
mod sending;
mod step;

pub use appraising::{appraise, begin_appraisal, conclude};
pub use explaining::{explain, request_explanation};
pub use filling::{fill, fill_all};
pub use opening::open;
pub use sending::{reopen, send};
