//! Explanations: asked for by the standing agency, given by the head of the unit.

use std::collections::{HashMap, HashSet};

use serde_json::{Map, json};
use uuid::Uuid;

use super::super::model::Submission;
use super::super::queries::{self, Changes};
use super::super::states::SubmissionState;
use super::super::steps::Step;
use super::super::value::Value;
use super::super::views::{AnswerIn, QuestionIn};
use super::step::{advance, advance_as_author, begin, indicators};
use crate::access::{Change, Conn, May, Note, may};
use crate::campaigns::CampaignStep;
use crate::platform::http::IfMatch;
use crate::platform::problem::{Code, Problem, Result};

/// Asks the unit to explain values.
pub async fn request_explanation(
    conn: &mut Conn<may::AppraiseSubmissions>,
    id: Uuid,
    expected: IfMatch,
    questions: &[QuestionIn],
) -> Result<Submission> {
    let before = begin(conn, id, expected, Step::ExplanationRequest).await?;
    let values = values_by_code(conn, &before).await?;
    let codes: Vec<_> = questions.iter().map(|question| question.indicator.as_str()).collect();
    check_codes(&codes, "questions", |code| values.get(code).is_some_and(|value| value.self_score.is_some()))?;
    let now = conn.now();
    for question in questions {
        let indicator = values[&question.indicator].indicator_id;
        queries::ask(conn.pg(), before.id, indicator, &question.question, now).await?;
    }
    let changes = Changes { state: Some(SubmissionState::ExplanationRequested), ..Changes::default() };
    let after = advance(conn, &before, Step::ExplanationRequest, &changes).await?;
    let asked: Map<_, _> = questions.iter().map(|one| (one.indicator.clone(), json!(one.question))).collect();
    conn.record(Change::step(
        Step::ExplanationRequest.action(),
        &before,
        &after,
        Note::of(json!({"questions": asked})),
    ))
    .await?;
    Ok(after)
}

/// Answers every question that is open.
pub async fn explain(
    conn: &mut Conn<may::SendSubmissions>,
    id: Uuid,
    expected: IfMatch,
    answers: &[AnswerIn],
) -> Result<Submission> {
    let before = begin(conn, id, expected, Step::Explanation).await?;
    let values = values_by_code(conn, &before).await?;
    let codes: Vec<_> = answers.iter().map(|answer| answer.indicator.as_str()).collect();
    check_codes(&codes, "answers", |code| values.get(code).is_some_and(Value::awaits_answer))?;
    require_all_answered(&values, &codes)?;
    let now = conn.now();
    for answer in answers {
        let indicator = values[&answer.indicator].indicator_id;
        queries::answer(conn.pg(), before.id, indicator, &answer.answer, now).await?;
    }
    let changes = Changes { state: Some(SubmissionState::Appraising), ..Changes::default() };
    let after = advance_as_author(conn, &before, Step::Explanation, changes).await?;
    let given: Map<_, _> = answers.iter().map(|one| (one.indicator.clone(), json!(one.answer))).collect();
    conn.record(Change::step(Step::Explanation.action(), &before, &after, Note::of(json!({"answers": given})))).await?;
    Ok(after)
}

async fn values_by_code<P: May>(conn: &mut Conn<P>, submission: &Submission) -> Result<HashMap<String, Value>> {
    let mut codes: HashMap<_, _> =
        indicators(conn, submission).await?.into_iter().map(|indicator| (indicator.id, indicator.code)).collect();
    let values = queries::values(conn.pg(), submission.id).await?;
    Ok(values.into_iter().filter_map(|value| Some((codes.remove(&value.indicator_id)?, value))).collect())
}

/// Each indicator is one that may be named here, and named once.
fn check_codes(codes: &[&str], list: &str, fits: impl Fn(&str) -> bool) -> Result<()> {
    let mut seen = HashSet::new();
    let mut problem = Problem::of(Code::ValidationFailed);
    for (index, code) in codes.iter().enumerate() {
        let place = format!("/{list}/{index}/indicator");
        if !fits(code) {
            let (vi, en) = ("Chỉ số này không có gì để giải trình.", "There is nothing to explain of this indicator.");
            problem = problem.and_field(&place, "unknown", vi, en);
        } else if !seen.insert(code) {
            problem = problem.and_field(&place, "twice", "Đã nêu ở trên.", "Named above already.");
        }
    }
    if problem.errors.is_empty() { Ok(()) } else { Err(problem) }
}

fn require_all_answered(values: &HashMap<String, Value>, answered: &[&str]) -> Result<()> {
    let mut waiting: Vec<_> = values
        .iter()
        .filter(|(code, value)| value.awaits_answer() && !answered.contains(&code.as_str()))
        .map(|(code, _)| code)
        .collect();
    waiting.sort();
    let problem = waiting.into_iter().fold(Problem::of(Code::ValidationFailed), |problem, code| {
        let (vi, en) = (format!("Chưa giải trình: {code}."), format!("Not explained yet: {code}."));
        problem.and_field("/answers", "missing", vi, en)
    });
    if problem.errors.is_empty() { Ok(()) } else { Err(problem) }
}
