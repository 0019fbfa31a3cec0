//! Every refusal of a step: state, version, permission, reach; and the same by SQL.

use actix_web::http::Method;
use serde_json::{Value, json};
use thidua::access::Role;

use super::{decision, drafted, path, proposed, revocation, signature, signed};
use crate::support::{Actor, Awarding, Reply};

const ANY: &[(&str, &str)] = &[("If-Match", "*")];

/// A step with its scope and the one state that it starts from.
fn steps(nomination: &Reply) -> [(Method, &'static str, Value, &'static str, &'static str); 3] {
    [
        (Method::PATCH, "", json!({"title_vi": "Khác"}), "award_decisions:draft", "draft"),
        (Method::POST, "/signature", signature(), "award_decisions:sign", "draft"),
        (Method::POST, "/revocations", revocation(nomination), "award_decisions:sign", "signed"),
    ]
}

fn actor<'a>(at: &'a Awarding, scope: &str) -> &'a Actor {
    if scope == "award_decisions:draft" { &at.standing } else { &at.decider }
}

#[actix_web::test]
async fn a_step_has_its_state_and_states_the_version_it_saw() {
    let at = Awarding::start().await;
    let (person, unit) = proposed(&at).await;
    let (decided, draft) = (signed(&at, &[&person]).await, drafted(&at, &[&unit]).await);
    for (method, noun, body, scope, from) in steps(&unit) {
        let (right, wrong) = if from == "draft" { (&draft, &decided) } else { (&decided, &draft) };
        let send = async |on: &Reply, headers: &[(&str, &str)]| {
            actor(&at, scope).send(method.clone(), &path(on, noun), headers, Some(body.clone())).await
        };
        let refused = send(wrong, ANY).await.refused(409, "illegal_transition");
        assert_eq!((refused.text("state"), &refused.body["allowed_from"]), (wrong.text("state"), &json!([from])));
        send(right, &[]).await.refused(428, "precondition_required");
        let stale = send(right, &[("If-Match", "\"9-x\"")]).await.refused(412, "version_mismatch");
        assert_eq!(stale.body["current_version"], right.body["version"]);
    }
}

#[actix_web::test]
async fn a_step_has_its_role_and_its_reach() {
    let at = Awarding::start().await;
    let (person, unit) = proposed(&at).await;
    let (decided, draft) = (signed(&at, &[&person]).await, drafted(&at, &[&unit]).await);
    let auditor = at.app.actor(Role::Auditor, None).await;
    let elsewhere =
        at.app.account("elsewhere", &[(Role::Decider, Some("XX")), (Role::StandingAgency, Some("XX"))]).await;
    let below = at.app.account("below", &[(Role::Decider, Some("TN-A")), (Role::StandingAgency, Some("TN-A"))]).await;
    let mut all: Vec<_> = steps(&person)
        .map(|(method, noun, body, scope, from)| {
            let on = if from == "draft" { &draft } else { &decided };
            (method, path(on, noun), body, scope)
        })
        .into();
    all.push((Method::POST, "/v1/award-decisions".to_owned(), decision(&[&unit]), "award_decisions:draft"));
    for (method, path, body, scope) in all {
        let send = async |actor: &Actor| actor.send(method.clone(), &path, ANY, Some(body.clone())).await;
        send(&at.app.anonymous()).await.refused(401, "unauthenticated");
        let other = if scope == "award_decisions:draft" { &at.decider } else { &at.standing };
        for actor in [&at.admin, &at.head, &at.officer, &at.client, &auditor, other] {
            assert_eq!(send(actor).await.refused(403, "forbidden").body["required_permission"], scope, "{path}");
        }
        for stranger in [&elsewhere, &below] {
            if path == "/v1/award-decisions" {
                send(stranger).await.refused(403, "forbidden");
            } else {
                send(stranger).await.refused(404, "not_found");
            }
        }
    }
}

#[actix_web::test]
async fn a_signed_decision_is_fixed_in_the_database() {
    let at = Awarding::start().await;
    let (person, unit) = proposed(&at).await;
    signed(&at, &[&person]).await;
    for sql in [
        "UPDATE award_decisions SET title_vi = 'X'",
        "UPDATE award_decisions SET number = '1'",
        "UPDATE award_decisions SET signed_on = '2024-01-14'",
        "UPDATE award_decisions SET base_salary_vnd = 1",
        "UPDATE award_decisions SET state = 'draft', number = NULL",
        "DELETE FROM award_decisions",
    ] {
        at.sql_refused(sql, "award_decisions_append_only");
    }
    let insert = format!(
        "INSERT INTO awards (id, decision_id, nomination_id, ordinal) SELECT gen_random_uuid(), id, '{}', 9 FROM award_decisions",
        unit.text("id")
    );
    for sql in [
        "UPDATE awards SET amount_vnd = 1",
        "UPDATE awards SET coefficient = 1, revoked_on = '2024-02-01'",
        "DELETE FROM awards",
        &insert,
    ] {
        at.sql_refused(sql, "awards_fixed_once_signed");
    }
    at.sql_refused("UPDATE awards SET revoked_on = '2024-02-01'", "awards_revoked_whole");
    let revoke = "UPDATE awards SET revoked_on = '2024-02-01', revocation_ground = 'false_papers', revocation_number = '1', revocation_reason = 'x'";
    at.sql_refused(&revoke.replace("false_papers", "displeasure"), "awards_revocation_ground_known");
    at.sql(revoke);
    at.sql_refused(revoke, "awards_fixed_once_signed");
}

#[actix_web::test]
async fn the_database_keeps_the_rules_of_a_draft() {
    let at = Awarding::start().await;
    let (person, _) = proposed(&at).await;
    drafted(&at, &[&person]).await;
    let signing = "UPDATE award_decisions d SET state = 'signed', number = '1', signed_on = '2024-01-15', signer = 'A', signer_office = 'district_chairman',
                   signed_by = a.id, policy_id = p.id, base_salary_vnd = 1, base_salary_provenance = 'confirmed'
                   FROM accounts a, award_policies p WHERE p.code = 'ND98-2023' AND a.username = 'standing_agency'";
    at.sql_refused(signing, "award_decisions_signer_did_not_draft");
    for (sql, constraint) in [
        ("UPDATE award_decisions SET state = 'signed'", "award_decisions_signed_whole"),
        ("UPDATE award_decisions SET number = '1'", "award_decisions_signed_whole"),
        ("UPDATE award_decisions SET state = 'lost'", "award_decisions_state_known"),
        ("UPDATE award_decisions SET title_vi = ' '", "award_decisions_title_given"),
        ("UPDATE awards SET amount_vnd = 1", "awards_amount_whole"),
        (
            "INSERT INTO awards (id, decision_id, nomination_id, ordinal) SELECT gen_random_uuid(), decision_id, nomination_id, 9 FROM awards",
            "awards_nomination_once",
        ),
        (
            "UPDATE awards SET revoked_on = '2024-02-01', revocation_ground = 'false_papers', revocation_number = '1', revocation_reason = 'x'",
            "awards_revoked_once_granted",
        ),
    ] {
        at.sql_refused(sql, constraint);
    }
}
