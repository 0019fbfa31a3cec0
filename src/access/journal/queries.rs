//! SQL of reading the journal.

use diesel::dsl::sql;
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::sql_types::{Binary, Bool, Text};
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use super::model::{Link, Said};
use super::views::JournalQuery;
use crate::keyset;
use crate::platform::http::PageRequest;
use crate::platform::problem::Result;
use crate::schema::{journal_entries, journal_positions};

type Numbered = diesel::dsl::InnerJoinQuerySource<journal_positions::table, journal_entries::table>;
type Condition = Box<dyn BoxableExpression<Numbered, Pg, SqlType = Bool>>;

/// The hash of the position before; before the first there is nothing.
const PREVIOUS: &str = "COALESCE((SELECT previous.hash FROM journal_positions previous \
                        WHERE previous.position = journal_positions.position - 1), sha256(''))";

pub(super) async fn list(
    conn: &mut AsyncPgConnection,
    filter: &JournalQuery,
    page: &PageRequest,
) -> Result<Vec<(Said, Link)>> {
    let link = (
        journal_positions::position,
        sql::<Binary>(PREVIOUS),
        journal_positions::hash,
        sql::<Text>("journal_text(journal_entries)"),
    );
    let query = journal_positions::table
        .inner_join(journal_entries::table)
        .filter(condition(filter))
        .select((Said::as_select(), link))
        .into_boxed();
    let descending = match page.sort.as_deref() {
        None | Some("position") => false,
        Some("-position") => true,
        Some(_) => return Err(page.unknown_sort(&["position", "-position"])),
    };
    let place = journal_positions::position;
    Ok(keyset!(query, page, place => i64, journal_entries::id, descending: descending).load(conn).await?)
}

pub(super) async fn count(conn: &mut AsyncPgConnection, filter: &JournalQuery) -> Result<i64> {
    let numbered = journal_positions::table.inner_join(journal_entries::table);
    Ok(numbered.filter(condition(filter)).count().get_result(conn).await?)
}

fn condition(filter: &JournalQuery) -> Condition {
    let mut all: Condition = Box::new(sql::<Bool>("true"));
    if !filter.resource.is_empty() {
        all = Box::new(all.and(journal_entries::resource_type.eq_any(filter.resource.clone())));
    }
    if let Some(id) = filter.resource_id {
        all = Box::new(all.and(journal_entries::resource_id.eq(id)));
    }
    if !filter.actor.is_empty() {
        all = Box::new(all.and(journal_entries::actor_name.eq_any(filter.actor.clone())));
    }
    if !filter.action.is_empty() {
        all = Box::new(all.and(journal_entries::action.eq_any(filter.action.clone())));
    }
    if let Some(from) = filter.from {
        all = Box::new(all.and(journal_entries::recorded_at.ge(from)));
    }
    if let Some(before) = filter.before {
        all = Box::new(all.and(journal_entries::recorded_at.lt(before)));
    }
    all
}
