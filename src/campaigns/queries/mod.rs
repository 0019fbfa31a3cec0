//! SQL of campaigns, their editions and what those hold.

mod awardings;
mod campaigns;
mod content_read;
mod content_write;
mod editions;
mod facts;
mod list;

pub(super) use awardings::{awarded, note_awarding};
pub(super) use campaigns::{due, insert, lock, read, save_identity, save_stage};
pub(super) use content_read::content;
pub(super) use content_write::{clear_content, write_content};
pub(super) use editions::{decide, edition, editions, insert_edition};
pub(super) use facts::{facts, held_facts, is_public, participant, participant_of, participants, rules};
pub(super) use list::{count, list};
