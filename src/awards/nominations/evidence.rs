//! What the rules are judged on, and what a verdict says.

use chrono::NaiveDate;
use diesel::deserialize::FromSqlRow;
use diesel::expression::AsExpression;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::campaigns::{Metric, Rule, Subject};
use crate::execution::statistics::{OnlineRate, Source as StatisticSource};
use crate::ids::PublicationId;
use crate::scoring::publications::{Measure, PublishedScore};
use crate::{jsonb, text_enum};

text_enum! {
    /// What an appraiser finds on a rule of judgement.
    pub enum Judged {
        /// Met (đạt).
        Pass = "pass",
        /// Not met (không đạt).
        Fail = "fail",
    }
}

text_enum! {
    /// The verdict on a rule.
    pub enum Outcome {
        /// Met (đạt).
        Pass = "pass",
        /// Not met (không đạt).
        Fail = "fail",
        /// Cannot be judged yet (chờ).
        Pending = "pending",
        /// Does not apply to this unit (không áp dụng).
        NotApplicable = "not_applicable",
    }
}

text_enum! {
    /// Whose dossiers a rate counts.
    pub enum RateScope {
        /// The unit's.
        Unit = "unit",
        /// The unit's, though the rule means the fields that the person advises on or runs: figures by
        /// field are not kept yet.
        UnitInPlaceOfFields = "unit_in_place_of_fields",
    }
}

/// An appraiser's finding on a rule of judgement.
#[derive(Debug, Clone)]
pub struct Judgement {
    /// The rule's code.
    pub rule: String,
    /// The finding.
    pub verdict: Judged,
    /// Why.
    pub reason: String,
}

/// What an appraiser found of violations in the year.
#[derive(Debug, Clone)]
pub struct Discipline {
    /// How many.
    pub violations: i64,
    /// Where it was looked up.
    pub source: String,
}

/// All that the rules are judged on: a snapshot, so that the same verdicts follow from it whenever
/// and by whomever they are computed.
#[derive(Debug, Clone)]
pub struct Evidence {
    /// A unit or a person.
    pub subject: Subject,
    /// Whether a competent authority scores the unit on the PAR index.
    pub scored_by_authority: bool,
    /// The unit's online dossiers of the campaign's year.
    pub online: OnlineRate,
    /// The unit's published PAR index.
    pub par_index: Option<PublishedScore>,
    /// The appraiser's findings.
    pub judgements: Vec<Judgement>,
    /// Violations found.
    pub discipline: Option<Discipline>,
}

/// What was compared, as exact numbers; empty where there was nothing to compare.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, FromSqlRow, AsExpression)]
#[diesel(sql_type = diesel::sql_types::Jsonb)]
#[serde(untagged, deny_unknown_fields)]
#[schema(example = json!({"numerator": 51, "denominator": 100}))]
pub enum Observed {
    /// A part and its whole.
    Ratio {
        /// The part.
        numerator: i64,
        /// The whole.
        denominator: i64,
    },
    /// A published score.
    Score {
        /// The score as published.
        score: Decimal,
        /// What it counts.
        unit_of_measure: Measure,
    },
    /// A count.
    Count {
        /// How many.
        count: i64,
    },
    /// A finding of the appraiser.
    Judgement {
        /// The finding.
        judgement: Judged,
    },
    /// Nothing.
    #[schema(max_properties = 0)]
    Nothing {},
}

/// Where what was compared was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, FromSqlRow, AsExpression)]
#[diesel(sql_type = diesel::sql_types::Jsonb)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[schema(example = json!({
    "kind": "statistics", "metric": "online_dossier_rate_pct@1", "scope": "unit",
    "records": [{"id": "01890a5d-ac96-774b-bcce-b302099a8057", "month": "2023-05", "revision": 1}]}))]
pub enum VerdictSource {
    /// One-stop-shop statistics.
    Statistics {
        /// The definition of the rate.
        metric: String,
        /// Whose dossiers it counts.
        scope: RateScope,
        /// The months counted.
        records: Vec<StatisticSource>,
    },
    /// A publication of scores.
    Publication {
        /// The publication.
        publication_id: PublicationId,
        /// The number of its decision.
        decision_number: String,
        /// The date of its decision.
        issued_on: NaiveDate,
    },
    /// The list of participants: no authority scores the unit.
    Participants,
    /// The appraisal.
    Appraisal {
        /// Where the appraiser looked.
        #[schema(required = true)]
        note: Option<String>,
    },
    /// Nothing yet: a publication, figures or a finding is awaited.
    Awaited,
    /// Known to appraisers only.
    Restricted,
}

jsonb!(Observed);
jsonb!(VerdictSource);

/// What everyone may know of what was found: of discipline, nothing but the verdict.
pub fn for_everyone(metric: Metric, observed: Observed, source: VerdictSource) -> (Observed, VerdictSource) {
    match metric {
        Metric::DisciplineViolations => (Observed::Nothing {}, VerdictSource::Restricted),
        _ => (observed, source),
    }
}

/// The verdict on one rule.
#[derive(Debug, Clone)]
pub struct Verdict {
    /// The rule.
    pub rule: Rule,
    /// The verdict.
    pub outcome: Outcome,
    /// What was compared.
    pub observed: Observed,
    /// Where it was read.
    pub source: VerdictSource,
    /// The appraiser's reason, on a rule of judgement.
    pub reason: Option<String>,
}
