//! What the service says of the sample when it starts: who its accounts are and how to sign in.

use super::accounts::ACCOUNTS;
use super::is_loaded;
use crate::access::accounts::AccountKind;
use crate::access::{SharedGate, Story};
use crate::platform::problem::Result;

/// The sample's part of the greeting.
pub struct Introduction {
    /// The accounts, one a line.
    pub accounts: String,
}

/// Introduces the sample; nothing where the data are not sample data.
pub async fn introduction(gate: &SharedGate) -> Result<Option<Introduction>> {
    let loaded = Story::tell(gate.clone(), async |story| is_loaded(story).await).await?;
    Ok(loaded.then(|| Introduction { accounts: accounts() }))
}

impl Introduction {
    /// How to sign in at this address, as a person and as a service.
    pub fn sign_in(&self, address: &str) -> String {
        let mut text = "\nSign in as any of them; the answer holds an `access_token`:\n".to_owned();
        for kind in [AccountKind::Person, AccountKind::Service] {
            if let Some(account) = ACCOUNTS.iter().find(|account| account.kind() == kind) {
                text += &command(address, &account.username(), kind);
            }
        }
        text
    }
}

fn accounts() -> String {
    let mut lines = "SAMPLE DATA: a real campaign of 2023, told by invented accounts. Not for real use.\n".to_owned();
    for account in &ACCOUNTS {
        lines += &format!("  {:<19} {}\n", account.username(), account.display_name);
    }
    lines
}

fn command(address: &str, name: &str, kind: AccountKind) -> String {
    match kind {
        AccountKind::Person => format!(
            "  curl -s {address}/v1/sessions -H 'Content-Type: application/json' \\\n    \
             -d '{{\"username\": \"{name}\", \"password\": \"'\"$THIDUA_SAMPLE_PASSWORD\"'\"}}'\n"
        ),
        AccountKind::Service => format!(
            "  curl -s {address}/oauth/token -u \"{name}:$THIDUA_SAMPLE_PASSWORD\" -d grant_type=client_credentials\n"
        ),
    }
}
