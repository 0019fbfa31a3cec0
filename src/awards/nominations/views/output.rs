//! What clients are shown of a nomination.

use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::access::{Conn, May, Permission, Reach};
use crate::awards::nominations::model::{Nomination, check_appraiser};
use crate::awards::nominations::papers::Paper;
use crate::awards::nominations::states::NominationState;
use crate::awards::nominations::steps::Step;
use crate::awards::policies::AwardForm;
use crate::campaigns::{CampaignState, Subject};
use crate::ids::NominationId;
use crate::platform::directory::{Named, Names};
use crate::platform::http::{Version, Versioned};

/// A nomination for an award.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "id": "01890a5d-ac96-774b-bcce-b302099a8057",
    "campaign": {"id": "01890a5d-ac96-774b-bcce-b302099a8051", "code": "TN-2023-CDS", "name_vi": "Phong trào thi đua chuyển đổi số"},
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
    /// Shows a nomination of a campaign in this state.
    pub fn of(row: Nomination, names: &Names, powers: &Powers, campaign: CampaignState) -> Self {
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

/// What a caller may do to nominations, and where; read once for a whole page.
pub struct Powers {
    reaches: Vec<(Step, Reach)>,
    account: Option<Uuid>,
    home: Option<Uuid>,
}

impl Powers {
    /// The powers of the caller of a connection.
    pub fn of<P: May>(conn: &Conn<P>) -> Self {
        let reach = |step: &Step| (*step, conn.reach_of(step.permission()));
        Self {
            reaches: Step::ALL.iter().map(reach).collect(),
            account: conn.caller().account(),
            home: conn.caller().principal.as_ref().and_then(|principal| principal.unit_id),
        }
    }

    /// Whether the caller appraises for the unit: who may see what was found of discipline.
    pub fn appraises<P: May>(conn: &Conn<P>, row: &Nomination) -> bool {
        conn.reach_of(Permission::AppraiseNominations).covers(row.unit_id.0, row.campaign_id.0)
    }

    fn over(&self, row: &Nomination, campaign: CampaignState) -> Vec<&'static str> {
        let may_judge = check_appraiser(row, self.account, self.home).is_ok();
        let may = |(step, reach): &&(Step, Reach)| {
            step.open(row.state, campaign)
                && reach.covers(row.unit_id.0, row.campaign_id.0)
                && (*step != Step::Appraisals || may_judge)
        };
        self.reaches.iter().filter(may).map(|(step, _)| step.noun()).collect()
    }
}
