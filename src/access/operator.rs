//! What an operator does at the machine itself, where the right to run the program is the permission.
//!
//! The journal keeps it under the service's own name.

use actix_web::web::Data;

use super::accounts::{self, AccountIn, AccountKind, GrantIn, NewAccount, SecretIn};
use super::permit::{Conn, Permit};
use super::roles::may;
use super::{Gate, queries};
use crate::platform::http::validated;
use crate::platform::problem::Result;

type Manager = Conn<may::ManageAccounts>;

/// Adds an account with one role, and gives a service its first secret; both are `secret`'s text.
pub async fn add_user(gate: &Data<Gate>, new: AccountIn, role: GrantIn, secret: String) -> Result<()> {
    let new = validated(AccountIn { password: password_of(new.kind, &secret), ..new })?;
    let role = validated(role)?;
    Permit::of_service(gate.clone())
        .transaction(async |conn: &mut Manager| {
            let names = conn.names().await?;
            let unit_id = new.unit.as_ref().map(|unit| names.find_unit(unit, "/unit", conn.today())).transpose()?;
            let AccountIn { username, kind, display_name, password, .. } = new;
            let account =
                accounts::create(conn, NewAccount { username, kind, display_name, unit_id, password }).await?;
            accounts::give_role(conn, account.id, &role).await?;
            if kind == AccountKind::Service {
                accounts::add_secret(conn, account.id, secret, &SecretIn { expires_at: None }).await?;
            }
            Ok(())
        })
        .await
}

fn password_of(kind: AccountKind, secret: &str) -> Option<String> {
    (kind == AccountKind::Person).then(|| secret.to_owned())
}

/// Sets the password of a person who can no longer sign in, and ends every session.
pub async fn set_password(gate: &Data<Gate>, username: &str, password: String) -> Result<()> {
    Permit::of_service(gate.clone())
        .transaction(async |conn: &mut Manager| {
            let id = queries::account_named(conn.pg(), username).await?;
            accounts::set_password(conn, id, password).await
        })
        .await
}

/// An access token for an account, as if its holder had signed in. The journal keeps that it was given.
pub async fn token(gate: &Data<Gate>, username: &str) -> Result<String> {
    let id = Permit::of_service(gate.clone())
        .transaction(async |conn: &mut Manager| {
            let id = queries::account_named(conn.pg(), username).await?;
            accounts::note_token(conn, id).await?;
            Ok(id)
        })
        .await?;
    gate.tokens.issue(id, username, None, None, gate.clock.now())
}
