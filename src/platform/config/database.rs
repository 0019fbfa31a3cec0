//! Where the data is.

use std::path::PathBuf;

use super::values;
use crate::platform::db::embedded::{Options, Purpose};

/// Where the data is: on a server that is given, or on an embedded one in a folder.
#[derive(Clone, clap::Args)]
pub struct DatabaseConfig {
    /// The PostgreSQL database to use, such as `postgres://user:password@host/database`. Without it,
    /// the service runs a PostgreSQL server of its own.
    #[arg(long, env = "DATABASE_URL", value_name = "DATABASE_URL", hide_env_values = true, value_parser = values::database_url)]
    pub database_url: Option<String>,

    /// The folder of the embedded server: its data, its password, its log.
    #[arg(long, env = "THIDUA_DATA_DIR", value_name = "THIDUA_DATA_DIR", default_value = "./data", value_parser = values::path)]
    pub data_dir: PathBuf,

    /// The folder of `initdb`, `pg_ctl` and `postgres` for the embedded server; searched for if unset.
    #[arg(long, env = "THIDUA_PG_BIN", value_name = "THIDUA_PG_BIN", value_parser = values::path)]
    pub pg_bin: Option<PathBuf>,

    /// A mirror to fetch the embedded server's programs from where the machine has none: a Maven
    /// group in the manner of `https://repo1.maven.org/maven2/io/zonky/test/postgres`.
    #[arg(long, env = "THIDUA_PG_ARCHIVE_URL", value_name = "THIDUA_PG_ARCHIVE_URL", value_parser = values::web_address)]
    pub pg_archive_url: Option<String>,
}

impl DatabaseConfig {
    /// Where the data is, in words and without a password.
    pub fn place(&self) -> String {
        match self.database_url {
            Some(_) => "the server that DATABASE_URL names".to_owned(),
            None => format!("a PostgreSQL of its own in {}", self.data_dir.display()),
        }
    }

    /// How the embedded server is to be run.
    pub fn embedded(&self) -> Options {
        Options {
            data_dir: self.data_dir.clone(),
            binaries: self.pg_bin.clone(),
            archive_url: self.pg_archive_url.clone(),
            purpose: Purpose::Durable,
        }
    }
}
