//! The rules of sign-in.

use aws_lc_rs::digest::{SHA256, digest};
use chrono::{DateTime, Duration, Utc};
use diesel_async::AsyncPgConnection;
use uuid::Uuid;

use super::queries::{self, Credentials, Presented};
use super::views::{SessionIn, Tokens};
use crate::access::{ACCESS_TOKEN_SECONDS, Conn, Gate, May, Permission, passwords, unit_of_work};
use crate::platform::problem::{Code, Problem, Result};

/// How many wrong passwords in a row pause an account.
const ATTEMPTS: i32 = 5;
/// How long it is paused, in minutes.
const PAUSE_MINUTES: i64 = 15;
/// How long a person stays signed in, in hours: a working day.
const SESSION_HOURS: i64 = 12;

/// Signs a person in. A wrong name, a wrong password and a paused account get the same answer in the
/// same time, and the failure is counted whatever becomes of the request.
pub async fn sign_in(gate: &Gate, body: SessionIn) -> Result<Tokens> {
    let now = gate.clock.now();
    let mut conn = gate.connection().await?;
    let known = queries::credentials(&mut conn, &body.username).await?;
    let hash = known.as_ref().and_then(|known| known.password_hash.clone());
    // Not held while Argon2 works: sign-ins must not exhaust the pool.
    drop(conn);
    let right = passwords::matches(body.password, hash).await?;
    let mut conn = gate.connection().await?;
    let refused = || Problem::of(Code::InvalidCredentials);
    let known = known.ok_or_else(refused)?;
    if !right {
        queries::count_failure(&mut conn, known.id, now, ATTEMPTS, now + Duration::minutes(PAUSE_MINUTES)).await?;
        return Err(refused());
    }
    unit_of_work::unpermitted(&mut conn, async |conn| open(gate, conn, &known, now).await?.ok_or_else(refused)).await
}

/// A new session for a right password; none where the account does not let it in any more.
async fn open(
    gate: &Gate,
    conn: &mut AsyncPgConnection,
    known: &Credentials,
    now: DateTime<Utc>,
) -> Result<Option<Tokens>> {
    if !queries::admit(conn, known.id, known.password_hash.as_deref(), now).await? {
        return Ok(None);
    }
    let session = Uuid::now_v7();
    queries::open_session(conn, session, known.id, now, now + Duration::hours(SESSION_HOURS)).await?;
    tokens_of_session(gate, conn, known.id, &known.username, session, now).await.map(Some)
}

async fn tokens_of_session(
    gate: &Gate,
    conn: &mut AsyncPgConnection,
    account: Uuid,
    username: &str,
    session: Uuid,
    now: DateTime<Utc>,
) -> Result<Tokens> {
    let refresh_token = passwords::draw()?;
    queries::add_refresh_token(conn, &fingerprint(&refresh_token), session, now).await?;
    let access_token = gate.tokens.issue(account, username, Some(session), None, now)?;
    Ok(Tokens {
        access_token,
        token_type: "Bearer",
        expires_in: ACCESS_TOKEN_SECONDS,
        refresh_token: Some(refresh_token),
        scope: None,
    })
}

fn fingerprint(token: &str) -> Vec<u8> {
    digest(&SHA256, token.as_bytes()).as_ref().to_vec()
}

/// Why `/oauth/token` refuses (RFC 6749, 5.2).
pub type Refusal = (&'static str, &'static str);

/// A refusal in the terms of the standard, or a failure of the service.
pub enum TokenFault {
    /// In the terms of the standard.
    Refused(Refusal),
    /// The service failed.
    Failed(Problem),
}

impl From<Problem> for TokenFault {
    fn from(problem: Problem) -> Self {
        Self::Failed(problem)
    }
}

/// New tokens for a refresh token, which is thereby used up. One that was used before ends its session.
pub async fn refresh(gate: &Gate, token: &str) -> Result<Tokens, TokenFault> {
    let now = gate.clock.now();
    let hash = fingerprint(token);
    let wrong = || TokenFault::Refused(("invalid_grant", "The refresh token is unknown, used or expired."));
    let mut conn = gate.connection().await?;
    let presented = queries::present_refresh_token(&mut conn, &hash).await?.ok_or_else(wrong)?;
    if presented.ended_at.is_some() || presented.disabled_at.is_some() || presented.expires_at <= now {
        return Err(wrong());
    }
    let Presented { session_id, account_id, username, .. } = presented;
    // The old token is used up only together with its successor: a failure in between loses neither.
    let renewed = unit_of_work::unpermitted(&mut conn, async |conn| {
        let first = queries::use_refresh_token(conn, &hash, now).await?;
        if !first {
            return Ok(None);
        }
        tokens_of_session(gate, conn, account_id, &username, session_id, now).await.map(Some)
    });
    if let Some(tokens) = renewed.await? {
        return Ok(tokens);
    }
    queries::end_session(&mut conn, session_id, now).await?;
    gate.forget_principals();
    Err(wrong())
}

/// A token for a service that shows one of its live secrets.
pub async fn client_credentials(
    gate: &Gate,
    client_id: &str,
    secret: &str,
    scope: Option<String>,
) -> Result<Tokens, TokenFault> {
    if scope.as_deref().is_some_and(|scope| !scope.split(' ').all(is_known)) {
        return Err(TokenFault::Refused(("invalid_scope", "A scope is not one of this service.")));
    }
    let now = gate.clock.now();
    let mut conn = gate.connection().await?;
    let known = queries::credentials(&mut conn, client_id).await?.filter(|known| known.disabled_at.is_none());
    let hashes = match &known {
        Some(known) => queries::secret_hashes(&mut conn, known.id, now).await?,
        None => Vec::new(),
    };
    drop(conn);
    let right = any_matches(secret, hashes).await?;
    let Some(known) = known.filter(|_| right) else {
        return Err(TokenFault::Refused(("invalid_client", "The client id or secret is wrong.")));
    };
    let access_token = gate.tokens.issue(known.id, &known.username, None, scope.clone(), now)?;
    Ok(Tokens { access_token, token_type: "Bearer", expires_in: ACCESS_TOKEN_SECONDS, refresh_token: None, scope })
}

fn is_known(scope: &str) -> bool {
    Permission::ALL.iter().any(|permission| permission.scope() == scope)
}

async fn any_matches(secret: &str, hashes: Vec<String>) -> Result<bool> {
    if hashes.is_empty() {
        return passwords::matches(secret.to_owned(), None).await;
    }
    for hash in hashes {
        if passwords::matches(secret.to_owned(), Some(hash)).await? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Ends the session that the caller's token belongs to; its tokens are worth nothing from now on.
pub async fn sign_out<P: May>(conn: &mut Conn<P>) -> Result<()> {
    let Some(session) = conn.caller().session else {
        return Err(Problem::of(Code::NotFound));
    };
    let now = conn.now();
    queries::end_session(conn.pg(), session, now).await?;
    conn.access_changed();
    Ok(())
}
