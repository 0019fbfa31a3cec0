//! What clients are shown of a nomination.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use crate::access::{Conn, May, Reach};
use crate::awards::nominations::hands::Hands;
use crate::awards::nominations::model::Nomination;
use crate::awards::nominations::papers::Paper;
use crate::awards::nominations::states::NominationState;
use crate::awards::nominations::steps::Step;
use crate::awards::policies::AwardForm;
use crate::campaigns::{CampaignFacts, CampaignStep, Official, Subject};
use crate::ids::NominationId;
use crate::platform::directory::{Named, Names};
use crate::platform::http::{Version, Versioned};
use crate::platform::problem::Result;

/// A nomination for an award.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "id": "01890a5d-ac96-774b-bcce-b302099a8057",
    "campaign": {"id": "01890a5d-ac96-774b-bcce-b302099a8051", "code": "TN-CCHC-2023",
        "name_vi": "Phong trào thi đua đẩy mạnh cải cách hành chính huyện Tư Nghĩa năm 2023, nhất là thi đua chuyển đổi số"},
    "subject": "individual",
    "unit": {"id": "01890a5d-ac96-774b-bcce-b302099a8050", "code": "TN-21235", "name_vi": "UBND thị trấn La Hà"},
    "person_name": "Nguyễn Thị Lan", "person_position": "Công chức Văn phòng - Thống kê",
    "award_form": "giay_khen_chu_tich_huyen", "achievement_summary": "Đưa 64 % hồ sơ của thị trấn lên trực tuyến.",
    "papers": [{"kind": "request", "number": "15/TTr-UBND", "issued_on": "2023-12-20", "title_vi": "Tờ trình đề nghị khen thưởng"}],
    "state": "submitted", "edition": null, "submitted_at": "2023-12-28T02:00:00Z", "late": false, "late_reason": null,
    "version": 3, "allowed_actions": ["return"]}))]
pub struct NominationOut {
    /// The id.
    pub id: NominationId,
    /// The campaign.
    pub campaign: Named,
    /// A unit or a person.
    pub subject: Subject,
    /// The unit, or the person's unit.
    pub unit: Named,
    /// The person's name; null for a unit.
    #[schema(required = true)]
    pub person_name: Option<String>,
    /// The person's position.
    #[schema(required = true)]
    pub person_position: Option<String>,
    /// The award asked for.
    pub award_form: AwardForm,
    /// What was achieved.
    pub achievement_summary: String,
    /// The papers of the dossier, in its order.
    pub papers: Vec<Paper>,
    /// Where it stands.
    pub state: NominationState,
    /// The campaign's edition that it was judged by; null before.
    #[schema(required = true)]
    pub edition: Option<i32>,
    /// When it was last submitted.
    #[schema(required = true)]
    pub submitted_at: Option<DateTime<Utc>>,
    /// Whether that was after the deadline; null before it is submitted.
    #[schema(required = true)]
    pub late: Option<bool>,
    /// Why it was late.
    #[schema(required = true)]
    pub late_reason: Option<String>,
    /// The version of the record.
    pub version: i64,
    /// What this caller may do to it now.
    pub allowed_actions: Vec<&'static str>,
}

impl NominationOut {
    /// Shows a nomination of a campaign.
    pub fn of(row: Nomination, names: &Names, powers: &Powers, campaign: &CampaignFacts) -> Self {
        Self {
            allowed_actions: powers.over(&row, campaign),
            id: row.id,
            campaign: names.get(row.campaign_id.0),
            subject: row.subject,
            unit: names.get(row.unit_id.0),
            person_name: row.person_name,
            person_position: row.person_position,
            award_form: row.award_form,
            achievement_summary: row.achievement_summary,
            papers: row.papers.0,
            state: row.state,
            edition: row.edition,
            submitted_at: row.submitted_at,
            late: row.late,
            late_reason: row.late_reason,
            version: row.version,
        }
    }
}

impl Versioned for NominationOut {
    fn version(&self) -> Version {
        self.version
    }
}

/// What a caller may do to some nominations, and where; read once for a whole page.
pub struct Powers {
    steps: Vec<(Step, Reach, Official)>,
    hands: Hands,
}

impl Powers {
    /// The powers of the caller of a connection over these nominations.
    pub async fn of<P: May>(conn: &mut Conn<P>, names: &Arc<Names>, rows: &[Nomination]) -> Result<Self> {
        let hands = Hands::of(conn, rows.iter().map(|row| row.id)).await?;
        let power = |step: &Step| {
            let needed = step.permission();
            (*step, conn.reach_of(needed), Official::of(conn, needed, names))
        };
        Ok(Self { steps: Step::ALL.iter().map(power).collect(), hands })
    }

    /// Whether the caller appraises for the organiser: who may see what was found of discipline.
    pub fn appraises(&self, row: &Nomination, campaign: &CampaignFacts) -> bool {
        self.steps.iter().any(|power| power.0 == Step::Appraisals && within(power, row, campaign))
    }

    fn over(&self, row: &Nomination, campaign: &CampaignFacts) -> Vec<&'static str> {
        let may = |power: &&(Step, Reach, Official)| {
            let (step, _, official) = power;
            step.open(row.state, campaign.state)
                && within(power, row, campaign)
                && self.hands.admit(*step, row, official)
        };
        self.steps.iter().filter(may).map(|(step, ..)| step.noun()).collect()
    }
}

/// Whether a step is within reach: the organiser for an official's step, the unit for its own.
fn within((step, reach, official): &(Step, Reach, Official), row: &Nomination, campaign: &CampaignFacts) -> bool {
    if step.is_official() { official.serves(campaign) } else { reach.covers(row.unit_id.0, row.campaign_id.0) }
}
