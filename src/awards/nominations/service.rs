//! What a unit does with its nominations, and how they come back to it.

use serde_json::{Value, json};
use uuid::Uuid;

use super::hands::{CREATION, require_separated};
use super::model::{Nomination, check_person, lateness};
use super::papers::Papers;
use super::queries::{self, Changes, NewRow};
use super::states::NominationState;
use super::steps::Step;
use super::views::{NominationIn, NominationPatch, PapersIn, ReasonIn, SubmissionIn};
use crate::access::{Change, Conn, May, Note, may};
use crate::awards::policies;
use crate::campaigns::{self, CampaignFacts, CampaignStep, Official};
use crate::ids::NominationId;
use crate::platform::http::IfMatch;
use crate::platform::problem::{Code, Problem, Result};

/// Draws up a nomination for a unit within reach that takes part in the campaign.
pub async fn create(conn: &mut Conn<may::WriteNominations>, new: &NominationIn) -> Result<Nomination> {
    let campaign = campaigns::named(conn, &new.campaign, "/campaign").await?.id;
    let unit_id = new.unit.resolve(conn, "/unit").await?;
    if !conn.reach().covers(unit_id.0, campaign.0) {
        return Err(Problem::of(Code::Forbidden).with("required_permission", "nominations:write"));
    }
    campaigns::require_state(conn.pg(), campaign, Step::Submission.while_campaign()).await?;
    campaigns::require_participant(conn.pg(), campaign, unit_id).await?;
    check_person(new.subject, new.person_name.as_deref(), new.person_position.as_deref())?;
    policies::require_rate(conn.pg(), new.award_form, new.subject.into()).await?;
    let now = conn.now();
    let row = NewRow {
        id: NominationId::draw(),
        campaign_id: campaign,
        subject: new.subject,
        unit_id,
        person_name: new.person_name.as_deref(),
        person_position: new.person_position.as_deref(),
        award_form: new.award_form,
        achievement_summary: &new.achievement_summary,
        state: NominationState::Draft,
        created_at: now,
        updated_at: now,
    };
    let nomination = queries::insert(conn.pg(), &row).await?;
    conn.record(Change::of(CREATION, &nomination, None, content(&nomination))).await?;
    Ok(nomination)
}

/// Changes what a nomination says.
pub async fn update(
    conn: &mut Conn<may::WriteNominations>,
    id: Uuid,
    expected: IfMatch,
    patch: NominationPatch,
) -> Result<Nomination> {
    let (before, _) = begin(conn, id, expected, Step::Update).await?;
    let name = patch.person_name.as_deref().or(before.person_name.as_deref());
    let position = patch.person_position.as_ref().unwrap_or(&before.person_position);
    check_person(before.subject, name, position.as_deref())?;
    if let Some(form) = patch.award_form {
        policies::require_rate(conn.pg(), form, before.subject.into()).await?;
    }
    let changes = Changes {
        person_name: patch.person_name,
        person_position: patch.person_position,
        award_form: patch.award_form,
        achievement_summary: patch.achievement_summary,
        ..Changes::default()
    };
    let after = advance(conn, &before, Step::Update, &changes).await?;
    conn.record(Change::of(Step::Update.action(), &after, Some(content(&before)), content(&after))).await?;
    Ok(after)
}

/// Puts a list of papers in the place of the one before it.
pub async fn list_papers(
    conn: &mut Conn<may::WriteNominations>,
    id: Uuid,
    expected: IfMatch,
    new: PapersIn,
) -> Result<Nomination> {
    let (before, _) = begin(conn, id, expected, Step::Papers).await?;
    let papers = Papers(new.papers);
    papers.check(conn.today())?;
    let changes = Changes { papers: Some(papers), ..Changes::default() };
    let after = advance(conn, &before, Step::Papers, &changes).await?;
    let listed = |nomination: &Nomination| json!({"papers": nomination.papers});
    conn.record(Change::of(Step::Papers.action(), &after, Some(listed(&before)), listed(&after))).await?;
    Ok(after)
}

/// Submits a whole dossier; after the deadline, with a reason.
pub async fn submit(
    conn: &mut Conn<may::SubmitNominations>,
    id: Uuid,
    expected: IfMatch,
    new: SubmissionIn,
) -> Result<Nomination> {
    let (before, campaign) = begin(conn, id, expected, Step::Submission).await?;
    before.papers.require_whole()?;
    let now = conn.now();
    let (late, late_reason) = lateness(now, campaign.dossiers_close_at, new.late_reason)?;
    let changes = Changes {
        state: Some(NominationState::Submitted),
        submitted_at: Some(now),
        submitted_by: conn.caller().account(),
        late: Some(late),
        late_reason: Some(late_reason.clone()),
        ..Changes::default()
    };
    let after = advance(conn, &before, Step::Submission, &changes).await?;
    let details = json!({"late": late, "closes_at": campaign.dossiers_close_at, "papers": before.papers});
    let note = Note { reason: late_reason.as_deref(), details };
    conn.record(Change::step(Step::Submission.action(), &before, &after, note)).await?;
    Ok(after)
}

/// Sends a dossier back to be completed.
pub async fn send_back(
    conn: &mut Conn<may::AppraiseNominations>,
    id: Uuid,
    expected: IfMatch,
    new: &ReasonIn,
) -> Result<Nomination> {
    leave(conn, id, expected, Step::Return, NominationState::Returned, new).await
}

/// Takes a dossier back for good.
pub async fn withdraw(
    conn: &mut Conn<may::SubmitNominations>,
    id: Uuid,
    expected: IfMatch,
    new: &ReasonIn,
) -> Result<Nomination> {
    leave(conn, id, expected, Step::Withdrawal, NominationState::Withdrawn, new).await
}

/// Declines a dossier that was proposed: the decider's answer, which stands for the campaign.
pub async fn refuse(
    conn: &mut Conn<may::SignAwardDecisions>,
    id: Uuid,
    expected: IfMatch,
    new: &ReasonIn,
) -> Result<Nomination> {
    leave(conn, id, expected, Step::Refusal, NominationState::Refused, new).await
}

async fn leave<P: May>(
    conn: &mut Conn<P>,
    id: Uuid,
    expected: IfMatch,
    by: Step,
    state: NominationState,
    new: &ReasonIn,
) -> Result<Nomination> {
    let (before, _) = begin(conn, id, expected, by).await?;
    let after = advance(conn, &before, by, &Changes { state: Some(state), ..Changes::default() }).await?;
    conn.record(Change::step(by.action(), &before, &after, Note::because(&new.reason))).await?;
    Ok(after)
}

/// Takes hold of a nomination within reach, unchanged since it was read, from which the step may start.
pub(super) async fn begin<P: May>(
    conn: &mut Conn<P>,
    id: Uuid,
    expected: IfMatch,
    by: Step,
) -> Result<(Nomination, CampaignFacts)> {
    let (pg, reach) = conn.scoped();
    let nomination = queries::lock(pg, reach, id).await?;
    require_part(conn, by, &nomination).await?;
    let campaign = campaigns::admit(conn.pg(), by, expected, &nomination, nomination.campaign_id).await?;
    if by.is_official() {
        require_separated(conn, by, &nomination).await?;
    }
    Ok((nomination, campaign))
}

/// An official's step is for those who serve the organiser, the unit's for those with a role over the unit.
async fn require_part<P: May>(conn: &mut Conn<P>, by: Step, nomination: &Nomination) -> Result<()> {
    if by.is_official() {
        let (campaign, names) = (campaigns::facts(conn.pg(), nomination.campaign_id).await?, conn.names().await?);
        return Official::of(conn, by.permission(), &names).require_service(&campaign);
    }
    if conn.reach().covers(nomination.unit_id.0, nomination.campaign_id.0) {
        return Ok(());
    }
    Err(Problem::of(Code::Forbidden).with("required_permission", by.permission().scope()))
}

pub(super) async fn advance<P: May>(
    conn: &mut Conn<P>,
    before: &Nomination,
    by: Step,
    changes: &Changes,
) -> Result<Nomination> {
    let now = conn.now();
    queries::advance(conn.pg(), before, by.starts_from(), changes, now).await
}

fn content(nomination: &Nomination) -> Value {
    json!({
        "campaign_id": nomination.campaign_id, "unit_id": nomination.unit_id, "subject": nomination.subject,
        "award_form": nomination.award_form, "person_name": nomination.person_name,
        "person_position": nomination.person_position, "achievement_summary": nomination.achievement_summary,
    })
}
