//! SQL of nominations and their verdicts.

use chrono::{DateTime, Utc};
use diesel::dsl::sql;
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::sql_types::Bool;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::evidence::Verdict;
use super::model::{Nomination, VerdictRow};
use super::papers::Papers;
use super::states::NominationState;
use super::views::NominationQuery;
use crate::access::Reach;
use crate::awards::policies::AwardForm;
use crate::campaigns::Subject;
use crate::ids::{CampaignId, NominationId, UnitId};
use crate::platform::http::PageRequest;
use crate::platform::problem::Result;
use crate::platform::states::refused;
use crate::schema::{campaigns, nomination_verdicts, nominations};
use crate::{keyset, within_reach};

/// What an insert of a nomination needs.
#[derive(Insertable)]
#[diesel(table_name = nominations)]
pub(super) struct NewRow<'a> {
    pub id: NominationId,
    pub campaign_id: CampaignId,
    pub subject: Subject,
    pub unit_id: UnitId,
    pub person_name: Option<&'a str>,
    pub person_position: Option<&'a str>,
    pub award_form: AwardForm,
    pub achievement_summary: &'a str,
    pub state: NominationState,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// What a step sets; absent fields stay.
#[derive(AsChangeset, Default)]
#[diesel(table_name = nominations)]
pub(super) struct Changes {
    pub person_name: Option<String>,
    pub person_position: Option<Option<String>>,
    pub award_form: Option<AwardForm>,
    pub achievement_summary: Option<String>,
    pub papers: Option<Papers>,
    pub state: Option<NominationState>,
    pub edition: Option<i32>,
    pub submitted_at: Option<DateTime<Utc>>,
    pub submitted_by: Option<Uuid>,
    pub late: Option<bool>,
    pub late_reason: Option<Option<String>>,
    pub appraised_by: Option<Uuid>,
}

type Condition = Box<dyn BoxableExpression<nominations::table, Pg, SqlType = Bool>>;

/// Who sees a nomination: those with a role over its unit and, once it is handed in, those with a role of an
/// office over the organiser of its campaign, wherever the unit stands in the tree.
fn visible(reach: &Reach) -> Condition {
    let offices = reach.of_offices();
    let organised = within_reach!(&offices, campaigns::table, campaigns::organiser_id, campaigns::id);
    let organised = campaigns::table.select(campaigns::id).filter(organised).into_boxed();
    let handed_in = nominations::submitted_at.is_not_null().and(nominations::campaign_id.eq_any(organised));
    let of_unit = within_reach!(reach, nominations::table, nominations::unit_id, nominations::campaign_id);
    Box::new(of_unit.or(handed_in))
}

pub(super) async fn insert(conn: &mut AsyncPgConnection, row: &NewRow<'_>) -> Result<Nomination> {
    let inserted = diesel::insert_into(nominations::table).values(row).returning(Nomination::as_returning());
    Ok(inserted.get_result(conn).await?)
}

pub(super) async fn get(conn: &mut AsyncPgConnection, reach: &Reach, id: Uuid) -> Result<Nomination> {
    let found = nominations::table.filter(nominations::id.eq(id)).filter(visible(reach));
    Ok(found.select(Nomination::as_select()).first(conn).await?)
}

pub(super) async fn lock(conn: &mut AsyncPgConnection, reach: &Reach, id: Uuid) -> Result<Nomination> {
    let found = nominations::table.filter(nominations::id.eq(id)).filter(visible(reach));
    Ok(found.select(Nomination::as_select()).for_update().first(conn).await?)
}

/// Nominations by their ids, held until the transaction ends; those that are not there are left out.
pub(super) async fn lock_all(conn: &mut AsyncPgConnection, ids: &[NominationId]) -> Result<Vec<Nomination>> {
    let found = nominations::table.filter(nominations::id.eq_any(ids)).order(nominations::id);
    Ok(found.select(Nomination::as_select()).for_update().load(conn).await?)
}

/// Compare and set: a nomination that has meanwhile left the states of the step is refused.
pub(super) async fn advance(
    conn: &mut AsyncPgConnection,
    before: &Nomination,
    from: &'static [NominationState],
    changes: &Changes,
    now: DateTime<Utc>,
) -> Result<Nomination> {
    let there = nominations::table.find(before.id).filter(nominations::state.eq_any(from));
    let set = (changes, nominations::version.eq(before.version + 1), nominations::updated_at.eq(now));
    let advanced = diesel::update(there).set(set).returning(Nomination::as_returning()).get_result(conn).await;
    advanced.optional()?.ok_or_else(|| refused(before.state, from))
}

pub(super) async fn list(
    conn: &mut AsyncPgConnection,
    reach: &Reach,
    filter: &NominationQuery,
    page: &PageRequest,
) -> Result<Vec<Nomination>> {
    let query = nominations::table.filter(condition(reach, filter)).select(Nomination::as_select()).into_boxed();
    Ok(keyset!(query, page, nominations::id => Uuid, nominations::id, descending: false).load(conn).await?)
}

pub(super) async fn count(conn: &mut AsyncPgConnection, reach: &Reach, filter: &NominationQuery) -> Result<i64> {
    Ok(nominations::table.filter(condition(reach, filter)).count().get_result(conn).await?)
}

fn condition(reach: &Reach, filter: &NominationQuery) -> Condition {
    let mut all: Condition = Box::new(sql::<Bool>("true").and(visible(reach)));
    if let Some(campaign) = filter.campaign {
        all = Box::new(all.and(nominations::campaign_id.eq(campaign)));
    }
    if !filter.unit.is_empty() {
        all = Box::new(all.and(nominations::unit_id.eq_any(filter.unit.clone())));
    }
    if !filter.state.is_empty() {
        all = Box::new(all.and(nominations::state.eq_any(filter.state.clone())));
    }
    if let Some(subject) = filter.subject {
        all = Box::new(all.and(nominations::subject.eq(subject)));
    }
    all
}

/// How many nominations of a campaign still wait for an answer.
pub(super) async fn unsettled(conn: &mut AsyncPgConnection, campaign: CampaignId) -> Result<i64> {
    let waiting = nominations::table
        .filter(nominations::campaign_id.eq(campaign))
        .filter(nominations::state.eq_any(NominationState::UNSETTLED));
    Ok(waiting.count().get_result(conn).await?)
}

pub(super) async fn verdicts(conn: &mut AsyncPgConnection, id: NominationId) -> Result<Vec<VerdictRow>> {
    let kept = nomination_verdicts::table.filter(nomination_verdicts::nomination_id.eq(id));
    Ok(kept.select(VerdictRow::as_select()).load(conn).await?)
}

/// Puts the verdicts of an evaluation in the place of those before it.
pub(super) async fn keep_verdicts(
    conn: &mut AsyncPgConnection,
    id: NominationId,
    verdicts: &[Verdict],
    now: DateTime<Utc>,
) -> Result<()> {
    let before = nomination_verdicts::table.filter(nomination_verdicts::nomination_id.eq(id));
    diesel::delete(before).execute(conn).await?;
    let rows: Vec<_> = verdicts
        .iter()
        .map(|verdict| VerdictRow {
            nomination_id: id,
            rule_id: verdict.rule.id,
            verdict: verdict.outcome,
            observed: verdict.observed.clone(),
            source: verdict.source.clone(),
            reason: verdict.reason.clone(),
            evaluated_at: now,
        })
        .collect();
    diesel::insert_into(nomination_verdicts::table).values(rows).execute(conn).await?;
    Ok(())
}
