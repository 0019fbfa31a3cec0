//! What the service does by itself: numbering the journal, dropping what is too old to be used.

use actix_web::web::Data;
use chrono::Duration;

use super::{Gate, queries, sessions};
use crate::platform::journal::{self, Verified};
use crate::platform::problem::Result;

/// How long an answer to an idempotency key is kept, in hours.
const ANSWER_HOURS: i64 = 24;

/// How long a session is kept that has expired or was ended, in days: a token that is used again
/// must still be known.
const SESSION_DAYS: i64 = 30;

/// Gives what has been committed its place in the journal's order.
pub async fn sequence_journal(gate: &Data<Gate>) -> Result<i64> {
    let mut conn = gate.connection().await?;
    Ok(journal::sequence(&mut conn).await?)
}

/// Recomputes the journal's chain, and says whether it holds.
pub async fn verify_journal(gate: &Data<Gate>) -> Result<Verified> {
    let mut conn = gate.connection().await?;
    Ok(journal::verify(&mut conn).await?)
}

/// Drops answers that are older than a retry may be.
pub async fn forget_answers(gate: &Data<Gate>) -> Result<usize> {
    let before = gate.clock.now() - Duration::hours(ANSWER_HOURS);
    let mut conn = gate.connection().await?;
    queries::forget_answers(&mut conn, before).await
}

/// Drops sessions that are long over, with their refresh tokens.
pub async fn forget_sessions(gate: &Data<Gate>) -> Result<usize> {
    let before = gate.clock.now() - Duration::days(SESSION_DAYS);
    let mut conn = gate.connection().await?;
    sessions::forget(&mut conn, before).await
}
