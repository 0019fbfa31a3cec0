//! What is done with publications: one thing, publishing.

use std::collections::HashSet;

use chrono::NaiveDate;
use serde_json::json;

use super::model::{Measure, OPEN_TO_PUBLICATION, Publication, Score};
use super::views::PublicationIn;
use super::{queries, rules};
use crate::access::{Change, Conn, may};
use crate::campaigns::{self, CampaignFacts};
use crate::ids::{PublicationId, UnitId};
use crate::platform::clock::date_in_vietnam;
use crate::platform::dates::check_day;
use crate::platform::problem::{Code, Problem, Result};
use crate::scoring::indicator_sets::{self, IndicatorSet};
use crate::scoring::submissions::{self, PublishedBy, SubmissionState, Totals};

type Publisher = Conn<may::PublishScores>;

/// Publishes scores by a decision, or corrects by a further decision what was published.
pub async fn publish(conn: &mut Publisher, new: &PublicationIn) -> Result<Publication> {
    let campaign = campaigns::named(conn, &new.campaign, "/campaign").await?;
    if !conn.reach().covers(campaign.organiser_id.0, campaign.id.0) {
        return Err(Problem::of(Code::Forbidden).with("required_permission", "publications:write"));
    }
    campaigns::require_state(conn.pg(), campaign.id, OPEN_TO_PUBLICATION).await?;
    let supersedes = new.supersedes.is_some();
    rules::check_shape(new.index_kind, new.indicator_set.is_some(), !new.scores.is_empty(), supersedes)?;
    let set = match &new.indicator_set {
        Some(wanted) => Some(indicator_sets::find(conn.pg(), wanted, "/indicator_set").await?),
        None => None,
    };
    let draft = drafted(conn, new, &campaign, set.as_ref());
    let before = superseded(conn, &draft).await?;
    check_day("/decision/issued_on", draft.issued_on, before.as_ref().map(|before| before.issued_on), conn.today())?;
    rules::check_period(draft.index_kind, draft.period, campaign.year, draft.issued_on)?;
    let given = given(conn, new, &campaign, set.as_ref()).await?;
    match &set {
        None => record(conn, draft, before.as_ref(), &given).await,
        Some(set) => publish_submissions(conn, draft, set, before.as_ref(), &given).await,
    }
}

fn drafted(conn: &Publisher, new: &PublicationIn, campaign: &CampaignFacts, set: Option<&IndicatorSet>) -> Publication {
    Publication {
        id: PublicationId::draw(),
        campaign_id: campaign.id,
        index_kind: new.index_kind,
        set_id: set.map(|set| set.id),
        period: new.period,
        decision_number: new.decision.number.clone(),
        issued_on: new.decision.issued_on,
        issuer_vi: new.decision.issuer_vi.clone(),
        signer: new.decision.signer.clone(),
        supersedes_id: new.supersedes,
        score_count: 0,
        version: 1,
        created_at: conn.now(),
    }
}

/// The publication that a new one corrects: of the same index and period, and the one that counts.
async fn superseded(conn: &mut Publisher, new: &Publication) -> Result<Option<Publication>> {
    let Some(id) = new.supersedes_id else { return Ok(None) };
    let (before, _) = queries::get(conn.pg(), id.0).await.map_err(|problem| match problem.code {
        Code::NotFound => {
            let (vi, en) = ("Không có công bố này.", "There is no such publication.");
            Problem::of(Code::UnknownReference).and_field("/supersedes", "unknown", vi, en)
        }
        _ => problem,
    })?;
    let alike = |publication: &Publication| {
        (publication.campaign_id, publication.index_kind, publication.set_id, publication.period)
    };
    let counts = queries::superseding(conn.pg(), &[id]).await?.is_empty();
    if counts && alike(&before) == alike(new) { Ok(Some(before)) } else { Err(Problem::of(Code::NotCurrent)) }
}

/// The scores that the body gives, of units that take part in the campaign.
async fn given(
    conn: &mut Publisher,
    new: &PublicationIn,
    campaign: &CampaignFacts,
    set: Option<&IndicatorSet>,
) -> Result<Vec<Score>> {
    let mut scores = Vec::with_capacity(new.scores.len());
    for (index, score) in new.scores.iter().enumerate() {
        let unit_id = score.unit.resolve(conn, &format!("/scores/{index}/unit")).await?;
        scores.push(Score { unit_id, submission_id: None, score: score.score, unit_of_measure: score.unit_of_measure });
    }
    let taking_part = campaigns::participants(conn.pg(), campaign.id).await?;
    let taking_part: HashSet<UnitId> = taking_part.into_iter().map(|(unit, _)| unit).collect();
    rules::check_scores(&scores, &taking_part, set.map(|set| set.max_points))?;
    Ok(scores)
}

/// Publishes what had been appraised by the day of the decision since the publication before, together with
/// what that one held and its corrections.
async fn publish_submissions(
    conn: &mut Publisher,
    draft: Publication,
    set: &IndicatorSet,
    before: Option<&Publication>,
    corrections: &[Score],
) -> Result<Publication> {
    let appraised = appraised(conn, &draft, set).await?;
    let first_appraised_on = appraised.iter().filter_map(appraised_on).min();
    let on_time = |row: &Totals| appraised_on(row).is_some_and(|day| day <= draft.issued_on);
    let ready: Vec<_> = appraised.into_iter().filter(on_time).collect();
    if ready.is_empty() && corrections.is_empty() {
        rules::check_appraised(draft.issued_on, first_appraised_on)?;
        return Err(Problem::of(Code::NothingToPublish));
    }
    let fresh: Vec<_> = ready.iter().map(|row| row.id).collect();
    let held = match before {
        Some(before) => queries::scores_of(conn.pg(), before.id).await?,
        None => Vec::new(),
    };
    let mut scores = rules::corrected(held, corrections)?;
    scores.extend(ready.into_iter().filter_map(score));
    let publication = record(conn, draft, before, &scores).await?;
    let (decision_number, issued_on) = (publication.decision_number.as_str(), publication.issued_on);
    let by = PublishedBy { publication: publication.id, decision_number, issued_on };
    submissions::mark_published(conn, &fresh, by).await?;
    for correction in corrections {
        let corrected = scores.iter().find(|score| score.unit_id == correction.unit_id);
        if let Some(submission) = corrected.and_then(|score| score.submission_id) {
            submissions::correct_published(conn, submission, correction.score, publication.id).await?;
        }
    }
    Ok(publication)
}

/// The appraised totals of the set and period that have not been published.
async fn appraised(conn: &mut Publisher, draft: &Publication, set: &IndicatorSet) -> Result<Vec<Totals>> {
    let totals = submissions::totals_of(conn.pg(), draft.campaign_id, set.id).await?.into_iter();
    Ok(totals.filter(|row| row.state == SubmissionState::Appraised && row.period == draft.period).collect())
}

/// The day on which a submission's appraisal ended.
fn appraised_on(row: &Totals) -> Option<NaiveDate> {
    row.appraised_at.map(date_in_vietnam)
}

/// The score that an appraised submission is published with.
fn score(row: Totals) -> Option<Score> {
    let (unit_id, submission_id) = (row.unit_id, Some(row.id));
    Some(Score { unit_id, submission_id, score: row.appraised_total?, unit_of_measure: Measure::Point })
}

async fn record(
    conn: &mut Publisher,
    draft: Publication,
    before: Option<&Publication>,
    scores: &[Score],
) -> Result<Publication> {
    let score_count = i32::try_from(scores.len()).map_err(Problem::internal)?;
    let publication = Publication { score_count, ..draft };
    queries::insert(conn.pg(), &publication, scores).await?;
    let facts = |publication: &Publication| {
        json!({
            "campaign_id": publication.campaign_id, "index_kind": publication.index_kind, "set_id": publication.set_id,
            "period": publication.period, "decision_number": publication.decision_number,
            "issued_on": publication.issued_on, "score_count": publication.score_count,
        })
    };
    let change = Change {
        action: if before.is_some() { "publication.correction" } else { "publication.creation" },
        resource_id: publication.id.0,
        version: publication.version,
        before: before.map(facts),
        after: Some(facts(&publication)),
    };
    conn.record(change).await?;
    Ok(publication)
}
