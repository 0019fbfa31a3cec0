//! What a campaign still lacks before it can be proposed, issued or amended.

use super::content::Content;
use super::rules::Subject;
use crate::platform::problem::{Code, Problem, Result};

/// Refuses content that cannot stand as a decision, naming every gap.
pub fn require_complete(content: &Content) -> Result<()> {
    let gaps = Gaps(Problem::of(Code::CampaignIncomplete));
    let problem = gaps.bases_and_work(content).criteria(content).participants(content).0;
    if problem.errors.is_empty() { Ok(()) } else { Err(problem) }
}

struct Gaps(Problem);

impl Gaps {
    fn unless(self, holds: bool, place: &str, vi: &str, en: &str) -> Self {
        if holds { self } else { Self(self.0.and_field(place, "missing", vi, en)) }
    }

    fn bases_and_work(self, content: &Content) -> Self {
        let has_task = content.domains.iter().any(|domain| !domain.tasks.is_empty());
        self.unless(!content.legal_bases.is_empty(), "/legal_bases", "Chưa có căn cứ.", "There is no legal base.")
            .unless(!content.domains.is_empty(), "/domains", "Chưa có lĩnh vực.", "There is no domain.")
            .unless(has_task, "/domains/0/tasks", "Chưa có nhiệm vụ.", "There is no task.")
    }

    /// Units take part with their officials, so each kind of subject needs a criterion of its own.
    fn criteria(mut self, content: &Content) -> Self {
        for subject in Subject::ALL {
            let has = content.criteria.iter().any(|criterion| criterion.subject == *subject);
            let vi = format!("Chưa có tiêu chuẩn cho đối tượng `{subject}`.");
            let en = format!("There is no criterion for the subject `{subject}`.");
            self = self.unless(has, "/criteria", &vi, &en);
        }
        for (index, criterion) in content.criteria.iter().enumerate() {
            let place = format!("/criteria/{index}/rules");
            let has = !criterion.rules.is_empty();
            self = self.unless(has, &place, "Tiêu chuẩn chưa có quy tắc.", "The criterion has no rule.");
        }
        self
    }

    fn participants(self, content: &Content) -> Self {
        let has = !content.participants.is_empty();
        self.unless(has, "/participants", "Chưa có đơn vị tham gia.", "No unit takes part.")
    }
}
