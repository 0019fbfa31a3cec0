//! A page costs as many statements as its first row: nothing is asked row by row.

use std::cell::Cell;

use diesel::connection::{Instrumentation, InstrumentationEvent, set_default_instrumentation};
use serde_json::json;

use crate::support::{Actor, Awarding, CAMPAIGN};

thread_local! {
    /// A test and its connections live on one thread.
    static STATEMENTS: Cell<usize> = const { Cell::new(0) };
}

fn count(event: InstrumentationEvent<'_>) {
    if matches!(event, InstrumentationEvent::StartQuery { .. }) {
        STATEMENTS.with(|statements| statements.set(statements.get() + 1));
    }
}

fn counting() -> Option<Box<dyn Instrumentation>> {
    Some(Box::new(count))
}

/// How many rows a list shows, and how many statements that took.
async fn cost(who: &Actor, list: &str) -> (usize, usize) {
    // Names and the caller's roles are held once they were read.
    who.get(list).await.expect(200);
    STATEMENTS.with(|statements| statements.set(0));
    let page = who.get(list).await.expect(200);
    (page.body["items"].as_array().expect("a page").len(), STATEMENTS.with(Cell::get))
}

/// A person proposed to the decider and a draft that rewards them, moved into a campaign of their own.
async fn add_row_of_a_campaign(at: &Awarding, number: u32) {
    let person = at.forwarded(&at.head, "TN-A", Some(&format!("Người {number}"))).await;
    at.campaign_is("appraising");
    let body =
        json!({"campaign": {"code": "TN-2023-CDS"}, "title_vi": "Khen thưởng", "nominations": [person.body["id"]]});
    let draft = at.standing.post("/v1/award-decisions", body).await.expect(201);
    let (campaign, nomination, decision) =
        (format!("01860000-0000-7000-8000-00000000100{number}"), person.text("id"), draft.text("id"));
    at.sql(&format!(
        "INSERT INTO campaigns (id, code, name_vi, theme_vi, form, year, organiser_id, standing_agency_id, state,
                                proposal_number, proposed_on, issued_on, launched_on, created_at, updated_at)
         SELECT '{campaign}', 'TN-{number}', name_vi, theme_vi, form, year, organiser_id, standing_agency_id, state,
                proposal_number, proposed_on, issued_on, launched_on, now(), now() FROM campaigns WHERE id = '{CAMPAIGN}';
         UPDATE nominations SET campaign_id = '{campaign}' WHERE id = '{nomination}';
         UPDATE award_decisions SET campaign_id = '{campaign}' WHERE id = '{decision}';"
    ));
    at.campaign_is("running");
}

#[actix_web::test]
async fn a_page_takes_as_many_statements_as_a_row() {
    set_default_instrumentation(counting).expect("statements are counted");
    let at = Awarding::start().await;
    at.dossiers("TN-A", 51, 100).await;
    at.publish_par_index(&[("TN-A", "85.00")]);
    let measured = async || {
        let mut costs = Vec::new();
        for list in ["/v1/nominations", "/v1/award-decisions", "/v1/campaigns"] {
            for who in [&at.standing, &at.decider] {
                costs.push((list, cost(who, list).await));
            }
        }
        costs
    };
    add_row_of_a_campaign(&at, 1).await;
    let first = measured().await;
    add_row_of_a_campaign(&at, 2).await;
    add_row_of_a_campaign(&at, 3).await;
    for ((list, (few, cheap)), (_, (many, dear))) in first.iter().zip(measured().await) {
        assert!(*few < many && *cheap > 0, "{list}: {few} rows, then {many}; {cheap} statements");
        assert_eq!(*cheap, dear, "{list}: statements for {few} and for {many} rows");
    }
}
