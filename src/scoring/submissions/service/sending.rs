//! Sending a submission, and giving it back.

use serde_json::json;
use uuid::Uuid;

use super::super::model::Submission;
use super::super::queries::{self, Changes};
use super::super::revision::{Revision, Sent};
use super::super::states::SubmissionState;
use super::super::steps::Step;
use super::super::value::Value;
use super::step::{advance, advance_as_author, begin, indicators, require_whole};
use crate::access::{Change, Conn, Note, may};
use crate::campaigns::CampaignStep;
use crate::platform::http::IfMatch;
use crate::platform::problem::{Code, Problem, Result};
use crate::scoring::indicator_sets::Indicator;

type Head = Conn<may::SendSubmissions>;

/// Sends a submission that is whole as far as its unit scores itself, and keeps what was sent.
pub async fn send(conn: &mut Head, id: Uuid, expected: IfMatch) -> Result<Submission> {
    let before = begin(conn, id, expected, Step::Sending).await?;
    let all = indicators(conn, &before).await?;
    let values = queries::values(conn.pg(), before.id).await?;
    let given = |indicator: &Indicator| {
        !indicator.is_claimed() || values.iter().any(|value| value.indicator_id == indicator.id)
    };
    require_whole(&all, given, "Chưa có điểm.", "There is no score yet.")?;
    let changes = Changes {
        state: Some(SubmissionState::Submitted),
        revision: Some(before.revision + 1),
        sent_at: Some(conn.now()),
        sent_by: conn.caller().account(),
        ..Changes::default()
    };
    let after = advance_as_author(conn, &before, Step::Sending, changes).await?;
    keep(conn, &after, &all, values).await?;
    let details = json!({"revision": after.revision, "self_total": after.self_total, "values": after.values_given});
    conn.record(Change::step(Step::Sending.action(), &before, &after, Note::of(details))).await?;
    Ok(after)
}

/// Keeps what was sent, in the order of the set's document.
async fn keep(conn: &mut Head, sent: &Submission, all: &[Indicator], mut values: Vec<Value>) -> Result<()> {
    let take = |indicator: &Indicator| {
        let at = values.iter().position(|value| value.indicator_id == indicator.id)?;
        Some((indicator.code.clone(), values.swap_remove(at).into_claimed()?))
    };
    let values = all.iter().filter_map(take).collect();
    let sender = conn.caller().account().ok_or_else(|| Problem::of(Code::Unauthenticated))?;
    let row = Revision {
        submission_id: sent.id,
        revision: sent.revision,
        self_total: sent.self_total,
        snapshot: Sent { values },
        sent_at: conn.now(),
        sent_by: sender,
    };
    queries::insert_revision(conn.pg(), &row).await
}

/// Gives a submission back to its unit, to be filled in and sent anew.
pub async fn reopen(
    conn: &mut Conn<may::AppraiseSubmissions>,
    id: Uuid,
    expected: IfMatch,
    reason: &str,
) -> Result<Submission> {
    let before = begin(conn, id, expected, Step::Reopening).await?;
    let changes = Changes { state: Some(SubmissionState::Open), ..Changes::default() };
    let after = advance(conn, &before, Step::Reopening, &changes).await?;
    let note = Note { reason: Some(reason), details: json!({"revision": before.revision}) };
    conn.record(Change::step(Step::Reopening.action(), &before, &after, note)).await?;
    Ok(after)
}
