//! What an administrator does with accounts.

use serde_json::{Value, json};
use uuid::Uuid;

use super::model::{Account, AccountKind, GrantRecord, LIVE_SECRETS, Secret, check_grant, check_password};
use super::queries::{self, Changes, NewRow};
use super::views::{AccountPatch, GrantIn, GrantPatch, SecretIn, SecretOut};
use crate::access::{Change, Conn, may, passwords};
use crate::ids::{AccountId, GrantId, SecretId};
use crate::platform::http::{IfMatch, validated};
use crate::platform::problem::{Code, Problem, Result};

type Manager = Conn<may::ManageAccounts>;

/// What a new account is made of, its unit already found.
pub struct NewAccount {
    /// The name to sign in with.
    pub username: String,
    /// A person or a service.
    pub kind: AccountKind,
    /// The name that others see.
    pub display_name: String,
    /// The unit it belongs to.
    pub unit_id: Option<Uuid>,
    /// The password of a person.
    pub password: Option<String>,
}

/// Makes an account.
pub async fn create(conn: &mut Manager, new: NewAccount) -> Result<Account> {
    check_password(new.kind, new.password.as_deref())?;
    let password_hash = match new.password {
        Some(password) => Some(passwords::hash(password).await?),
        None => None,
    };
    let now = conn.now();
    let row = NewRow {
        id: AccountId::draw().0,
        username: &new.username,
        kind: new.kind,
        display_name: &new.display_name,
        unit_id: new.unit_id,
        password_hash,
        created_at: now,
        updated_at: now,
    };
    let account = queries::insert(conn.pg(), &row).await?;
    journal(conn, "account.creation", &account, None, facts(&account)).await?;
    Ok(account)
}

/// Changes an account. Shutting it or a new password ends its sessions.
pub async fn update(conn: &mut Manager, id: Uuid, expected: IfMatch, patch: AccountPatch) -> Result<Account> {
    let account = queries::lock(conn.pg(), id).await?;
    expected.check(account.version)?;
    change(conn, account, patch).await
}

/// Sets a person's password without knowing the old one.
pub async fn set_password(conn: &mut Manager, id: Uuid, password: String) -> Result<()> {
    let account = queries::lock(conn.pg(), id).await?;
    let patch = AccountPatch { display_name: None, unit: None, disabled: None, password: Some(password) };
    change(conn, account, validated(patch)?).await.map(drop)
}

async fn change(conn: &mut Manager, account: Account, patch: AccountPatch) -> Result<Account> {
    let id = account.id;
    if patch.password.is_some() {
        check_password(account.kind, patch.password.as_deref())?;
    }
    let now = conn.now();
    let unit_id = match &patch.unit {
        Some(Some(unit)) => Some(Some(conn.names().await?.find_unit(unit, "/unit", conn.today())?)),
        Some(None) => Some(None),
        None => None,
    };
    let new_password = patch.password.is_some();
    let changes = Changes {
        display_name: patch.display_name,
        unit_id,
        disabled_at: patch.disabled.map(|disabled| disabled.then_some(now)),
        password_hash: match patch.password {
            Some(password) => Some(passwords::hash(password).await?),
            None => None,
        },
        // The pause was over the old password.
        failed_attempts: new_password.then_some(0),
        locked_until: new_password.then_some(None),
        version: account.version + 1,
        updated_at: now,
    };
    let updated = queries::update(conn.pg(), id, &changes).await?;
    if new_password || patch.disabled == Some(true) {
        queries::end_sessions(conn.pg(), id, now).await?;
    }
    conn.access_changed();
    let mut after = facts(&updated);
    after["new_password"] = new_password.into();
    journal(conn, "account.update", &updated, Some(facts(&account)), after).await?;
    Ok(updated)
}

/// Gives a role.
pub async fn give_role(conn: &mut Manager, account: Uuid, grant: &GrantIn) -> Result<GrantRecord> {
    let holder = queries::lock(conn.pg(), account).await?;
    let names = conn.names().await?;
    let today = conn.today();
    let unit_id = grant.unit.as_ref().map(|unit| names.find_unit(unit, "/unit", today)).transpose()?;
    let campaign_id = grant.campaign.as_ref().map(|campaign| names.find_campaign(campaign, "/campaign")).transpose()?;
    check_grant(grant.role, unit_id)?;
    check_order(grant.valid_from, grant.valid_to)?;
    let now = conn.now();
    let record = GrantRecord {
        id: GrantId::draw().0,
        account_id: account,
        role: grant.role,
        unit_id,
        campaign_id,
        valid_from: grant.valid_from,
        valid_to: grant.valid_to,
        version: 1,
        created_at: now,
        updated_at: now,
    };
    queries::insert_grant(conn.pg(), &record).await?;
    conn.access_changed();
    journal(conn, "account.role_given", &holder, None, role_facts(&record)).await?;
    Ok(record)
}

/// Sets a role's last day.
pub async fn end_role(
    conn: &mut Manager,
    account: Uuid,
    grant: Uuid,
    expected: IfMatch,
    patch: &GrantPatch,
) -> Result<GrantRecord> {
    let holder = queries::lock(conn.pg(), account).await?;
    let held = queries::lock_grant(conn.pg(), account, grant).await?;
    expected.check(held.version)?;
    check_order(held.valid_from, Some(patch.valid_to))?;
    check_not_revived(held.valid_to, patch.valid_to, conn.today())?;
    let now = conn.now();
    let ended = queries::end_grant(conn.pg(), &held, patch.valid_to, now).await?;
    conn.access_changed();
    journal(conn, "account.role_ended", &holder, Some(role_facts(&held)), role_facts(&ended)).await?;
    Ok(ended)
}

fn check_order(from: chrono::NaiveDate, to: Option<chrono::NaiveDate>) -> Result<()> {
    match to {
        Some(to) if to < from => Err(Problem::field(
            "/valid_to",
            "order",
            "Ngày cuối phải từ ngày đầu trở đi.",
            "The last day cannot precede the first.",
        )),
        _ => Ok(()),
    }
}

/// A role that has ended stays ended: what was done without it meanwhile was rightly refused.
fn check_not_revived(ended: Option<chrono::NaiveDate>, to: chrono::NaiveDate, today: chrono::NaiveDate) -> Result<()> {
    match ended {
        Some(last) if last < today && last < to => Err(Problem::field(
            "/valid_to",
            "ended",
            "Vai trò đã kết thúc; hãy cấp vai trò mới.",
            "The role has ended; give a new one.",
        )),
        _ => Ok(()),
    }
}

/// Draws a secret for a service; its text is never shown again.
pub async fn new_secret(conn: &mut Manager, account: Uuid, wanted: &SecretIn) -> Result<SecretOut> {
    add_secret(conn, account, passwords::draw()?, wanted).await
}

/// Gives a service a secret that was drawn elsewhere.
pub async fn add_secret(conn: &mut Manager, account: Uuid, text: String, wanted: &SecretIn) -> Result<SecretOut> {
    let holder = queries::lock(conn.pg(), account).await?;
    if holder.kind != AccountKind::Service {
        return Err(Problem::new(
            Code::ValidationFailed,
            "Chỉ tài khoản hệ thống có khóa bí mật.",
            "Only services have secrets.",
        ));
    }
    let now = conn.now();
    let live = queries::secrets_of(conn.pg(), account).await?.iter().filter(|secret| secret.lives_at(now)).count();
    if live >= LIVE_SECRETS {
        return Err(Problem::new(
            Code::AlreadyExists,
            "Đã có hai khóa bí mật đang dùng; hãy thu hồi một khóa trước.",
            "Two secrets live already; revoke one first.",
        ));
    }
    let secret_hash = passwords::hash(text.clone()).await?;
    let id = SecretId::draw().0;
    let secret = Secret {
        id,
        account_id: account,
        secret_hash,
        created_at: now,
        expires_at: wanted.expires_at,
        revoked_at: None,
    };
    queries::insert_secret(conn.pg(), &secret).await?;
    journal(conn, "account.secret_drawn", &holder, None, json!({"secret_id": id, "expires_at": wanted.expires_at}))
        .await?;
    Ok(SecretOut::of(secret, &holder.username, Some(text)))
}

/// Revokes a secret; tokens already given out live to their end, at most a quarter of an hour.
pub async fn revoke_secret(conn: &mut Manager, account: Uuid, secret: Uuid) -> Result<()> {
    let holder = queries::lock(conn.pg(), account).await?;
    let now = conn.now();
    queries::revoke_secret(conn.pg(), account, secret, now).await?;
    journal(conn, "account.secret_revoked", &holder, None, json!({"secret_id": secret})).await
}

/// Writes down that an operator was given a token of an account, which must not be shut.
pub async fn note_token(conn: &mut Manager, account: Uuid) -> Result<()> {
    let holder = queries::lock(conn.pg(), account).await?;
    if holder.disabled_at.is_some() {
        return Err(Problem::new(Code::Forbidden, "Tài khoản đã khóa.", "The account is shut."));
    }
    journal(conn, "account.token_issued", &holder, None, json!({"username": holder.username})).await
}

/// What the journal keeps of an account; of its password only that there is a new one.
fn facts(account: &Account) -> Value {
    json!({
        "username": account.username, "kind": account.kind, "display_name": account.display_name,
        "unit_id": account.unit_id, "disabled": account.disabled_at.is_some(),
    })
}

/// What the journal keeps of a role that an account holds.
fn role_facts(grant: &GrantRecord) -> Value {
    json!({
        "grant_id": grant.id, "role": grant.role, "unit_id": grant.unit_id, "campaign_id": grant.campaign_id,
        "valid_from": grant.valid_from, "valid_to": grant.valid_to,
    })
}

async fn journal(
    conn: &mut Manager,
    action: &'static str,
    account: &Account,
    before: Option<Value>,
    after: Value,
) -> Result<()> {
    let (resource_id, version) = (account.id, account.version);
    conn.record(Change { action, resource_id, version, before, after: Some(after) }).await
}
