//! `thidua openapi`: the contract on standard output.

use super::Failure;
use crate::app;
use crate::platform::problem::Problem;

/// Prints the OpenAPI document.
pub(super) fn print() -> Result<(), Failure> {
    println!("{}", app::contract().document.to_pretty_json().map_err(Problem::internal)?);
    Ok(())
}
