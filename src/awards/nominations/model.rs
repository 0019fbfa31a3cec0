//! What a nomination is, and when it is late.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use super::evidence::{Observed, Outcome, VerdictSource};
use super::papers::Papers;
use super::states::NominationState;
use crate::access::Living;
use crate::awards::policies::AwardForm;
use crate::campaigns::Subject;
use crate::ids::{CampaignId, NominationId, RuleId, UnitId};
use crate::platform::clock::vietnam;
use crate::platform::problem::{Code, Problem, Result};
use crate::schema::{nomination_verdicts, nominations};

/// A nomination.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = nominations)]
pub struct Nomination {
    pub id: NominationId,
    pub campaign_id: CampaignId,
    pub subject: Subject,
    pub unit_id: UnitId,
    pub person_name: Option<String>,
    pub person_position: Option<String>,
    pub award_form: AwardForm,
    pub achievement_summary: String,
    pub papers: Papers,
    pub state: NominationState,
    pub edition: Option<i32>,
    pub submitted_at: Option<DateTime<Utc>>,
    pub submitted_by: Option<Uuid>,
    pub late: Option<bool>,
    pub late_reason: Option<String>,
    pub appraised_by: Option<Uuid>,
    pub version: i64,
}

impl Living for Nomination {
    type State = NominationState;

    fn id(&self) -> Uuid {
        self.id.0
    }

    fn version(&self) -> i64 {
        self.version
    }

    fn state(&self) -> NominationState {
        self.state
    }
}

/// A verdict as it is kept.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = nomination_verdicts)]
pub struct VerdictRow {
    pub nomination_id: NominationId,
    pub rule_id: RuleId,
    pub verdict: Outcome,
    pub observed: Observed,
    pub source: VerdictSource,
    pub reason: Option<String>,
    pub evaluated_at: DateTime<Utc>,
}

/// A person's nomination names the person; a unit's names nobody.
pub fn check_person(subject: Subject, name: Option<&str>, position: Option<&str>) -> Result<()> {
    let not_allowed = |pointer| {
        let (vi, en) = ("Chỉ dùng cho cá nhân.", "Only for a person's nomination.");
        Err(Problem::field(pointer, "not_allowed", vi, en))
    };
    match (subject, name, position) {
        (Subject::Individual, None, _) => Err(Problem::field(
            "/person_name",
            "required",
            "Hồ sơ cá nhân cần họ tên.",
            "A person's nomination needs a name.",
        )),
        (Subject::Collective, Some(_), _) => not_allowed("/person_name"),
        (Subject::Collective, _, Some(_)) => not_allowed("/person_position"),
        _ => Ok(()),
    }
}

/// Whether a dossier submitted now is late, with the reason that it then must give.
///
/// `closes_at` is the first instant that is late; without it there is no deadline.
pub fn lateness(
    now: DateTime<Utc>,
    closes_at: Option<DateTime<Utc>>,
    reason: Option<String>,
) -> Result<(bool, Option<String>)> {
    match (closes_at.filter(|closes_at| now >= *closes_at), reason) {
        (None, _) => Ok((false, None)),
        (Some(_), Some(reason)) => Ok((true, Some(reason))),
        (Some(closes_at), None) => Err(Problem::of(Code::DeadlinePassed)
            .with("closes_at", closes_at.with_timezone(&vietnam()).to_rfc3339())
            .and_field("/late_reason", "required", "Hồ sơ trễ phải nêu lý do.", "A late dossier must give a reason.")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_good_instant_is_before_the_deadline() {
        let at = |text: &str| DateTime::parse_from_rfc3339(text).unwrap().to_utc();
        let closes_at = Some(at("2023-12-30T00:00:00+07:00"));
        assert_eq!(lateness(at("2023-12-29T23:59:59.999+07:00"), closes_at, None).unwrap(), (false, None));
        let refused = lateness(at("2023-12-30T00:00:00+07:00"), closes_at, None).unwrap_err();
        assert_eq!(refused.code, Code::DeadlinePassed);
        let reason = Some("bão".to_owned());
        assert_eq!(
            lateness(at("2023-12-30T00:00:00+07:00"), closes_at, reason.clone()).unwrap(),
            (true, reason.clone())
        );
        assert_eq!(lateness(at("2023-12-29T10:00:00+07:00"), closes_at, reason).unwrap(), (false, None));
        assert_eq!(lateness(at("2030-01-01T00:00:00+07:00"), None, None).unwrap(), (false, None));
    }

    #[test]
    fn a_person_is_named_and_a_unit_names_nobody() {
        assert!(check_person(Subject::Individual, Some("Nguyễn Văn A"), None).is_ok());
        assert!(check_person(Subject::Collective, None, None).is_ok());
        for (subject, name, position) in [
            (Subject::Individual, None, None),
            (Subject::Collective, Some("A"), None),
            (Subject::Collective, None, Some("B")),
        ] {
            assert!(check_person(subject, name, position).is_err());
        }
    }
}
