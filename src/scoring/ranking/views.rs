//! Rankings on the wire.

use std::collections::HashSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use super::model::{self, Basis, RULE, Ranked, Unranked};
use crate::ids::{PublicationId, SubmissionId, UnitId};
use crate::platform::directory::{Named, Names};
use crate::platform::text;
use crate::scoring::indicator_sets::{Band, IndicatorSet};
use crate::scoring::publications::Publication;
use crate::scoring::submissions::{SubmissionState, Totals};
use crate::scoring::{Exact, Period};

/// What to rank, and by what.
#[derive(Debug, Deserialize, Serialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct RankingQuery {
    /// The indicator set, by its id or its code.
    #[validate(custom(function = "text::code"))]
    #[param(min_length = 1, max_length = 64, pattern = "^[A-Za-z0-9._-]{1,64}$", example = "QS766")]
    pub indicator_set: String,
    /// The period; the campaign's whole year if absent.
    #[param(nullable = false)]
    pub period: Option<Period>,
    /// Which total ranks. Only those who lead the campaign may ask for another than `published`; if
    /// absent, `appraised` for them and `published` for everyone else.
    #[param(nullable = false)]
    pub by: Option<Basis>,
}

/// A ranking. Units with the same total share a rank, and the rank after them counts them all
/// (1, 2, 2, 4); among themselves they stand by code.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Ranking, example = json!({
    "campaign": {"id": "01890a5d-ac96-774b-bcce-b302099a8051", "code": "TN-CCHC-2023",
        "name_vi": "Phong trào thi đua đẩy mạnh cải cách hành chính huyện Tư Nghĩa năm 2023, nhất là thi đua chuyển đổi số"},
    "indicator_set": {"id": "01890a5d-ac96-774b-bcce-b302099a8052", "code": "QS766", "name_vi": "Bộ chỉ số chất lượng phục vụ (766)"},
    "max_points": "100.00", "period": "2023", "by": "published", "rule": "standard_competition@1",
    "publication": {"id": "01890a5d-ac96-774b-bcce-b302099a8062", "decision_number": "80/QĐ-UBND", "issued_on": "2024-01-05"},
    "ranked": [{
        "rank": 1, "tied": false, "unit": {"id": "01890a5d-ac96-774b-bcce-b302099a8050", "code": "TN-21235", "name_vi": "UBND thị trấn La Hà"},
        "submission": "01890a5d-ac96-774b-bcce-b302099a8057", "total": "84.50", "ratio": "0.845",
        "band": {"from": "80.00", "label_vi": "Tốt", "provenance": "unconfirmed"},
        "self_total": "85.00", "appraised_total": "84.50", "published_score": "84.50"}],
    "ties": [],
    "unranked": [{
        "unit": {"id": "01890a5d-ac96-774b-bcce-b302099a8053", "code": "TN-21238", "name_vi": "UBND thị trấn Sông Vệ"},
        "reason": "not_published", "submission": null, "state": null}]}))]
pub struct RankingOut {
    /// The campaign.
    pub campaign: Named,
    /// The indicator set.
    pub indicator_set: Named,
    /// The most points that a unit can have.
    pub max_points: Exact,
    /// The period.
    pub period: Period,
    /// Which total ranked.
    pub by: Basis,
    /// The name of the rule; another rule would bear another.
    pub rule: &'static str,
    /// The publication of these submissions that counts; null where there is none.
    #[schema(required = true)]
    pub publication: Option<PublicationRef>,
    /// Those that are ranked, from the first down.
    pub ranked: Vec<RankedOut>,
    /// The ranks that are shared, and why the next is what it is.
    pub ties: Vec<TieOut>,
    /// Those that are not ranked, by code, each with the reason.
    pub unranked: Vec<UnrankedOut>,
}

/// A publication as a ranking refers to it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RankingPublication, example = json!({"id": "01890a5d-ac96-774b-bcce-b302099a8062", "decision_number": "80/QĐ-UBND", "issued_on": "2024-01-05"}))]
pub struct PublicationRef {
    /// The id.
    pub id: PublicationId,
    /// The number of its decision.
    pub decision_number: String,
    /// The date of its decision.
    pub issued_on: NaiveDate,
}

/// A unit that is ranked.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RankedUnit)]
pub struct RankedOut {
    /// The rank, from 1.
    pub rank: usize,
    /// Whether others share it.
    pub tied: bool,
    /// The unit.
    pub unit: Named,
    /// Its submission.
    pub submission: SubmissionId,
    /// The total that ranked.
    pub total: Exact,
    /// The total as a part of the most points, from 0 to 1, rounded for display.
    #[schema(required = true)]
    pub ratio: Option<Exact>,
    /// The named band of the total, if the set has bands.
    #[schema(required = true)]
    pub band: Option<Band>,
    /// The sum of the unit's own scores.
    pub self_total: Exact,
    /// The sum of the appraised scores.
    #[schema(required = true)]
    pub appraised_total: Option<Exact>,
    /// The score as last published.
    #[schema(required = true)]
    pub published_score: Option<Exact>,
}

/// A rank that is shared.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RankingTie, example = json!({"rank": 2, "total": "80.00", "units": ["TN-21238", "TN-21244"], "next_rank": 4}))]
pub struct TieOut {
    /// The rank.
    pub rank: usize,
    /// The total that they have in common.
    pub total: Exact,
    /// The codes of the units that share it.
    pub units: Vec<String>,
    /// The rank of whoever comes next: all that stand above are counted.
    pub next_rank: usize,
}

/// A unit that is not ranked.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = UnrankedUnit)]
pub struct UnrankedOut {
    /// The unit.
    pub unit: Named,
    /// Why.
    pub reason: Unranked,
    /// Its submission; null where there is none, and for those who do not lead the campaign.
    #[schema(required = true)]
    pub submission: Option<SubmissionId>,
    /// Where the submission stands; null like it.
    #[schema(required = true)]
    pub state: Option<SubmissionState>,
}

impl From<Publication> for PublicationRef {
    fn from(row: Publication) -> Self {
        Self { id: row.id, decision_number: row.decision_number, issued_on: row.issued_on }
    }
}

impl RankingOut {
    /// The head of a ranking, with nobody in it yet.
    pub fn of(set: &IndicatorSet, campaign: Named, period: Period, by: Basis, names: &Names) -> Self {
        Self {
            campaign,
            indicator_set: names.set(set.id.0),
            max_points: set.max_points,
            period,
            by,
            rule: RULE,
            publication: None,
            ranked: Vec::new(),
            ties: Vec::new(),
            unranked: Vec::new(),
        }
    }

    /// The same, with those that are ranked.
    pub fn with_ranked(self, ranked: Vec<Ranked<Totals>>, set: &IndicatorSet, names: &Names) -> Self {
        let ties: Vec<_> = model::ties(&ranked).filter_map(|run| TieOut::of(run, names)).collect();
        let shared: HashSet<usize> = ties.iter().map(|tie| tie.rank).collect();
        let show = |one: Ranked<Totals>| RankedOut::of(shared.contains(&one.rank), one, set, names);
        Self { ranked: ranked.into_iter().map(show).collect(), ties, ..self }
    }
}

impl RankedOut {
    fn of(tied: bool, one: Ranked<Totals>, set: &IndicatorSet, names: &Names) -> Self {
        let Ranked { rank, total, entry } = one;
        Self {
            rank,
            tied,
            unit: names.get(entry.unit_id.0),
            submission: entry.id,
            total,
            ratio: total.get().checked_div(set.max_points.get()).map(Exact::stored),
            band: model::band(&set.bands.0, total).cloned(),
            self_total: entry.self_total,
            appraised_total: entry.appraised_total,
            published_score: entry.published_score,
        }
    }
}

impl TieOut {
    fn of(run: &[Ranked<Totals>], names: &Names) -> Option<Self> {
        let first = run.first()?;
        let units = run.iter().map(|one| names.get(one.entry.unit_id.0).code.to_string()).collect();
        Some(Self { rank: first.rank, total: first.total, units, next_rank: first.rank + run.len() })
    }
}

impl UnrankedOut {
    /// Shows a unit that is not ranked; what is not published only to those who lead the campaign.
    pub fn of(unit: UnitId, reason: Unranked, totals: Option<&Totals>, official: bool, names: &Names) -> Self {
        let shown = totals.filter(|totals| official || totals.state == SubmissionState::Published);
        Self {
            unit: names.get(unit.0),
            reason,
            submission: shown.map(|totals| totals.id),
            state: shown.map(|totals| totals.state),
        }
    }
}
