//! A value: what was claimed for an indicator and how it was appraised.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::claim::EvidenceList;
use crate::ids::{IndicatorId, SubmissionId};
use crate::platform::problem::{Code, Problem, Result};
use crate::schema::submission_values;
use crate::scoring::Exact;
use crate::scoring::indicator_sets::{Indicator, Inputs};

/// The value of one leaf indicator.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = submission_values)]
pub struct Value {
    pub indicator_id: IndicatorId,
    pub inputs: Inputs,
    /// The unit's own score; none where a survey or a system measures.
    pub self_score: Option<Exact>,
    pub evidence: EvidenceList,
    pub explanation: Option<String>,
    pub appraised_score: Option<Exact>,
    pub appraisal_reason: Option<String>,
    pub question: Option<String>,
    pub answer: Option<String>,
}

/// What a unit claimed, with the score that followed from it.
#[derive(Debug, Clone, PartialEq, Eq, Insertable, Serialize, Deserialize)]
#[diesel(table_name = submission_values)]
pub struct Claimed {
    pub inputs: Inputs,
    pub self_score: Exact,
    pub evidence: EvidenceList,
    pub explanation: Option<String>,
}

/// A claim as it is written.
#[derive(Debug, Clone, Insertable)]
#[diesel(table_name = submission_values)]
pub struct NewValue {
    pub submission_id: SubmissionId,
    pub indicator_id: IndicatorId,
    #[diesel(embed)]
    pub claimed: Claimed,
    pub updated_at: DateTime<Utc>,
}

/// A score given by an appraiser.
#[derive(Debug, Clone, Insertable, AsChangeset)]
#[diesel(table_name = submission_values, treat_none_as_null = true)]
pub struct Appraised {
    pub appraised_score: Exact,
    pub appraisal_reason: Option<String>,
    pub appraised_by: Option<Uuid>,
    pub appraised_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl Value {
    /// Whether an explanation is still awaited.
    pub fn awaits_answer(&self) -> bool {
        self.question.is_some() && self.answer.is_none()
    }

    /// What the unit claimed, where units claim anything.
    pub fn into_claimed(self) -> Option<Claimed> {
        let Self { inputs, self_score, evidence, explanation, .. } = self;
        Some(Claimed { inputs, self_score: self_score?, evidence, explanation })
    }
}

/// Accepts an appraiser's score: within the indicator's points, and with a reason where it is not the one
/// that the unit claimed.
pub fn check_appraisal(
    indicator: &Indicator,
    claimed: Option<Exact>,
    score: Exact,
    reason: Option<&str>,
) -> Result<()> {
    if !(Exact::ZERO..=indicator.max_points).contains(&score) {
        let most = indicator.max_points;
        let (vi, en) = (format!("Phải từ 0 đến {most}."), format!("It must be from 0 to {most}."));
        return Err(Problem::of(Code::ScoreOutOfRange).and_field("/score", "range", vi, en));
    }
    if claimed == Some(score) || reason.is_some() { Ok(()) } else { Err(reason_missing(claimed)) }
}

fn reason_missing(claimed: Option<Exact>) -> Problem {
    let (vi, en) = match claimed {
        Some(claimed) => (
            format!("Khác điểm tự chấm ({claimed}) phải nêu lý do."),
            format!("A score other than the unit's ({claimed}) must give a reason."),
        ),
        None => (
            "Điểm không do đơn vị tự chấm phải nêu nguồn.".to_owned(),
            "A score that no unit claims must say where it comes from.".to_owned(),
        ),
    };
    Problem::field("/reason", "required", vi, en)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::SetId;
    use crate::scoring::indicator_sets::{Method, Rule};

    fn exact(text: &str) -> Exact {
        text.parse().unwrap()
    }

    fn indicator(max: &str) -> Indicator {
        Indicator {
            id: IndicatorId::draw(),
            set_id: SetId::draw(),
            parent_id: None,
            ordinal: 0,
            code: "1".to_owned(),
            title_vi: "Chỉ số".to_owned(),
            title_en: None,
            max_points: exact(max),
            scored: true,
            leaf: true,
            method: Method::Self_,
            rule: Rule::Manual {},
            evidence_required: true,
            note_vi: None,
        }
    }

    fn claimed(score: &str) -> Value {
        Value {
            indicator_id: IndicatorId::draw(),
            inputs: Inputs::default(),
            self_score: Some(exact(score)),
            evidence: EvidenceList::default(),
            explanation: None,
            appraised_score: None,
            appraisal_reason: None,
            question: None,
            answer: None,
        }
    }

    #[test]
    fn another_score_gives_its_reason() {
        let check = |score, reason| check_appraisal(&indicator("20"), Some(exact("16.5")), exact(score), reason);
        assert!(check("16.50", None).is_ok());
        assert!(check("0", Some("không có tài liệu")).is_ok());
        assert!(check("20", Some("thấp hơn thực tế")).is_ok());
        assert_eq!(check("16.4999", None).unwrap_err().errors[0].pointer, "/reason");
        for score in ["20.0001", "-0.0001"] {
            assert_eq!(check(score, Some("x")).unwrap_err().code, Code::ScoreOutOfRange);
        }
    }

    #[test]
    fn a_score_that_no_unit_claims_says_where_it_comes_from() {
        let check = |reason| check_appraisal(&indicator("20"), None, exact("0"), reason);
        assert_eq!(check(None).unwrap_err().errors[0].pointer, "/reason");
        assert!(check(Some("Báo cáo điều tra xã hội học 12/BC-SNV")).is_ok());
    }

    #[test]
    fn an_answer_is_awaited_until_it_is_given() {
        let mut value = claimed("1");
        assert!(!value.awaits_answer());
        value.question = Some("Vì sao?".to_owned());
        assert!(value.awaits_answer());
        value.answer = Some("Theo báo cáo.".to_owned());
        assert!(!value.awaits_answer());
    }
}
