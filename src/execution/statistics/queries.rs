//! SQL of statistics.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::dsl::sql;
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::sql_types::Bool;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::model::{Figures, Statistic};
use super::views::StatisticQuery;
use crate::ids::{StatisticId, UnitId};
use crate::keyset;
use crate::platform::http::PageRequest;
use crate::platform::problem::Result;
use crate::schema::statistics;

/// What an insert of a revision needs.
#[derive(Insertable)]
#[diesel(table_name = statistics)]
pub(super) struct NewRow<'a> {
    pub id: StatisticId,
    pub unit_id: UnitId,
    pub month: NaiveDate,
    pub revision: i32,
    #[diesel(embed)]
    pub figures: Figures,
    pub source: &'a str,
    pub correction_note: Option<&'a str>,
    pub imported_at: DateTime<Utc>,
    pub imported_by: Uuid,
}

pub(super) async fn insert(conn: &mut AsyncPgConnection, row: NewRow<'_>) -> Result<Statistic> {
    let inserted = diesel::insert_into(statistics::table).values(row).returning(Statistic::as_returning());
    Ok(inserted.get_result(conn).await?)
}

pub(super) async fn get(conn: &mut AsyncPgConnection, id: Uuid) -> Result<Statistic> {
    Ok(statistics::table.find(id).select(Statistic::as_select()).first(conn).await?)
}

/// The revision that counts, held against a second correction until this one is done.
pub(super) async fn lock_current(
    conn: &mut AsyncPgConnection,
    unit: UnitId,
    month: NaiveDate,
) -> Result<Option<Statistic>> {
    let current = statistics::table
        .filter(statistics::unit_id.eq(unit))
        .filter(statistics::month.eq(month))
        .filter(statistics::superseded_at.is_null())
        .select(Statistic::as_select());
    Ok(current.for_update().first(conn).await.optional()?)
}

pub(super) async fn supersede(conn: &mut AsyncPgConnection, id: StatisticId, now: DateTime<Utc>) -> Result<()> {
    diesel::update(statistics::table.find(id)).set(statistics::superseded_at.eq(now)).execute(conn).await?;
    Ok(())
}

/// The revisions that count of a unit's months, from one day up to another.
pub(super) async fn current_between(
    conn: &mut AsyncPgConnection,
    unit: UnitId,
    from: NaiveDate,
    before: NaiveDate,
) -> Result<Vec<Statistic>> {
    let months = statistics::table
        .filter(statistics::unit_id.eq(unit))
        .filter(statistics::month.ge(from).and(statistics::month.lt(before)))
        .filter(statistics::superseded_at.is_null())
        .order(statistics::month);
    Ok(months.select(Statistic::as_select()).load(conn).await?)
}

type Condition = Box<dyn BoxableExpression<statistics::table, Pg, SqlType = Bool>>;

/// The orders of the list; ties are broken by id.
pub(super) async fn list(
    conn: &mut AsyncPgConnection,
    filter: &StatisticQuery,
    page: &PageRequest,
) -> Result<Vec<Statistic>> {
    let query = statistics::table.filter(condition(filter)).select(Statistic::as_select()).into_boxed();
    let descending = match page.sort.as_deref() {
        None | Some("month") => false,
        Some("-month") => true,
        Some(_) => return Err(page.unknown_sort(&["month", "-month"])),
    };
    let rows = keyset!(query, page, statistics::month => NaiveDate, statistics::id, descending: descending);
    Ok(rows.load(conn).await?)
}

pub(super) async fn count(conn: &mut AsyncPgConnection, filter: &StatisticQuery) -> Result<i64> {
    Ok(statistics::table.filter(condition(filter)).count().get_result(conn).await?)
}

fn condition(filter: &StatisticQuery) -> Condition {
    let mut all: Condition = Box::new(sql::<Bool>("true"));
    if !filter.unit.is_empty() {
        all = Box::new(all.and(statistics::unit_id.eq_any(filter.unit.clone())));
    }
    if let Some(from) = filter.from {
        all = Box::new(all.and(statistics::month.ge(from.first_day())));
    }
    if let Some(before) = filter.before {
        all = Box::new(all.and(statistics::month.lt(before.first_day())));
    }
    if !filter.history {
        all = Box::new(all.and(statistics::superseded_at.is_null()));
    }
    all
}
