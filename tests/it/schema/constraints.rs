//! Constraints: their names, which become codes; their values, which are the enums'; their indexes.

use std::collections::BTreeSet;

use serde_json::Value;
use thidua::platform::problem::constraints::RULES;

use super::{TABLES, found, none};
use crate::contract::document;
use crate::support::TestApp;

#[actix_web::test]
async fn a_constraint_is_named_for_its_table_and_its_rule() {
    let odd = "SELECT t.name || ': ' || k.conname FROM ({TABLES}) t JOIN pg_constraint k ON k.conrelid = t.oid
        WHERE left(k.conname, length(t.name) + 1) <> t.name || '_'
           OR k.contype IN ('c', 'u', 'x') AND k.conname ~ '_(check|key|excl)[0-9]*$'";
    none("<table>_<rule>, never PostgreSQL's own choice:", &found(odd).await);
}

/// A rule whose constraint was renamed would be answered by its kind alone.
#[actix_web::test]
async fn every_rule_of_the_domain_is_one_of_the_database_s() {
    let app = TestApp::start().await;
    let known = "SELECT conname::text FROM pg_constraint UNION SELECT tgname::text FROM pg_trigger
                 UNION SELECT (regexp_matches(prosrc, 'CONSTRAINT = ''(\\w+)''', 'g'))[1] FROM pg_proc
                 UNION SELECT indexrelid::regclass::text FROM pg_index
                 UNION SELECT tgrelid::regclass || '_append_only' FROM pg_trigger WHERE tgfoid = 'refuse_change'::regproc";
    let known: BTreeSet<_> = app.database.texts(known).into_iter().collect();
    let lost = RULES.iter().map(|(name, _)| (*name).to_owned()).filter(|name| !known.contains(name));
    none("Of the database:", &lost.collect::<Vec<_>>());
}

/// Rows of these are kept for ever, so no deletion ever looks for who refers to them, and an index
/// for it would only slow the writes down.
const KEPT: &str = "'accounts', 'units', 'campaigns', 'indicator_sets', 'award_policies', 'submissions', 'publications', 'nominations', 'award_decisions', 'journal_entries', 'sessions'";

#[actix_web::test]
async fn a_foreign_key_to_what_may_go_is_indexed() {
    let slow = format!(
        "SELECT t.name || ': ' || k.conname FROM ({{TABLES}}) t JOIN pg_constraint k ON k.conrelid = t.oid
         WHERE k.contype = 'f' AND k.confrelid::regclass::text NOT IN ({KEPT}) AND NOT EXISTS (
             SELECT FROM pg_index i WHERE i.indrelid = k.conrelid
                AND (i.indkey::int2[])[0:cardinality(k.conkey) - 1] @> k.conkey)"
    );
    none("CREATE INDEX:", &found(&slow).await);
}

/// Lists of values in the database that are part of an enum, with the enum's values that it leaves out.
const PARTIAL: &[(&str, &[&str])] = &[("grants_role_known", &["signed_in", "public"])];

#[actix_web::test]
async fn a_list_of_values_is_that_of_an_enum() {
    let app = TestApp::start().await;
    let lists = app.database.texts(&format!(
        "SELECT k.conname || ' ' || pg_get_constraintdef(k.oid) FROM ({TABLES}) t JOIN pg_constraint k ON k.conrelid = t.oid
         WHERE k.contype = 'c' AND pg_get_constraintdef(k.oid) ~ '^CHECK \\(\\(\\w+ = ANY \\(ARRAY'"
    ));
    assert!(lists.len() > 20, "the reader has gone blind: {lists:?}");
    let enums = enums(&document());
    let strange = lists.iter().filter(|list| {
        let (name, definition) = list.split_once(' ').unwrap_or_default();
        let left_out = PARTIAL.iter().find(|(partial, _)| *partial == name).map_or(&[][..], |(_, values)| values);
        let values: BTreeSet<_> =
            quoted(definition).into_iter().chain(left_out.iter().map(|value| (*value).to_owned())).collect();
        !enums.contains(&values)
    });
    none("The values of an enum of the contract, all of them:", &strange.cloned().collect::<Vec<_>>());
}

fn quoted(definition: &str) -> Vec<String> {
    definition.split('\'').skip(1).step_by(2).map(str::to_owned).collect()
}

/// The value sets of every enum that the document knows.
fn enums(value: &Value) -> BTreeSet<BTreeSet<String>> {
    let mut found = BTreeSet::new();
    match value {
        Value::Object(members) => {
            if let Some(Value::Array(values)) = members.get("enum") {
                found.insert(values.iter().filter_map(Value::as_str).map(str::to_owned).collect());
            }
            members.values().for_each(|member| found.extend(enums(member)));
        }
        Value::Array(items) => items.iter().for_each(|item| found.extend(enums(item))),
        _ => {}
    }
    found
}

/// A column that holds one of a few words says which: its name is that of a kind, a state or a role.
#[actix_web::test]
async fn a_column_of_words_lists_them() {
    const WORDS: &str = "'state', 'kind', 'role', 'level', 'form', 'method', 'provenance', 'subject', 'operator', 'recipient', 'office', 'verdict'";
    let free = format!(
        "SELECT t.name || '.' || a.attname FROM ({{TABLES}}) t JOIN pg_attribute a ON a.attrelid = t.oid
         JOIN pg_type y ON y.oid = a.atttypid
         WHERE a.attname IN ({WORDS}) AND y.typname = 'text' AND NOT EXISTS (
             SELECT FROM pg_constraint k WHERE k.conrelid = t.oid AND k.contype = 'c' AND a.attnum = ANY (k.conkey)
                AND pg_get_constraintdef(k.oid) ~ 'ARRAY')"
    );
    none("CHECK (… IN (…)):", &found(&free).await);
}
