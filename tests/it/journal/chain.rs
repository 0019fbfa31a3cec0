//! The chain: recomputed by a stranger from what is shown, and broken by whoever changes history.

use aws_lc_rs::digest::{SHA256, digest};
use chrono::{DateTime, FixedOffset};
use serde_json::Value;
use thidua::access::housekeeping;

use super::{entries, number, with_units};
use crate::support::{Awarding, TestApp};

/// What the contract tells a stranger to do, done with nothing but SHA-256 and a reader of JSON.
fn recompute(entries: &[Value]) -> Result<(), String> {
    let mut last = digest(&SHA256, b"").as_ref().to_vec();
    for (entry, position) in entries.iter().zip(1..) {
        let sealed = entry["sealed"].as_str().ok_or("no sealed text")?;
        let hash = digest(&SHA256, &[last.as_slice(), sealed.as_bytes()].concat()).as_ref().to_vec();
        let holds =
            entry["position"] == position && entry["previous_hash"] == hex(&last) && entry["hash"] == hex(&hash);
        if !holds || !says_the_same(&serde_json::from_str(sealed).map_err(|error| error.to_string())?, entry) {
            return Err(format!("broken at {position}: {entry:#}"));
        }
        last = hash;
    }
    Ok(())
}

/// The sealed members are those of the entry beside them; instants may be written with more digits.
fn says_the_same(sealed: &Value, entry: &Value) -> bool {
    let instant =
        |value: &Value| value.as_str().and_then(|text| DateTime::<FixedOffset>::parse_from_rfc3339(text).ok());
    let members = sealed.as_object().map_or(0, serde_json::Map::len);
    let beside = ["position", "previous_hash", "hash", "sealed"];
    entry.as_object().is_some_and(|shown| {
        members + beside.len() == shown.len()
            && shown.iter().filter(|(name, _)| !beside.contains(&name.as_str())).all(|(name, value)| {
                match name.as_str() {
                    "at" => instant(&sealed["at"]).is_some() && instant(&sealed["at"]) == instant(value),
                    _ => sealed.get(name) == Some(value),
                }
            })
    })
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[actix_web::test]
async fn a_stranger_recomputes_the_chain_of_a_whole_story() {
    let at = Awarding::start().await;
    at.dossiers("TN-A", 51, 100).await;
    at.publish_par_index(&[("TN-A", "85.00")]);
    at.forwarded(&at.head, "TN-A", Some("Nguyễn Thị \"Lan\" \\ 😀")).await;
    let entries = entries(&at.app).await;
    assert!(entries.len() > 15, "{}", entries.len());
    recompute(&entries).expect("the chain holds");
    let verified = housekeeping::verify_journal(&at.app.gate).await.expect("a look");
    assert_eq!((usize::try_from(verified.entries), verified.broken_at), (Ok(entries.len()), None));
}

#[actix_web::test]
async fn a_stranger_sees_what_was_changed_or_left_out() {
    let entries = entries(&with_units(&["A", "B", "C"]).await).await;
    recompute(&entries).expect("the chain holds");
    let forged = |place: usize, member: &str, value: Value| {
        let mut forged = entries.clone();
        forged[place][member] = value;
        forged
    };
    for member in ["at", "actor", "action", "resource_id", "version", "before", "after", "request_id", "hash", "sealed"]
    {
        assert!(recompute(&forged(1, member, Value::from("2023-03-01T00:00:00Z"))).is_err(), "{member}");
    }
    let left_out: Vec<_> = entries.iter().filter(|entry| entry["position"] != 2).cloned().collect();
    assert!(recompute(&left_out).is_err());
    let mut exchanged = entries.clone();
    exchanged.swap(1, 2);
    assert!(recompute(&exchanged).is_err());
}

/// Five entries, numbered.
async fn numbered() -> TestApp {
    let app = with_units(&["A", "B", "C"]).await;
    number(&app).await;
    let verified = housekeeping::verify_journal(&app.gate).await.expect("a look");
    assert_eq!((verified.entries, verified.broken_at), (5, None));
    app
}

#[actix_web::test]
async fn the_service_finds_where_history_was_changed() {
    let second = "(SELECT entry_id FROM journal_positions WHERE position = 2)";
    let slipped_in = "INSERT INTO journal_entries (id, transaction, recorded_at, actor_name, action, resource_type, resource_id, version)
                      VALUES (gen_random_uuid(), 1, now(), 'X', 'unit.creation', 'unit', gen_random_uuid(), 1)";
    for (forgery, broken_at) in [
        (format!("UPDATE journal_entries SET after = '{{}}' WHERE id = {second}"), 2),
        (format!("UPDATE journal_entries SET actor_name = 'X' WHERE id = {second}"), 2),
        (format!("UPDATE journal_entries SET recorded_at = recorded_at + interval '1 us' WHERE id = {second}"), 2),
        ("UPDATE journal_positions SET hash = sha256('x') WHERE position = 2".to_owned(), 2),
        ("DELETE FROM journal_positions WHERE position = 2".to_owned(), 2),
        (format!("DELETE FROM journal_entries WHERE id = {second}"), 2),
        ("UPDATE journal_positions SET position = 9 WHERE position = 5".to_owned(), 5),
        ("DELETE FROM journal_positions WHERE position = 5".to_owned(), 5),
        (slipped_in.to_owned(), 6),
    ] {
        let app = numbered().await;
        let sql = format!("SET session_replication_role = replica; {forgery}");
        app.database.execute(&sql).expect("whoever owns the server can switch the triggers off");
        let verified = housekeeping::verify_journal(&app.gate).await.expect("a look");
        assert_eq!(verified.broken_at, Some(broken_at), "{forgery}");
    }
}

#[actix_web::test]
async fn the_journal_is_append_only() {
    let app = numbered().await;
    for table in ["journal_entries", "journal_positions"] {
        let constraint = format!("{table}_append_only");
        let column = if table == "journal_entries" { "actor_name = 'X'" } else { "hash = ''" };
        app.database.refuses(&format!("UPDATE {table} SET {column}"), &constraint);
        app.database.refuses(&format!("DELETE FROM {table}"), &constraint);
        app.database.refuses(&format!("TRUNCATE {table} CASCADE"), &constraint);
    }
    assert_eq!(housekeeping::verify_journal(&app.gate).await.expect("a look").broken_at, None);
}
