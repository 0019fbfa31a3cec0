//! Rankings over HTTP.

use actix_web::get;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::service::{self, Ranking};
use super::views::{RankingOut, RankingQuery, UnrankedOut};
use crate::access::{Permit, may};
use crate::platform::http::{Answer, Path, Query, Reply};

/// The operations of this slice.
pub fn operations(config: &mut ServiceConfig) {
    config.service(get_ranking);
}

/// Read the ranking of a campaign
///
/// The units that take part, by their totals on an indicator set for a period. Everyone may read the
/// ranking by published scores; those who lead the campaign also see it by self-scores and by appraised
/// scores before. Units with the same total share a rank, and the rank after them counts them all
/// (standard competition ranking: 1, 2, 2, 4); `ties` says which and why. Who is not ranked is listed
/// with the reason, never left out.
#[utoipa::path(tag = "rankings", params(("id" = Uuid, Path, description = "The campaign."), RankingQuery), security((), ("bearer" = ["rankings:read"])),
    responses((status = 200, description = "The ranking.", body = RankingOut)))]
#[get("/v1/campaigns/{id}/ranking")]
async fn get_ranking(
    permit: Permit<may::ReadRankings>,
    Path(id): Path<Uuid>,
    Query(query): Query<RankingQuery>,
) -> Answer {
    let mut conn = permit.conn().await?;
    Reply::report(&show(service::ranking(&mut conn, id, &query).await?))
}

fn show(ranking: Ranking) -> RankingOut {
    let Ranking { campaign, set, period, basis, official, publication, ranked, unranked, names } = ranking;
    let unranked = unranked.iter();
    RankingOut {
        publication: publication.map(Into::into),
        unranked: unranked
            .map(|(unit, reason, totals)| UnrankedOut::of(*unit, *reason, totals.as_ref(), official, &names))
            .collect(),
        ..RankingOut::of(&set, names.get(campaign.0), period, basis, &names)
    }
    .with_ranked(ranked, &set, &names)
}
