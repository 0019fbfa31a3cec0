//! A page of a list is found by an index, however many rows there are.

use super::none;
use crate::support::TestApp;

/// What lists filter by one value, and then sort by.
const LISTS: &[(&str, &[&str])] = &[
    ("units", &["code", "id"]),
    ("units", &["name_vi", "id"]),
    ("campaigns", &["code"]),
    ("campaigns", &["year", "id"]),
    ("accounts", &["username"]),
    ("indicator_sets", &["code"]),
    ("submissions", &["campaign_id", "id"]),
    ("submissions", &["unit_id", "id"]),
    ("publications", &["campaign_id", "id"]),
    ("statistics", &["unit_id", "month"]),
    ("statistics", &["month", "id"]),
    ("nominations", &["campaign_id", "id"]),
    ("nominations", &["unit_id", "id"]),
    ("award_decisions", &["campaign_id", "id"]),
];

#[actix_web::test]
async fn every_filter_with_its_order_has_an_index() {
    let app = TestApp::start().await;
    let indexes = app.database.texts(
        "SELECT i.indrelid::regclass::text || ' ' || string_agg(a.attname, ',' ORDER BY k.position)
         FROM pg_index i CROSS JOIN LATERAL unnest(i.indkey::int2[]) WITH ORDINALITY AS k (number, position)
         JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.number
         WHERE i.indrelid::regclass::text !~ '^pg_' GROUP BY i.indexrelid, i.indrelid",
    );
    assert!(indexes.len() > 40, "the reader has gone blind: {indexes:?}");
    let missing = LISTS.iter().filter(|(table, columns)| {
        let wanted = format!("{table} {}", columns.join(","));
        !indexes.iter().any(|index| *index == wanted || index.starts_with(&format!("{wanted},")))
    });
    none("CREATE INDEX:", &missing.map(|list| format!("{list:?}")).collect::<Vec<_>>());
}
