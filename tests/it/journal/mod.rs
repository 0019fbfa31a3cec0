//! The journal: who reads it, that its chain holds, that nothing is written past it.

mod chain;
mod reading;
mod sequence;
mod story;

use diesel::dsl::sql;
use diesel::sql_types::BigInt;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use serde_json::{Value, json};
use thidua::access::{Role, housekeeping};

use crate::support::TestApp;

/// An office to be made, the simplest of changes.
fn unit(code: &str) -> Value {
    json!({"code": code, "name_vi": format!("Đơn vị {code}"), "kind": "office", "level": "district"})
}

/// A service whose administrator has made these units.
async fn with_units(codes: &[&str]) -> TestApp {
    let app = TestApp::start().await;
    let admin = app.actor(Role::Admin, None).await;
    for code in codes {
        admin.post("/v1/units", unit(code)).await.expect(201);
    }
    app
}

/// Every entry there is, read by an auditor in pages of seven.
async fn entries(app: &TestApp) -> Vec<Value> {
    let auditor = app.actor(Role::Auditor, None).await;
    number(app).await;
    let mut entries = Vec::new();
    let mut address = "/v1/journal?limit=7".to_owned();
    loop {
        let page = auditor.get(&address).await.expect(200);
        entries.extend(page.body["items"].as_array().expect("a list").iter().cloned());
        match page.body["next"].as_str() {
            Some(next) => address = format!("/v1/journal?limit=7&cursor={next}"),
            None => return entries,
        }
    }
}

/// Numbers every change made so far.
///
/// A transaction that is older than a change holds its number back, and the databases of all tests
/// share one count of transactions: those that run now must have ended.
pub async fn number(app: &TestApp) {
    let mut conn = connect(app).await;
    let now = ask(&mut conn, "pg_current_xact_id()::text::bigint").await;
    while ask(&mut conn, "pg_snapshot_xmin(pg_current_snapshot())::text::bigint").await <= now {}
    housekeeping::sequence_journal(&app.gate).await.expect("the journal is numbered");
}

async fn connect(app: &TestApp) -> AsyncPgConnection {
    AsyncPgConnection::establish(&app.database.url).await.expect("the database answers")
}

async fn ask(conn: &mut AsyncPgConnection, question: &str) -> i64 {
    diesel::select(sql::<BigInt>(question)).get_result(conn).await.expect("a number")
}

fn texts<'a>(entries: &'a [Value], field: &str) -> Vec<&'a str> {
    entries.iter().filter_map(|entry| entry[field].as_str()).collect()
}
