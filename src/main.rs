//! thidua's command line; what it can do stands in [`thidua::commands`].

use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    thidua::commands::run().await
}
