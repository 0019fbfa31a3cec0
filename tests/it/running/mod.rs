//! The program itself, as an operator runs it: started, asked, stopped, killed.

mod commands;
mod embedded;
mod process;
mod stopping;
