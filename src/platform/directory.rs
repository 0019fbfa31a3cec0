//! Codes and names of units, campaigns and indicator sets, and the tree of units, held in the process.
//!
//! Lists show names without joining for them. The database counts every change of a name in
//! `directory_versions`, in the transaction of the change; a reader that sees a newer count than the
//! names it holds reads them again before it answers, so that no client is shown an older name than
//! the one it has just written, whichever instance it asks.

use std::collections::HashMap;
use std::sync::{Arc, RwLock};

use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Nullable, Text, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::platform::problem::{Code, Problem};

/// A unit, a campaign or an indicator set as it is shown wherever it is referred to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(example = json!({"id": "01890a5d-ac96-774b-bcce-b302099a8057", "code": "TN-PNV", "name_vi": "Phòng Nội vụ"}))]
pub struct Named {
    /// The id.
    pub id: Uuid,
    /// The code that people use.
    pub code: String,
    /// The name in Vietnamese.
    pub name_vi: String,
}

#[derive(QueryableByName)]
struct Entry {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    parent_id: Option<Uuid>,
    #[diesel(sql_type = Text)]
    code: String,
    #[diesel(sql_type = Text)]
    name_vi: String,
    #[diesel(sql_type = Bool)]
    is_set: bool,
}

/// A unit or campaign as a client names it: by id or by code.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"code": "TN-PNV"}), min_properties = 1, max_properties = 1)]
pub struct Reference {
    /// The id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<Uuid>,
    /// The code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
}

/// The names as of one version.
#[derive(Default)]
pub struct Names {
    version: i64,
    named: HashMap<Uuid, Named>,
    sets: HashMap<Uuid, Named>,
    children: HashMap<Uuid, Vec<Uuid>>,
    /// Subtrees that were asked for: the same few, with every request.
    subtrees: RwLock<HashMap<Uuid, Arc<Vec<Uuid>>>>,
}

impl Names {
    /// How a unit or campaign is shown.
    pub fn get(&self, id: impl Into<Uuid>) -> Named {
        let id = id.into();
        self.named.get(&id).cloned().unwrap_or_else(|| Named { id, code: String::new(), name_vi: String::new() })
    }

    /// How an indicator set is shown. Sets have codes of their own, which [`Names::find`] leaves alone.
    pub fn set(&self, id: impl Into<Uuid>) -> Named {
        let id = id.into();
        self.sets.get(&id).cloned().unwrap_or_else(|| Named { id, code: String::new(), name_vi: String::new() })
    }

    /// The id that a client's reference stands for; `pointer` is the field that holds it.
    pub fn find(&self, reference: &Reference, pointer: &str) -> Result<Uuid, Problem> {
        let found = match (reference.id, &reference.code) {
            (Some(id), None) => self.named.get(&id),
            (None, Some(code)) => self.named.values().find(|named| named.code == *code),
            _ => {
                return Err(Problem::field(
                    pointer,
                    "reference",
                    "Cần đúng một trong id, code.",
                    "Exactly one of id, code is needed.",
                ));
            }
        };
        found.map(|named| named.id).ok_or_else(|| {
            Problem::of(Code::UnknownReference).and_field(
                pointer,
                "unknown",
                "Không có bản ghi này.",
                "There is no such record.",
            )
        })
    }

    /// A unit and all units below it, in the order of their ids.
    pub fn subtree(&self, root: Uuid) -> Arc<Vec<Uuid>> {
        let known = self.subtrees.read().ok().and_then(|known| known.get(&root).cloned());
        known.unwrap_or_else(|| {
            let walked = Arc::new(self.walk(root));
            // Anyone may ask below any id: what is no unit is not kept.
            if let (true, Ok(mut known)) = (self.named.contains_key(&root), self.subtrees.write()) {
                known.insert(root, walked.clone());
            }
            walked
        })
    }

    fn walk(&self, root: Uuid) -> Vec<Uuid> {
        let mut found = vec![root];
        let mut next = 0;
        while let Some(unit) = found.get(next) {
            found.extend(self.children.get(unit).into_iter().flatten());
            next += 1;
        }
        found.sort_unstable();
        found
    }
}

/// The names in use, replaced as a whole when the database has newer ones.
#[derive(Default)]
pub struct Directory(RwLock<Arc<Names>>);

impl Directory {
    /// The names held now.
    pub fn held(&self) -> Arc<Names> {
        self.0.read().map(|names| names.clone()).unwrap_or_default()
    }

    /// The names as of `version` at least.
    pub async fn at_least(&self, version: i64, conn: &mut AsyncPgConnection) -> QueryResult<Arc<Names>> {
        let held = self.held();
        if held.version >= version { Ok(held) } else { self.refresh(conn).await }
    }

    /// The names as the database has them now.
    pub async fn current(&self, conn: &mut AsyncPgConnection) -> QueryResult<Arc<Names>> {
        let version = version(conn).await?;
        self.at_least(version, conn).await
    }

    async fn refresh(&self, conn: &mut AsyncPgConnection) -> QueryResult<Arc<Names>> {
        let fresh = read(conn).await?;
        if let Ok(mut held) = self.0.write()
            && held.version <= fresh.version
        {
            *held = fresh.clone();
        }
        Ok(fresh)
    }
}

/// Reads the names without holding them: a transaction that changed some sees its own, and nobody
/// else sees what may yet be rolled back.
///
/// The version is read first: names read after it can only be newer.
pub async fn read(conn: &mut AsyncPgConnection) -> QueryResult<Arc<Names>> {
    let version = version(conn).await?;
    let entries: Vec<Entry> = diesel::sql_query(
        "SELECT id, parent_id, code, name_vi, false AS is_set FROM units
         UNION ALL SELECT id, NULL, code, name_vi, false FROM campaigns
         UNION ALL SELECT id, NULL, code, title_vi, true FROM indicator_sets",
    )
    .load(conn)
    .await?;
    Ok(Arc::new(collect(version, entries)))
}

/// Whether there is neither a unit nor a campaign. Until the transaction ends, no other can add one.
pub async fn is_empty(conn: &mut AsyncPgConnection) -> QueryResult<bool> {
    // Every change of a name counts up this row, so that holding it holds them all back.
    diesel::sql_query("SELECT version FROM directory_versions FOR UPDATE").execute(conn).await?;
    diesel::select(sql::<Bool>("NOT EXISTS (SELECT FROM units) AND NOT EXISTS (SELECT FROM campaigns)"))
        .get_result(conn)
        .await
}

async fn version(conn: &mut AsyncPgConnection) -> QueryResult<i64> {
    #[derive(QueryableByName)]
    struct Row {
        #[diesel(sql_type = BigInt)]
        version: i64,
    }
    let row: Row = diesel::sql_query("SELECT version FROM directory_versions").get_result(conn).await?;
    Ok(row.version)
}

fn collect(version: i64, entries: Vec<Entry>) -> Names {
    let mut names = Names { version, ..Names::default() };
    for entry in entries {
        if let Some(parent) = entry.parent_id {
            names.children.entry(parent).or_default().push(entry.id);
        }
        let shown = Named { id: entry.id, code: entry.code, name_vi: entry.name_vi };
        if entry.is_set { &mut names.sets } else { &mut names.named }.insert(entry.id, shown);
    }
    names
}
