//! What is done with rankings: they are read.

use std::collections::HashMap;
use std::sync::Arc;

use uuid::Uuid;

use super::model::{self, Basis, Ranked, Unranked};
use super::views::RankingQuery;
use crate::access::{Conn, may};
use crate::campaigns;
use crate::ids::{CampaignId, UnitId};
use crate::platform::directory::{Names, Reference};
use crate::platform::problem::{Code, Problem, Result};
use crate::scoring::Period;
use crate::scoring::indicator_sets::{self, IndicatorSet};
use crate::scoring::publications::{self, Publication};
use crate::scoring::submissions::{self, SubmissionState, Totals};

type Reader = Conn<may::ReadRankings>;

/// A ranking with what it was made of.
pub struct Ranking {
    /// The campaign.
    pub campaign: CampaignId,
    /// The set.
    pub set: IndicatorSet,
    /// The period.
    pub period: Period,
    /// Which total ranked.
    pub basis: Basis,
    /// Whether the reader sees what is not published.
    pub official: bool,
    /// The publication of these submissions that counts.
    pub publication: Option<Publication>,
    /// Those that are ranked.
    pub ranked: Vec<Ranked<Totals>>,
    /// Those that are not, and why.
    pub unranked: Vec<(UnitId, Unranked, Option<Totals>)>,
    /// The names of all of them.
    pub names: Arc<Names>,
}

/// The ranking that the reader asks for, if they may see it.
pub async fn ranking(conn: &mut Reader, id: Uuid, query: &RankingQuery) -> Result<Ranking> {
    let campaign = campaigns::facts(conn.pg(), CampaignId(id)).await?;
    let official = conn.reach().covers(campaign.organiser_id.0, id);
    if !official && !campaigns::is_public(conn.pg(), campaign.id).await? {
        return Err(Problem::of(Code::NotFound));
    }
    let basis = basis(query.by, official)?;
    let set = set(conn, &query.indicator_set).await?;
    let period = match query.period {
        Some(period) => period,
        None => campaign.year.to_string().parse().map_err(Problem::internal)?,
    };
    let names = conn.names().await?;
    let units = units_by_code(conn, campaign.id, &names).await?;
    let totals = submissions::totals_of(conn.pg(), campaign.id, set.id).await?;
    let totals = totals.into_iter().filter(|totals| totals.period == period);
    let seen = totals.filter(|totals| official || totals.state == SubmissionState::Published);
    let (ranked, unranked) = sort_out(basis, units, seen.map(|totals| (totals.unit_id, totals)).collect());
    let publication = publications::current(conn.pg(), campaign.id, set.id, period).await?;
    Ok(Ranking { campaign: campaign.id, set, period, basis, official, publication, ranked, unranked, names })
}

/// Only those who lead the campaign see scores before they are published.
fn basis(asked: Option<Basis>, official: bool) -> Result<Basis> {
    match (asked, official) {
        (Some(basis), true) => Ok(basis),
        (None, true) => Ok(Basis::Appraised),
        (None | Some(Basis::Published), false) => Ok(Basis::Published),
        (Some(_), false) => Err(Problem::of(Code::Forbidden).with("required_permission", "rankings:read")),
    }
}

/// The set by its id or its code; a ranking on a set that is not there is not there either.
async fn set(conn: &mut Reader, wanted: &str) -> Result<IndicatorSet> {
    let id = wanted.parse().ok();
    let reference = Reference { id, code: id.is_none().then(|| wanted.to_owned()) };
    indicator_sets::find(conn.pg(), &reference, "indicator_set").await.map_err(|problem| match problem.code {
        Code::UnknownReference => Problem::of(Code::NotFound),
        _ => problem,
    })
}

async fn units_by_code(conn: &mut Reader, campaign: CampaignId, names: &Names) -> Result<Vec<UnitId>> {
    let taking_part = campaigns::participants(conn.pg(), campaign).await?;
    let mut units: Vec<UnitId> = taking_part.into_iter().map(|(unit, _)| unit).collect();
    units.sort_by_cached_key(|unit| names.get(unit.0).code);
    Ok(units)
}

type SortedOut = (Vec<Ranked<Totals>>, Vec<(UnitId, Unranked, Option<Totals>)>);

/// Ranks the units that take part; the others, and those without a total, are set aside.
fn sort_out(basis: Basis, units: Vec<UnitId>, mut submitted: HashMap<UnitId, Totals>) -> SortedOut {
    let (mut ranked, mut unranked) = (Vec::new(), Vec::new());
    for unit in units {
        let totals = submitted.remove(&unit);
        match (model::total(basis, totals.as_ref()), totals) {
            (Ok(total), Some(totals)) => ranked.push((total, totals)),
            (Ok(_), None) => unranked.push((unit, Unranked::NoSubmission, None)),
            (Err(reason), totals) => unranked.push((unit, reason, totals)),
        }
    }
    let mut left: Vec<_> = submitted.into_values().collect();
    left.sort_by_key(|totals| totals.unit_id);
    unranked.extend(left.into_iter().map(|totals| (totals.unit_id, Unranked::NotAParticipant, Some(totals))));
    (model::rank(ranked), unranked)
}
