//! Migrations lead down again, and up to the same place.

use std::fs;
use std::path::Path;

use crate::support::TestApp;

/// Everything the migrations make, as text: columns, constraints, indexes, triggers, functions.
const SHAPE: &str = "
    SELECT table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || ' ' || coalesce(column_default, '') FROM information_schema.columns WHERE table_schema = 'public'
    UNION ALL SELECT conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
    UNION ALL SELECT p.oid::regprocedure::text || ' ' || md5(p.prosrc) FROM pg_proc p WHERE pronamespace = 'public'::regnamespace
        AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
    ORDER BY 1";

fn steps() -> Vec<std::path::PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations");
    let mut steps: Vec<_> =
        fs::read_dir(folder).expect("migrations").map(|entry| entry.expect("an entry").path()).collect();
    steps.sort();
    steps
}

fn sql(step: &Path, direction: &str) -> String {
    fs::read_to_string(step.join(direction)).unwrap_or_else(|error| panic!("{}/{direction}: {error}", step.display()))
}

#[actix_web::test]
async fn migrations_run_down_to_nothing_and_up_again() {
    let app = TestApp::start().await;
    let ours = |shape: Vec<String>| {
        shape.into_iter().filter(|line| !line.contains("__diesel_schema_migrations")).collect::<Vec<_>>()
    };
    let before = ours(app.database.texts(SHAPE));
    assert!(before.len() > 300, "the reader has gone blind: {} lines", before.len());
    for step in steps().iter().rev() {
        app.database.execute(&sql(step, "down.sql")).unwrap_or_else(|error| panic!("{} down: {error}", step.display()));
    }
    assert_eq!(ours(app.database.texts(SHAPE)), Vec::<String>::new(), "what is left behind");
    for step in &steps() {
        app.database.execute(&sql(step, "up.sql")).unwrap_or_else(|error| panic!("{} up: {error}", step.display()));
    }
    let after = ours(app.database.texts(SHAPE));
    let changed: Vec<_> = after.iter().filter(|line| !before.contains(line)).collect();
    assert!(before == after, "not the same place: {changed:#?}");
}
