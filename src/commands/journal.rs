//! `thidua verify`: whether the journal is as it was written.

use super::Failure;
use super::session::DatabaseOptions;
use crate::access::housekeeping;

/// Numbers what is committed, recomputes the chain, and says whether it holds.
pub(super) async fn verify(options: DatabaseOptions) -> Result<(), Failure> {
    let found = options
        .with_gate(async |gate| {
            housekeeping::sequence_journal(&gate).await?;
            Ok(housekeeping::verify_journal(&gate).await?)
        })
        .await?;
    match found.broken_at {
        None => {
            println!("The journal's chain holds from entry 1 to {}.", found.entries);
            Ok(())
        }
        Some(position) => Err(Failure::Said(format!("the journal's chain is broken at entry {position}"))),
    }
}
