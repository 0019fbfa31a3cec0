//! SQL of award decisions and their awards.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use diesel::dsl::{count_star, sql, sum};
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::sql_types::Bool;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use rust_decimal::Decimal;
use uuid::Uuid;

use super::model::{Award, Decision, DecisionState, Laureate, RevocationGround};
use super::pricing::Priced;
use super::steps::Step;
use super::views::{DecisionQuery, RevocationIn, SignatureIn};
use crate::access::Reach;
use crate::awards::policies::{AwardForm, Office, RoundingMode};
use crate::campaigns::CampaignStep;
use crate::ids::{AwardDecisionId, AwardId, CampaignId, NominationId, PolicyId, UnitId};
use crate::platform::http::PageRequest;
use crate::platform::problem::Result;
use crate::platform::states::refused;
use crate::registry::Provenance;
use crate::schema::{award_decisions, awards, nominations};
use crate::{keyset, within_reach};

/// What an insert of a draft needs.
#[derive(Insertable)]
#[diesel(table_name = award_decisions)]
pub(super) struct NewRow<'a> {
    pub id: AwardDecisionId,
    pub campaign_id: CampaignId,
    pub organiser_id: UnitId,
    pub state: DecisionState,
    pub title_vi: &'a str,
    pub drafted_by: Uuid,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// What a signature sets.
#[derive(AsChangeset)]
#[diesel(table_name = award_decisions)]
pub(super) struct Signed<'a> {
    pub state: DecisionState,
    pub number: &'a str,
    pub signed_on: NaiveDate,
    pub signer: &'a str,
    pub signer_office: Office,
    pub signed_by: Option<Uuid>,
    pub policy_id: PolicyId,
    pub base_salary_vnd: i64,
    pub base_salary_provenance: Provenance,
}

impl<'a> Signed<'a> {
    pub(super) fn of(new: &'a SignatureIn, by: Uuid, any: &Priced) -> Self {
        Self {
            state: DecisionState::Signed,
            number: &new.number,
            signed_on: new.signed_on,
            signer: &new.signer,
            signer_office: new.signer_office,
            signed_by: Some(by),
            policy_id: any.bonus.policy.id,
            base_salary_vnd: any.bonus.salary.amount_vnd,
            base_salary_provenance: any.bonus.salary.provenance,
        }
    }
}

/// What signing freezes of an award.
#[derive(AsChangeset)]
#[diesel(table_name = awards)]
struct Frozen {
    coefficient: Decimal,
    rate_provenance: Provenance,
    rounding: RoundingMode,
    rounding_unit: i64,
    rounding_provenance: Provenance,
    authority_provenance: Provenance,
    amount_vnd: i64,
}

type Condition = Box<dyn BoxableExpression<award_decisions::table, Pg, SqlType = Bool>>;

/// The decisions over whose organiser the caller holds the permission.
fn reached(reach: &Reach) -> Condition {
    within_reach!(reach, award_decisions::table, award_decisions::organiser_id, award_decisions::campaign_id)
}

/// Signed decisions are public; drafts are for those who reach the organiser.
fn visible(reach: &Reach) -> Condition {
    Box::new(award_decisions::state.eq(DecisionState::Signed).or(reached(reach)))
}

pub(super) async fn insert(conn: &mut AsyncPgConnection, row: &NewRow<'_>) -> Result<Decision> {
    let inserted = diesel::insert_into(award_decisions::table).values(row).returning(Decision::as_returning());
    Ok(inserted.get_result(conn).await?)
}

pub(super) async fn get(conn: &mut AsyncPgConnection, reach: &Reach, id: Uuid) -> Result<Decision> {
    let found = award_decisions::table.filter(award_decisions::id.eq(id)).filter(visible(reach));
    Ok(found.select(Decision::as_select()).first(conn).await?)
}

pub(super) async fn lock(conn: &mut AsyncPgConnection, reach: &Reach, id: Uuid) -> Result<Decision> {
    let found = award_decisions::table.filter(award_decisions::id.eq(id)).filter(reached(reach));
    Ok(found.select(Decision::as_select()).for_update().first(conn).await?)
}

/// The draft that holds a nomination, if one does.
pub(super) async fn lock_draft_of(conn: &mut AsyncPgConnection, held: NominationId) -> Result<Option<Decision>> {
    let holding = awards::table.filter(awards::nomination_id.eq(held)).select(awards::decision_id);
    let found = award_decisions::table
        .filter(award_decisions::id.eq_any(holding))
        .filter(award_decisions::state.eq(DecisionState::Draft));
    Ok(found.select(Decision::as_select()).for_update().first(conn).await.optional()?)
}

pub(super) async fn list(
    conn: &mut AsyncPgConnection,
    reach: &Reach,
    filter: &DecisionQuery,
    page: &PageRequest,
) -> Result<Vec<Decision>> {
    let query = award_decisions::table.filter(condition(reach, filter)).select(Decision::as_select()).into_boxed();
    let rows = keyset!(query, page, award_decisions::id => Uuid, award_decisions::id, descending: false);
    Ok(rows.load(conn).await?)
}

pub(super) async fn count(conn: &mut AsyncPgConnection, reach: &Reach, filter: &DecisionQuery) -> Result<i64> {
    Ok(award_decisions::table.filter(condition(reach, filter)).count().get_result(conn).await?)
}

fn condition(reach: &Reach, filter: &DecisionQuery) -> Condition {
    let mut all: Condition = Box::new(sql::<Bool>("true").and(visible(reach)));
    if let Some(campaign) = filter.campaign {
        all = Box::new(all.and(award_decisions::campaign_id.eq(campaign)));
    }
    if let Some(state) = filter.state {
        all = Box::new(all.and(award_decisions::state.eq(state)));
    }
    all
}

/// Compare and set the title; a decision that was signed meanwhile is refused.
pub(super) async fn retitle(
    conn: &mut AsyncPgConnection,
    before: &Decision,
    title: Option<&str>,
    now: DateTime<Utc>,
) -> Result<Decision> {
    let title = award_decisions::title_vi.eq(title.unwrap_or(&before.title_vi));
    let next = (title, award_decisions::version.eq(before.version + 1), award_decisions::updated_at.eq(now));
    let there = award_decisions::table.find(before.id);
    let there = there.filter(award_decisions::state.eq_any(Step::Update.starts_from()));
    let updated = diesel::update(there).set(next).returning(Decision::as_returning()).get_result(conn).await;
    updated.optional()?.ok_or_else(|| refused(before.state, Step::Update.starts_from()))
}

/// Compare and set the signature; a decision is signed once.
pub(super) async fn sign(
    conn: &mut AsyncPgConnection,
    before: &Decision,
    signed: &Signed<'_>,
    now: DateTime<Utc>,
) -> Result<Decision> {
    let next = (signed, award_decisions::version.eq(before.version + 1), award_decisions::updated_at.eq(now));
    let there = award_decisions::table.find(before.id);
    let there = there.filter(award_decisions::state.eq_any(Step::Signature.starts_from()));
    let updated = diesel::update(there).set(next).returning(Decision::as_returning()).get_result(conn).await;
    updated.optional()?.ok_or_else(|| refused(before.state, Step::Signature.starts_from()))
}

/// Raises the version, for a change in one of the awards.
pub(super) async fn touch(conn: &mut AsyncPgConnection, before: &Decision, now: DateTime<Utc>) -> Result<Decision> {
    let next = (award_decisions::version.eq(before.version + 1), award_decisions::updated_at.eq(now));
    let there = diesel::update(award_decisions::table.find(before.id));
    Ok(there.set(next).returning(Decision::as_returning()).get_result(conn).await?)
}

/// Puts nominations, in their order, in the place of those of a draft before.
pub(super) async fn put_awards(
    conn: &mut AsyncPgConnection,
    decision: AwardDecisionId,
    nominations: &[NominationId],
) -> Result<()> {
    diesel::delete(awards::table.filter(awards::decision_id.eq(decision))).execute(conn).await?;
    let row = |(ordinal, nomination): (i32, &NominationId)| {
        (
            awards::id.eq(AwardId::draw()),
            awards::decision_id.eq(decision),
            awards::nomination_id.eq(*nomination),
            awards::ordinal.eq(ordinal),
        )
    };
    let rows: Vec<_> = (1..).zip(nominations).map(row).collect();
    diesel::insert_into(awards::table).values(rows).execute(conn).await?;
    Ok(())
}

/// The awards of a decision with who receives them, in its order.
pub(super) async fn awards_of(
    conn: &mut AsyncPgConnection,
    decision: AwardDecisionId,
) -> Result<Vec<(Award, Laureate)>> {
    let of_it =
        awards::table.inner_join(nominations::table).filter(awards::decision_id.eq(decision)).order(awards::ordinal);
    Ok(of_it.select((Award::as_select(), Laureate::as_select())).load(conn).await?)
}

/// What decisions hold: each nomination with the award that it asks for.
pub(super) async fn held(
    conn: &mut AsyncPgConnection,
    decisions: &[AwardDecisionId],
) -> Result<Vec<(AwardDecisionId, NominationId, AwardForm)>> {
    let rows = awards::table.inner_join(nominations::table).filter(awards::decision_id.eq_any(decisions));
    Ok(rows.select((awards::decision_id, awards::nomination_id, nominations::award_form)).load(conn).await?)
}

/// How many awards decisions hold, and what they come to once signed.
pub(super) async fn totals(
    conn: &mut AsyncPgConnection,
    decisions: &[AwardDecisionId],
) -> Result<HashMap<AwardDecisionId, (i64, Option<Decimal>)>> {
    let rows: Vec<(AwardDecisionId, i64, Option<Decimal>)> = awards::table
        .filter(awards::decision_id.eq_any(decisions))
        .group_by(awards::decision_id)
        .select((awards::decision_id, count_star(), sum(awards::amount_vnd)))
        .load(conn)
        .await?;
    Ok(rows.into_iter().map(|(decision, count, total)| (decision, (count, total))).collect())
}

pub(super) async fn freeze(conn: &mut AsyncPgConnection, award: AwardId, priced: &Priced) -> Result<()> {
    let Priced { bonus, authority } = priced;
    let frozen = Frozen {
        coefficient: bonus.rate.coefficient,
        rate_provenance: bonus.rate.provenance,
        rounding: bonus.policy.rounding,
        rounding_unit: bonus.policy.rounding_unit,
        rounding_provenance: bonus.policy.rounding_provenance,
        authority_provenance: authority.provenance,
        amount_vnd: bonus.amount_vnd,
    };
    diesel::update(awards::table.find(award)).set(frozen).execute(conn).await?;
    Ok(())
}

pub(super) async fn revoke(conn: &mut AsyncPgConnection, award: AwardId, new: &RevocationIn) -> Result<()> {
    let ground: RevocationGround = new.ground;
    let set = (
        awards::revoked_on.eq(new.revoked_on),
        awards::revocation_ground.eq(ground),
        awards::revocation_number.eq(&new.decision_number),
        awards::revocation_reason.eq(&new.reason),
    );
    diesel::update(awards::table.find(award)).set(set).execute(conn).await?;
    Ok(())
}

/// How many decisions of a campaign are signed.
pub async fn signed(conn: &mut AsyncPgConnection, campaign: CampaignId) -> Result<i64> {
    let signed = award_decisions::table
        .filter(award_decisions::campaign_id.eq(campaign))
        .filter(award_decisions::state.eq(DecisionState::Signed));
    Ok(signed.count().get_result(conn).await?)
}
