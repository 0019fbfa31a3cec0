//! Refusing a nomination.

use uuid::Uuid;

use crate::access::{Conn, may};
use crate::awards::nominations::{NominationOut, ReasonIn};
use crate::awards::{decisions, nominations};
use crate::ids::NominationId;
use crate::platform::http::IfMatch;
use crate::platform::problem::Result;

/// Refuses a nomination, and frees the draft of it that may hold it.
///
/// The draft first: who signs it takes hold of it before its nominations, and so does this.
pub async fn refuse(
    conn: &mut Conn<may::SignAwardDecisions>,
    id: Uuid,
    expected: IfMatch,
    new: &ReasonIn,
) -> Result<NominationOut> {
    decisions::release(conn, NominationId(id)).await?;
    let refused = nominations::refuse(conn, id, expected, new).await?;
    nominations::show(conn, refused).await
}
