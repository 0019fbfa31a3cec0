//! The life of a campaign.

use crate::platform::states::LifeCycle;
use crate::text_enum;

text_enum! {
    /// Where a campaign stands.
    pub enum CampaignState {
        /// Being drawn up (dự thảo).
        Draft = "draft",
        /// Proposed to the decider (đã trình).
        Proposed = "proposed",
        /// Issued by decision (đã ban hành).
        Issued = "issued",
        /// Launched and running (đang triển khai).
        Running = "running",
        /// Past the deadline for dossiers (hết hạn nhận hồ sơ).
        DossiersClosed = "dossiers_closed",
        /// Dossiers are being appraised (đang thẩm định).
        Appraising = "appraising",
        /// The awards are decided (đã khen thưởng).
        Awarded = "awarded",
        /// Reviewed and concluded (đã tổng kết).
        Summarised = "summarised",
        /// Closed for good (lưu trữ).
        Archived = "archived",
        /// Called off (hủy).
        Cancelled = "cancelled",
    }
}

impl LifeCycle for CampaignState {
    fn enters_from(self) -> &'static [Self] {
        use CampaignState::{
            Appraising, Archived, Awarded, Cancelled, DossiersClosed, Draft, Issued, Proposed, Running, Summarised,
        };
        match self {
            Draft => &[Proposed],
            Proposed => &[Draft],
            Issued => &[Proposed],
            Running => &[Issued, DossiersClosed],
            DossiersClosed => &[Running],
            Appraising => &[DossiersClosed],
            Awarded => &[Appraising],
            Summarised => &[Awarded],
            Archived => &[Summarised],
            Cancelled => &[Draft, Proposed, Issued, Running, DossiersClosed, Appraising],
        }
    }
}
