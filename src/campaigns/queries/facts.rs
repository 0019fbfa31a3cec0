//! SQL of the facts that later wings ask for.

use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::campaigns::facts::CampaignFacts;
use crate::campaigns::rules::{Rule, Subject};
use crate::ids::{CampaignId, UnitId};
use crate::platform::problem::Result;
use crate::schema::{campaign_criteria, campaign_editions, campaign_participants, campaign_rules, campaigns};

pub(in crate::campaigns) async fn facts(conn: &mut AsyncPgConnection, id: CampaignId) -> Result<CampaignFacts> {
    Ok(campaigns::table.find(id).select(CampaignFacts::as_select()).first(conn).await?)
}

pub(in crate::campaigns) async fn is_public(conn: &mut AsyncPgConnection, id: CampaignId) -> Result<bool> {
    Ok(campaigns::table.find(id).select(campaigns::issued_on.is_not_null()).first(conn).await?)
}

/// As [`facts`], and no step in the campaign's life is taken until the transaction ends.
pub(in crate::campaigns) async fn held_facts(conn: &mut AsyncPgConnection, id: CampaignId) -> Result<CampaignFacts> {
    Ok(campaigns::table.find(id).select(CampaignFacts::as_select()).for_share().first(conn).await?)
}

pub(in crate::campaigns) async fn participant(
    conn: &mut AsyncPgConnection,
    campaign: CampaignId,
    unit: UnitId,
) -> Result<Option<bool>> {
    let found = campaign_participants::table
        .inner_join(campaign_editions::table.inner_join(campaigns::table))
        .filter(campaigns::id.eq(campaign))
        .filter(campaign_editions::number.eq(campaigns::edition))
        .filter(campaign_participants::unit_id.eq(unit))
        .select(campaign_participants::scored_by_authority);
    Ok(found.first(conn).await.optional()?)
}

pub(in crate::campaigns) async fn participant_of(
    conn: &mut AsyncPgConnection,
    campaign: CampaignId,
    edition: i32,
    unit: UnitId,
) -> Result<Option<bool>> {
    let found = campaign_participants::table
        .inner_join(campaign_editions::table)
        .filter(campaign_editions::campaign_id.eq(campaign))
        .filter(campaign_editions::number.eq(edition))
        .filter(campaign_participants::unit_id.eq(unit))
        .select(campaign_participants::scored_by_authority);
    Ok(found.first(conn).await.optional()?)
}

pub(in crate::campaigns) async fn participants(
    conn: &mut AsyncPgConnection,
    campaign: CampaignId,
) -> Result<Vec<(UnitId, bool)>> {
    let all = campaign_participants::table
        .inner_join(campaign_editions::table.inner_join(campaigns::table))
        .filter(campaigns::id.eq(campaign))
        .filter(campaign_editions::number.eq(campaigns::edition))
        .order(campaign_participants::ordinal)
        .select((campaign_participants::unit_id, campaign_participants::scored_by_authority));
    Ok(all.load(conn).await?)
}

pub(in crate::campaigns) async fn rules(
    conn: &mut AsyncPgConnection,
    campaign: CampaignId,
    edition: i32,
    subject: Subject,
) -> Result<Vec<Rule>> {
    let rows = campaign_rules::table
        .inner_join(campaign_criteria::table.inner_join(campaign_editions::table))
        .filter(campaign_editions::campaign_id.eq(campaign))
        .filter(campaign_editions::number.eq(edition))
        .filter(campaign_criteria::subject.eq(subject))
        .order((campaign_criteria::ordinal, campaign_rules::ordinal))
        .select((
            campaign_rules::id,
            campaign_rules::code,
            campaign_criteria::code,
            campaign_rules::metric,
            campaign_rules::operator,
            campaign_rules::threshold,
            campaign_rules::applies_when,
            campaign_rules::label_vi,
            campaign_criteria::clause,
        ))
        .load(conn)
        .await?;
    let rule = |(id, code, criterion, metric, operator, threshold, applies_when, label_vi, clause)| Rule {
        id,
        code,
        criterion,
        metric,
        operator,
        threshold,
        applies_when,
        label_vi,
        clause,
    };
    Ok(rows.into_iter().map(rule).collect())
}
