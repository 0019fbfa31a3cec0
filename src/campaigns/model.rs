//! What a campaign is, and the rules of its steps.

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use super::content::Content;
use super::deadline::Deadline;
use super::gaps::require_complete;
use super::states::CampaignState;
use super::steps::Step;
use crate::access::{Living, Permission, Reach};
use crate::ids::{CampaignId, EditionId, UnitId};
use crate::platform::dates::check_day;
use crate::platform::problem::{Code, Problem, Result};
use crate::platform::states::refused;
use crate::schema::{campaign_editions, campaigns};
use crate::text_enum;

text_enum! {
    /// The form of a campaign.
    pub enum CampaignForm {
        /// Regular (thường xuyên).
        Regular = "regular",
        /// Thematic (theo chuyên đề).
        Thematic = "thematic",
    }
}

text_enum! {
    /// How precisely the day of a launch is known.
    pub enum LaunchPrecision {
        /// The day.
        Date = "date",
        /// The month; the day shown is its first.
        Month = "month",
    }
}

/// A campaign without its content.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = campaigns)]
pub struct Campaign {
    pub id: CampaignId,
    #[diesel(embed)]
    pub identity: Identity,
    #[diesel(embed)]
    pub stage: Stage,
    pub version: i64,
}

/// What a campaign is called and who leads it; fixed once issued.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = campaigns, treat_none_as_null = true)]
pub struct Identity {
    pub code: String,
    pub name_vi: String,
    pub name_en: Option<String>,
    pub theme_vi: String,
    pub motto_vi: Option<String>,
    pub form: CampaignForm,
    pub year: i32,
    pub organiser_id: UnitId,
    pub standing_agency_id: UnitId,
}

/// Where a campaign stands, and what brought it there.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = campaigns, treat_none_as_null = true)]
pub struct Stage {
    pub state: CampaignState,
    pub edition: i32,
    pub proposal_number: Option<String>,
    pub proposed_on: Option<NaiveDate>,
    pub issued_on: Option<NaiveDate>,
    pub launched_on: Option<NaiveDate>,
    pub launched_precision: LaunchPrecision,
    pub dossiers_close_at: Option<DateTime<Utc>>,
    pub scores_close_at: Option<DateTime<Utc>>,
    pub reopened_at: Option<DateTime<Utc>>,
}

/// One edition of the content: which decision set it.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = campaign_editions)]
pub struct Edition {
    pub id: EditionId,
    pub campaign_id: CampaignId,
    pub number: i32,
    #[diesel(embed)]
    pub decision: Decided,
    pub reason: Option<String>,
    pub created_at: DateTime<Utc>,
}

/// The decision that set an edition; all absent while it is a draft.
#[derive(Debug, Clone, Default, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = campaign_editions)]
pub struct Decided {
    pub decision_number: Option<String>,
    pub decided_on: Option<NaiveDate>,
    pub signer: Option<String>,
    pub signer_title_vi: Option<String>,
}

/// Where a step holds the day of its decision.
const DECIDED: &str = "/decision/issued_on";

/// The states in which an amending decision can still change something.
pub const AMENDABLE: &[CampaignState] =
    &[CampaignState::Issued, CampaignState::Running, CampaignState::DossiersClosed, CampaignState::Appraising];

impl Stage {
    /// A draft, at its beginning.
    pub fn draft() -> Self {
        Self {
            state: CampaignState::Draft,
            edition: 1,
            proposal_number: None,
            proposed_on: None,
            issued_on: None,
            launched_on: None,
            launched_precision: LaunchPrecision::Date,
            dossiers_close_at: None,
            scores_close_at: None,
            reopened_at: None,
        }
    }

    /// Takes a step that changes nothing but the state.
    pub fn step(&self, step: Step) -> Result<Self> {
        Ok(Self { state: step.take(self.state)?, ..self.clone() })
    }

    /// Proposes the campaign with a document (công văn). What has gaps could only be returned, so it is
    /// refused before it rests with the decider.
    pub fn propose(&self, content: &Content, number: &str, proposed_on: NaiveDate, today: NaiveDate) -> Result<Self> {
        let stage = self.step(Step::Proposal)?;
        require_complete(content)?;
        check_day("/issued_on", proposed_on, None, today)?;
        Ok(Self { proposal_number: Some(number.to_owned()), proposed_on: Some(proposed_on), ..stage })
    }

    /// Issues the campaign, if its content is complete; the decision counts from the day it is signed.
    pub fn issue(&self, content: &Content, issued_on: NaiveDate, today: NaiveDate) -> Result<Self> {
        let stage = self.step(Step::Issuance)?;
        require_complete(content)?;
        check_day(DECIDED, issued_on, self.proposed_on, today)?;
        Ok(Self { issued_on: Some(issued_on), ..stage }.closing_with(content))
    }

    /// Launches the campaign. The launch may precede the decision (a warning says so).
    pub fn launch(&self, launched_on: NaiveDate, precision: LaunchPrecision, today: NaiveDate) -> Result<Self> {
        let stage = self.step(Step::Launch)?;
        check_day("/launched_on", launched_on, None, today)?;
        if precision == LaunchPrecision::Month && launched_on.day() != 1 {
            let (vi, en) = ("Tháng được ghi bằng ngày đầu tháng.", "A month is written as its first day.");
            return Err(Problem::field("/launched_on", "first_of_month", vi, en));
        }
        Ok(Self { launched_on: Some(launched_on), launched_precision: precision, ..stage })
    }

    /// Takes no more dossiers, once the deadline has passed.
    pub fn close_dossiers(&self, now: DateTime<Utc>) -> Result<Self> {
        let stage = self.step(Step::DossierClosure)?;
        match self.dossiers_close_at {
            Some(deadline) if now < deadline => Err(Problem::of(Code::DeadlineNotReached)),
            _ => Ok(Self { reopened_at: None, ..stage }),
        }
    }

    /// Takes dossiers again; past the deadline only the standing agency closes them. Where an amendment
    /// has set a later one, that one is kept.
    pub fn reopen(&self, now: DateTime<Utc>) -> Result<Self> {
        let past = self.dossiers_close_at.is_some_and(|closes_at| closes_at <= now);
        Ok(Self { reopened_at: past.then_some(now), ..self.step(Step::Reopening)? })
    }

    /// Calls the campaign off, unless it has rewarded: what was granted, even if it was revoked since, was
    /// granted in it.
    pub fn cancel(&self, awarded: bool) -> Result<Self> {
        let stage = self.step(Step::Cancellation)?;
        if awarded { Err(Problem::of(Code::AwardsSigned)) } else { Ok(stage) }
    }

    /// Reviews the campaign.
    pub fn summarise(&self, summarised_on: NaiveDate, today: NaiveDate) -> Result<Self> {
        let stage = self.step(Step::Summary)?;
        check_day("/summarised_on", summarised_on, None, today)?;
        Ok(stage)
    }

    /// Accepts an amendment now, or says when it may come.
    pub fn require_amendable(&self) -> Result<()> {
        if AMENDABLE.contains(&self.state) { Ok(()) } else { Err(refused(self.state, AMENDABLE)) }
    }

    /// Puts the next edition in force, in place of one that was decided on `amended`. A new deadline is
    /// kept by the service again.
    pub fn amend(
        &self,
        content: &Content,
        amended: Option<NaiveDate>,
        decided_on: NaiveDate,
        today: NaiveDate,
    ) -> Result<Self> {
        self.require_amendable()?;
        require_complete(content)?;
        check_day(DECIDED, decided_on, amended, today)?;
        let amended = Self { edition: self.edition + 1, ..self.clone() }.closing_with(content);
        let reopened_at = self.reopened_at.filter(|_| amended.dossiers_close_at == self.dossiers_close_at);
        Ok(Self { reopened_at, ..amended })
    }

    /// The same, with the deadlines that the content sets.
    fn closing_with(self, content: &Content) -> Self {
        let instant = |deadline: Deadline| deadline.closes_at.to_utc();
        Self {
            dossiers_close_at: content.dossier_deadline().map(instant),
            scores_close_at: content.self_score_deadline().map(instant),
            ..self
        }
    }
}

impl Living for Campaign {
    type State = CampaignState;

    fn id(&self) -> Uuid {
        self.id.0
    }

    fn version(&self) -> i64 {
        self.version
    }

    fn state(&self) -> CampaignState {
        self.stage.state
    }
}

impl Campaign {
    /// Whether everyone may read it: once issued it stays public, whatever becomes of it.
    pub fn is_public(&self) -> bool {
        self.stage.issued_on.is_some()
    }

    /// Accepts a change of the draft, or says why it is one no more.
    pub fn require_draft(&self) -> Result<()> {
        if self.stage.state == CampaignState::Draft {
            return Ok(());
        }
        Err(Problem { code: Code::ContentFrozen, ..refused(self.stage.state, &[CampaignState::Draft]) })
    }

    /// What someone may do to it now, by their reach for each permission and by whether it has rewarded.
    pub fn allowed_actions(
        &self,
        now: DateTime<Utc>,
        awarded: bool,
        reach_of: impl Fn(Permission) -> Reach,
    ) -> Vec<&'static str> {
        let covered = |permission| reach_of(permission).covers(self.identity.organiser_id.0, self.id.0);
        let (drafts, issues, runs) = (
            covered(Permission::DraftCampaigns),
            covered(Permission::IssueCampaigns),
            covered(Permission::RunCampaigns),
        );
        let state = self.stage.state;
        let update = (drafts && state == CampaignState::Draft).then_some("update");
        let amend = (issues && AMENDABLE.contains(&state)).then_some("amendments");
        let held = |step: &&Step| match step.permission() {
            Permission::DraftCampaigns => drafts,
            Permission::IssueCampaigns => issues,
            _ => runs,
        };
        let timely = |step: &&Step| match step {
            Step::DossierClosure => self.stage.close_dossiers(now).is_ok(),
            Step::Cancellation => self.stage.cancel(awarded).is_ok(),
            _ => true,
        };
        let open = Step::ALL.iter().filter(|step| step.starts_from().contains(&state));
        let steps = open.filter(held).filter(timely);
        update.into_iter().chain(steps.map(|step| step.noun())).chain(amend).collect()
    }
}
