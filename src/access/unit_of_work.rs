//! One use case, one transaction: the effect, its journal rows and the stored answer commit together.

use diesel_async::{AnsiTransactionManager, AsyncPgConnection, TransactionManager};

use super::permit::Conn;
use super::queries::{self, StoredAnswer};
use super::roles::May;
use crate::platform::http::{Answer, IdempotencyKey, Intent, Reply};
use crate::platform::problem::{Code, Problem, Result};

type Transaction = AnsiTransactionManager;

/// Runs `effect` in a transaction; an error, or a client that hangs up, leaves nothing behind.
pub(super) async fn atomically<P: May, T>(
    conn: &mut Conn<P>,
    effect: impl AsyncFnOnce(&mut Conn<P>) -> Result<T>,
) -> Result<T> {
    begin(conn.pg()).await?;
    match effect(conn).await {
        Ok(value) => {
            commit(conn.pg()).await?;
            conn.committed().await;
            Ok(value)
        }
        Err(problem) => {
            rollback(conn.pg()).await?;
            Err(problem)
        }
    }
}

/// Runs `effect` in a transaction of a connection that no permit opened: who signs in has none yet.
pub(super) async fn unpermitted<T>(
    pg: &mut AsyncPgConnection,
    effect: impl AsyncFnOnce(&mut AsyncPgConnection) -> Result<T>,
) -> Result<T> {
    begin(pg).await?;
    let done = effect(pg).await;
    if done.is_ok() {
        commit(pg).await?
    } else {
        rollback(pg).await?
    }
    done
}

/// Runs a write as it is meant: once per key, or rehearsed.
pub(super) async fn run<P: May>(
    conn: &mut Conn<P>,
    intent: &Intent,
    effect: impl AsyncFnOnce(&mut Conn<P>) -> Result<Reply>,
) -> Answer {
    if intent.dry_run {
        return rehearse(conn, effect).await;
    }
    match (&intent.key, conn.caller().account()) {
        (Some(key), Some(_)) => atomically(conn, async |conn| once(conn, key, intent, effect).await).await?,
        _ => atomically(conn, effect).await,
    }
}

async fn rehearse<P: May>(conn: &mut Conn<P>, effect: impl AsyncFnOnce(&mut Conn<P>) -> Result<Reply>) -> Answer {
    begin(conn.pg()).await?;
    let answer = effect(conn).await;
    rollback(conn.pg()).await?;
    answer?.rehearsed()
}

/// The stored answer of an earlier request with the same key, or the effect's own, stored with it.
///
/// The effect runs behind a savepoint: a refusal undoes it and is stored like an answer, so that a
/// retry hears the same. The outer error is for what must not be stored: a record that was changed
/// meanwhile is read again, and the same change sent with its new version.
async fn once<P: May>(
    conn: &mut Conn<P>,
    key: &IdempotencyKey,
    intent: &Intent,
    effect: impl AsyncFnOnce(&mut Conn<P>) -> Result<Reply>,
) -> Result<Answer> {
    let fingerprint = intent.fingerprint();
    let principal = conn.caller().account().unwrap_or_default();
    if !queries::lock_key(conn.pg(), principal, key).await? {
        return Err(Problem::of(Code::IdempotencyInProgress));
    }
    if let Some(stored) = queries::stored_answer(conn.pg(), principal, key).await? {
        return if stored.fingerprint == fingerprint {
            Ok(stored.replay())
        } else {
            Err(Problem::of(Code::IdempotencyKeyReused))
        };
    }
    begin(conn.pg()).await?;
    let answer = match effect(conn).await {
        Ok(reply) => {
            commit(conn.pg()).await?;
            Ok(reply)
        }
        Err(problem) => {
            rollback(conn.pg()).await?;
            if matches!(problem.status(), 401 | 403 | 412 | 429 | 500..) {
                return Err(problem);
            }
            Err(problem)
        }
    };
    let stored = StoredAnswer::of(&answer, fingerprint, conn.now(), &conn.caller().clone())?;
    queries::store_answer(conn.pg(), principal, key, &stored).await?;
    Ok(answer)
}

pub(super) async fn begin(conn: &mut AsyncPgConnection) -> Result<()> {
    Ok(<Transaction as TransactionManager<AsyncPgConnection>>::begin_transaction(conn).await?)
}

pub(super) async fn commit(conn: &mut AsyncPgConnection) -> Result<()> {
    Ok(<Transaction as TransactionManager<AsyncPgConnection>>::commit_transaction(conn).await?)
}

pub(super) async fn rollback(conn: &mut AsyncPgConnection) -> Result<()> {
    Ok(<Transaction as TransactionManager<AsyncPgConnection>>::rollback_transaction(conn).await?)
}
