//! SQL of indicator sets and their indicators.

use chrono::{DateTime, Utc};
use diesel::dsl::sql;
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::sql_types::Bool;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::model::{Indicator, IndicatorSet, SetState};
use super::views::SetQuery;
use crate::ids::SetId;
use crate::keyset;
use crate::platform::directory::Reference;
use crate::platform::http::PageRequest;
use crate::platform::problem::Result;
use crate::platform::states::LifeCycle;
use crate::schema::{indicator_sets, indicators};

pub(super) async fn insert(conn: &mut AsyncPgConnection, draft: &IndicatorSet) -> Result<()> {
    let row = (draft, indicator_sets::created_at.eq(draft.updated_at));
    diesel::insert_into(indicator_sets::table).values(row).execute(conn).await?;
    Ok(())
}

/// Puts a tree in the place of the one that a draft has.
pub(super) async fn replace_indicators(conn: &mut AsyncPgConnection, set: SetId, tree: &[Indicator]) -> Result<()> {
    diesel::delete(indicators::table.filter(indicators::set_id.eq(set))).execute(conn).await?;
    diesel::insert_into(indicators::table).values(tree).execute(conn).await?;
    Ok(())
}

/// The indicators of a set, each after its parent, in the order of the document.
pub async fn indicators_of(conn: &mut AsyncPgConnection, set: SetId) -> Result<Vec<Indicator>> {
    let all = indicators::table.filter(indicators::set_id.eq(set)).order(indicators::ordinal);
    Ok(all.select(Indicator::as_select()).load(conn).await?)
}

pub(super) async fn get(conn: &mut AsyncPgConnection, id: Uuid) -> Result<IndicatorSet> {
    Ok(indicator_sets::table.find(id).select(IndicatorSet::as_select()).first(conn).await?)
}

pub(super) async fn lock(conn: &mut AsyncPgConnection, id: Uuid) -> Result<IndicatorSet> {
    Ok(indicator_sets::table.find(id).select(IndicatorSet::as_select()).for_update().first(conn).await?)
}

/// The set that a client names by exactly one of id and code.
pub(super) async fn find(conn: &mut AsyncPgConnection, wanted: &Reference) -> Result<Option<IndicatorSet>> {
    let query = indicator_sets::table.select(IndicatorSet::as_select()).into_boxed();
    let query = match (wanted.id, &wanted.code) {
        (Some(id), _) => query.filter(indicator_sets::id.eq(id)),
        (None, code) => query.filter(indicator_sets::code.eq(code.clone().unwrap_or_default())),
    };
    Ok(query.first(conn).await.optional()?)
}

/// Writes a changed draft whole.
pub(super) async fn update(conn: &mut AsyncPgConnection, draft: &IndicatorSet) -> Result<()> {
    diesel::update(indicator_sets::table.find(draft.id)).set(draft).execute(conn).await?;
    Ok(())
}

/// Takes a set into a state, from where the table of states lets it; none where it stands elsewhere.
pub(super) async fn enter(
    conn: &mut AsyncPgConnection,
    id: SetId,
    next: SetState,
    now: DateTime<Utc>,
) -> Result<Option<IndicatorSet>> {
    let here = indicator_sets::table.find(id).filter(indicator_sets::state.eq_any(next.enters_from()));
    let set = (
        indicator_sets::state.eq(next),
        indicator_sets::version.eq(indicator_sets::version + 1),
        indicator_sets::updated_at.eq(now),
    );
    let updated = diesel::update(here).set(set).returning(IndicatorSet::as_returning());
    Ok(updated.get_result(conn).await.optional()?)
}

type Condition = Box<dyn BoxableExpression<indicator_sets::table, Pg, SqlType = Bool>>;

/// Sets by code.
pub(super) async fn list(
    conn: &mut AsyncPgConnection,
    filter: &SetQuery,
    page: &PageRequest,
) -> Result<Vec<IndicatorSet>> {
    let query = indicator_sets::table.filter(condition(filter)).select(IndicatorSet::as_select()).into_boxed();
    let page = keyset!(query, page, indicator_sets::code => String, indicator_sets::id, descending: false);
    Ok(page.load(conn).await?)
}

pub(super) async fn count(conn: &mut AsyncPgConnection, filter: &SetQuery) -> Result<i64> {
    Ok(indicator_sets::table.filter(condition(filter)).count().get_result(conn).await?)
}

fn condition(filter: &SetQuery) -> Condition {
    let mut all: Condition = Box::new(sql::<Bool>("true"));
    if !filter.state.is_empty() {
        all = Box::new(all.and(indicator_sets::state.eq_any(filter.state.clone())));
    }
    if !filter.kind.is_empty() {
        all = Box::new(all.and(indicator_sets::kind.eq_any(filter.kind.clone())));
    }
    if !filter.level.is_empty() {
        all = Box::new(all.and(indicator_sets::level.eq_any(filter.level.clone())));
    }
    if let Some(code) = &filter.code {
        all = Box::new(all.and(indicator_sets::code.eq(code.clone())));
    }
    if let Some(day) = filter.as_of {
        let not_ended =
            indicator_sets::effective_to.is_null().or(indicator_sets::effective_to.assume_not_null().gt(day));
        all = Box::new(all.and(indicator_sets::effective_from.le(day)).and(not_ended));
    }
    all
}
