//! What must hold of a set's header as a whole, whichever of its fields were given.

use super::model::{Band, IndicatorSet};
use crate::platform::problem::{Problem, Result};
use crate::scoring::Exact;

/// Refuses a header whose fields contradict each other.
pub(super) fn check(set: &IndicatorSet) -> Result<()> {
    if set.effective_to.is_some_and(|end| end <= set.effective_from) {
        let (vi, en) = ("Ngày hết hiệu lực phải sau ngày hiệu lực.", "The end must come after the beginning.");
        return Err(Problem::field("/effective_to", "order", vi, en));
    }
    if set.survey_max.is_some_and(|survey| survey > set.max_points) {
        let (vi, en) = ("Điểm điều tra không vượt điểm tối đa.", "The survey cannot bring more than the maximum.");
        return Err(Problem::field("/survey_max", "range", vi, en));
    }
    if !descend(&set.bands.0, set.max_points) {
        let (vi, en) =
            ("Xếp loại từ cao xuống thấp, trong khung điểm.", "Bands go from the highest down, within the maximum.");
        return Err(Problem::field("/bands", "order", vi, en));
    }
    Ok(())
}

fn descend(bands: &[Band], max: Exact) -> bool {
    let within = |band: &Band| (Exact::ZERO..=max).contains(&band.from);
    bands.windows(2).all(|pair| pair[0].from > pair[1].from) && bands.iter().all(within)
}
