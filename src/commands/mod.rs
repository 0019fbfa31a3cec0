//! The command line: one file for each command.
//!
//! A command opens the database, does its work through the same permits and services as a request,
//! and closes the database again, whatever became of the work.

mod demo;
mod failure;
mod journal;
mod openapi;
mod ready;
mod serve;
mod session;
mod user;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

pub use failure::Failure;

use crate::platform::config::{self, AdminConfig, ServeConfig};

/// The exit status of a command line that cannot be understood.
const MISUSE: u8 = 2;

/// The open API for emulation campaigns (phong trào thi đua).
///
/// Without a command it serves. Every option can also be given as a variable of the environment,
/// which `thidua serve --help` lists.
#[derive(Parser)]
#[command(name = "thidua", version)]
pub struct CommandLine {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Run the service, with a PostgreSQL of its own unless DATABASE_URL is set.
    Serve(Box<ServeConfig>),
    /// Bring the database to this program's version.
    Migrate(session::DatabaseOptions),
    /// Load the sample campaign into a database that is empty.
    Demo(demo::DemoOptions),
    /// Print the OpenAPI document; needs no database.
    Openapi,
    /// Manage accounts at the machine itself.
    User {
        #[command(subcommand)]
        command: user::UserCommand,
    },
    /// Print an access token of an account, as if its holder had signed in.
    Token(user::TokenOptions),
    /// Ask the service on this machine whether it is ready; for health checks.
    Ready(AdminConfig),
    /// Recompute the journal's chain and say whether it holds.
    Verify(session::DatabaseOptions),
}

/// Runs the command that the process was called with.
pub async fn run() -> ExitCode {
    let command = match CommandLine::try_parse_from(arguments()) {
        Ok(line) => line.command,
        Err(error) => return refuse(&error),
    };
    match execute(command).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("thidua: {failure}");
            ExitCode::FAILURE
        }
    }
}

/// The definition of the command line, for those who document it.
pub fn definition() -> clap::Command {
    CommandLine::command()
}

/// What the process was called with; `serve` where it was called with nothing.
fn arguments() -> Vec<OsString> {
    let mut arguments: Vec<_> = std::env::args_os().collect();
    if arguments.len() < 2 {
        arguments.push("serve".into());
    }
    arguments
}

/// A bad value in one line, and everything else as the parser says it.
fn refuse(error: &clap::Error) -> ExitCode {
    match config::refusal(error) {
        Some(message) => {
            eprintln!("thidua: {message}");
            ExitCode::from(MISUSE)
        }
        None => error.exit(),
    }
}

async fn execute(command: Command) -> Result<(), Failure> {
    match command {
        Command::Serve(config) => serve::serve(*config).await,
        Command::Migrate(options) => session::migrate(options).await,
        Command::Demo(options) => demo::load(options).await,
        Command::Openapi => openapi::print(),
        Command::User { command } => user::run(command).await,
        Command::Token(options) => user::token(options).await,
        Command::Ready(config) => ready::ask(&config),
        Command::Verify(options) => journal::verify(options).await,
    }
}
