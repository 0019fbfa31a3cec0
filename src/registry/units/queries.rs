//! SQL of units.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use diesel::dsl::sql;
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::sql_types::{Bool, Text};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::model::{Unit, UnitKind, UnitLevel};
use super::views::{UnitQuery, UnitRef};
use crate::ids::UnitId;
use crate::keyset;
use crate::platform::http::PageRequest;
use crate::platform::problem::Result;
use crate::registry::Provenance;
use crate::schema::units;

/// What an insert of a unit needs.
#[derive(Insertable)]
#[diesel(table_name = units)]
pub(super) struct NewRow<'a> {
    pub id: UnitId,
    pub code: &'a str,
    pub name_vi: &'a str,
    pub name_en: Option<&'a str>,
    pub kind: UnitKind,
    pub level: UnitLevel,
    pub parent_id: Option<Uuid>,
    pub identifier_code: Option<&'a str>,
    pub gso_code: Option<&'a str>,
    pub valid_from: Option<NaiveDate>,
    pub valid_to: Option<NaiveDate>,
    pub provenance: Provenance,
    pub provenance_note: Option<&'a str>,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// What a change of a unit sets; absent fields stay.
#[derive(AsChangeset)]
#[diesel(table_name = units)]
pub(super) struct Changes {
    pub name_vi: Option<String>,
    pub name_en: Option<String>,
    pub parent_id: Option<Uuid>,
    pub identifier_code: Option<String>,
    pub valid_to: Option<Option<NaiveDate>>,
    pub provenance: Option<Provenance>,
    pub version: i64,
    pub updated_at: DateTime<Utc>,
}

/// What kind of body a unit is, and at which level of government it stands.
pub async fn kind_and_level(conn: &mut AsyncPgConnection, id: UnitId) -> Result<(UnitKind, UnitLevel)> {
    Ok(units::table.find(id).select((units::kind, units::level)).first(conn).await?)
}

/// The same of several units.
pub async fn kinds_and_levels(
    conn: &mut AsyncPgConnection,
    ids: &[UnitId],
) -> Result<HashMap<UnitId, (UnitKind, UnitLevel)>> {
    let rows = units::table.filter(units::id.eq_any(ids)).select((units::id, (units::kind, units::level)));
    Ok(rows.load(conn).await?.into_iter().collect())
}

pub(super) async fn insert(conn: &mut AsyncPgConnection, row: &NewRow<'_>) -> Result<Unit> {
    Ok(diesel::insert_into(units::table).values(row).returning(Unit::as_returning()).get_result(conn).await?)
}

pub(super) async fn get(conn: &mut AsyncPgConnection, id: Uuid) -> Result<Unit> {
    Ok(units::table.find(id).select(Unit::as_select()).first(conn).await?)
}

pub(super) async fn lock(conn: &mut AsyncPgConnection, id: Uuid) -> Result<Unit> {
    Ok(units::table.find(id).select(Unit::as_select()).for_update().first(conn).await?)
}

pub(super) async fn update(conn: &mut AsyncPgConnection, id: Uuid, changes: &Changes) -> Result<Unit> {
    let updated = diesel::update(units::table.find(id)).set(changes).returning(Unit::as_returning());
    Ok(updated.get_result(conn).await?)
}

type Condition = Box<dyn BoxableExpression<units::table, Pg, SqlType = Bool>>;

/// The orders of the list; ties are broken by id.
pub(super) async fn list(
    conn: &mut AsyncPgConnection,
    filter: &UnitQuery,
    within: Option<Vec<Uuid>>,
    page: &PageRequest,
) -> Result<Vec<Unit>> {
    let query = units::table.filter(condition(filter, within)).select(Unit::as_select()).into_boxed();
    let rows = match page.sort.as_deref() {
        None | Some("code") => {
            keyset!(query, page, units::code => String, units::id, descending: false).load(conn).await?
        }
        Some("-code") => keyset!(query, page, units::code => String, units::id, descending: true).load(conn).await?,
        Some("name_vi") => {
            keyset!(query, page, units::name_vi => String, units::id, descending: false).load(conn).await?
        }
        Some("-name_vi") => {
            keyset!(query, page, units::name_vi => String, units::id, descending: true).load(conn).await?
        }
        Some(_) => return Err(page.unknown_sort(&["code", "-code", "name_vi", "-name_vi"])),
    };
    Ok(rows)
}

pub(super) async fn count(conn: &mut AsyncPgConnection, filter: &UnitQuery, within: Option<Vec<Uuid>>) -> Result<i64> {
    Ok(units::table.filter(condition(filter, within)).count().get_result(conn).await?)
}

fn condition(filter: &UnitQuery, within: Option<Vec<Uuid>>) -> Condition {
    let mut all: Condition = Box::new(sql::<Bool>("true"));
    if !filter.kind.is_empty() {
        all = Box::new(all.and(units::kind.eq_any(filter.kind.clone())));
    }
    if !filter.level.is_empty() {
        all = Box::new(all.and(units::level.eq_any(filter.level.clone())));
    }
    if let Some(parent) = filter.parent {
        all = Box::new(all.and(units::parent_id.assume_not_null().eq(parent)));
    }
    if let Some(within) = within {
        all = Box::new(all.and(units::id.eq_any(within)));
    }
    if let Some(day) = filter.as_of {
        all = Box::new(all.and(exists_on(day)));
    }
    for (column, wanted) in
        [("code", &filter.code), ("identifier_code", &filter.identifier_code), ("gso_code", &filter.gso_code)]
    {
        if let Some(wanted) = wanted {
            all = Box::new(all.and(sql::<Bool>(&format!("units.{column} = ")).bind::<Text, _>(wanted.clone())));
        }
    }
    if let Some(part) = &filter.q {
        all = Box::new(
            all.and(sql::<Bool>("position(fold_vi(").bind::<Text, _>(part.clone()).sql(") in units.search) > 0")),
        );
    }
    all
}

fn exists_on(day: NaiveDate) -> Condition {
    let begun = units::valid_from.is_null().or(units::valid_from.assume_not_null().le(day));
    let not_ended = units::valid_to.is_null().or(units::valid_to.assume_not_null().gt(day));
    Box::new(begun.and(not_ended))
}

/// The unit that a client names, as it existed on the day it gives or on `today`.
///
/// A code may have been borne by several units over time; the one of that day is meant, or else the
/// latest that bore it.
pub(super) async fn find(conn: &mut AsyncPgConnection, wanted: &UnitRef, today: NaiveDate) -> Result<Option<Unit>> {
    let named: Condition = match wanted {
        UnitRef { id: Some(id), .. } => Box::new(units::id.eq(*id)),
        UnitRef { code: Some(code), .. } => Box::new(units::code.eq(code.clone())),
        UnitRef { identifier_code: Some(code), .. } => {
            Box::new(units::identifier_code.assume_not_null().eq(code.clone()))
        }
        UnitRef { gso_code: Some(code), .. } => Box::new(units::gso_code.assume_not_null().eq(code.clone())),
        _ => return Ok(None),
    };
    let day = wanted.on.unwrap_or(today);
    let candidates = units::table.filter(named).order(units::valid_from.desc().nulls_last()).select(Unit::as_select());
    let rows: Vec<Unit> = candidates.load(conn).await?;
    let of_that_day = rows.iter().position(|unit| unit.exists_on(day));
    let strict = wanted.on.is_some();
    Ok(match of_that_day {
        Some(index) => rows.into_iter().nth(index),
        None if strict => None,
        None => rows.into_iter().next(),
    })
}
