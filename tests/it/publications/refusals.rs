//! Who may publish and when; and what the database refuses by itself.

use serde_json::json;
use thidua::access::Role;

use super::{PUBLICATIONS, correcting, decider, par_index, score};
use crate::support::appraising::{appraised, of_submissions};
use crate::support::scoring::{Scoring, UNIT};

#[actix_web::test]
async fn the_organisers_decider_publishes() {
    let at = Scoring::start().await;
    let body = || par_index(&at, "77/QĐ-UBND");
    at.app.anonymous().post(PUBLICATIONS, body()).await.refused(401, "unauthenticated");
    let (admin, auditor) = (at.app.actor(Role::Admin, None).await, at.app.actor(Role::Auditor, None).await);
    for actor in [&admin, &auditor, &at.standing, &at.head, &at.officer, &at.client] {
        let refused = actor.post(PUBLICATIONS, body()).await.refused(403, "forbidden");
        assert_eq!(refused.body["required_permission"], "publications:write");
    }
    let below = at.app.actor(Role::Decider, Some(UNIT)).await;
    let refused = below.post(PUBLICATIONS, body()).await.refused(403, "forbidden");
    assert_eq!(refused.body["required_permission"], "publications:write");
}

#[actix_web::test]
async fn a_campaign_has_its_time_for_publications() {
    let at = Scoring::start().await;
    let decider = decider(&at).await;
    let rehearsal = format!("{PUBLICATIONS}?dry_run=true");
    for state in ["running", "dossiers_closed", "appraising", "awarded", "summarised"] {
        at.campaign_is(state);
        decider.post(&rehearsal, par_index(&at, "77/QĐ-UBND")).await.expect(201);
    }
    for state in ["issued", "archived", "cancelled"] {
        at.campaign_is(state);
        let refused = decider.post(&rehearsal, par_index(&at, "77/QĐ-UBND")).await.refused(409, "campaign_not_running");
        assert_eq!(refused.text("state"), state);
    }
    assert_eq!(decider.get(&format!("{PUBLICATIONS}?count=true")).await.expect(200).body["total"], 0);
}

#[actix_web::test]
async fn a_correction_is_of_the_same_index_and_period() {
    let at = Scoring::start().await;
    let decider = decider(&at).await;
    let par = decider.post(PUBLICATIONS, par_index(&at, "77/QĐ-UBND")).await.expect(201);
    appraised(&at, UNIT, "16.50", None).await;
    let other_kind = correcting(of_submissions(&at, "80/QĐ-UBND"), &par, json!([]));
    decider.post(PUBLICATIONS, other_kind).await.refused(409, "not_current");
    let mut other_period = correcting(par_index(&at, "80/QĐ-UBND"), &par, json!([score(UNIT, "1", "point")]));
    other_period["period"] = json!("2023-Q3");
    decider.post(PUBLICATIONS, other_period).await.refused(409, "not_current");
}

#[actix_web::test]
async fn a_publication_is_fixed_in_the_database() {
    let at = Scoring::start().await;
    decider(&at).await.post(PUBLICATIONS, par_index(&at, "77/QĐ-UBND")).await.expect(201);
    for sql in ["UPDATE publications SET decision_number = '1'", "DELETE FROM publications"] {
        at.sql_refused(sql, "publications_append_only");
    }
    for sql in ["UPDATE publication_scores SET score = 100", "DELETE FROM publication_scores"] {
        at.sql_refused(sql, "publication_scores_append_only");
    }
    let add = |values: &str| {
        format!(
            "INSERT INTO publication_scores (publication_id, unit_id, score, unit_of_measure) SELECT p.id, u.id, {values} FROM publications p, units u WHERE u.code = 'TN-21244'"
        )
    };
    at.sql_refused(&add("1, 'point'"), "publication_scores_complete");
    at.sql_refused(&add("-1, 'point'"), "publication_scores_not_negative");
    at.sql_refused(&add("100.1, 'percent'"), "publication_scores_percent_within_hundred");
    at.sql_refused(&add("1, 'star'"), "publication_scores_measure_known");
    let copy = |change: &[(&str, &str)]| {
        let mut columns =
            "campaign_id, index_kind, set_id, period, decision_number, issued_on, issuer_vi, signer, id, score_count"
                .to_owned();
        for (column, value) in change {
            columns = columns.replacen(column, value, 1);
        }
        format!("INSERT INTO publications (campaign_id, index_kind, set_id, period, decision_number, issued_on, issuer_vi, signer, supersedes_id, score_count, id, created_at)
                 SELECT {columns}, gen_random_uuid(), now() FROM publications")
    };
    for (change, constraint) in [
        (("index_kind", "'submitted_set'"), "publications_supersede_their_like"),
        (("period", "'2023-Q1'"), "publications_supersede_their_like"),
        (("issued_on", "issued_on - 1"), "publications_supersede_their_like"),
        (("score_count", "0"), "publications_scores_given"),
        (("decision_number", "' '"), "publications_decision_number_given"),
        ((", id,", ", NULL,"), "publications_one_first"),
    ] {
        at.sql_refused(&copy(&[change]), constraint);
    }
    for (change, constraint) in [
        (("period", "'2023-13'"), "publications_period_form"),
        (("index_kind", "'x'"), "publications_index_kind_known"),
        (("index_kind", "'submitted_set'"), "publications_set_where_submitted"),
    ] {
        at.sql_refused(&copy(&[change, (", id,", ", NULL,")]), constraint);
    }
    at.sql(&copy(&[]));
    let twice = format!("{} WHERE supersedes_id IS NULL", copy(&[]));
    at.sql_refused(&twice, "publications_superseded_once");
}
