//! The journal: one row per change, written in the change's own transaction.
//!
//! The audit trail, the event feed and webhooks all read it. [`sequence`] gives committed rows a
//! gap-free position and a chained hash; nothing can appear before a row already numbered.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl, SimpleAsyncConnection};
use serde_json::Value;
use uuid::Uuid;

use crate::platform::http::TransitionOut;
use crate::schema::{accounts, journal_entries, journal_head};

/// One change, before it has a position.
#[derive(Debug, Insertable)]
#[diesel(table_name = journal_entries)]
pub struct Entry {
    /// The entry's id.
    pub id: Uuid,
    /// When the change was made, by the service's clock.
    pub recorded_at: DateTime<Utc>,
    /// The account that made it; absent for the service itself.
    pub actor_id: Option<Uuid>,
    /// Its user name, as it was then.
    pub actor_name: String,
    /// Whom a portal acted for.
    pub on_behalf_of: Option<String>,
    /// `resource.event`, such as `campaign.issuance`.
    pub action: String,
    /// What was changed.
    pub resource_type: String,
    /// Its id.
    pub resource_id: Uuid,
    /// Its version after the change.
    pub version: i64,
    /// What mattered before.
    pub before: Option<Value>,
    /// What matters now.
    pub after: Option<Value>,
    /// The request that asked for it.
    pub request_id: Option<Uuid>,
}

/// Writes an entry.
pub async fn write(conn: &mut AsyncPgConnection, entry: &Entry) -> QueryResult<()> {
    diesel::insert_into(journal_entries::table).values(entry).execute(conn).await.map(|_| ())
}

/// The latest entry of an action on a resource, read as a step in its life. Everyone may read a step, so
/// it bears the name that its actor's account is shown with; with the user name one signs in.
pub async fn record_of(conn: &mut AsyncPgConnection, resource: Uuid, action: &str) -> QueryResult<TransitionOut> {
    let actor = accounts::table.on(journal_entries::actor_id.eq(accounts::id.nullable()));
    let (transition, shown, actor_name, at, version, after): (_, Option<String>, _, _, _, Option<Value>) =
        journal_entries::table
            .left_join(actor)
            .filter(journal_entries::resource_id.eq(resource))
            .filter(journal_entries::action.eq(action))
            .order(journal_entries::ordinal.desc())
            .select((
                journal_entries::action,
                accounts::display_name.nullable(),
                journal_entries::actor_name,
                journal_entries::recorded_at,
                journal_entries::version,
                journal_entries::after,
            ))
            .first(conn)
            .await?;
    let by = shown.unwrap_or(actor_name);
    Ok(TransitionOut::of(transition, by, at, version, &after.unwrap_or_default()))
}

/// Which of these resources an account has changed, and by which actions.
pub async fn touched_by(
    conn: &mut AsyncPgConnection,
    resources: &[Uuid],
    actor: Uuid,
) -> QueryResult<Vec<(Uuid, String)>> {
    let changes = journal_entries::table
        .filter(journal_entries::resource_id.eq_any(resources))
        .filter(journal_entries::actor_id.assume_not_null().eq(actor))
        .select((journal_entries::resource_id, journal_entries::action))
        .distinct();
    changes.load(conn).await
}

/// When an action was last taken on any of these resources.
pub async fn last(
    conn: &mut AsyncPgConnection,
    resources: &[Uuid],
    action: &str,
) -> QueryResult<Option<DateTime<Utc>>> {
    let taken = journal_entries::table
        .filter(journal_entries::resource_id.eq_any(resources))
        .filter(journal_entries::action.eq(action));
    taken.select(diesel::dsl::max(journal_entries::recorded_at)).first(conn).await
}

/// Which of some resources an account has made any change to.
pub async fn touched_among(
    conn: &mut AsyncPgConnection,
    resources: Vec<Uuid>,
    actor: Uuid,
) -> QueryResult<HashSet<Uuid>> {
    let changes = journal_entries::table
        .filter(journal_entries::resource_id.eq_any(resources))
        .filter(journal_entries::actor_id.assume_not_null().eq(actor));
    Ok(changes.select(journal_entries::resource_id).load(conn).await?.into_iter().collect())
}

/// Whether an action was ever taken on a resource.
pub async fn has(conn: &mut AsyncPgConnection, resource: Uuid, action: &str) -> QueryResult<bool> {
    let taken = journal_entries::table
        .filter(journal_entries::resource_id.eq(resource))
        .filter(journal_entries::action.eq(action));
    diesel::select(diesel::dsl::exists(taken)).get_result(conn).await
}

diesel::define_sql_function! {
    /// Numbers and chains every entry that no running transaction can precede; the last position.
    fn sequence_journal() -> BigInt;
}

diesel::define_sql_function! {
    /// The first position at which the journal is not as it was written.
    fn verify_journal() -> Nullable<BigInt>;
}

/// Numbers what has been committed; answers with the last position.
pub async fn sequence(conn: &mut AsyncPgConnection) -> QueryResult<i64> {
    diesel::select(sequence_journal()).get_result(conn).await
}

/// What a look at the whole journal found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verified {
    /// How many entries are numbered.
    pub entries: i64,
    /// The first position at which the journal is not as it was written, if there is one.
    pub broken_at: Option<i64>,
}

/// Recomputes the chain from its beginning.
pub async fn verify(conn: &mut AsyncPgConnection) -> QueryResult<Verified> {
    // The whole chain takes as long as it takes; only this transaction is let off the limit.
    let broken_at = conn
        .transaction(async |conn| {
            conn.batch_execute("SET LOCAL statement_timeout = 0").await?;
            diesel::select(verify_journal()).get_result(conn).await
        })
        .await?;
    let entries = journal_head::table.select(journal_head::position).first(conn).await?;
    Ok(Verified { entries, broken_at })
}
