//! thidua's command line; what it can do stands in [`thidua::commands`].

use std::process::ExitCode;

use mimalloc::MiMalloc;

/// A page is many small texts for a short while: with the system's allocator a request takes about an
/// eighth more of the processor.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

#[tokio::main]
async fn main() -> ExitCode {
    thidua::commands::run().await
}
