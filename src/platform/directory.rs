//! Codes and names of units, campaigns and indicator sets, the tree of units, and the records of campaigns,
//! held in the process.
//!
//! Lists show names without joining for them, and what may be done at a campaign's stage without reading it
//! with every row. The database counts every change of these in
//! `directory_versions`, in the transaction of the change; a reader that sees a newer count than the
//! names it holds reads them again before it answers, so that no client is shown an older name than
//! the one it has just written, whichever instance it asks.

use std::collections::HashMap;
use std::sync::{Arc, RwLock};

use chrono::NaiveDate;
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Date, Jsonb, Nullable, Text, Uuid as SqlUuid};
use diesel_async::{AnsiTransactionManager, AsyncPgConnection, RunQueryDsl, TransactionManager};
use serde::{Deserialize, Serialize, Serializer};
use serde_json::Value;
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
    #[serde(serialize_with = "text")]
    #[schema(value_type = String)]
    pub code: Arc<str>,
    /// The name in Vietnamese.
    #[serde(serialize_with = "text")]
    #[schema(value_type = String)]
    pub name_vi: Arc<str>,
}

/// Names are shared: a page shows the same few many times.
fn text<S: Serializer>(shared: &Arc<str>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(shared)
}

impl Named {
    /// What no name is known of.
    fn unknown(id: Uuid) -> Self {
        Self { id, code: Arc::default(), name_vi: Arc::default() }
    }
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
    /// `unit`, `campaign` or `set`.
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = Nullable<Date>)]
    valid_from: Option<NaiveDate>,
    #[diesel(sql_type = Nullable<Date>)]
    valid_to: Option<NaiveDate>,
    /// A campaign's record, for its own wing to read.
    #[diesel(sql_type = Nullable<Jsonb>)]
    record: Option<Value>,
}

/// A unit that bears a code, from its first day until the first day on which it no longer exists.
struct Bearer {
    id: Uuid,
    from: Option<NaiveDate>,
    until: Option<NaiveDate>,
}

impl Bearer {
    fn exists_on(&self, day: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day < until)
    }
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

impl Reference {
    fn check(&self, pointer: &str) -> Result<(), Problem> {
        if self.id.is_some() != self.code.is_some() {
            return Ok(());
        }
        let (vi, en) = ("Cần đúng một trong id, code.", "Exactly one of id, code is needed.");
        Err(Problem::field(pointer, "reference", vi, en))
    }
}

fn unknown(pointer: &str) -> Problem {
    let (vi, en) = ("Không có bản ghi này.", "There is no such record.");
    Problem::of(Code::UnknownReference).and_field(pointer, "unknown", vi, en)
}

/// The names as of one version.
#[derive(Default)]
pub struct Names {
    version: i64,
    named: HashMap<Uuid, Named>,
    sets: HashMap<Uuid, Named>,
    /// Who bears a unit's code: one on each day, and another after it has ended.
    units: HashMap<String, Vec<Bearer>>,
    campaigns: HashMap<String, Uuid>,
    records: HashMap<Uuid, Value>,
    children: HashMap<Uuid, Vec<Uuid>>,
    parents: HashMap<Uuid, Uuid>,
    /// Subtrees that were asked for: the same few, with every request.
    subtrees: RwLock<HashMap<Uuid, Arc<Vec<Uuid>>>>,
}

impl Names {
    /// How a unit or campaign is shown.
    pub fn get(&self, id: impl Into<Uuid>) -> Named {
        let id = id.into();
        self.named.get(&id).cloned().unwrap_or_else(|| Named::unknown(id))
    }

    /// How an indicator set is shown. Sets have codes of their own, which no search here looks at.
    pub fn set(&self, id: impl Into<Uuid>) -> Named {
        let id = id.into();
        self.sets.get(&id).cloned().unwrap_or_else(|| Named::unknown(id))
    }

    /// The unit that a client's reference stands for; `pointer` is the field that holds it. A code stands
    /// for the unit that bears it on `day`, or else the latest that did.
    pub fn find_unit(&self, reference: &Reference, pointer: &str, day: NaiveDate) -> Result<Uuid, Problem> {
        reference.check(pointer)?;
        let found = match (reference.id, &reference.code) {
            (None, Some(code)) => {
                let latest = || self.bearers(code).iter().max_by_key(|bearer| bearer.from);
                self.bearers(code).iter().find(|bearer| bearer.exists_on(day)).or_else(latest)
            }
            (id, _) => {
                let named = id.and_then(|id| self.named.get(&id));
                named.and_then(|named| self.bearers(&named.code).iter().find(|bearer| bearer.id == named.id))
            }
        };
        found.map(|bearer| bearer.id).ok_or_else(|| unknown(pointer))
    }

    fn bearers(&self, code: &str) -> &[Bearer] {
        self.units.get(code).map(Vec::as_slice).unwrap_or_default()
    }

    /// The campaign that a client's reference stands for; `pointer` is the field that holds it.
    pub fn find_campaign(&self, reference: &Reference, pointer: &str) -> Result<Uuid, Problem> {
        reference.check(pointer)?;
        let found = match (reference.id, &reference.code) {
            (None, Some(code)) => self.campaigns.get(code),
            (id, _) => self.campaigns.values().find(|campaign| Some(**campaign) == id),
        };
        found.copied().ok_or_else(|| unknown(pointer))
    }

    /// A campaign's record, by the names of its columns.
    pub fn campaign_record(&self, id: impl Into<Uuid>) -> Option<&Value> {
        self.records.get(&id.into())
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

    /// A unit and all units above it, from the unit up.
    pub fn lineage(&self, unit: Uuid) -> Vec<Uuid> {
        std::iter::successors(Some(unit), |below| self.parents.get(below).copied()).collect()
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
        // What a transaction sees may yet be rolled back.
        if !in_transaction(conn)
            && let Ok(mut held) = self.0.write()
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
        "SELECT id, parent_id, code, name_vi, 'unit' AS kind, valid_from, valid_to, NULL AS record FROM units
         UNION ALL SELECT id, NULL, code, name_vi, 'campaign', NULL, NULL, to_jsonb(campaigns) FROM campaigns
         UNION ALL SELECT id, NULL, code, title_vi, 'set', NULL, NULL, NULL FROM indicator_sets",
    )
    .load(conn)
    .await?;
    Ok(Arc::new(collect(version, entries)))
}

fn in_transaction(conn: &mut AsyncPgConnection) -> bool {
    let status =
        <AnsiTransactionManager as TransactionManager<AsyncPgConnection>>::transaction_manager_status_mut(conn);
    !matches!(status.transaction_depth(), Ok(None))
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
            names.parents.insert(entry.id, parent);
        }
        let id = entry.id;
        match entry.kind.as_str() {
            "unit" => {
                let bearer = Bearer { id, from: entry.valid_from, until: entry.valid_to };
                names.units.entry(entry.code.clone()).or_default().push(bearer);
            }
            "campaign" => {
                names.campaigns.insert(entry.code.clone(), id);
                names.records.extend(entry.record.map(|record| (id, record)));
            }
            _ => {}
        }
        let shown = Named { id, code: entry.code.into(), name_vi: entry.name_vi.into() };
        if entry.kind == "set" { &mut names.sets } else { &mut names.named }.insert(id, shown);
    }
    names
}
