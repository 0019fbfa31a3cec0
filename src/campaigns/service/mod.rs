//! What is done with campaigns.

mod amending;
mod drafting;
mod issuing;
mod reading;
mod running;
mod step;

pub use amending::amend;
pub use drafting::{create, update};
pub use issuing::{cancel, issue, propose, send_back};
pub use reading::{award_conclusion, editions, list, record, show, show_edition};
pub use running::{archive, close_dossiers, close_due, launch, mark_awarded, reopen, start_appraisal, summarise};
