//! What every step does: take hold of the submission, and move it on.

use uuid::Uuid;

use super::super::model::Submission;
use super::super::queries::{self, Changes};
use super::super::steps::Step;
use crate::access::{Conn, May};
use crate::campaigns::{self, CampaignStep, Official};
use crate::platform::http::IfMatch;
use crate::platform::problem::{Code, Problem, Result};
use crate::scoring::indicator_sets::{Indicator, indicators_of};

/// Takes hold of a submission within reach, unchanged since it was read, from which the step may start.
/// Whoever appraises serves the campaign's organiser, and judges neither their own unit nor their words.
pub async fn begin<P: May>(conn: &mut Conn<P>, id: Uuid, expected: IfMatch, step: Step) -> Result<Submission> {
    let submission = queries::lock(conn.pg(), id).await?;
    let official = require_part(conn, &submission, step).await?;
    let campaign = campaigns::admit(conn.pg(), step, expected, &submission, submission.campaign_id).await?;
    step.in_time(&campaign, conn.now())?;
    if official.is_some_and(|official| !submission.admits(&official, conn.caller().account())) {
        return Err(Problem::of(Code::SeparationOfDuties));
    }
    Ok(submission)
}

/// Units act on their own submissions, officials on those of the campaigns that they serve; the official, where
/// the step is one's. What is neither of the caller's unit nor of their office is not theirs to know of.
async fn require_part<P: May>(conn: &mut Conn<P>, submission: &Submission, step: Step) -> Result<Option<Official>> {
    let of_unit = conn.reach().covers(submission.unit_id.0, submission.campaign_id.0);
    if !step.appraises() {
        return if of_unit { Ok(None) } else { Err(Problem::of(Code::NotFound)) };
    }
    let campaign = campaigns::facts(conn.pg(), submission.campaign_id).await?;
    let names = conn.names().await?;
    let official = Official::of(conn, step.permission(), &names);
    let handed_in = submission.sent_at.is_some() && official.serves(&campaign);
    if !of_unit && !handed_in {
        return Err(Problem::of(Code::NotFound));
    }
    official.require_service(&campaign)?;
    Ok(Some(official))
}

/// Moves a submission on.
pub async fn advance<P: May>(
    conn: &mut Conn<P>,
    before: &Submission,
    step: Step,
    changes: &Changes,
) -> Result<Submission> {
    let now = conn.now();
    queries::advance(conn.pg(), before, step.starts_from(), changes, now).await
}

/// Moves a submission on in the name of its unit: whoever writes becomes one of its authors.
pub async fn advance_as_author<P: May>(
    conn: &mut Conn<P>,
    before: &Submission,
    step: Step,
    changes: Changes,
) -> Result<Submission> {
    let authors = before.authors_with(conn.caller().account());
    advance(conn, before, step, &Changes { authors: Some(authors), ..changes }).await
}

/// The indicators of a submission's set, in the order of the document.
pub async fn indicators<P: May>(conn: &mut Conn<P>, submission: &Submission) -> Result<Vec<Indicator>> {
    indicators_of(conn.pg(), submission.set_id).await
}

/// Refuses while an indicator that counts lacks what `has` looks for, and names each that does.
pub fn require_whole(
    indicators: &[Indicator],
    has: impl Fn(&Indicator) -> bool,
    vi: &'static str,
    en: &'static str,
) -> Result<()> {
    let missing = indicators.iter().filter(|indicator| indicator.counts() && !has(indicator));
    let problem = missing.fold(Problem::of(Code::SubmissionIncomplete), |problem, indicator| {
        problem.and_field(&format!("/values/{}", indicator.code), "missing", vi, en)
    });
    if problem.errors.is_empty() { Ok(()) } else { Err(problem) }
}
