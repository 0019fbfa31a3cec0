//! Drawing up a campaign.

use serde_json::{Value, json};

use super::step::{forbidden, open};
use crate::access::{Change, Conn, May, may};
use crate::campaigns::content::{Content, ParticipantIn, Participation};
use crate::campaigns::model::{Campaign, Decided, Edition, Identity};
use crate::campaigns::queries;
use crate::campaigns::views::{CampaignIn, CampaignPatch, ContentPatch};
use crate::ids::{CampaignId, EditionId};
use crate::platform::http::IfMatch;
use crate::platform::problem::Result;

type Drafter = Conn<may::DraftCampaigns>;

/// Draws up a campaign of an organiser within reach.
pub async fn create(conn: &mut Drafter, new: CampaignIn) -> Result<Campaign> {
    let identity = Identity {
        organiser_id: new.organiser.resolve(conn, "/organiser").await?,
        standing_agency_id: new.standing_agency.resolve(conn, "/standing_agency").await?,
        code: new.code,
        name_vi: new.name_vi,
        name_en: new.name_en,
        theme_vi: new.theme_vi,
        motto_vi: new.motto_vi,
        form: new.form,
        year: new.year,
    };
    require_reach(conn, &identity)?;
    let content = Content {
        participants: resolve(conn, new.participants, "/participants").await?,
        legal_bases: new.legal_bases,
        milestones: new.milestones,
        domains: new.domains,
        criteria: new.criteria,
    };
    content.check("")?;
    let now = conn.now();
    let campaign = queries::insert(conn.pg(), &identity, now).await?;
    let decision = Decided::default();
    let id = EditionId::draw();
    let edition = Edition { id, campaign_id: campaign.id, number: 1, decision, reason: None, created_at: now };
    queries::insert_edition(conn.pg(), &edition).await?;
    queries::write_content(conn.pg(), id, &content).await?;
    journal(conn, "campaign.creation", None, &campaign, &["content"]).await?;
    Ok(campaign)
}

/// Changes a draft.
pub async fn update(conn: &mut Drafter, id: CampaignId, expected: IfMatch, patch: CampaignPatch) -> Result<Campaign> {
    let before = open(conn, id, expected).await?;
    before.require_draft()?;
    let (identity, changes) = split(conn, &before, patch).await?;
    require_reach(conn, &identity)?;
    let parts = changes.parts();
    if !parts.is_empty() {
        let edition = queries::edition(conn.pg(), id, before.stage.edition).await?;
        let content = queries::content(conn.pg(), edition.id).await?;
        let content = changed(conn, content, changes, "").await?;
        queries::clear_content(conn.pg(), edition.id).await?;
        queries::write_content(conn.pg(), edition.id, &content).await?;
    }
    let now = conn.now();
    let after = queries::save_identity(conn.pg(), &before, &identity, now).await?;
    journal(conn, "campaign.update", Some(&before), &after, &parts).await?;
    Ok(after)
}

/// Content with some of its lists replaced; `at` is where the changes stand in the body.
pub(super) async fn changed<P: May>(
    conn: &mut Conn<P>,
    content: Content,
    changes: ContentPatch,
    at: &str,
) -> Result<Content> {
    let participants = match changes.participants {
        Some(participants) => resolve(conn, participants, &format!("{at}/participants")).await?,
        None => content.participants,
    };
    let content = Content {
        participants,
        legal_bases: changes.legal_bases.unwrap_or(content.legal_bases),
        milestones: changes.milestones.unwrap_or(content.milestones),
        domains: changes.domains.unwrap_or(content.domains),
        criteria: changes.criteria.unwrap_or(content.criteria),
    };
    content.check(at)?;
    Ok(content)
}

async fn split(conn: &mut Drafter, before: &Campaign, patch: CampaignPatch) -> Result<(Identity, ContentPatch)> {
    let mut identity = before.identity.clone();
    if let Some(organiser) = &patch.organiser {
        identity.organiser_id = organiser.resolve(conn, "/organiser").await?;
    }
    if let Some(agency) = &patch.standing_agency {
        identity.standing_agency_id = agency.resolve(conn, "/standing_agency").await?;
    }
    identity.code = patch.code.unwrap_or(identity.code);
    identity.name_vi = patch.name_vi.unwrap_or(identity.name_vi);
    identity.name_en = patch.name_en.unwrap_or(identity.name_en);
    identity.theme_vi = patch.theme_vi.unwrap_or(identity.theme_vi);
    identity.motto_vi = patch.motto_vi.unwrap_or(identity.motto_vi);
    identity.form = patch.form.unwrap_or(identity.form);
    identity.year = patch.year.unwrap_or(identity.year);
    let CampaignPatch { legal_bases, milestones, domains, criteria, participants, .. } = patch;
    Ok((identity, ContentPatch { legal_bases, milestones, domains, criteria, participants }))
}

async fn resolve<P: May>(conn: &mut Conn<P>, participants: Vec<ParticipantIn>, at: &str) -> Result<Vec<Participation>> {
    let mut resolved = Vec::with_capacity(participants.len());
    for (index, ParticipantIn { unit, scored_by_authority }) in participants.into_iter().enumerate() {
        let unit_id = unit.resolve(conn, &format!("{at}/{index}/unit")).await?;
        resolved.push(Participation { unit_id, scored_by_authority });
    }
    Ok(resolved)
}

/// A draft can be handed to another organiser, but not out of reach.
fn require_reach(conn: &Drafter, identity: &Identity) -> Result<()> {
    if conn.reach().covers_unit(identity.organiser_id.0) { Ok(()) } else { Err(forbidden::<may::DraftCampaigns>()) }
}

/// Journals what the campaign is called, and which lists of its content changed; the lists themselves
/// stand in the edition.
async fn journal(
    conn: &mut Drafter,
    action: &'static str,
    before: Option<&Campaign>,
    after: &Campaign,
    parts: &[&str],
) -> Result<()> {
    conn.names_changed();
    let mut facts = facts(after);
    facts["changed"] = json!(parts);
    conn.record(Change::of(action, after, before.map(self::facts), facts)).await
}

fn facts(campaign: &Campaign) -> Value {
    let Identity { code, name_vi, theme_vi, motto_vi, form, year, organiser_id, standing_agency_id, .. } =
        &campaign.identity;
    json!({
        "code": code, "name_vi": name_vi, "theme_vi": theme_vi, "motto_vi": motto_vi, "form": form, "year": year,
        "organiser_id": organiser_id, "standing_agency_id": standing_agency_id,
    })
}
