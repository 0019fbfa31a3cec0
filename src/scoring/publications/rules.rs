//! What a publication must be.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

use super::model::{IndexKind, Measure, Score};
use crate::ids::UnitId;
use crate::platform::problem::{Code, Problem, Result};
use crate::scoring::{Exact, Period};

/// The scores of submissions are taken from their appraisals: only a correction gives any. Those of an
/// index that is measured elsewhere are given, all of them.
pub fn check_shape(kind: IndexKind, set: bool, scores: bool, supersedes: bool) -> Result<()> {
    let fault = match kind {
        IndexKind::SubmittedSet if !set => Some(SET_MISSING),
        IndexKind::ParIndex if set => Some(SET_FOREIGN),
        IndexKind::ParIndex if !scores => Some(SCORES_MISSING),
        IndexKind::SubmittedSet if scores && !supersedes => Some(SCORES_FOREIGN),
        _ => None,
    };
    fault.map_or(Ok(()), |(pointer, code, vi, en)| Err(Problem::field(pointer, code, vi, en)))
}

type Fault = (&'static str, &'static str, &'static str, &'static str);

const SET_MISSING: Fault =
    ("/indicator_set", "required", "Cần bộ chỉ số đã chấm.", "The set that was scored on is needed.");
const SET_FOREIGN: Fault =
    ("/indicator_set", "foreign", "Chỉ số CCHC không theo bộ chỉ số ở đây.", "The PAR index follows no set here.");
const SCORES_MISSING: Fault = ("/scores", "required", "Cần điểm của từng đơn vị.", "The units' scores are needed.");
const SCORES_FOREIGN: Fault = (
    "/scores",
    "foreign",
    "Điểm lấy từ kết quả thẩm định; chỉ ghi điểm khi đính chính.",
    "Scores are taken from the appraisals; only a correction gives any.",
);

/// What is scored lies in the campaign's year, since its awards go by it, and has begun by the decision.
/// The PAR index is that of a year (Chỉ số CCHC hằng năm): no quarter stands in for it.
pub fn check_period(kind: IndexKind, period: Period, year: i32, issued_on: NaiveDate) -> Result<()> {
    period.require_year(year)?;
    if kind == IndexKind::ParIndex && !period.is_year() {
        let (vi, en) = ("Chỉ số CCHC được công bố theo năm.", "The PAR index is published for a year.");
        return Err(Problem::field("/period", "year", vi, en));
    }
    if period.first_day() > issued_on {
        let (vi, en) =
            ("Kỳ đánh giá chưa bắt đầu vào ngày ra quyết định.", "The period had not begun when it was decided.");
        return Err(Problem::field("/period", "future", vi, en));
    }
    Ok(())
}

/// What is published was appraised: a decision that is older than the first appraisal has nothing to publish.
pub fn check_appraised(issued_on: NaiveDate, appraised_on: Option<NaiveDate>) -> Result<()> {
    match appraised_on {
        Some(day) if issued_on < day => {
            let (vi, en) = (
                format!("Thẩm định kết thúc ngày {day}; quyết định không thể ký trước đó."),
                format!("The appraisal ended on {day}; the decision cannot precede it."),
            );
            Err(Problem::field("/decision/issued_on", "order", vi, en))
        }
        _ => Ok(()),
    }
}

/// Each unit has one score, of a unit that takes part, within what can be had: `most` points where a set
/// says so, a hundred per cent always.
pub fn check_scores(scores: &[Score], taking_part: &HashSet<UnitId>, most: Option<Exact>) -> Result<()> {
    let mut seen = HashSet::new();
    let mut problem = Problem::of(Code::ValidationFailed);
    for (index, score) in scores.iter().enumerate() {
        let faults = [
            (!seen.insert(score.unit_id)).then_some(("unit", "duplicate", "Đã có ở trên.", "Listed above already.")),
            (!taking_part.contains(&score.unit_id)).then_some((
                "unit",
                "not_a_participant",
                "Đơn vị không tham gia phong trào.",
                "The unit does not take part in the campaign.",
            )),
            out_of_range(score, most).then_some(("score", "range", "Điểm vượt khung.", "More than can be had.")),
            (most.is_some() && score.unit_of_measure != Measure::Point).then_some((
                "unit_of_measure",
                "point",
                "Bộ chỉ số chấm bằng điểm.",
                "A set scores in points.",
            )),
        ];
        for (field, code, vi, en) in faults.into_iter().flatten() {
            problem = problem.and_field(&format!("/scores/{index}/{field}"), code, vi, en);
        }
    }
    if problem.errors.is_empty() { Ok(()) } else { Err(problem) }
}

fn out_of_range(score: &Score, most: Option<Exact>) -> bool {
    let hundred = Exact::stored(100.into());
    most.is_some_and(|most| score.score > most) || score.unit_of_measure == Measure::Percent && score.score > hundred
}

/// The scores of a publication with corrections in their places. What is corrected was published, and
/// is given another score.
pub fn corrected(published: Vec<Score>, corrections: &[Score]) -> Result<Vec<Score>> {
    let before: HashMap<UnitId, Exact> = published.iter().map(|score| (score.unit_id, score.score)).collect();
    let mut problem = Problem::of(Code::ValidationFailed);
    for (index, correction) in corrections.iter().enumerate() {
        let (field, code, vi, en) = match before.get(&correction.unit_id) {
            None => ("unit", "not_published", "Đơn vị chưa được công bố điểm.", "No score of this unit was published."),
            Some(score) if *score == correction.score => {
                ("score", "unchanged", "Trùng điểm đã công bố.", "This is the score as published.")
            }
            Some(_) => continue,
        };
        problem = problem.and_field(&format!("/scores/{index}/{field}"), code, vi, en);
    }
    if !problem.errors.is_empty() {
        return Err(problem);
    }
    let anew: HashMap<UnitId, Exact> = corrections.iter().map(|score| (score.unit_id, score.score)).collect();
    let correct = |score: Score| Score { score: anew.get(&score.unit_id).copied().unwrap_or(score.score), ..score };
    Ok(published.into_iter().map(correct).collect())
}

#[cfg(test)]
#[path = "rules_tests.rs"]
mod tests;
