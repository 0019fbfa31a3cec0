//! The submissions on set 766: five communes score themselves, and the standing agency appraises them.
//!
//! Every score is a sample, and the explanation beside it says so.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::{Value, json};

use super::reading::{at, day, facts};
use crate::access::{Role, Story, may};
use crate::ids::SubmissionId;
use crate::platform::http::{IfMatch, validated};
use crate::platform::problem::{Problem, Result};
use crate::scoring::submissions::{self, AppraisedValueIn, SubmissionIn, ValuesIn};

const SUBMISSIONS: &str = include_str!("submissions.json");
const APPRAISED: NaiveDate = day(2024, 1, 5);
/// What every score is explained with: nothing proves it.
const EXPLANATION: &str = "Số liệu mẫu.";

/// The scores of a unit by indicator.
#[derive(Deserialize)]
struct Sheet {
    by: String,
    sent_on: NaiveDate,
    submission: SubmissionIn,
    self_scores: BTreeMap<String, String>,
    /// Where the appraiser's score is another one.
    appraised: BTreeMap<String, AppraisedValueIn>,
}

/// A submission that was sent, with the scores it will get.
pub(super) struct Sent {
    id: SubmissionId,
    scores: BTreeMap<String, AppraisedValueIn>,
}

/// The heads of the communes fill in and send.
pub(super) async fn send(story: &mut Story) -> Result<Vec<Sent>> {
    let mut sent = Vec::new();
    for sheet in facts::<Vec<Sheet>>(SUBMISSIONS)? {
        let values = claims(&sheet.self_scores)?;
        story.scene(&sheet.by, at(sheet.sent_on, 10)).await?;
        let id = story
            .step::<may::WriteSubmissions, _>(async |conn| {
                let id = submissions::open(conn, &validated(sheet.submission)?).await?.id;
                submissions::fill_all(conn, id.0, IfMatch::Any, values.values).await?;
                Ok(id)
            })
            .await?;
        story
            .step::<may::SendSubmissions, _>(async |conn| submissions::send(conn, id.0, IfMatch::Any).await.map(drop))
            .await?;
        sent.push(Sent { id, scores: scores(sheet.self_scores, sheet.appraised)? });
    }
    Ok(sent)
}

fn claims(self_scores: &BTreeMap<String, String>) -> Result<ValuesIn> {
    let claim = |(indicator, score): (&String, &String)| json!({"indicator": indicator, "self_score": score, "explanation": EXPLANATION});
    let values: Vec<Value> = self_scores.iter().map(claim).collect();
    validated(serde_json::from_value(json!({"values": values})).map_err(Problem::internal)?)
}

/// The appraiser's score for every indicator: the unit's own, unless it is another one.
fn scores(
    own: BTreeMap<String, String>,
    mut other: BTreeMap<String, AppraisedValueIn>,
) -> Result<BTreeMap<String, AppraisedValueIn>> {
    let score = |(indicator, score): (String, String)| {
        let appraised = match other.remove(&indicator) {
            Some(appraised) => appraised,
            None => AppraisedValueIn { score: score.parse().map_err(Problem::internal)?, reason: None },
        };
        Ok((indicator, validated(appraised)?))
    };
    own.into_iter().map(score).collect()
}

/// The standing agency appraises value by value.
pub(super) async fn appraise(story: &mut Story, sent: Vec<Sent>) -> Result<()> {
    story.scene(Role::StandingAgency.as_str(), at(APPRAISED, 9)).await?;
    story
        .step::<may::AppraiseSubmissions, _>(async |conn| {
            for Sent { id, scores } in sent {
                submissions::begin_appraisal(conn, id.0, IfMatch::Any).await?;
                for (indicator, score) in scores {
                    submissions::appraise(conn, id.0, IfMatch::Any, &indicator, &score).await?;
                }
                submissions::conclude(conn, id.0, IfMatch::Any).await?;
            }
            Ok(())
        })
        .await
}
