//! The database as the migrations leave it: the conventions that every table keeps.

mod columns;
mod constraints;
mod lengths;
mod lists;
mod steps;

use crate::support::TestApp;

/// What a query on the catalogue finds against a convention; each row says what is wrong.
#[track_caller]
fn none(rule: &str, found: &[String]) {
    assert!(found.is_empty(), "{rule}\n  {}", found.join("\n  "));
}

/// Our own tables.
const TABLES: &str = "SELECT c.oid, c.relname::text AS name FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname <> '__diesel_schema_migrations'";

async fn found(sql: &str) -> Vec<String> {
    let app = TestApp::start().await;
    let tables = app.database.texts(&format!("SELECT name FROM ({TABLES}) AS tables"));
    assert!(tables.len() > 20, "the reader has gone blind: {tables:?}");
    app.database.texts(&sql.replace("{TABLES}", TABLES))
}
