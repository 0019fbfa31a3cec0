//! Campaigns as they are shown: whole, and as items of the list.

use chrono::{DateTime, FixedOffset, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use super::content::{CriterionOut, DomainOut, LegalBaseOut, MilestoneOut, ParticipantOut, in_order};
use super::editions::EditionOut;
use crate::campaigns::content::Content;
use crate::campaigns::model::{Campaign, CampaignForm, Edition, LaunchPrecision};
use crate::campaigns::states::CampaignState;
use crate::campaigns::warnings::{Warning, warnings};
use crate::ids::CampaignId;
use crate::platform::clock::vietnam;
use crate::platform::directory::{Named, Names};
use crate::platform::http::{Version, Versioned};

/// Filters of the list of campaigns.
#[derive(Debug, Deserialize, Serialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct CampaignQuery {
    /// Only these states; repeated means or.
    #[serde(default)]
    pub state: Vec<CampaignState>,
    /// Only campaigns of this year.
    #[param(nullable = false)]
    pub year: Option<i32>,
    /// Only campaigns that this unit organises.
    #[param(nullable = false)]
    pub organiser: Option<Uuid>,
    /// Part of the code, name or theme, with or without diacritics: `chuyen doi so` finds `chuyển đổi số`.
    #[validate(length(min = 1, max = 100))]
    #[param(nullable = false, min_length = 1, max_length = 100)]
    pub q: Option<String>,
}

/// Which edition to show.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct EditionQuery {
    /// The edition's number; the one in force if absent.
    #[validate(range(min = 1))]
    #[param(nullable = false, minimum = 1)]
    pub edition: Option<i32>,
}

/// The document that proposed a campaign.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"number": "42/PNV", "issued_on": "2023-02-10"}))]
pub struct CampaignProposalOut {
    /// Its number and mark (số, ký hiệu).
    pub number: String,
    /// The day it was issued.
    pub issued_on: NaiveDate,
}

/// A campaign in a list.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "id": "01890a5d-ac96-774b-bcce-b302099a8100", "code": "TN-CCHC-2023",
    "name_vi": "Phong trào thi đua đẩy mạnh cải cách hành chính huyện Tư Nghĩa năm 2023", "name_en": null,
    "theme_vi": "chuyển đổi số", "form": "thematic", "year": 2023,
    "organiser": {"id": "01890a5d-ac96-774b-bcce-b302099a8050", "code": "TN", "name_vi": "UBND huyện Tư Nghĩa"},
    "standing_agency": {"id": "01890a5d-ac96-774b-bcce-b302099a8057", "code": "TN-PNV", "name_vi": "Phòng Nội vụ"},
    "state": "running", "edition": 1, "issued_on": "2023-03-01", "launched_on": "2023-02-01", "launched_precision": "month",
    "dossiers_close_at": "2023-12-30T00:00:00+07:00", "version": 5, "allowed_actions": []}))]
pub struct CampaignItem {
    /// The id.
    pub id: CampaignId,
    /// The code that people use.
    pub code: String,
    /// The name.
    pub name_vi: String,
    /// The name in English.
    #[schema(required = true)]
    pub name_en: Option<String>,
    /// The theme (chủ đề).
    pub theme_vi: String,
    /// The form.
    pub form: CampaignForm,
    /// The year whose work counts.
    pub year: i32,
    /// The unit that organises it.
    pub organiser: Named,
    /// The unit that leads and appraises.
    pub standing_agency: Named,
    /// Where it stands.
    pub state: CampaignState,
    /// The edition in force.
    pub edition: i32,
    /// The day its decision was signed.
    #[schema(required = true)]
    pub issued_on: Option<NaiveDate>,
    /// The day it was launched.
    #[schema(required = true)]
    pub launched_on: Option<NaiveDate>,
    /// Whether that is the day, or the first day of a month of which no more is known.
    #[schema(required = true)]
    pub launched_precision: Option<LaunchPrecision>,
    /// The first instant at which a dossier is late.
    #[schema(required = true)]
    pub dossiers_close_at: Option<DateTime<FixedOffset>>,
    /// The version of the record.
    pub version: i64,
    /// What this caller may do to it now.
    pub allowed_actions: Vec<&'static str>,
}

impl CampaignItem {
    /// Shows a campaign to someone who may do these things to it.
    pub fn of(campaign: Campaign, names: &Names, allowed_actions: Vec<&'static str>) -> Self {
        let (identity, stage) = (campaign.identity, campaign.stage);
        Self {
            id: campaign.id,
            code: identity.code,
            name_vi: identity.name_vi,
            name_en: identity.name_en,
            theme_vi: identity.theme_vi,
            form: identity.form,
            year: identity.year,
            organiser: names.get(identity.organiser_id.0),
            standing_agency: names.get(identity.standing_agency_id.0),
            state: stage.state,
            edition: stage.edition,
            issued_on: stage.issued_on,
            launched_on: stage.launched_on,
            launched_precision: stage.launched_on.map(|_| stage.launched_precision),
            dossiers_close_at: in_vietnam(stage.dossiers_close_at),
            version: campaign.version,
            allowed_actions,
        }
    }
}

/// A campaign with the content of one edition.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "id": "01890a5d-ac96-774b-bcce-b302099a8100", "code": "TN-CCHC-2023",
    "name_vi": "Phong trào thi đua đẩy mạnh cải cách hành chính huyện Tư Nghĩa năm 2023", "name_en": null,
    "theme_vi": "chuyển đổi số", "motto_vi": "3 không", "form": "thematic", "year": 2023,
    "organiser": {"id": "01890a5d-ac96-774b-bcce-b302099a8050", "code": "TN", "name_vi": "UBND huyện Tư Nghĩa"},
    "standing_agency": {"id": "01890a5d-ac96-774b-bcce-b302099a8057", "code": "TN-PNV", "name_vi": "Phòng Nội vụ"},
    "state": "running", "proposal": {"number": "42/PNV", "issued_on": "2023-02-10"},
    "edition": {"number": 1, "in_force": true, "reason": null, "decision": {
        "number": "1297/QĐ-UBND", "issued_on": "2023-03-01", "effective_on": "2023-03-01",
        "signer": "Nguyễn Đăng Vinh", "signer_title_vi": "Chủ tịch"}},
    "issued_on": "2023-03-01", "launched_on": "2023-02-01", "launched_precision": "month",
    "dossiers_close_at": "2023-12-30T00:00:00+07:00", "reopened_at": null,
    "legal_bases": [], "milestones": [], "domains": [], "criteria": [], "participants": [],
    "warnings": [{"code": "launch_precedes_decision", "pointer": "/milestones/1"}], "version": 5, "allowed_actions": []}))]
pub struct CampaignOut {
    /// The id.
    pub id: CampaignId,
    /// The code that people use.
    pub code: String,
    /// The name.
    pub name_vi: String,
    /// The name in English.
    #[schema(required = true)]
    pub name_en: Option<String>,
    /// The theme (chủ đề).
    pub theme_vi: String,
    /// The motto (phương châm).
    #[schema(required = true)]
    pub motto_vi: Option<String>,
    /// The form.
    pub form: CampaignForm,
    /// The year whose work counts.
    pub year: i32,
    /// The unit that organises it and whose decider signs.
    pub organiser: Named,
    /// The unit that leads and appraises.
    pub standing_agency: Named,
    /// Where it stands.
    pub state: CampaignState,
    /// The document that proposed it.
    #[schema(required = true)]
    pub proposal: Option<CampaignProposalOut>,
    /// The edition whose content is shown, with the decision that set it.
    pub edition: EditionOut,
    /// The day its first decision was signed.
    #[schema(required = true)]
    pub issued_on: Option<NaiveDate>,
    /// The day it was launched.
    #[schema(required = true)]
    pub launched_on: Option<NaiveDate>,
    /// Whether that is the day, or the first day of a month of which no more is known.
    #[schema(required = true)]
    pub launched_precision: Option<LaunchPrecision>,
    /// The first instant at which a dossier is late, by the edition in force.
    #[schema(required = true)]
    pub dossiers_close_at: Option<DateTime<FixedOffset>>,
    /// Since when dossiers are taken again, past the deadline.
    #[schema(required = true)]
    pub reopened_at: Option<DateTime<FixedOffset>>,
    /// The base lines (căn cứ), as printed and normalised.
    pub legal_bases: Vec<LegalBaseOut>,
    /// The dates, with the deadlines that they set.
    pub milestones: Vec<MilestoneOut>,
    /// The domains (lĩnh vực) with their tasks.
    pub domains: Vec<DomainOut>,
    /// The award criteria (tiêu chuẩn khen thưởng) with their rules.
    pub criteria: Vec<CriterionOut>,
    /// The units that take part.
    pub participants: Vec<ParticipantOut>,
    /// What is odd about it though nothing forbids it.
    pub warnings: Vec<Warning>,
    /// The version of the record.
    pub version: i64,
    /// What this caller may do to it now.
    pub allowed_actions: Vec<&'static str>,
}

/// What is read of a campaign to show it whole.
pub struct Shown {
    /// The campaign.
    pub campaign: Campaign,
    /// One of its editions.
    pub edition: Edition,
    /// That edition's content.
    pub content: Content,
}

impl CampaignOut {
    /// Shows a campaign to someone who may do these things to it.
    pub fn of(shown: Shown, names: &Names, allowed_actions: Vec<&'static str>) -> Self {
        let Shown { campaign, edition, content } = shown;
        let (identity, stage) = (campaign.identity, campaign.stage);
        let warnings = warnings(&content, identity.year, edition.decision.decided_on);
        Self {
            id: campaign.id,
            code: identity.code,
            name_vi: identity.name_vi,
            name_en: identity.name_en,
            theme_vi: identity.theme_vi,
            motto_vi: identity.motto_vi,
            form: identity.form,
            year: identity.year,
            organiser: names.get(identity.organiser_id.0),
            standing_agency: names.get(identity.standing_agency_id.0),
            state: stage.state,
            proposal: proposal(stage.proposal_number, stage.proposed_on),
            edition: EditionOut::of(edition, stage.edition),
            issued_on: stage.issued_on,
            launched_on: stage.launched_on,
            launched_precision: stage.launched_on.map(|_| stage.launched_precision),
            dossiers_close_at: in_vietnam(stage.dossiers_close_at),
            reopened_at: in_vietnam(stage.reopened_at),
            legal_bases: in_order(content.legal_bases, LegalBaseOut::of),
            milestones: content.milestones.into_iter().map(MilestoneOut::of).collect(),
            domains: in_order(content.domains, DomainOut::of),
            criteria: in_order(content.criteria, CriterionOut::of),
            participants: content.participants.into_iter().map(|one| ParticipantOut::of(one, names)).collect(),
            warnings,
            version: campaign.version,
            allowed_actions,
        }
    }
}

fn proposal(number: Option<String>, issued_on: Option<NaiveDate>) -> Option<CampaignProposalOut> {
    Some(CampaignProposalOut { number: number?, issued_on: issued_on? })
}

fn in_vietnam(instant: Option<DateTime<Utc>>) -> Option<DateTime<FixedOffset>> {
    instant.map(|instant| instant.with_timezone(&vietnam()))
}

impl Versioned for CampaignOut {
    fn version(&self) -> Version {
        self.version
    }
}
