//! What is issued stays as it is, and what cannot be is refused, by the database itself.

use actix_web::http::Method;
use serde_json::json;

use super::District;
use crate::support::Reply;
use crate::support::story::path;

const CONTENT: &str = "campaign_content_frozen_once_issued";
const IDENTITY: &str = "campaigns_frozen_once_issued";

/// Every table that holds content, and a change of its rows.
const TABLES: &[(&str, &str)] = &[
    ("campaign_editions", "signer = 'X'"),
    ("campaign_legal_bases", "text_as_printed = 'X'"),
    ("campaign_milestones", "note_vi = 'X'"),
    ("campaign_domains", "title_vi = 'X'"),
    ("campaign_tasks", "title_vi = 'X'"),
    ("campaign_criteria", "text_vi = 'X'"),
    ("campaign_rules", "label_vi = 'X'"),
    ("campaign_participants", "scored_by_authority = NOT scored_by_authority"),
];

#[actix_web::test]
async fn only_a_draft_is_changed_over_http() {
    let at = District::start().await;
    let draft = at.drafted().await;
    let change = json!({"name_vi": "Tên khác", "motto_vi": null, "domains": []});
    let changed = at.agency.patch(&path(&draft, ""), &draft, change).await.expect(200);
    assert_eq!((changed.text("name_vi"), &changed.body["motto_vi"]), ("Tên khác", &json!(null)));
    assert_eq!((&changed.body["domains"], &changed.body["version"]), (&json!([]), &json!(2)));
    assert_eq!(changed.body["criteria"], draft.body["criteria"]);
    let restored = json!({"domains": super::campaign()["domains"]});
    let mut seen = at.agency.patch(&path(&draft, ""), &changed, restored).await.expect(200);
    for noun in ["proposal", "issuance", "launch"] {
        seen = at.go(&seen, noun).await;
        for change in [json!({"name_vi": "X"}), json!({"criteria": []}), json!({})] {
            let refused = at.agency.patch(&path(&seen, ""), &seen, change).await.refused(409, "content_frozen");
            assert_eq!((refused.text("state"), &refused.body["allowed_from"]), (seen.text("state"), &json!(["draft"])));
        }
    }
    at.agency.send(Method::DELETE, &path(&seen, ""), &[], None).await.refused(405, "method_not_allowed");
}

#[actix_web::test]
async fn issued_content_is_frozen_in_the_database() {
    let at = District::start().await;
    let draft = at.drafted().await;
    let database = &at.app.database;
    for (table, change) in TABLES.iter().skip(1) {
        database.execute(&format!("UPDATE {table} SET {change}")).expect("a draft can be changed");
    }
    let proposed = at.go(&draft, "proposal").await;
    at.go(&proposed, "issuance").await;
    for (table, change) in TABLES {
        database.refuses(&format!("UPDATE {table} SET {change}"), CONTENT);
        database.refuses(&format!("DELETE FROM {table}"), CONTENT);
        database.refuses(&format!("INSERT INTO {table} SELECT * FROM {table} LIMIT 1"), CONTENT);
    }
}

#[actix_web::test]
async fn an_amended_edition_is_frozen_like_the_first() {
    let at = District::start().await;
    let issued = at.issued().await;
    at.go(&issued, "amendments").await;
    for number in [1, 2] {
        let edition = format!("(SELECT id FROM campaign_editions WHERE number = {number})");
        at.app
            .database
            .refuses(&format!("UPDATE campaign_domains SET title_vi = 'X' WHERE edition_id = {edition}"), CONTENT);
        at.app.database.refuses(&format!("DELETE FROM campaign_editions WHERE number = {number}"), CONTENT);
    }
}

#[actix_web::test]
async fn an_issued_campaign_keeps_its_identity() {
    let at = District::start().await;
    let issued = at.issued().await;
    let of_it = format!("WHERE id = '{}'", issued.text("id"));
    for change in [
        "code = 'X'",
        "name_vi = 'X'",
        "name_en = NULL",
        "theme_vi = 'X'",
        "motto_vi = NULL",
        "form = 'regular'",
        "year = 2024",
        "organiser_id = standing_agency_id",
        "standing_agency_id = organiser_id",
        "issued_on = '2023-03-02'",
    ] {
        at.app.database.refuses(&format!("UPDATE campaigns SET {change} {of_it}"), IDENTITY);
    }
    at.app.database.refuses(&format!("DELETE FROM campaigns {of_it}"), IDENTITY);
}

#[actix_web::test]
async fn impossible_campaigns_are_refused_by_the_database() {
    let at = District::start().await;
    let draft = at.drafted().await;
    for (change, constraint) in [
        ("form = 'x'", "campaigns_form_known"),
        ("code = 'ô'", "campaigns_code_form"),
        ("name_vi = ' '", "campaigns_name_vi_given"),
        ("year = 1944", "campaigns_year_plausible"),
        ("edition = 0", "campaigns_edition_positive"),
        ("launched_precision = 'year'", "campaigns_launched_precision_known"),
        ("launched_precision = 'month', launched_on = '2023-02-15'", "campaigns_launched_month_first_day"),
        ("organiser_id = gen_random_uuid()", "campaigns_organiser_known"),
        ("standing_agency_id = gen_random_uuid()", "campaigns_standing_agency_known"),
        ("issued_on = '2023-03-01'", "campaigns_drafts_undecided"),
        ("state = 'proposed'", "campaigns_proposed_with_document"),
        ("state = 'issued', proposal_number = '1', proposed_on = '2023-02-10'", "campaigns_issued_with_date"),
        (
            "state = 'running', proposal_number = '1', proposed_on = '2023-02-10', issued_on = '2023-03-01'",
            "campaigns_running_once_launched",
        ),
        (
            "state = 'lost', proposal_number = '1', proposed_on = '2023-02-10', issued_on = '2023-03-01', launched_on = '2023-03-01'",
            "campaigns_state_known",
        ),
    ] {
        refuses_change(&at, &draft, change, constraint);
    }
    at.draft_with(json!({"code": "OTHER"})).await;
    refuses_change(&at, &draft, "code = 'OTHER'", "campaigns_code_once");
}

fn refuses_change(at: &District, campaign: &Reply, change: &str, constraint: &str) {
    at.app.database.refuses(&format!("UPDATE campaigns SET {change} WHERE id = '{}'", campaign.text("id")), constraint);
}

#[actix_web::test]
async fn impossible_content_is_refused_by_the_database() {
    let at = District::start().await;
    at.drafted().await;
    for (table, change, constraint) in [
        (
            "campaign_editions",
            "number = 0, reason = 'X', decision_number = '1', decided_on = '2023-03-01', signer = 'X', signer_title_vi = 'X'",
            "campaign_editions_number_positive",
        ),
        ("campaign_editions", "number = 2", "campaign_editions_amended_by_decision"),
        ("campaign_editions", "signer = 'X'", "campaign_editions_decided_whole"),
        ("campaign_legal_bases", "ordinal = 0", "campaign_legal_bases_ordinal_positive"),
        ("campaign_milestones", "precision = 'week'", "campaign_milestones_precision_known"),
        ("campaign_milestones", "\"on\" = NULL", "campaign_milestones_dated"),
        ("campaign_milestones", "precision = 'month', \"on\" = '2023-02-02'", "campaign_milestones_month_first_day"),
        ("campaign_milestones", "code = 'party'", "campaign_milestones_code_known"),
        ("campaign_domains", "ordinal = ordinal - 1", "campaign_domains_ordinal_positive"),
        ("campaign_domains", "code = 'a'", "campaign_domains_code_once"),
        ("campaign_tasks", "kind = 'x'", "campaign_tasks_kind_known"),
        ("campaign_tasks", "metric = 'x', operator = NULL", "campaign_tasks_target_whole"),
        ("campaign_tasks", "code = 'a.1'", "campaign_tasks_code_once"),
        ("campaign_criteria", "subject = 'household'", "campaign_criteria_subject_known"),
        ("campaign_criteria", "code = 'C1'", "campaign_criteria_code_once"),
        ("campaign_rules", "metric = 'judgement', threshold = 1", "campaign_rules_measured"),
        ("campaign_rules", "applies_when = 'x'", "campaign_rules_applies_known"),
        ("campaign_participants", "unit_id = gen_random_uuid()", "campaign_participants_unit_known"),
        ("campaign_participants", "ordinal = 1", "campaign_participants_ordinal_once"),
    ] {
        at.app.database.refuses(&format!("UPDATE {table} SET {change}"), constraint);
    }
}
