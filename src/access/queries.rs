//! SQL of the gate: who an account is, and the stored answers to idempotency keys.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{Bool, Text};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::principal::{Caller, Grant, Principal};
use super::roles::Role;
use crate::platform::http::{Answer, IdempotencyKey, Reply};
use crate::platform::problem::{Code, Problem, Result};
use crate::schema::{accounts, grants, idempotency_keys, sessions};

type GrantRow = (Role, Option<Uuid>, Option<Uuid>, NaiveDate, Option<NaiveDate>);

/// An account that is not disabled and whose session, if it has one, is open at an instant.
pub(super) async fn principal(
    conn: &mut AsyncPgConnection,
    account: Uuid,
    session: Option<Uuid>,
    now: DateTime<Utc>,
) -> Result<Option<Principal>> {
    if let Some(session) = session {
        let open =
            sessions::table.find(session).filter(sessions::ended_at.is_null()).filter(sessions::expires_at.gt(now));
        if open.select(sessions::id).first::<Uuid>(conn).await.optional()?.is_none() {
            return Ok(None);
        }
    }
    let found = accounts::table
        .find(account)
        .filter(accounts::disabled_at.is_null())
        .select((accounts::username, accounts::unit_id))
        .first::<(String, Option<Uuid>)>(conn)
        .await
        .optional()?;
    let Some((username, unit_id)) = found else { return Ok(None) };
    let rows: Vec<GrantRow> = grants::table
        .filter(grants::account_id.eq(account))
        .select((grants::role, grants::unit_id, grants::campaign_id, grants::valid_from, grants::valid_to))
        .load(conn)
        .await?;
    let grants = rows
        .into_iter()
        .map(|(role, unit_id, campaign_id, valid_from, valid_to)| Grant {
            role,
            unit_id,
            campaign_id,
            valid_from,
            valid_to,
        })
        .collect();
    Ok(Some(Principal { id: account, username, unit_id, grants }))
}

/// The id of the account of this user name.
pub(super) async fn account_named(conn: &mut AsyncPgConnection, username: &str) -> Result<Uuid> {
    let named = accounts::table.filter(accounts::username.eq(username)).select(accounts::id);
    named.first(conn).await.optional()?.ok_or_else(|| {
        Problem::new(
            Code::NotFound,
            format!("Không có tài khoản {username}."),
            format!("There is no account {username}."),
        )
    })
}

/// An answer as it is kept for retries.
#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = idempotency_keys)]
pub(super) struct StoredAnswer {
    pub fingerprint: Vec<u8>,
    status: i16,
    content_type: String,
    location: Option<String>,
    version: Option<i64>,
    body: Vec<u8>,
    created_at: DateTime<Utc>,
}

impl StoredAnswer {
    pub(super) fn of(answer: &Answer, fingerprint: Vec<u8>, now: DateTime<Utc>, caller: &Caller) -> Result<Self> {
        let (status, content_type, location, version, body) = match answer {
            Ok(reply) => (reply.status, reply.content_type, reply.location.clone(), reply.version, reply.body.clone()),
            Err(problem) => {
                let id = caller.request_id.unwrap_or_default().to_string();
                let document = problem.document(caller.language, &id);
                let body = serde_json::to_vec(&document).map_err(Problem::internal)?;
                (problem.status(), PROBLEM, None, None, body)
            }
        };
        let status = i16::try_from(status).map_err(Problem::internal)?;
        Ok(Self {
            fingerprint,
            status,
            content_type: content_type.to_owned(),
            location,
            version,
            body,
            created_at: now,
        })
    }

    pub(super) fn replay(self) -> Answer {
        let content_type = if self.content_type == PROBLEM { PROBLEM } else { "application/json" };
        let status = u16::try_from(self.status).map_err(Problem::internal)?;
        Ok(Reply::replay(status, content_type, self.location, self.version, self.body))
    }
}

const PROBLEM: &str = "application/problem+json";

/// Takes the key for this transaction; false where another request holds it.
pub(super) async fn lock_key(conn: &mut AsyncPgConnection, principal: Uuid, key: &IdempotencyKey) -> Result<bool> {
    let name = format!("thidua.key {principal} {} {}", key.route, key.key);
    let taken =
        diesel::select(sql::<Bool>("pg_try_advisory_xact_lock(hashtextextended(").bind::<Text, _>(name).sql(", 0))"));
    Ok(taken.get_result(conn).await?)
}

pub(super) async fn stored_answer(
    conn: &mut AsyncPgConnection,
    principal: Uuid,
    key: &IdempotencyKey,
) -> Result<Option<StoredAnswer>> {
    let stored = idempotency_keys::table
        .find((principal, &key.route, &key.key))
        .select(StoredAnswer::as_select())
        .first(conn)
        .await
        .optional()?;
    Ok(stored)
}

pub(super) async fn store_answer(
    conn: &mut AsyncPgConnection,
    principal: Uuid,
    key: &IdempotencyKey,
    answer: &StoredAnswer,
) -> Result<()> {
    diesel::insert_into(idempotency_keys::table)
        .values((
            idempotency_keys::principal.eq(principal),
            idempotency_keys::route.eq(&key.route),
            idempotency_keys::key.eq(&key.key),
            answer,
        ))
        .execute(conn)
        .await?;
    Ok(())
}

/// Drops answers that are older than a retry may be.
pub(super) async fn forget_answers(conn: &mut AsyncPgConnection, before: DateTime<Utc>) -> Result<usize> {
    Ok(diesel::delete(idempotency_keys::table.filter(idempotency_keys::created_at.lt(before))).execute(conn).await?)
}
