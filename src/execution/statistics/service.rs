//! What is done with statistics.

use chrono::NaiveDate;
use diesel_async::AsyncPgConnection;
use serde_json::json;

use super::model::{OnlineRate, Statistic, check_month, next_revision};
use super::queries::{self, NewRow};
use super::views::StatisticIn;
use crate::access::{Change, Conn, may};
use crate::ids::{StatisticId, UnitId};
use crate::platform::problem::{Code, Problem, Result};

type Writer = Conn<may::WriteStatistics>;

/// What a push came to.
pub enum Pushed {
    /// A first or further revision.
    New(Statistic),
    /// The same figures were there already.
    Unchanged(Statistic),
}

/// Takes in the figures of a unit within reach.
pub async fn push(conn: &mut Writer, new: &StatisticIn) -> Result<Pushed> {
    let unit = new.unit.resolve(conn, "/unit").await?;
    if !conn.reach().covers_unit(unit.0) {
        return Err(Problem::of(Code::Forbidden).with("required_permission", "statistics:write"));
    }
    check_month(new.month, conn.today())?;
    new.figures().check()?;
    let current = queries::lock_current(conn.pg(), unit, new.month.first_day()).await?;
    match current {
        Some(current) if current.says(new.figures(), &new.source) => Ok(Pushed::Unchanged(current)),
        current => Ok(Pushed::New(revise(conn, unit, current, new).await?)),
    }
}

async fn revise(conn: &mut Writer, unit: UnitId, current: Option<Statistic>, new: &StatisticIn) -> Result<Statistic> {
    let now = conn.now();
    let row = NewRow {
        id: StatisticId::draw(),
        unit_id: unit,
        month: new.month.first_day(),
        revision: next_revision(current.as_ref(), new.correction_note.as_deref())?,
        figures: new.figures(),
        source: &new.source,
        correction_note: new.correction_note.as_deref(),
        imported_at: now,
        imported_by: conn.caller().account().unwrap_or_default(),
    };
    if let Some(current) = &current {
        queries::supersede(conn.pg(), current.id, now).await?;
    }
    let revision = queries::insert(conn.pg(), row).await?;
    journal(conn, current.as_ref(), &revision).await?;
    Ok(revision)
}

async fn journal(conn: &mut Writer, before: Option<&Statistic>, after: &Statistic) -> Result<()> {
    let facts = |row: &Statistic| {
        json!({
            "unit_id": row.unit_id, "month": row.month, "revision": row.revision, "source": row.source,
            "received": row.figures.received, "received_online": row.figures.received_online,
            "resolved": row.figures.resolved, "resolved_on_time": row.figures.resolved_on_time,
            "correction_note": row.correction_note,
        })
    };
    let change = Change {
        action: if before.is_some() { "statistic.correction" } else { "statistic.creation" },
        resource_id: after.id.0,
        version: i64::from(after.revision),
        before: before.map(facts),
        after: Some(facts(after)),
    };
    conn.record(change).await
}

/// A unit's online dossiers over the months that begin from `from` on and before `before`
/// (`online_dossier_rate_pct@1`). No months, or no dossiers in them, is 0 of 0: no data, not failure.
pub async fn online_rate(
    conn: &mut AsyncPgConnection,
    unit: UnitId,
    from: NaiveDate,
    before: NaiveDate,
) -> Result<OnlineRate> {
    Ok(OnlineRate::of(&queries::current_between(conn, unit, from, before).await?))
}
