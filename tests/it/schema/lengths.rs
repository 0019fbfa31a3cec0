//! Text has an end in the database too: what a client could not send, nobody can store.

use super::{found, none};
use crate::support::TestApp;

/// What the service writes of itself: answers and requests as they were, hashes, names of keys.
const OWN: &str = "'journal_entries', 'idempotency_keys', 'account_secrets', 'signing_keys'";
const HASH: &str = "accounts.password_hash";

#[actix_web::test]
async fn a_text_column_has_a_bound_a_list_or_a_form() {
    let endless = format!(
        r"SELECT t.name || '.' || a.attname FROM ({{TABLES}}) t
          JOIN pg_attribute a ON a.attrelid = t.oid JOIN pg_type y ON y.oid = a.atttypid
          WHERE a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' AND y.typname = 'text'
             AND t.name NOT IN ({OWN}) AND t.name || '.' || a.attname <> '{HASH}' AND NOT EXISTS (
                SELECT FROM pg_constraint k WHERE k.conrelid = t.oid AND k.contype = 'c' AND k.conkey = ARRAY[a.attnum]
                   AND (pg_get_constraintdef(k.oid) ~ 'char_length\(\w+\) <= \d'
                     OR pg_get_constraintdef(k.oid) ~ '= ANY \(ARRAY'
                     OR pg_get_constraintdef(k.oid) ~ '~ ''\^[^*+]*\$'''))"
    );
    none("CHECK (char_length(…) <= …), (… IN (…)) or (… ~ '^…{1,n}$'):", &found(&endless).await);
}

#[actix_web::test]
async fn what_is_too_long_is_refused() {
    let app = TestApp::start().await;
    let unit = |column: &str, length: u32| {
        format!(
            "INSERT INTO units (id, code, name_vi, kind, level, provenance, created_at, updated_at)
             VALUES (gen_random_uuid(), 'X', 'X', 'office', 'district', 'confirmed', now(), now());
             UPDATE units SET {column} = repeat('ệ', {length}); DELETE FROM units;"
        )
    };
    for (column, length) in [("name_vi", 300), ("name_en", 300), ("provenance_note", 1000)] {
        app.database.refuses(&unit(column, length + 1), &format!("units_{column}_bounded"));
        app.database.execute(&unit(column, length)).expect("the last that fits");
    }
    app.database.refuses(&unit("identifier_code", 2), "units_identifier_code_form");
}

/// The journal signs what the service does by itself with this name.
#[actix_web::test]
async fn no_account_bears_the_name_of_the_service() {
    let app = TestApp::start().await;
    let account = |name: &str| {
        format!(
            "INSERT INTO accounts (id, username, kind, display_name, created_at, updated_at)
             VALUES (gen_random_uuid(), '{name}', 'person', 'X', now(), now())"
        )
    };
    app.database.refuses(&account("thidua"), "accounts_username_not_the_service");
    app.database.execute(&account("thidua2")).expect("another name");
}
