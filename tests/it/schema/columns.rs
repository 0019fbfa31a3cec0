//! Tables and columns.

use std::collections::BTreeSet;

use super::{found, none};
use crate::support::TestApp;

#[actix_web::test]
async fn names_are_snake_case_and_tables_say_what_they_hold() {
    let odd = "SELECT t.name || '.' || a.attname FROM ({TABLES}) t JOIN pg_attribute a ON a.attrelid = t.oid
        WHERE a.attnum > 0 AND NOT a.attisdropped AND (t.name || a.attname) !~ '^[a-z][a-z0-9_]*$'";
    none("snake_case:", &found(odd).await);
    let silent = "SELECT name FROM ({TABLES}) t WHERE coalesce(obj_description(oid, 'pg_class'), '') = ''";
    none("COMMENT ON TABLE:", &found(silent).await);
}

#[actix_web::test]
async fn every_table_has_a_primary_key() {
    let without = "SELECT name FROM ({TABLES}) t
        WHERE NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conrelid = t.oid AND k.contype = 'p')";
    none("PRIMARY KEY:", &found(without).await);
}

#[actix_web::test]
async fn columns_are_of_the_types_that_we_use() {
    const USED: &str =
        "'uuid', 'text', 'date', 'timestamptz', 'bool', 'int2', 'int4', 'int8', 'numeric', 'jsonb', 'bytea', '_uuid'";
    let strange = format!(
        "SELECT t.name || '.' || a.attname || ': ' || y.typname FROM ({{TABLES}}) t
         JOIN pg_attribute a ON a.attrelid = t.oid JOIN pg_type y ON y.oid = a.atttypid
         WHERE a.attnum > 0 AND NOT a.attisdropped AND y.typname NOT IN ({USED})"
    );
    none("No float, no timestamp without zone, no varchar:", &found(&strange).await);
}

#[actix_web::test]
async fn what_ends_in_at_is_an_instant_and_in_on_a_day() {
    let misnamed = "SELECT t.name || '.' || a.attname FROM ({TABLES}) t
        JOIN pg_attribute a ON a.attrelid = t.oid JOIN pg_type y ON y.oid = a.atttypid
        WHERE a.attnum > 0 AND (a.attname ~ '_at$') <> (y.typname = 'timestamptz') AND a.attname <> 'locked_until'
           OR a.attname ~ '_on$' AND y.typname <> 'date'
           OR a.attname ~ '_id$' AND y.typname <> 'uuid'";
    none("_at: timestamptz; _on: date; _id: uuid:", &found(misnamed).await);
}

/// `src/schema.rs` is diesel's view of the tables: the same columns, and null where they may be null.
#[actix_web::test]
async fn the_schema_that_queries_see_is_the_database_s() {
    let app = TestApp::start().await;
    let actual = app.database.texts(
        "SELECT table_name || '.' || column_name || CASE is_nullable WHEN 'YES' THEN ' null' ELSE '' END
         FROM information_schema.columns
         WHERE table_schema = 'public' AND table_name <> '__diesel_schema_migrations' AND is_generated = 'NEVER'",
    );
    let generated = app.database.texts(
        "SELECT table_name || '.' || column_name || CASE is_nullable WHEN 'YES' THEN ' null' ELSE '' END
         FROM information_schema.columns WHERE table_schema = 'public' AND is_generated = 'ALWAYS'",
    );
    let (actual, generated): (BTreeSet<_>, BTreeSet<_>) =
        (actual.into_iter().collect(), generated.into_iter().collect());
    let seen = seen(include_str!("../../../src/schema.rs"));
    assert!(seen.len() > 100, "the reader has gone blind");
    none("In the database and not in src/schema.rs:", &actual.difference(&seen).cloned().collect::<Vec<_>>());
    let missing = seen.difference(&actual).filter(|column| !generated.contains(*column));
    none("In src/schema.rs and not in the database:", &missing.cloned().collect::<Vec<_>>());
}

fn seen(schema: &str) -> BTreeSet<String> {
    let mut table = "";
    let mut columns = BTreeSet::new();
    for line in schema.lines().map(str::trim) {
        // A table's head, `units (id) {`; a column, `code -> Text,`.
        if let Some((name, _)) = line.strip_suffix(") {").and_then(|head| head.split_once(" (")) {
            table = name;
        } else if let Some((name, kind)) = line.strip_suffix(',').and_then(|line| line.split_once(" -> ")) {
            let null = if kind.starts_with("Nullable<") { " null" } else { "" };
            columns.insert(format!("{table}.{}{null}", name.trim_start_matches("r#")));
        }
    }
    columns
}
