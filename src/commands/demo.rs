//! `thidua demo`: the sample campaign, for a database of one's choice.

use clap::Args;

use super::Failure;
use super::session::DatabaseOptions;
use crate::platform::config::SampleConfig;
use crate::sample::{self, Outcome};

/// Where the sample goes, and its accounts' password.
#[derive(Args)]
pub(super) struct DemoOptions {
    #[command(flatten)]
    accounts: SampleConfig,
    #[command(flatten)]
    database: DatabaseOptions,
}

/// Migrates the database and loads the sample; refuses one that holds other data.
pub(super) async fn load(options: DemoOptions) -> Result<(), Failure> {
    let DemoOptions { accounts, database } = options;
    let password = accounts.sample_password;
    let outcome = database.migrated(async |gate| Ok(sample::load_if_empty(&gate, password).await?)).await?;
    match outcome {
        Outcome::Loaded { drawn } => {
            println!("The sample campaign is loaded.");
            if let Some(password) = drawn {
                println!("The password of its accounts, shown only now: {password}");
            }
            Ok(())
        }
        Outcome::Present => {
            println!("The sample campaign is there already.");
            Ok(())
        }
        Outcome::OwnData => Err(Failure::Said("the database holds other data: nothing was loaded".to_owned())),
    }
}
