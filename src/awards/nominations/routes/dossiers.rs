//! Reading and drawing up dossiers.

use actix_web::{get, patch, post, put};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::super::model::Nomination;
use super::super::views::{
    EligibilityOut, NominationIn, NominationOut, NominationPatch, NominationQuery, PapersIn, Powers, VerdictOut,
};
use super::super::{queries, service};
use super::show::show;
use crate::access::{Permit, may};
use crate::campaigns::{self, Rule};
use crate::platform::http::{
    Answer, IfMatch, IfMatchParam, Intent, IntentParams, Json, List, Page, PageParams, Path, Reply, SortKey,
};

pub fn operations(config: &mut ServiceConfig) {
    config
        .service(list_nominations)
        .service(create_nomination)
        .service(get_nomination)
        .service(update_nomination)
        .service(list_nomination_papers)
        .service(get_eligibility);
}

/// List nominations
///
/// Those of the units that the caller's roles cover and, once handed in, those of the campaigns whose
/// organiser they cover; in the order they were made.
#[utoipa::path(tag = "nominations", params(NominationQuery, PageParams), security(("bearer" = ["nominations:read"])),
    responses((status = 200, description = "A page of nominations.", body = Page<NominationOut>)))]
#[get("/v1/nominations")]
async fn list_nominations(permit: Permit<may::ReadNominations>, list: List<NominationQuery>) -> Answer {
    let mut conn = permit.conn().await?;
    let (pg, reach) = conn.scoped();
    let rows = queries::list(pg, reach, &list.filter, &list.page).await?;
    let total = if list.page.count { Some(queries::count(pg, reach, &list.filter).await?) } else { None };
    let names = conn.names().await?;
    let campaigns = campaigns::facts_among(&names, rows.iter().map(|row| row.campaign_id))?;
    let powers = Powers::of(&mut conn, &names, &rows).await?;
    let key = |row: &Nomination| SortKey { key: row.id.to_string().into(), id: row.id.0 };
    Reply::page(&list.page.finish(rows, total, key, |row| {
        let campaign = &campaigns[&row.campaign_id];
        NominationOut::of(row, &names, &powers, campaign)
    }))
}

/// Draw up a nomination
///
/// For a unit that takes part in the campaign, or a person of it. It is a draft until its head
/// submits it. One living nomination of a subject for an award of a campaign: another is 409.
#[utoipa::path(tag = "nominations", params(IntentParams), request_body = NominationIn, security(("bearer" = ["nominations:write"])),
    responses((status = 201, description = "The draft.", body = NominationOut)))]
#[post("/v1/nominations")]
async fn create_nomination(
    permit: Permit<may::WriteNominations>,
    intent: Intent,
    Json(body): Json<NominationIn>,
) -> Answer {
    permit
        .write(intent, async |conn| {
            let row = service::create(conn, &body).await?;
            let location = format!("/v1/nominations/{}", row.id);
            Reply::created(location, &show(conn, row).await?)
        })
        .await
}

/// Read a nomination
///
/// Its papers and where it stands. Units see their own; who serves the organiser sees all that is handed in
/// for the campaign, from units outside its own tree too.
#[utoipa::path(tag = "nominations", params(("id" = Uuid, Path, description = "The nomination.")),
    security(("bearer" = ["nominations:read"])), responses((status = 200, description = "The nomination.", body = NominationOut)))]
#[get("/v1/nominations/{id}")]
async fn get_nomination(permit: Permit<may::ReadNominations>, Path(id): Path<Uuid>) -> Answer {
    let mut conn = permit.conn().await?;
    let (pg, reach) = conn.scoped();
    let row = queries::get(pg, reach, id).await?;
    Reply::ok(&show(&mut conn, row).await?)
}

/// Change a nomination
///
/// JSON Merge Patch (RFC 7396), while it is a draft or was returned.
#[utoipa::path(tag = "nominations", params(("id" = Uuid, Path, description = "The nomination."), IfMatchParam, IntentParams),
    request_body = NominationPatch, security(("bearer" = ["nominations:write"])),
    responses((status = 200, description = "The nomination as changed.", body = NominationOut)))]
#[patch("/v1/nominations/{id}")]
async fn update_nomination(
    permit: Permit<may::WriteNominations>,
    Path(id): Path<Uuid>,
    expected: IfMatch,
    intent: Intent,
    Json(body): Json<NominationPatch>,
) -> Answer {
    permit
        .write(intent, async |conn| {
            let row = service::update(conn, id, expected, body).await?;
            Reply::ok(&show(conn, row).await?)
        })
        .await
}

/// List the papers of a nomination anew
///
/// The whole list takes the place of the one before it, while the nomination is a draft or was
/// returned. It can be submitted once there is a request, an achievement report and minutes.
#[utoipa::path(tag = "nominations", params(("id" = Uuid, Path, description = "The nomination."), IfMatchParam, IntentParams),
    request_body = PapersIn, security(("bearer" = ["nominations:write"])),
    responses((status = 200, description = "The nomination with its papers.", body = NominationOut)))]
#[put("/v1/nominations/{id}/papers")]
async fn list_nomination_papers(
    permit: Permit<may::WriteNominations>,
    Path(id): Path<Uuid>,
    expected: IfMatch,
    intent: Intent,
    Json(body): Json<PapersIn>,
) -> Answer {
    permit
        .write(intent, async |conn| {
            let row = service::list_papers(conn, id, expected, body).await?;
            Reply::ok(&show(conn, row).await?)
        })
        .await
}

/// Read the verdicts on a nomination
///
/// One verdict a rule: what was observed as exact numbers, where it was read, and the clause that
/// asks for it. `pending` waits for a publication, figures or a finding; `not_applicable` is for
/// units that no authority scores. What was found of discipline is shown to appraisers only.
#[utoipa::path(tag = "nominations", params(("id" = Uuid, Path, description = "The nomination.")),
    security(("bearer" = ["nominations:read"])), responses((status = 200, description = "The verdicts.", body = EligibilityOut)))]
#[get("/v1/nominations/{id}/eligibility")]
async fn get_eligibility(permit: Permit<may::ReadNominations>, Path(id): Path<Uuid>) -> Answer {
    let mut conn = permit.conn().await?;
    let (pg, reach) = conn.scoped();
    let row = queries::get(pg, reach, id).await?;
    let rules = match row.edition {
        Some(edition) => campaigns::rules_of(conn.pg(), row.campaign_id, edition, row.subject).await?,
        None => Vec::new(),
    };
    let mut kept = queries::verdicts(conn.pg(), row.id).await?;
    let (names, campaign) = (conn.names().await?, campaigns::facts(conn.pg(), row.campaign_id).await?);
    let powers = Powers::of(&mut conn, &names, std::slice::from_ref(&row)).await?;
    let appraiser = powers.appraises(&row, &campaign);
    let verdict = |rule: &Rule| {
        let at = kept.iter().position(|row| row.rule_id == rule.id)?;
        Some(VerdictOut::of(rule, kept.swap_remove(at), appraiser))
    };
    let verdicts = rules.iter().filter_map(verdict).collect();
    let shown = NominationOut::of(row, &names, &powers, &campaign);
    let NominationOut { id: nomination, state, edition, version, allowed_actions, .. } = shown;
    Reply::ok(&EligibilityOut { nomination, state, edition, verdicts, version, allowed_actions })
}
