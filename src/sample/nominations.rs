//! The nominations: two of a unit that is not scored, one refused at exactly half of its dossiers
//! online, and one that waits for the published index.

use chrono::NaiveDate;
use serde::Deserialize;

use super::reading::{at, day, facts};
use crate::access::{Role, Story, may};
use crate::awards::nominations::{
    self, AppraisalIn, NominationIn, NominationState, PapersIn, SubmissionIn as HandingIn,
};
use crate::ids::NominationId;
use crate::platform::http::{IfMatch, validated};
use crate::platform::problem::Result;

const NOMINATIONS: &str = include_str!("nominations.json");
const JUDGED: NaiveDate = day(2024, 1, 8);

/// A dossier, who brings it in and when, and what its appraiser finds.
#[derive(Deserialize)]
struct Dossier {
    by: String,
    submitted_on: NaiveDate,
    nomination: NominationIn,
    papers: PapersIn,
    appraisal: AppraisalIn,
}

/// A nomination that was submitted, with the findings it will get.
pub(super) struct Submitted {
    id: NominationId,
    appraisal: AppraisalIn,
}

/// The heads of the units draw their dossiers up and submit them, in time.
pub(super) async fn submit(story: &mut Story) -> Result<Vec<Submitted>> {
    let mut submitted = Vec::new();
    for Dossier { by, submitted_on, nomination, papers, appraisal } in facts::<Vec<Dossier>>(NOMINATIONS)? {
        let (nomination, papers) = (validated(nomination)?, validated(papers)?);
        story.scene(&by, at(submitted_on, 15)).await?;
        let id = story
            .step::<may::WriteNominations, _>(async |conn| {
                let id = nominations::create(conn, &nomination).await?.id;
                nominations::list_papers(conn, id.0, IfMatch::Any, papers).await?;
                Ok(id)
            })
            .await?;
        let in_time = HandingIn { late_reason: None };
        story
            .step::<may::SubmitNominations, _>(async |conn| {
                nominations::submit(conn, id.0, IfMatch::Any, in_time).await.map(drop)
            })
            .await?;
        submitted.push(Submitted { id, appraisal: validated(appraisal)? });
    }
    Ok(submitted)
}

/// The standing agency judges them, and proposes to the decider what proves eligible.
pub(super) async fn judge(story: &mut Story, submitted: Vec<Submitted>) -> Result<Vec<NominationId>> {
    story.scene(Role::StandingAgency.as_str(), at(JUDGED, 9)).await?;
    story
        .step::<may::AppraiseNominations, _>(async |conn| {
            let mut proposed = Vec::new();
            for Submitted { id, appraisal } in submitted {
                let judged = nominations::appraise(conn, id.0, IfMatch::Any, appraisal).await?;
                if judged.state == NominationState::Eligible {
                    nominations::forward(conn, id.0, IfMatch::Any).await?;
                    proposed.push(id);
                }
            }
            Ok(proposed)
        })
        .await
}
