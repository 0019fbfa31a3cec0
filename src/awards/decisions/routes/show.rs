//! How award decisions are shown.

use super::super::model::Decision;
use super::super::powers::Powers;
use super::super::queries;
use super::super::steps::Step;
use super::super::views::{AwardOut, DecisionOut};
use crate::access::{Conn, May};
use crate::campaigns::{self, CampaignStep};
use crate::platform::http::{Answer, Reply};
use crate::platform::problem::Result;

/// Shows one decision with its awards.
pub async fn show<P: May>(conn: &mut Conn<P>, row: Decision) -> Result<DecisionOut> {
    let names = conn.names().await?;
    let powers = Powers::of(conn, std::slice::from_ref(&row)).await?;
    let official = powers.official(&row);
    let campaign = campaigns::facts(conn.pg(), row.campaign_id).await?.state;
    let total = queries::totals(conn.pg(), &[row.id]).await?.remove(&row.id).unwrap_or_default();
    let awards = queries::awards_of(conn.pg(), row.id).await?;
    let awards = awards.into_iter().map(|(award, who)| AwardOut::of(award, who, &names, official)).collect();
    let allowed = powers.over(&row, campaign);
    Ok(DecisionOut::of(row, total, Some(awards), &names, allowed))
}

/// Shows a page of decisions without their awards.
pub async fn show_all<P: May>(conn: &mut Conn<P>, rows: Vec<Decision>) -> Result<Vec<DecisionOut>> {
    let names = conn.names().await?;
    let powers = Powers::of(conn, &rows).await?;
    let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
    let totals = queries::totals(conn.pg(), &ids).await?;
    let campaigns = campaigns::facts_among(&names, rows.iter().map(|row| row.campaign_id))?;
    let shown = rows.into_iter().map(|row| {
        let total = totals.get(&row.id).copied().unwrap_or_default();
        let allowed = powers.over(&row, campaigns[&row.campaign_id].state);
        DecisionOut::of(row, total, None, &names, allowed)
    });
    Ok(shown.collect())
}

/// Answers a step with the decision after it, and the address of its record.
pub async fn taken<P: May>(conn: &mut Conn<P>, step: Step, row: Decision) -> Answer {
    let location = format!("/v1/award-decisions/{}/{}", row.id, step.noun());
    Reply::created(location, &show(conn, row).await?)
}
