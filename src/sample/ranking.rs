//! The sample's ranking, for the greeting.

use crate::access::{Story, may};
use crate::platform::directory::Reference;
use crate::platform::problem::Result;
use crate::scoring::ranking::{self, Basis, Ranking, RankingQuery};

const CAMPAIGN: &str = "TN-CCHC-2023";
const SET: &str = "QS766";

/// The ranking by published scores, in words; and where it is read.
pub(super) async fn shown(story: &mut Story) -> Result<(String, String)> {
    let query = RankingQuery { indicator_set: SET.to_owned(), period: None, by: Some(Basis::Published) };
    let campaign = Reference { id: None, code: Some(CAMPAIGN.to_owned()) };
    let ranking = story
        .step::<may::ReadRankings, _>(async |conn| {
            let id = conn.names().await?.find_campaign(&campaign, "/campaign")?;
            ranking::ranking(conn, id, &query).await
        })
        .await?;
    let path = format!("/v1/campaigns/{}/ranking?indicator_set={SET}", ranking.campaign);
    Ok((table(&ranking), path))
}

fn table(ranking: &Ranking) -> String {
    let mut lines = format!("Ranking on {SET} for {}, by published scores (all samples):\n", ranking.period);
    for one in &ranking.ranked {
        let unit = ranking.names.get(one.entry.unit_id.0);
        lines += &format!("  {:>2}. {:>6}  {}\n", one.rank, one.total, unit.name_vi);
    }
    lines
}
