//! What later wings may know and demand of a campaign.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel_async::AsyncPgConnection;
use serde::Deserialize;

use super::queries;
use super::rules::{Rule, Subject};
use super::states::CampaignState;
use crate::access::{Conn, May};
use crate::ids::{CampaignId, UnitId};
use crate::platform::directory::{Names, Reference};
use crate::platform::problem::{Code, Problem, Result};
use crate::schema::campaigns;

/// The facts of a campaign that others decide on; a later wing may select them in a query of its own.
#[derive(Debug, Clone, Queryable, Selectable, Deserialize)]
#[diesel(table_name = campaigns)]
pub struct CampaignFacts {
    /// The campaign.
    pub id: CampaignId,
    /// Its code.
    pub code: String,
    /// Where it stands.
    pub state: CampaignState,
    /// Its year: statistics and violations of this year count.
    pub year: i32,
    /// The unit that organises it and whose decider signs.
    pub organiser_id: UnitId,
    /// The unit that leads and appraises.
    pub standing_agency_id: UnitId,
    /// The edition in force.
    pub edition: i32,
    /// The first instant at which a dossier is late.
    pub dossiers_close_at: Option<DateTime<Utc>>,
    /// The first instant at which a unit's own scores are late; none where the decision sets no date.
    pub scores_close_at: Option<DateTime<Utc>>,
}

impl CampaignFacts {
    /// Whether the day for units' own scores has passed. The deadline for award dossiers is another one:
    /// it closes nothing but dossiers.
    pub fn self_scores_closed(&self, now: DateTime<Utc>) -> bool {
        self.scores_close_at.is_some_and(|closes_at| closes_at <= now)
    }
}

/// A unit's part in a campaign.
#[derive(Debug, Clone, Copy)]
pub struct Participant {
    /// Whether a competent authority scores the unit on the PAR index.
    pub scored_by_authority: bool,
}

/// The facts of a campaign; 404 where there is none.
pub async fn facts(conn: &mut AsyncPgConnection, id: CampaignId) -> Result<CampaignFacts> {
    queries::facts(conn, id).await
}

/// The facts of some campaigns, as they are held in the process with the names.
pub fn facts_among(
    names: &Names,
    campaigns: impl Iterator<Item = CampaignId>,
) -> Result<HashMap<CampaignId, CampaignFacts>> {
    let distinct: HashSet<_> = campaigns.collect();
    let facts = |id: CampaignId| {
        let record = names.campaign_record(id.0).ok_or_else(|| Problem::internal("a campaign is not held"))?;
        Ok((id, CampaignFacts::deserialize(record).map_err(Problem::internal)?))
    };
    distinct.into_iter().map(facts).collect()
}

/// Notes that an award decision of a campaign was signed: from now on it is not called off any more.
pub async fn note_awarding(conn: &mut AsyncPgConnection, id: CampaignId, signed_on: NaiveDate) -> Result<()> {
    queries::note_awarding(conn, id, signed_on).await
}

/// Whether everyone may read of a campaign: once issued it stays public, whatever becomes of it.
pub async fn is_public(conn: &mut AsyncPgConnection, id: CampaignId) -> Result<bool> {
    queries::is_public(conn, id).await
}

/// The facts of the campaign that a client's reference stands for; `pointer` is the field that holds
/// it. A unit's code is not a campaign's.
pub async fn named<P: May>(conn: &mut Conn<P>, reference: &Reference, pointer: &str) -> Result<CampaignFacts> {
    let id = CampaignId(conn.names().await?.find_campaign(reference, pointer)?);
    facts(conn.pg(), id).await.map_err(|problem| match problem.code {
        Code::NotFound => {
            let (vi, en) = ("Không có phong trào này.", "There is no such campaign.");
            Problem::of(Code::UnknownReference).and_field(pointer, "unknown", vi, en)
        }
        _ => problem,
    })
}

/// The facts of a campaign that stands in one of these states, and stays in it until the transaction ends:
/// a step in the campaign's life waits for what was begun before it.
pub async fn require_state(
    conn: &mut AsyncPgConnection,
    id: CampaignId,
    states: &[CampaignState],
) -> Result<CampaignFacts> {
    let facts = queries::held_facts(conn, id).await?;
    if states.contains(&facts.state) {
        return Ok(facts);
    }
    let allowed: Vec<_> = states.iter().map(ToString::to_string).collect();
    Err(Problem::of(Code::CampaignNotRunning).with("state", facts.state.to_string()).with("allowed_from", allowed))
}

/// A unit's part in the edition in force, if it has one.
pub async fn participant(
    conn: &mut AsyncPgConnection,
    campaign: CampaignId,
    unit: UnitId,
) -> Result<Option<Participant>> {
    let scored = queries::participant(conn, campaign, unit).await?;
    Ok(scored.map(|scored_by_authority| Participant { scored_by_authority }))
}

/// All units that take part in the edition in force, in the order of the decision.
pub async fn participants(conn: &mut AsyncPgConnection, campaign: CampaignId) -> Result<Vec<(UnitId, Participant)>> {
    let all = queries::participants(conn, campaign).await?.into_iter();
    Ok(all.map(|(unit, scored_by_authority)| (unit, Participant { scored_by_authority })).collect())
}

/// A unit's part in a campaign; refused where it has none.
pub async fn require_participant(
    conn: &mut AsyncPgConnection,
    campaign: CampaignId,
    unit: UnitId,
) -> Result<Participant> {
    participant(conn, campaign, unit).await?.ok_or_else(|| Problem::of(Code::NotAParticipant))
}

/// A unit's part in one edition of a campaign; refused where it has none.
pub async fn require_participant_of(
    conn: &mut AsyncPgConnection,
    campaign: CampaignId,
    edition: i32,
    unit: UnitId,
) -> Result<Participant> {
    let scored = queries::participant_of(conn, campaign, edition, unit).await?;
    let part = scored.map(|scored_by_authority| Participant { scored_by_authority });
    part.ok_or_else(|| Problem::of(Code::NotAParticipant))
}

/// The rules for a subject in one edition, in the order of the decision.
pub async fn rules_of(
    conn: &mut AsyncPgConnection,
    campaign: CampaignId,
    edition: i32,
    subject: Subject,
) -> Result<Vec<Rule>> {
    queries::rules(conn, campaign, edition, subject).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_scores_have_a_day_of_their_own_or_none() {
        let at = |text: &str| DateTime::parse_from_rfc3339(text).unwrap().to_utc();
        let closes_at = at("2023-12-21T00:00:00+07:00");
        let facts = CampaignFacts {
            id: CampaignId::draw(),
            code: "TN-CCHC-2023".to_owned(),
            state: CampaignState::Running,
            year: 2023,
            organiser_id: UnitId::draw(),
            standing_agency_id: UnitId::draw(),
            edition: 1,
            dossiers_close_at: Some(at("2023-12-11T00:00:00+07:00")),
            scores_close_at: Some(closes_at),
        };
        assert!(!facts.self_scores_closed(at("2023-12-20T23:59:59.999+07:00")));
        assert!(facts.self_scores_closed(closes_at));
        assert!(!CampaignFacts { scores_close_at: None, ..facts }.self_scores_closed(closes_at));
    }
}
