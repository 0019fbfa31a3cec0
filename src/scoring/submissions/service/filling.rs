//! Filling a submission in: value by value, or the whole list at once.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde_json::{Map, Value as Json, json};
use uuid::Uuid;

use super::super::claim::{Claim, EvidenceList};
use super::super::model::Submission;
use super::super::queries::{self, Changes};
use super::super::steps::Step;
use super::super::value::{Claimed, NewValue, Value};
use super::super::views::ListedClaim;
use super::step::{advance_as_author, begin, indicators};
use crate::access::{Change, Conn, may};
use crate::campaigns::CampaignStep;
use crate::ids::{IndicatorId, SubmissionId};
use crate::platform::http::IfMatch;
use crate::platform::problem::{Code, Problem, Result};
use crate::scoring::indicator_sets::Indicator;

type Writer = Conn<may::WriteSubmissions>;

/// Puts a claim in the place of what was claimed for an indicator before.
pub async fn fill(conn: &mut Writer, id: Uuid, expected: IfMatch, code: &str, claim: Claim) -> Result<Submission> {
    let before = begin(conn, id, expected, Step::Values).await?;
    let all = indicators(conn, &before).await?;
    let indicator = all.iter().find(|one| one.code == code).ok_or_else(|| Problem::of(Code::NotFound))?;
    require_claimed(indicator, "indicator_code")?;
    let earlier = queries::value(conn.pg(), before.id, indicator.id).await?;
    let new = value_of(before.id, indicator, claim, conn.today(), conn.now())?;
    queries::give(conn.pg(), std::slice::from_ref(&new)).await?;
    let after = advance_as_author(conn, &before, Step::Values, Changes::default()).await?;
    let old = earlier.and_then(Value::into_claimed).map(|claimed| json!({code: claimed}));
    conn.record(Change::of("submission.value", &after, old, json!({code: new.claimed}))).await?;
    Ok(after)
}

/// Puts a list of claims in the place of all that was claimed before.
pub async fn fill_all(conn: &mut Writer, id: Uuid, expected: IfMatch, claims: Vec<ListedClaim>) -> Result<Submission> {
    let before = begin(conn, id, expected, Step::Values).await?;
    let all = indicators(conn, &before).await?;
    let new = values_of(before.id, &all, claims, conn.today(), conn.now())?;
    let earlier = queries::values(conn.pg(), before.id).await?;
    let kept: Vec<_> = new.iter().map(|value| value.indicator_id).collect();
    queries::keep_only(conn.pg(), before.id, &kept).await?;
    queries::give(conn.pg(), &new).await?;
    let after = advance_as_author(conn, &before, Step::Values, Changes::default()).await?;
    let claimed = |value: Value| Some((value.indicator_id, value.into_claimed()?));
    let old = by_code(&all, earlier.into_iter().filter_map(claimed));
    let new = by_code(&all, new.into_iter().map(|value| (value.indicator_id, value.claimed)));
    conn.record(Change::of(Step::Values.action(), &after, Some(old), new)).await?;
    Ok(after)
}

/// Scores every claim of a list; all faults are named together.
fn values_of(
    id: SubmissionId,
    all: &[Indicator],
    claims: Vec<ListedClaim>,
    today: NaiveDate,
    now: DateTime<Utc>,
) -> Result<Vec<NewValue>> {
    let mut places: HashMap<IndicatorId, usize> = HashMap::new();
    let mut values = Vec::with_capacity(claims.len());
    let mut faults: Option<Problem> = None;
    for (index, listed) in claims.into_iter().enumerate() {
        let place = format!("/values/{index}");
        let (code, claim) = listed.parts();
        let scored = find(all, &code)
            .and_then(|indicator| once(&mut places, indicator, index).map(|()| indicator))
            .and_then(|indicator| value_of(id, indicator, claim, today, now));
        match scored {
            Ok(value) => values.push(value),
            Err(problem) => {
                let problem = problem.under(&place);
                faults = Some(match faults {
                    Some(earlier) => earlier.and(problem),
                    None => problem,
                });
            }
        }
    }
    faults.map_or(Ok(values), Err)
}

fn find<'a>(all: &'a [Indicator], code: &str) -> Result<&'a Indicator> {
    let indicator = all.iter().find(|one| one.code == code).ok_or_else(|| {
        let (vi, en) = ("Bộ chỉ số không có chỉ số này.", "The set has no such indicator.");
        Problem::of(Code::UnknownReference).and_field("/indicator", "unknown", vi, en)
    })?;
    require_claimed(indicator, "/indicator")?;
    Ok(indicator)
}

/// What stands above others is their sum, and what a survey or a system measures is for the appraiser to
/// enter: units give no value for either.
fn require_claimed(indicator: &Indicator, pointer: &str) -> Result<()> {
    let (code, vi, en) = if !indicator.leaf {
        ("sum", "Chỉ số này là tổng các chỉ số thành phần.", "The indicator is the sum of those below it.")
    } else if !indicator.is_claimed() {
        let vi = "Điểm lấy từ điều tra hoặc đo lường tự động, do cơ quan thẩm định ghi.";
        ("method", vi, "A survey or a system measures it; the appraiser enters the score.")
    } else {
        return Ok(());
    };
    Err(Problem::field(pointer, code, vi, en))
}

fn once(places: &mut HashMap<IndicatorId, usize>, indicator: &Indicator, index: usize) -> Result<()> {
    match places.insert(indicator.id, index) {
        None => Ok(()),
        Some(first) => Err(Problem::field(
            "/indicator",
            "twice",
            format!("Đã có ở vị trí {first}."),
            format!("Given at {first} already."),
        )),
    }
}

fn value_of(
    submission_id: SubmissionId,
    indicator: &Indicator,
    claim: Claim,
    today: NaiveDate,
    updated_at: DateTime<Utc>,
) -> Result<NewValue> {
    let self_score = claim.score(indicator, today)?;
    let Claim { inputs, evidence, explanation, .. } = claim;
    let claimed = Claimed { inputs, self_score, evidence: EvidenceList(evidence), explanation };
    Ok(NewValue { submission_id, indicator_id: indicator.id, claimed, updated_at })
}

fn by_code(all: &[Indicator], claims: impl Iterator<Item = (IndicatorId, Claimed)>) -> Json {
    let code = |id| all.iter().find(|one| one.id == id).map(|one| one.code.clone());
    claims.filter_map(|(id, claimed)| Some((code(id)?, json!(claimed)))).collect::<Map<_, _>>().into()
}
