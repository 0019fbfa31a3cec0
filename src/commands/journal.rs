//! `thidua verify`: whether the journal is as it was written.

use super::Failure;
use super::session::DatabaseOptions;
use crate::access::housekeeping;

/// Numbers what is committed, recomputes the chain, and says whether it holds.
pub(super) async fn verify(options: DatabaseOptions) -> Result<(), Failure> {
    let (last, broken) = options
        .with_gate(async |gate| {
            let last = housekeeping::sequence_journal(&gate).await?;
            Ok((last, housekeeping::verify_journal(&gate).await?))
        })
        .await?;
    match broken {
        None => {
            println!("The journal's chain holds from entry 1 to {last}.");
            Ok(())
        }
        Some(position) => Err(Failure::Said(format!("the journal's chain is broken at entry {position}"))),
    }
}
