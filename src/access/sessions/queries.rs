//! SQL of sign-in.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Integer, Timestamptz, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::platform::problem::Result;
use crate::schema::{account_secrets, accounts, refresh_tokens, sessions};

/// What sign-in needs to know of an account.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = accounts)]
pub(super) struct Credentials {
    pub id: Uuid,
    pub username: String,
    pub password_hash: Option<String>,
    pub disabled_at: Option<DateTime<Utc>>,
}

pub(super) async fn credentials(conn: &mut AsyncPgConnection, username: &str) -> Result<Option<Credentials>> {
    let found = accounts::table.filter(accounts::username.eq(username)).select(Credentials::as_select());
    Ok(found.first(conn).await.optional()?)
}

/// The account's live secrets' hashes.
pub(super) async fn secret_hashes(
    conn: &mut AsyncPgConnection,
    account: Uuid,
    now: DateTime<Utc>,
) -> Result<Vec<String>> {
    let live = account_secrets::table
        .filter(account_secrets::account_id.eq(account))
        .filter(account_secrets::revoked_at.is_null())
        .filter(account_secrets::expires_at.is_null().or(account_secrets::expires_at.gt(now)));
    Ok(live.select(account_secrets::secret_hash).load(conn).await?)
}

/// Counts a failed attempt in the database itself, so that attempts at once are all counted; the last of
/// `limit` pauses the account. What fails during a pause neither counts nor prolongs it.
pub(super) async fn count_failure(
    conn: &mut AsyncPgConnection,
    account: Uuid,
    now: DateTime<Utc>,
    limit: i32,
    pause_end: DateTime<Utc>,
) -> Result<()> {
    let count = "UPDATE accounts SET
            failed_attempts = CASE WHEN failed_attempts + 1 < $3 THEN failed_attempts + 1 ELSE 0 END,
            locked_until = CASE WHEN failed_attempts + 1 < $3 THEN NULL ELSE $4 END
        WHERE id = $1 AND (locked_until IS NULL OR locked_until <= $2)";
    let count = diesel::sql_query(count).bind::<SqlUuid, _>(account).bind::<Timestamptz, _>(now);
    count.bind::<Integer, _>(limit).bind::<Timestamptz, _>(pause_end).execute(conn).await?;
    Ok(())
}

/// Lets a right password in and forgives the wrong ones before it; false where the account was shut or
/// paused, or got another password, while this one was being checked.
pub(super) async fn admit(
    conn: &mut AsyncPgConnection,
    account: Uuid,
    checked_hash: Option<&str>,
    now: DateTime<Utc>,
) -> Result<bool> {
    let open = accounts::table
        .find(account)
        .filter(accounts::disabled_at.is_null())
        .filter(accounts::password_hash.eq(checked_hash))
        .filter(accounts::locked_until.is_null().or(accounts::locked_until.le(now)));
    let forgiven = (accounts::failed_attempts.eq(0), accounts::locked_until.eq(None::<DateTime<Utc>>));
    Ok(diesel::update(open).set(forgiven).execute(conn).await? == 1)
}

pub(super) async fn open_session(
    conn: &mut AsyncPgConnection,
    id: Uuid,
    account: Uuid,
    now: DateTime<Utc>,
    end: DateTime<Utc>,
) -> Result<()> {
    diesel::insert_into(sessions::table)
        .values((
            sessions::id.eq(id),
            sessions::account_id.eq(account),
            sessions::created_at.eq(now),
            sessions::expires_at.eq(end),
        ))
        .execute(conn)
        .await?;
    Ok(())
}

pub(super) async fn add_refresh_token(
    conn: &mut AsyncPgConnection,
    hash: &[u8],
    session: Uuid,
    now: DateTime<Utc>,
) -> Result<()> {
    diesel::insert_into(refresh_tokens::table)
        .values((
            refresh_tokens::hash.eq(hash),
            refresh_tokens::session_id.eq(session),
            refresh_tokens::created_at.eq(now),
        ))
        .execute(conn)
        .await?;
    Ok(())
}

/// A refresh token with its session.
#[derive(Debug, Queryable)]
pub(super) struct Presented {
    pub session_id: Uuid,
    pub account_id: Uuid,
    pub username: String,
    pub expires_at: DateTime<Utc>,
    pub ended_at: Option<DateTime<Utc>>,
    pub disabled_at: Option<DateTime<Utc>>,
}

pub(super) async fn present_refresh_token(conn: &mut AsyncPgConnection, hash: &[u8]) -> Result<Option<Presented>> {
    let found = refresh_tokens::table
        .inner_join(sessions::table.inner_join(accounts::table))
        .filter(refresh_tokens::hash.eq(hash))
        .select((
            refresh_tokens::session_id,
            sessions::account_id,
            accounts::username,
            sessions::expires_at,
            sessions::ended_at,
            accounts::disabled_at,
        ))
        .first(conn)
        .await
        .optional()?;
    Ok(found)
}

/// Uses a refresh token up; false where it had been used before. Of two uses at once, one is first.
pub(super) async fn use_refresh_token(conn: &mut AsyncPgConnection, hash: &[u8], now: DateTime<Utc>) -> Result<bool> {
    let unused = refresh_tokens::table.find(hash).filter(refresh_tokens::used_at.is_null());
    Ok(diesel::update(unused).set(refresh_tokens::used_at.eq(now)).execute(conn).await? == 1)
}

pub(super) async fn end_session(conn: &mut AsyncPgConnection, session: Uuid, now: DateTime<Utc>) -> Result<()> {
    let open = sessions::table.find(session).filter(sessions::ended_at.is_null());
    diesel::update(open).set(sessions::ended_at.eq(now)).execute(conn).await?;
    Ok(())
}

/// Drops sessions that were over before an instant, with their tokens.
///
/// In one statement, so that it is whole without a transaction: the foreign key is checked at its end.
pub(in crate::access) async fn forget(conn: &mut AsyncPgConnection, before: DateTime<Utc>) -> Result<usize> {
    let over = "WITH over AS (SELECT id FROM sessions WHERE expires_at < $1 OR ended_at < $1),
                     tokens AS (DELETE FROM refresh_tokens USING over WHERE session_id = over.id)
                DELETE FROM sessions USING over WHERE sessions.id = over.id";
    Ok(diesel::sql_query(over).bind::<Timestamptz, _>(before).execute(conn).await?)
}
