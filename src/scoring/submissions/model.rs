//! What a submission is, and who may appraise it.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use super::states::SubmissionState;
use crate::access::Living;
use crate::campaigns::{CampaignFacts, Official};
use crate::ids::{CampaignId, SetId, SubmissionId, UnitId};
use crate::platform::problem::{Code, Problem, Result};
use crate::registry::units::{UnitKind, UnitLevel};
use crate::schema::submissions;
use crate::scoring::indicator_sets::{IndicatorSet, SetState};
use crate::scoring::{Exact, Period};

/// A submission, without its values.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = submissions)]
pub struct Submission {
    pub id: SubmissionId,
    pub campaign_id: CampaignId,
    pub set_id: SetId,
    pub unit_id: UnitId,
    pub period: Period,
    pub state: SubmissionState,
    pub revision: i32,
    pub self_total: Exact,
    pub appraised_total: Option<Exact>,
    pub published_score: Option<Exact>,
    pub values_given: i32,
    pub values_appraised: i32,
    pub sent_at: Option<DateTime<Utc>>,
    pub appraised_at: Option<DateTime<Utc>>,
    /// Accounts that wrote to it for the unit.
    pub authors: Vec<Option<Uuid>>,
    pub version: i64,
}

impl Living for Submission {
    type State = SubmissionState;

    fn id(&self) -> Uuid {
        self.id.0
    }

    fn version(&self) -> i64 {
        self.version
    }

    fn state(&self) -> SubmissionState {
        self.state
    }
}

impl Submission {
    /// Its authors, with one more.
    pub fn authors_with(&self, account: Option<Uuid>) -> Vec<Option<Uuid>> {
        let mut authors = self.authors.clone();
        if account.is_some() && !authors.contains(&account) {
            authors.push(account);
        }
        authors
    }

    /// Whether an account wrote to it for the unit.
    fn written_by(&self, account: Option<Uuid>) -> bool {
        account.is_some() && self.authors.contains(&account)
    }

    /// Whether an official may judge it: nobody judges their own unit, or what they wrote for one.
    pub fn admits(&self, official: &Official, account: Option<Uuid>) -> bool {
        !official.belongs_to(self.unit_id) && !self.written_by(account)
    }
}

/// A period that is scored in a campaign lies in the campaign's year and has begun.
pub fn check_period(period: Period, campaign: &CampaignFacts, today: NaiveDate) -> Result<()> {
    period.require_year(campaign.year)?;
    if period.first_day() > today {
        let (vi, en) = ("Kỳ đánh giá chưa bắt đầu.", "The period has not begun yet.");
        return Err(Problem::field("/period", "future", vi, en));
    }
    Ok(())
}

/// A set scores the periods on whose last day it is in force: of two sets that follow each other,
/// exactly one scores a period.
pub fn check_set(set: &IndicatorSet, period: Period) -> Result<()> {
    let day = period.last_day();
    let in_force = set.effective_from <= day && set.effective_to.is_none_or(|end| day < end);
    if set.state == SetState::Active && in_force {
        return Ok(());
    }
    let (vi, en) = (
        format!("Bộ chỉ số không hiệu lực vào ngày cuối kỳ ({day})."),
        format!("The set is not in force on the last day of the period ({day})."),
    );
    let problem = Problem::of(Code::SetNotActive).and_field("/indicator_set", "not_in_force", vi, en);
    Err(problem.with("state", set.state.as_str()))
}

/// A set scores the units that it measures.
pub fn check_level(set: &IndicatorSet, kind: UnitKind, level: UnitLevel) -> Result<()> {
    if set.level.measures(kind, level) {
        return Ok(());
    }
    let measured = set.level;
    let (vi, en) = (
        format!("Bộ chỉ số dành cho `{measured}`; đơn vị là `{kind}`, `{level}`."),
        format!("The set measures `{measured}`; the unit is `{kind}`, `{level}`."),
    );
    Err(Problem::field("/indicator_set", "level", vi, en))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn submission(unit: Uuid, authors: &[Uuid]) -> Submission {
        Submission {
            id: SubmissionId::draw(),
            campaign_id: CampaignId::draw(),
            set_id: SetId::draw(),
            unit_id: UnitId(unit),
            period: "2023".parse().unwrap(),
            state: SubmissionState::Submitted,
            revision: 1,
            self_total: Exact::ZERO,
            appraised_total: None,
            published_score: None,
            values_given: 0,
            values_appraised: 0,
            sent_at: None,
            appraised_at: None,
            authors: authors.iter().copied().map(Some).collect(),
            version: 1,
        }
    }

    #[test]
    fn whoever_wrote_to_it_is_known() {
        let [unit, author, other] = std::array::from_fn(|_| Uuid::now_v7());
        let submission = submission(unit, &[author]);
        for (account, wrote) in [(Some(author), true), (Some(other), false), (None, false)] {
            assert_eq!(submission.written_by(account), wrote);
        }
    }

    #[test]
    fn an_author_is_named_once() {
        let [unit, author, other] = std::array::from_fn(|_| Uuid::now_v7());
        let submission = submission(unit, &[author]);
        assert_eq!(submission.authors_with(Some(author)), [Some(author)]);
        assert_eq!(submission.authors_with(Some(other)), [Some(author), Some(other)]);
        assert_eq!(submission.authors_with(None), [Some(author)]);
    }
}
