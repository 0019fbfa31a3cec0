//! Who is ranked, and how.

use std::cmp::Reverse;

use crate::scoring::Exact;
use crate::scoring::indicator_sets::Band;
use crate::scoring::submissions::{SubmissionState, Totals};
use crate::text_enum;

/// The name of the rule by which units are ranked; another rule would bear another.
pub const RULE: &str = "standard_competition@1";

text_enum! {
    /// Which total ranks.
    pub enum Basis {
        /// What units give themselves (điểm tự chấm).
        SelfTotal = "self",
        /// What the standing agency found (điểm thẩm định).
        Appraised = "appraised",
        /// What was published by decision (điểm công bố).
        Published = "published",
    }
}

text_enum! {
    /// Why a unit is not ranked.
    pub enum Unranked {
        /// It has no submission on the set for the period (chưa có bảng điểm).
        NoSubmission = "no_submission",
        /// Its head has not sent the submission (chưa gửi).
        NotSent = "not_sent",
        /// Not every score has been appraised (chưa thẩm định xong).
        NotAppraised = "not_appraised",
        /// No decision has published its score (chưa công bố).
        NotPublished = "not_published",
        /// It submitted scores, but takes part in the campaign no more (không còn tham gia).
        NotAParticipant = "not_a_participant",
    }
}

/// The total by which a unit is ranked, or why it is not.
pub fn total(basis: Basis, submission: Option<&Totals>) -> Result<Exact, Unranked> {
    let Some(totals) = submission else {
        return Err(if basis == Basis::Published { Unranked::NotPublished } else { Unranked::NoSubmission });
    };
    let sent = totals.state != SubmissionState::Open;
    let appraised = matches!(totals.state, SubmissionState::Appraised | SubmissionState::Published);
    match basis {
        Basis::SelfTotal if sent => Ok(totals.self_total),
        Basis::Appraised if appraised => totals.appraised_total.ok_or(Unranked::NotAppraised),
        Basis::Appraised if sent => Err(Unranked::NotAppraised),
        Basis::SelfTotal | Basis::Appraised => Err(Unranked::NotSent),
        Basis::Published => totals.published_score.ok_or(Unranked::NotPublished),
    }
}

/// Something ranked by its total.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ranked<T> {
    /// The rank, from 1.
    pub rank: usize,
    /// The total that it was ranked by.
    pub total: Exact,
    /// What was ranked.
    pub entry: T,
}

/// Standard competition ranking: the rank is one more than the number of those with a greater total.
/// Those of the same total stay in the order they came in.
pub fn rank<T>(mut totals: Vec<(Exact, T)>) -> Vec<Ranked<T>> {
    totals.sort_by_key(|(total, _)| Reverse(*total));
    let mut ranked: Vec<Ranked<T>> = Vec::with_capacity(totals.len());
    for (above, (total, entry)) in totals.into_iter().enumerate() {
        let rank = ranked.last().filter(|last| last.total == total).map_or(above + 1, |last| last.rank);
        ranked.push(Ranked { rank, total, entry });
    }
    ranked
}

/// The runs of a ranking that share a rank.
pub fn ties<T>(ranked: &[Ranked<T>]) -> impl Iterator<Item = &[Ranked<T>]> {
    ranked.chunk_by(|one, next| one.rank == next.rank).filter(|run| run.len() > 1)
}

/// The band of a total, of bands from the highest down.
pub fn band(bands: &[Band], total: Exact) -> Option<&Band> {
    bands.iter().find(|band| band.from <= total)
}

#[cfg(test)]
#[path = "model_tests.rs"]
mod tests;
