//! Values of a submission. Its totals follow in the same statements, by triggers of the schema.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::upsert::excluded;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::ids::{IndicatorId, SubmissionId};
use crate::platform::problem::Result;
use crate::schema::submission_values;
use crate::scoring::submissions::value::{Appraised, NewValue, Value};

/// The values given so far, in no order.
pub async fn values(conn: &mut AsyncPgConnection, id: SubmissionId) -> Result<Vec<Value>> {
    let all = submission_values::table.filter(submission_values::submission_id.eq(id));
    Ok(all.select(Value::as_select()).load(conn).await?)
}

pub async fn value(conn: &mut AsyncPgConnection, id: SubmissionId, indicator: IndicatorId) -> Result<Option<Value>> {
    Ok(submission_values::table.find((id, indicator)).select(Value::as_select()).first(conn).await.optional()?)
}

/// Writes claims, each in the place of the one before it.
pub async fn give(conn: &mut AsyncPgConnection, claims: &[NewValue]) -> Result<()> {
    diesel::insert_into(submission_values::table)
        .values(claims)
        .on_conflict((submission_values::submission_id, submission_values::indicator_id))
        .do_update()
        .set((
            submission_values::inputs.eq(excluded(submission_values::inputs)),
            submission_values::self_score.eq(excluded(submission_values::self_score)),
            submission_values::evidence.eq(excluded(submission_values::evidence)),
            submission_values::explanation.eq(excluded(submission_values::explanation)),
            submission_values::updated_at.eq(excluded(submission_values::updated_at)),
        ))
        .execute(conn)
        .await?;
    Ok(())
}

/// Takes away the values of all other indicators.
pub async fn keep_only(conn: &mut AsyncPgConnection, id: SubmissionId, kept: &[IndicatorId]) -> Result<()> {
    let others = submission_values::table
        .filter(submission_values::submission_id.eq(id))
        .filter(submission_values::indicator_id.ne_all(kept));
    diesel::delete(others).execute(conn).await?;
    Ok(())
}

/// Writes an appraiser's score beside what the unit claimed.
pub async fn appraise(
    conn: &mut AsyncPgConnection,
    id: SubmissionId,
    indicator: IndicatorId,
    appraised: &Appraised,
) -> Result<()> {
    diesel::update(submission_values::table.find((id, indicator))).set(appraised).execute(conn).await?;
    Ok(())
}

/// Writes an appraiser's score of what no unit claims: there is a value only since the appraiser gives one.
pub async fn enter(
    conn: &mut AsyncPgConnection,
    id: SubmissionId,
    indicator: IndicatorId,
    appraised: &Appraised,
) -> Result<()> {
    let key = (submission_values::submission_id, submission_values::indicator_id);
    diesel::insert_into(submission_values::table)
        .values((key.0.eq(id), key.1.eq(indicator), appraised))
        .on_conflict(key)
        .do_update()
        .set(appraised)
        .execute(conn)
        .await?;
    Ok(())
}

/// Writes a question, which has no answer yet.
pub async fn ask(
    conn: &mut AsyncPgConnection,
    id: SubmissionId,
    indicator: IndicatorId,
    question: &str,
    now: DateTime<Utc>,
) -> Result<()> {
    let set = (
        submission_values::question.eq(question),
        submission_values::answer.eq(None::<&str>),
        submission_values::updated_at.eq(now),
    );
    diesel::update(submission_values::table.find((id, indicator))).set(set).execute(conn).await?;
    Ok(())
}

/// Writes the answer to a question.
pub async fn answer(
    conn: &mut AsyncPgConnection,
    id: SubmissionId,
    indicator: IndicatorId,
    answer: &str,
    now: DateTime<Utc>,
) -> Result<()> {
    let set = (submission_values::answer.eq(answer), submission_values::updated_at.eq(now));
    diesel::update(submission_values::table.find((id, indicator))).set(set).execute(conn).await?;
    Ok(())
}
