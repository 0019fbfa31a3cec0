//! SQL of submissions, their values, and what of them was sent.

mod list;
mod revisions;
mod submissions;
mod totals;
mod values;

pub(super) use list::{Shown, count, list};
pub(super) use revisions::{insert_revision, list_revisions, revision};
pub(super) use submissions::{Changes, NewRow, advance, get, insert, lock};
pub(super) use totals::{correct, publish, totals};
pub(super) use values::{answer, appraise, ask, enter, give, keep_only, value, values};
