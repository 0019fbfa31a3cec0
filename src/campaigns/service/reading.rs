//! Reading campaigns.

use crate::access::{Conn, May, Permission, may};
use crate::campaigns::model::Campaign;
use crate::campaigns::queries;
use crate::campaigns::steps::Step;
use crate::campaigns::views::{CampaignItem, CampaignOut, CampaignQuery, EditionOut, Shown};
use crate::ids::CampaignId;
use crate::platform::http::{Page, PageRequest, SortKey, TransitionOut};
use crate::platform::problem::{Code, Problem, Result};

type Reader = Conn<may::ReadCampaigns>;

/// A page of the campaigns that the caller may see.
pub async fn list(conn: &mut Reader, filter: &CampaignQuery, page: &PageRequest) -> Result<Page<CampaignItem>> {
    let (pg, reach) = conn.scoped();
    let rows = queries::list(pg, reach, filter, page).await?;
    let total = if page.count { Some(queries::count(pg, reach, filter).await?) } else { None };
    let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
    let awarded = queries::awarded(conn.pg(), &ids).await?;
    let names = conn.names().await?;
    let by_year = page.sort.as_deref().is_some_and(|sort| sort.ends_with("year"));
    let key = |row: &Campaign| {
        let key = if by_year { row.identity.year.into() } else { row.identity.code.clone().into() };
        SortKey { key, id: row.id.0 }
    };
    Ok(page.finish(rows, total, key, |row| {
        let actions =
            row.allowed_actions(conn.now(), awarded.contains(&row.id), |permission| conn.reach_of(permission));
        CampaignItem::of(row, &names, actions)
    }))
}

/// A campaign with the content in force.
pub async fn show<P: May>(conn: &mut Conn<P>, campaign: Campaign) -> Result<CampaignOut> {
    let number = campaign.stage.edition;
    show_with(conn, campaign, number).await
}

/// A campaign with the content of one edition, or of the one in force.
pub async fn show_edition(conn: &mut Reader, id: CampaignId, edition: Option<i32>) -> Result<CampaignOut> {
    let campaign = visible(conn, id).await?;
    let number = edition.unwrap_or(campaign.stage.edition);
    show_with(conn, campaign, number).await
}

/// The editions of a campaign, from the first on.
pub async fn editions(conn: &mut Reader, id: CampaignId) -> Result<Page<EditionOut>> {
    let campaign = visible(conn, id).await?;
    let editions = queries::editions(conn.pg(), id).await?;
    let items = editions.into_iter().map(|edition| EditionOut::of(edition, campaign.stage.edition)).collect();
    Ok(Page { items, next: None, prev: None, total: None })
}

/// The record of the latest step of this name.
pub async fn record(conn: &mut Reader, id: CampaignId, step: Step) -> Result<TransitionOut> {
    let campaign = visible(conn, id).await?;
    if !step.is_public() && !conn.reach().covers(campaign.identity.organiser_id.0, id.0) {
        return Err(Problem::of(Code::NotFound));
    }
    conn.transition_of(id.0, step.action()).await
}

/// The record of the conclusion of a campaign's awards.
pub async fn award_conclusion(conn: &mut Reader, id: CampaignId) -> Result<TransitionOut> {
    record(conn, id, Step::AwardConclusion).await
}

async fn visible(conn: &mut Reader, id: CampaignId) -> Result<Campaign> {
    let campaign = queries::read(conn.pg(), id).await?;
    let seen = campaign.is_public() || conn.reach().covers(campaign.identity.organiser_id.0, id.0);
    if seen { Ok(campaign) } else { Err(Problem::of(Code::NotFound)) }
}

async fn show_with<P: May>(conn: &mut Conn<P>, campaign: Campaign, number: i32) -> Result<CampaignOut> {
    let edition = queries::edition(conn.pg(), campaign.id, number).await?;
    let content = queries::content(conn.pg(), edition.id).await?;
    let awarded = !queries::awarded(conn.pg(), &[campaign.id]).await?.is_empty();
    let names = conn.names().await?;
    let actions = campaign.allowed_actions(conn.now(), awarded, |permission: Permission| conn.reach_of(permission));
    Ok(CampaignOut::of(Shown { campaign, edition, content }, &names, actions))
}
