//! Accounts over HTTP.

use actix_web::{delete, get, patch, post};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::views::{
    AccountIn, AccountOut, AccountPatch, AccountQuery, GrantIn, GrantOut, GrantPatch, SecretIn, SecretOut,
};
use super::{NewAccount, queries, service};
use crate::access::{Permit, may};
use crate::platform::http::{
    Answer, IfMatch, IfMatchParam, Intent, IntentParams, Json, List, Page, PageParams, Path, Reply, SortKey,
};
use crate::platform::openapi::TooManyRequests;

type Manage = Permit<may::ManageAccounts>;

/// The operations of this slice.
pub fn operations(config: &mut ServiceConfig) {
    config
        .service(list_accounts)
        .service(create_account)
        .service(get_account)
        .service(update_account)
        .service(list_grants)
        .service(give_role)
        .service(end_role)
        .service(list_secrets)
        .service(create_secret)
        .service(revoke_secret);
}

/// List accounts
///
/// People and services, by user name.
#[utoipa::path(tag = "accounts", params(AccountQuery, PageParams), security(("bearer" = ["accounts:manage"])),
    responses((status = 200, description = "A page of accounts.", body = Page<AccountOut>)))]
#[get("/v1/accounts")]
async fn list_accounts(permit: Manage, list: List<AccountQuery>) -> Answer {
    let mut conn = permit.conn().await?;
    let rows = queries::list(conn.pg(), &list.filter, &list.page).await?;
    let total = if list.page.count { Some(queries::count(conn.pg(), &list.filter).await?) } else { None };
    let names = conn.names().await?;
    let key = |row: &super::model::Account| SortKey { key: row.username.clone().into(), id: row.id };
    Reply::page(&list.page.finish(rows, total, key, |row| AccountOut::of(row, &names)))
}

/// Make an account
///
/// A person gets a password; a service gets its secrets afterwards, at `/v1/accounts/{id}/secrets`.
/// A new account may do nothing until it is given a role.
#[utoipa::path(tag = "accounts", params(IntentParams), request_body = AccountIn, security(("bearer" = ["accounts:manage"])),
    responses((status = 201, description = "The account was made.", body = AccountOut), (status = 429, response = TooManyRequests)))]
#[post("/v1/accounts")]
async fn create_account(permit: Manage, intent: Intent, Json(body): Json<AccountIn>) -> Answer {
    permit
        .write(intent, async |conn| {
            let names = conn.names().await?;
            let unit_id = body.unit.as_ref().map(|unit| names.find_unit(unit, "/unit", conn.today())).transpose()?;
            let AccountIn { username, kind, display_name, password, .. } = body;
            let account = service::create(conn, NewAccount { username, kind, display_name, unit_id, password }).await?;
            Reply::created(format!("/v1/accounts/{}", account.id), &AccountOut::of(account, &names))
        })
        .await
}

/// Read an account
///
/// The account as it stands; its roles and secrets are lists of their own.
#[utoipa::path(tag = "accounts", params(("id" = Uuid, Path, description = "The account.")),
    security(("bearer" = ["accounts:manage"])), responses((status = 200, description = "The account.", body = AccountOut)))]
#[get("/v1/accounts/{id}")]
async fn get_account(permit: Manage, Path(id): Path<Uuid>) -> Answer {
    let mut conn = permit.conn().await?;
    let account = queries::get(conn.pg(), id).await?;
    let names = conn.names().await?;
    Reply::ok(&AccountOut::of(account, &names))
}

/// Change an account
///
/// JSON Merge Patch (RFC 7396). Disabling it, or setting a new password, ends every session at once.
#[utoipa::path(tag = "accounts", params(("id" = Uuid, Path, description = "The account."), IfMatchParam, IntentParams),
    request_body = AccountPatch, security(("bearer" = ["accounts:manage"])),
    responses((status = 200, description = "The account as changed.", body = AccountOut), (status = 429, response = TooManyRequests)))]
#[patch("/v1/accounts/{id}")]
async fn update_account(
    permit: Manage,
    Path(id): Path<Uuid>,
    expected: IfMatch,
    intent: Intent,
    Json(body): Json<AccountPatch>,
) -> Answer {
    permit
        .write(intent, async |conn| {
            let account = service::update(conn, id, expected, body).await?;
            let names = conn.names().await?;
            Reply::ok(&AccountOut::of(account, &names))
        })
        .await
}

/// List the roles of an account
///
/// All of them, ended ones included, in the order they were given.
#[utoipa::path(tag = "accounts", params(("id" = Uuid, Path, description = "The account.")),
    security(("bearer" = ["accounts:manage"])), responses((status = 200, description = "The roles.", body = Page<GrantOut>)))]
#[get("/v1/accounts/{id}/grants")]
async fn list_grants(permit: Manage, Path(id): Path<Uuid>) -> Answer {
    let mut conn = permit.conn().await?;
    queries::get(conn.pg(), id).await?;
    let grants = queries::grants_of(conn.pg(), id).await?;
    let names = conn.names().await?;
    let items = grants.iter().map(|grant| GrantOut::of(grant, &names)).collect();
    Reply::page(&Page { items, next: None, prev: None, total: None })
}

/// Give a role
///
/// The role counts over the unit and every unit below it, from `valid_from` on.
#[utoipa::path(tag = "accounts", params(("id" = Uuid, Path, description = "The account."), IntentParams), request_body = GrantIn,
    security(("bearer" = ["accounts:manage"])), responses((status = 201, description = "The role was given.", body = GrantOut)))]
#[post("/v1/accounts/{id}/grants")]
async fn give_role(permit: Manage, Path(id): Path<Uuid>, intent: Intent, Json(body): Json<GrantIn>) -> Answer {
    permit
        .write(intent, async |conn| {
            let grant = service::give_role(conn, id, &body).await?;
            let names = conn.names().await?;
            Reply::created(format!("/v1/accounts/{id}/grants"), &GrantOut::of(&grant, &names))
        })
        .await
}

/// End a role
///
/// Sets the last day on which the role counts. Roles are never deleted: the journal must stay readable.
#[utoipa::path(tag = "accounts",
    params(("id" = Uuid, Path, description = "The account."), ("grant" = Uuid, Path, description = "The role's grant."), IfMatchParam, IntentParams),
    request_body = GrantPatch, security(("bearer" = ["accounts:manage"])),
    responses((status = 200, description = "The role with its end.", body = GrantOut)))]
#[patch("/v1/accounts/{id}/grants/{grant}")]
async fn end_role(
    permit: Manage,
    Path((id, grant)): Path<(Uuid, Uuid)>,
    expected: IfMatch,
    intent: Intent,
    Json(body): Json<GrantPatch>,
) -> Answer {
    permit
        .write(intent, async |conn| {
            let ended = service::end_role(conn, id, grant, expected, &body).await?;
            let names = conn.names().await?;
            Reply::ok(&GrantOut::of(&ended, &names))
        })
        .await
}

/// List the secrets of a service
///
/// Without their texts, which are shown once only.
#[utoipa::path(tag = "accounts", params(("id" = Uuid, Path, description = "The service's account.")),
    security(("bearer" = ["accounts:manage"])), responses((status = 200, description = "The secrets.", body = Page<SecretOut>)))]
#[get("/v1/accounts/{id}/secrets")]
async fn list_secrets(permit: Manage, Path(id): Path<Uuid>) -> Answer {
    let mut conn = permit.conn().await?;
    let account = queries::get(conn.pg(), id).await?;
    let secrets = queries::secrets_of(conn.pg(), id).await?;
    let items = secrets.into_iter().map(|secret| SecretOut::of(secret, &account.username, None)).collect();
    Reply::page(&Page { items, next: None, prev: None, total: None })
}

/// Draw a secret for a service
///
/// `client_secret` is in this answer only. Two secrets may live at once: draw the new one, switch the
/// client over, then revoke the old one. An `Idempotency-Key` is not taken here, because its stored
/// answer would keep the secret.
#[utoipa::path(tag = "accounts", params(("id" = Uuid, Path, description = "The service's account."), IntentParams),
    request_body = SecretIn, security(("bearer" = ["accounts:manage"])),
    responses((status = 201, description = "The secret, shown once.", body = SecretOut), (status = 429, response = TooManyRequests)))]
#[post("/v1/accounts/{id}/secrets")]
async fn create_secret(permit: Manage, Path(id): Path<Uuid>, intent: Intent, Json(body): Json<SecretIn>) -> Answer {
    permit
        .write(intent.without_key(), async |conn| {
            let secret = service::new_secret(conn, id, &body).await?;
            Reply::created(format!("/v1/accounts/{id}/secrets"), &secret)
        })
        .await
}

/// Revoke a secret
///
/// No new token is given for it. Tokens already given live to their end, at most 15 minutes.
#[utoipa::path(tag = "accounts",
    params(("id" = Uuid, Path, description = "The service's account."), ("secret" = Uuid, Path, description = "The secret.")),
    security(("bearer" = ["accounts:manage"])), responses((status = 204, description = "The secret is revoked.")))]
#[delete("/v1/accounts/{id}/secrets/{secret}")]
async fn revoke_secret(permit: Manage, Path((id, secret)): Path<(Uuid, Uuid)>) -> Answer {
    permit
        .transaction(async |conn| {
            service::revoke_secret(conn, id, secret).await?;
            Reply::done()
        })
        .await
}
