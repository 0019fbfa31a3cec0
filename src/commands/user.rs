//! `thidua user` and `thidua token`: what an operator does with accounts at the machine itself.
//!
//! No secret is taken from the command line, where other users of the machine could read it: they
//! are drawn, and printed once.

use chrono::NaiveDate;
use clap::{Args, Subcommand};

use super::Failure;
use super::session::DatabaseOptions;
use crate::access::accounts::{AccountIn, AccountKind, GrantIn};
use crate::access::{Role, draw_secret, operator};
use crate::platform::clock::{Clock, date_in_vietnam};
use crate::platform::config::AddressConfig;
use crate::platform::directory::Reference;

/// What can be done with accounts.
#[derive(Subcommand)]
pub(super) enum UserCommand {
    /// Add an account with one role. Its password, or a service's secret, is drawn and printed once.
    Add(AddOptions),
    /// Draw a new password for a person and end every session; it is printed once.
    Password(AccountOptions),
}

/// Who is added, and as what.
#[derive(Args)]
pub(super) struct AddOptions {
    /// The name to sign in with.
    username: String,
    /// The role.
    #[arg(long, value_parser = role)]
    role: Role,
    /// The code of the unit that the account belongs to and the role is held over. Only an admin or
    /// an auditor can do without, and is one everywhere.
    #[arg(long)]
    unit: Option<String>,
    /// The name that others see; the user name if not given.
    #[arg(long)]
    name: Option<String>,
    /// The account is a system's and not a person's.
    #[arg(long)]
    service: bool,
    /// The first day of the role, such as 2023-01-01; today if not given.
    #[arg(long)]
    from: Option<NaiveDate>,
    #[command(flatten)]
    database: DatabaseOptions,
}

/// Whose account it is.
#[derive(Args)]
pub(super) struct AccountOptions {
    /// The name to sign in with.
    username: String,
    #[command(flatten)]
    database: DatabaseOptions,
}

/// Whose token it is, and who says to have issued it.
#[derive(Args)]
pub(super) struct TokenOptions {
    /// The name to sign in with.
    username: String,
    #[command(flatten)]
    address: AddressConfig,
    #[command(flatten)]
    database: DatabaseOptions,
}

fn role(text: &str) -> Result<Role, String> {
    let held = Role::ALL.iter().filter(|role| !matches!(role, Role::Public | Role::SignedIn));
    let known: Vec<_> = held.clone().map(|role| role.as_str()).collect();
    held.copied().find(|role| role.as_str() == text).ok_or_else(|| format!("expected one of {}", known.join(", ")))
}

/// Runs a command on accounts.
pub(super) async fn run(command: UserCommand) -> Result<(), Failure> {
    match command {
        UserCommand::Add(options) => add(options).await,
        UserCommand::Password(options) => password(options).await,
    }
}

async fn add(options: AddOptions) -> Result<(), Failure> {
    let AddOptions { username, role, unit, name, service, from, database } = options;
    let secret = draw_secret()?;
    let unit = unit.map(|code| Reference { id: None, code: Some(code) });
    let account = AccountIn {
        display_name: name.unwrap_or_else(|| username.clone()),
        username,
        kind: if service { AccountKind::Service } else { AccountKind::Person },
        unit: unit.clone(),
        password: None,
    };
    let valid_from = from.unwrap_or_else(|| date_in_vietnam(Clock::system().now()));
    let grant = GrantIn { role, unit, campaign: None, valid_from, valid_to: None };
    database.with_gate(async |gate| Ok(operator::add_user(&gate, account, grant, secret.clone()).await?)).await?;
    println!("{secret}");
    Ok(())
}

async fn password(options: AccountOptions) -> Result<(), Failure> {
    let AccountOptions { username, database } = options;
    let drawn = draw_secret()?;
    database.with_gate(async |gate| Ok(operator::set_password(&gate, &username, drawn.clone()).await?)).await?;
    println!("{drawn}");
    Ok(())
}

/// Prints an access token.
pub(super) async fn token(options: TokenOptions) -> Result<(), Failure> {
    let TokenOptions { username, address, database } = options;
    let issuer = address.public_url(address.listen);
    let token = database.as_issuer(&issuer, async |gate| Ok(operator::token(&gate, &username).await?)).await?;
    println!("{token}");
    Ok(())
}
