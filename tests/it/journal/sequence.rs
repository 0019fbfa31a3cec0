//! The order of the journal: that of commits, without gaps, whoever numbers it.

use diesel_async::SimpleAsyncConnection;
use serde_json::Value;
use thidua::access::housekeeping;

use super::{ask, connect, entries, number, with_units};
use crate::support::TestApp;

/// A change as some other process of the service writes it.
fn change(name: &str) -> String {
    format!(
        "INSERT INTO journal_entries (id, recorded_at, actor_name, action, resource_type, resource_id, version)
         VALUES (gen_random_uuid(), now(), '{name}', 'unit.creation', 'unit', gen_random_uuid(), 1);"
    )
}

async fn positions(app: &TestApp) -> i64 {
    ask(&mut connect(app).await, "(SELECT count(*) FROM journal_positions)").await
}

fn actors(entries: &[Value]) -> Vec<&str> {
    entries
        .iter()
        .filter_map(|entry| entry["actor"].as_str())
        .filter(|name| ["first", "second"].contains(name))
        .collect()
}

#[actix_web::test]
async fn nothing_is_numbered_before_an_older_transaction_has_ended() {
    let app = with_units(&[]).await;
    number(&app).await;
    let before = positions(&app).await;
    let mut first = connect(&app).await;
    first.batch_execute(&format!("BEGIN; {}", change("first"))).await.expect("an older transaction runs");
    app.database.execute(&change("second")).expect("a younger one commits");
    housekeeping::sequence_journal(&app.gate).await.expect("numbered");
    assert_eq!(positions(&app).await, before, "the older entry could no longer be placed");
    first.batch_execute("COMMIT").await.expect("the older one commits");
    assert_eq!(actors(&entries(&app).await), ["first", "second"]);
    assert_eq!(housekeeping::verify_journal(&app.gate).await.expect("a look").broken_at, None);
}

#[actix_web::test]
async fn what_is_rolled_back_leaves_no_gap() {
    let app = with_units(&["A"]).await;
    let mut lost = connect(&app).await;
    lost.batch_execute(&format!("BEGIN; {} ROLLBACK;", change("first"))).await.expect("rolled back");
    app.database.execute(&change("second")).expect("committed");
    let entries = entries(&app).await;
    assert_eq!(actors(&entries), ["second"]);
    let positions = entries.iter().filter_map(|entry| entry["position"].as_i64());
    assert!(positions.eq(1..=i64::try_from(entries.len()).expect("few")));
}

#[actix_web::test]
async fn entries_of_one_transaction_keep_their_order() {
    let app = with_units(&[]).await;
    let both = [change("first"), change("second"), change("first"), change("second")].concat();
    app.database.execute(&format!("BEGIN; {both} COMMIT;")).expect("committed");
    assert_eq!(actors(&entries(&app).await), ["first", "second", "first", "second"]);
}

#[actix_web::test]
async fn sequencers_do_not_disturb_each_other() {
    let app = with_units(&["A", "B", "C"]).await;
    let [one, two, three] = [(), (), ()].map(|()| number(&app));
    futures::future::join3(one, two, three).await;
    let entries = entries(&app).await;
    assert_eq!(positions(&app).await, i64::try_from(entries.len()).expect("few"));
    let verified = housekeeping::verify_journal(&app.gate).await.expect("a look");
    assert_eq!((verified.entries, verified.broken_at), (positions(&app).await, None));
}

/// A database that is dumped and restored on another server keeps its entries, and meets transactions whose
/// numbers are lower than those that it has passed, or the same.
#[actix_web::test]
async fn the_order_goes_on_when_the_database_moves_to_another_server() {
    let app = with_units(&["A"]).await;
    number(&app).await;
    let before = entries(&app).await.len();
    let unnumbered = change("first");
    app.database
        .execute(&format!(
            "{unnumbered} SET session_replication_role = replica;
             UPDATE journal_entries SET server = 1, transaction = transaction + 1000000;
             UPDATE journal_head SET server = 1, transaction = transaction + 1000000"
        ))
        .expect("as it is found after the move");
    app.database.execute(&change("second")).expect("a change on the new server");
    assert_eq!(housekeeping::verify_journal(&app.gate).await.expect("a look").broken_at, None);
    assert_eq!(actors(&entries(&app).await), ["first", "second"]);
    app.database
        .execute("SET session_replication_role = replica; UPDATE journal_head SET server = 1")
        .expect("moved away and back");
    app.database.execute(&change("first")).expect("another change");
    let all = entries(&app).await;
    assert_eq!(actors(&all), ["first", "second", "first"]);
    assert_eq!(all.len(), before + 3);
    assert_eq!(housekeeping::verify_journal(&app.gate).await.expect("a look").broken_at, None);
}
