//! What the service says of the sample when it starts: who its accounts are, how to sign in, and how
//! the campaign's year ended.

use super::accounts::ACCOUNTS;
use super::{is_loaded, ranking};
use crate::access::accounts::AccountKind;
use crate::access::{SharedGate, Story};
use crate::platform::problem::Result;

/// The sample's part of the greeting.
pub struct Introduction {
    /// The accounts, one a line.
    pub accounts: String,
    /// The ranking and where it is read, unless someone has changed the sample so that there is none.
    ranking: Option<(String, String)>,
}

/// Introduces the sample; nothing where the data are not sample data.
pub async fn introduction(gate: &SharedGate) -> Result<Option<Introduction>> {
    if !Story::tell(gate.clone(), async |story| is_loaded(story).await).await? {
        return Ok(None);
    }
    let ranking = Story::tell(gate.clone(), async |story| ranking::shown(story).await).await.ok();
    Ok(Some(Introduction { accounts: accounts(), ranking }))
}

impl Introduction {
    /// How the year ended.
    pub fn ranking(&self, address: &str) -> String {
        self.ranking
            .as_ref()
            .map_or_else(String::new, |(table, path)| format!("\n{table}  curl -s '{address}{path}'\n"))
    }

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
