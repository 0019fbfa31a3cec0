//! What follows: the law's rates and authorities, nominations, and the decisions that reward them.

pub mod conclusion;
pub mod decisions;
pub mod nominations;
pub mod policies;
pub mod refusal;

use diesel_async::AsyncPgConnection;

use crate::ids::CampaignId;
use crate::platform::problem::{Code, Problem, Result};

/// Demands that the awards of a campaign are decided: no nomination still waits for the standing agency
/// or the decider. Dossiers still with their units do not count: they were never handed in. What was
/// granted was granted by a signed decision; where nobody was, there is none to sign. Answers with the
/// number of signed decisions.
pub async fn all_settled(conn: &mut AsyncPgConnection, campaign: CampaignId) -> Result<i64> {
    let waiting = nominations::unsettled(conn, campaign).await?;
    let signed = decisions::signed(conn, campaign).await?;
    if waiting == 0 {
        return Ok(signed);
    }
    Err(Problem::of(Code::AwardsUnsettled).with("waiting_nominations", waiting).with("signed_decisions", signed))
}
