//! Appraising a submission value by value.

use serde_json::json;
use uuid::Uuid;

use super::super::model::Submission;
use super::super::queries::{self, Changes};
use super::super::states::SubmissionState;
use super::super::steps::Step;
use super::super::value::{Appraised, Value, check_appraisal};
use super::super::views::AppraisedValueIn;
use super::step::{advance, begin, indicators, require_whole};
use crate::access::{Change, Conn, Note, may};
use crate::campaigns::CampaignStep;
use crate::ids::SubmissionId;
use crate::platform::http::IfMatch;
use crate::platform::problem::{Code, Problem, Result};
use crate::scoring::indicator_sets::Indicator;

type Appraiser = Conn<may::AppraiseSubmissions>;

/// Takes a submission up.
pub async fn begin_appraisal(conn: &mut Appraiser, id: Uuid, expected: IfMatch) -> Result<Submission> {
    let before = begin(conn, id, expected, Step::Appraisal).await?;
    let changes = Changes { state: Some(SubmissionState::Appraising), ..Changes::default() };
    let after = advance(conn, &before, Step::Appraisal, &changes).await?;
    conn.record(Change::step(
        Step::Appraisal.action(),
        &before,
        &after,
        Note::of(json!({"revision": before.revision})),
    ))
    .await?;
    Ok(after)
}

/// Scores a value, in the place of the appraiser's score before it. What units claim needs a claim; what
/// a survey or a system measures gets its value here.
pub async fn appraise(
    conn: &mut Appraiser,
    id: Uuid,
    expected: IfMatch,
    code: &str,
    new: &AppraisedValueIn,
) -> Result<Submission> {
    let before = begin(conn, id, expected, Step::Appraisals).await?;
    let all = indicators(conn, &before).await?;
    let none = || Problem::of(Code::NotFound);
    let indicator = all.iter().find(|one| one.code == code).ok_or_else(none)?;
    let value = queries::value(conn.pg(), before.id, indicator.id).await?;
    if !indicator.leaf || (value.is_none() && indicator.is_claimed()) {
        return Err(none());
    }
    let claimed = value.as_ref().and_then(|value| value.self_score);
    check_appraisal(indicator, claimed, new.score, new.reason.as_deref())?;
    write(conn, before.id, indicator, new).await?;
    let after = advance(conn, &before, Step::Appraisals, &Changes::default()).await?;
    let score = |value: Value| json!({code: {"score": value.appraised_score, "reason": value.appraisal_reason}});
    let facts = json!({code: {"score": new.score, "reason": new.reason, "self_score": claimed}});
    conn.record(Change::of(Step::Appraisals.action(), &after, value.map(score), facts)).await?;
    Ok(after)
}

async fn write(conn: &mut Appraiser, id: SubmissionId, indicator: &Indicator, new: &AppraisedValueIn) -> Result<()> {
    let now = conn.now();
    let appraised = Appraised {
        appraised_score: new.score,
        appraisal_reason: new.reason.clone(),
        appraised_by: conn.caller().account(),
        appraised_at: now,
        updated_at: now,
    };
    if indicator.is_claimed() {
        queries::appraise(conn.pg(), id, indicator.id, &appraised).await
    } else {
        queries::enter(conn.pg(), id, indicator.id, &appraised).await
    }
}

/// Concludes the appraisal, once every value that counts has its score.
pub async fn conclude(conn: &mut Appraiser, id: Uuid, expected: IfMatch) -> Result<Submission> {
    let before = begin(conn, id, expected, Step::AppraisalConclusion).await?;
    let all = indicators(conn, &before).await?;
    let values = queries::values(conn.pg(), before.id).await?;
    let appraised = |indicator: &Indicator| {
        values.iter().any(|value| value.indicator_id == indicator.id && value.appraised_score.is_some())
    };
    require_whole(&all, appraised, "Chưa thẩm định.", "Not appraised yet.")?;
    let changes = Changes {
        state: Some(SubmissionState::Appraised),
        appraised_at: Some(conn.now()),
        appraised_by: conn.caller().account(),
        ..Changes::default()
    };
    let after = advance(conn, &before, Step::AppraisalConclusion, &changes).await?;
    let details = json!({
        "self_total": after.self_total, "appraised_total": after.appraised_total, "values": after.values_appraised,
    });
    conn.record(Change::step(Step::AppraisalConclusion.action(), &before, &after, Note::of(details))).await?;
    Ok(after)
}
