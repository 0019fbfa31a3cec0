//! Reading the journal.

use super::model::{Link, Said};
use super::queries;
use super::views::{JournalEntryOut, JournalQuery};
use crate::access::{Conn, may};
use crate::platform::http::{Page, PageRequest, SortKey};
use crate::platform::problem::Result;

type Reader = Conn<may::ReadJournal>;

/// A page of the journal. The policy gives it only to roles that are bound to no unit and no campaign:
/// a chain with holes proves nothing.
pub async fn list(conn: &mut Reader, filter: &JournalQuery, page: &PageRequest) -> Result<Page<JournalEntryOut>> {
    let rows = queries::list(conn.pg(), filter, page).await?;
    let total = if page.count { Some(queries::count(conn.pg(), filter).await?) } else { None };
    let key = |(said, link): &(Said, Link)| SortKey { key: link.position.into(), id: said.id };
    Ok(page.finish(rows, total, key, |(said, link)| JournalEntryOut::of(said, link)))
}
