//! SQL of accounts, their roles and secrets.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::model::{Account, AccountKind, GrantRecord, Secret};
use super::views::AccountQuery;
use crate::keyset;
use crate::platform::http::PageRequest;
use crate::platform::problem::Result;
use crate::schema::{account_secrets, accounts, grants, sessions};

/// What an insert of an account needs.
#[derive(Insertable)]
#[diesel(table_name = accounts)]
pub(super) struct NewRow<'a> {
    pub id: Uuid,
    pub username: &'a str,
    pub kind: AccountKind,
    pub display_name: &'a str,
    pub unit_id: Option<Uuid>,
    pub password_hash: Option<String>,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// What a change of an account sets; absent fields stay.
#[derive(AsChangeset)]
#[diesel(table_name = accounts)]
pub(super) struct Changes {
    pub display_name: Option<String>,
    pub unit_id: Option<Option<Uuid>>,
    pub disabled_at: Option<Option<DateTime<Utc>>>,
    pub password_hash: Option<String>,
    pub failed_attempts: Option<i32>,
    pub locked_until: Option<Option<DateTime<Utc>>>,
    pub version: i64,
    pub updated_at: DateTime<Utc>,
}

pub(super) async fn insert(conn: &mut AsyncPgConnection, row: &NewRow<'_>) -> Result<Account> {
    Ok(diesel::insert_into(accounts::table).values(row).returning(Account::as_returning()).get_result(conn).await?)
}

pub(super) async fn get(conn: &mut AsyncPgConnection, id: Uuid) -> Result<Account> {
    Ok(accounts::table.find(id).select(Account::as_select()).first(conn).await?)
}

pub(super) async fn lock(conn: &mut AsyncPgConnection, id: Uuid) -> Result<Account> {
    Ok(accounts::table.find(id).select(Account::as_select()).for_update().first(conn).await?)
}

pub(super) async fn update(conn: &mut AsyncPgConnection, id: Uuid, changes: &Changes) -> Result<Account> {
    let updated = diesel::update(accounts::table.find(id)).set(changes).returning(Account::as_returning());
    Ok(updated.get_result(conn).await?)
}

pub(super) async fn list(
    conn: &mut AsyncPgConnection,
    filter: &AccountQuery,
    page: &PageRequest,
) -> Result<Vec<Account>> {
    let mut query = accounts::table.select(Account::as_select()).into_boxed();
    if let Some(kind) = filter.kind {
        query = query.filter(accounts::kind.eq(kind));
    }
    Ok(keyset!(query, page, accounts::username => String, accounts::id, descending: false).load(conn).await?)
}

pub(super) async fn count(conn: &mut AsyncPgConnection, filter: &AccountQuery) -> Result<i64> {
    let mut query = accounts::table.count().into_boxed();
    if let Some(kind) = filter.kind {
        query = query.filter(accounts::kind.eq(kind));
    }
    Ok(query.get_result(conn).await?)
}

/// Ends every session of an account.
pub(super) async fn end_sessions(conn: &mut AsyncPgConnection, account: Uuid, now: DateTime<Utc>) -> Result<()> {
    let open = sessions::table.filter(sessions::account_id.eq(account)).filter(sessions::ended_at.is_null());
    diesel::update(open).set(sessions::ended_at.eq(now)).execute(conn).await?;
    Ok(())
}

pub(super) async fn insert_grant(conn: &mut AsyncPgConnection, grant: &GrantRecord) -> Result<()> {
    diesel::insert_into(grants::table).values(grant).execute(conn).await?;
    Ok(())
}

pub(super) async fn grants_of(conn: &mut AsyncPgConnection, account: Uuid) -> Result<Vec<GrantRecord>> {
    let held = grants::table.filter(grants::account_id.eq(account)).order(grants::id).select(GrantRecord::as_select());
    Ok(held.load(conn).await?)
}

pub(super) async fn lock_grant(conn: &mut AsyncPgConnection, account: Uuid, grant: Uuid) -> Result<GrantRecord> {
    let found = grants::table.find(grant).filter(grants::account_id.eq(account)).select(GrantRecord::as_select());
    Ok(found.for_update().first(conn).await?)
}

pub(super) async fn end_grant(
    conn: &mut AsyncPgConnection,
    grant: &GrantRecord,
    last: NaiveDate,
    now: DateTime<Utc>,
) -> Result<GrantRecord> {
    let set = (grants::valid_to.eq(last), grants::version.eq(grant.version + 1), grants::updated_at.eq(now));
    Ok(diesel::update(grants::table.find(grant.id))
        .set(set)
        .returning(GrantRecord::as_returning())
        .get_result(conn)
        .await?)
}

pub(super) async fn insert_secret(conn: &mut AsyncPgConnection, secret: &Secret) -> Result<()> {
    diesel::insert_into(account_secrets::table).values(secret).execute(conn).await?;
    Ok(())
}

pub(super) async fn secrets_of(conn: &mut AsyncPgConnection, account: Uuid) -> Result<Vec<Secret>> {
    let held = account_secrets::table.filter(account_secrets::account_id.eq(account)).order(account_secrets::id);
    Ok(held.select(Secret::as_select()).load(conn).await?)
}

pub(super) async fn revoke_secret(
    conn: &mut AsyncPgConnection,
    account: Uuid,
    secret: Uuid,
    now: DateTime<Utc>,
) -> Result<()> {
    let live = account_secrets::table
        .find(secret)
        .filter(account_secrets::account_id.eq(account))
        .filter(account_secrets::revoked_at.is_null());
    match diesel::update(live).set(account_secrets::revoked_at.eq(now)).execute(conn).await? {
        0 => Err(diesel::result::Error::NotFound.into()),
        _ => Ok(()),
    }
}
