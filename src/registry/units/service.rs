//! What is done with units.

use diesel_async::AsyncPgConnection;
use serde_json::json;
use uuid::Uuid;

use super::model::{Unit, check_validity};
use super::queries::{self, Changes, NewRow};
use super::views::{UnitIn, UnitPatch, UnitRef};
use crate::access::{Change, Conn, May, may};
use crate::ids::UnitId;
use crate::platform::http::IfMatch;
use crate::platform::problem::{Code, Problem, Result};

type Writer = Conn<may::WriteUnits>;

impl UnitRef {
    /// The unit that the reference stands for; `pointer` is the field that holds it.
    pub async fn resolve<P: May>(&self, conn: &mut Conn<P>, pointer: &str) -> Result<UnitId> {
        let today = conn.today();
        self.find(conn.pg(), today, pointer).await.map(|unit| unit.id)
    }

    async fn find(&self, conn: &mut AsyncPgConnection, today: chrono::NaiveDate, pointer: &str) -> Result<Unit> {
        let given = [self.id.is_some(), self.code.is_some(), self.identifier_code.is_some(), self.gso_code.is_some()];
        if given.iter().filter(|given| **given).count() != 1 || (self.gso_code.is_some() && self.on.is_none()) {
            return Err(Problem::field(
                pointer,
                "reference",
                "Cần đúng một trong id, code, identifier_code, hoặc gso_code kèm on.",
                "Exactly one of id, code, identifier_code, or gso_code with on, is needed.",
            ));
        }
        queries::find(conn, self, today).await?.ok_or_else(|| {
            Problem::of(Code::UnknownReference).and_field(
                pointer,
                "unknown",
                "Không có đơn vị này.",
                "There is no such unit.",
            )
        })
    }
}

/// Adds a unit, below a unit within reach.
pub async fn create(conn: &mut Writer, new: &UnitIn) -> Result<Unit> {
    check_validity(new.valid_from, new.valid_to)?;
    let parent_id = parent(conn, new.parent.as_ref()).await?;
    let now = conn.now();
    let row = NewRow {
        id: UnitId::draw(),
        code: &new.code,
        name_vi: &new.name_vi,
        name_en: new.name_en.as_deref(),
        kind: new.kind,
        level: new.level,
        parent_id,
        identifier_code: new.identifier_code.as_deref(),
        gso_code: new.gso_code.as_deref(),
        valid_from: new.valid_from,
        valid_to: new.valid_to,
        provenance: new.provenance,
        provenance_note: new.provenance_note_vi.as_deref(),
        created_at: now,
        updated_at: now,
    };
    let unit = queries::insert(conn.pg(), &row).await?;
    journal(conn, "unit.creation", None, &unit).await?;
    Ok(unit)
}

/// Changes a unit within reach.
pub async fn update(conn: &mut Writer, id: Uuid, expected: IfMatch, patch: UnitPatch) -> Result<Unit> {
    let before = queries::lock(conn.pg(), id).await?;
    if !conn.reach().covers_unit(id) {
        return Err(out_of_reach());
    }
    expected.check(before.version)?;
    check_validity(before.valid_from, patch.valid_to.unwrap_or(before.valid_to))?;
    let parent_id = match &patch.parent {
        Some(wanted) => parent(conn, Some(wanted)).await?,
        None => None,
    };
    let changes = Changes {
        name_vi: patch.name_vi,
        name_en: patch.name_en,
        parent_id,
        identifier_code: patch.identifier_code,
        valid_to: patch.valid_to,
        provenance: patch.provenance,
        version: before.version + 1,
        updated_at: conn.now(),
    };
    let after = queries::update(conn.pg(), id, &changes).await?;
    journal(conn, "unit.update", Some(&before), &after).await?;
    Ok(after)
}

/// The parent that is asked for. Without one, the unit stands at the top, which takes a reach over all.
async fn parent(conn: &mut Writer, wanted: Option<&UnitRef>) -> Result<Option<Uuid>> {
    let found = match wanted {
        Some(wanted) => Some(wanted.resolve(conn, "/parent").await?.0),
        None => None,
    };
    // The nil id is in no subtree: only a reach over everything covers it.
    if conn.reach().covers_unit(found.unwrap_or_default()) { Ok(found) } else { Err(out_of_reach()) }
}

fn out_of_reach() -> Problem {
    Problem::of(Code::Forbidden).with("required_permission", "units:write")
}

async fn journal(conn: &mut Writer, action: &'static str, before: Option<&Unit>, after: &Unit) -> Result<()> {
    let facts = |unit: &Unit| {
        json!({
            "code": unit.code, "name_vi": unit.name_vi, "parent_id": unit.parent_id,
            "valid_from": unit.valid_from, "valid_to": unit.valid_to, "provenance": unit.provenance,
        })
    };
    conn.names_changed();
    let (before, after_facts) = (before.map(facts), facts(after));
    conn.record(Change { action, resource_id: after.id.0, version: after.version, before, after: Some(after_facts) })
        .await
}
