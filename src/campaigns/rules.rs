//! Award criteria as data: what is measured, how it is compared, and when it applies.

use rust_decimal::Decimal;

use crate::ids::RuleId;
use crate::text_enum;

text_enum! {
    /// Who is rewarded.
    pub enum Subject {
        /// A unit (tập thể).
        Collective = "collective",
        /// A person (cá nhân).
        Individual = "individual",
    }
}

text_enum! {
    /// What a rule looks at.
    pub enum Metric {
        /// The appraiser's judgement, with reasons.
        Judgement = "judgement",
        /// Dossiers received online out of all received, in per cent (tỷ lệ hồ sơ trực tuyến).
        OnlineDossierRatePct = "online_dossier_rate_pct",
        /// The published PAR index (Chỉ số cải cách hành chính).
        ParIndexScore = "par_index_score",
        /// Violations of discipline in the year (vi phạm kỷ luật, kỷ cương hành chính).
        DisciplineViolations = "discipline_violations",
    }
}

text_enum! {
    /// How a value is compared with the threshold.
    pub enum Operator {
        /// Above.
        Gt = "gt",
        /// At least.
        Ge = "ge",
        /// Equal.
        Eq = "eq",
        /// At most.
        Le = "le",
        /// Below.
        Lt = "lt",
    }
}

text_enum! {
    /// To whom a rule applies.
    pub enum AppliesWhen {
        /// Everyone.
        Always = "always",
        /// Units that a competent authority scores.
        UnitScoredByAuthority = "unit_scored_by_authority",
    }
}

impl Operator {
    /// Compares two exact values.
    pub fn holds(self, value: Decimal, threshold: Decimal) -> bool {
        match self {
            Self::Gt => value > threshold,
            Self::Ge => value >= threshold,
            Self::Eq => value == threshold,
            Self::Le => value <= threshold,
            Self::Lt => value < threshold,
        }
    }

    /// Compares a part of a whole, in per cent, without dividing: `100 · part` with `threshold · whole`.
    pub fn holds_pct(self, part: i64, whole: i64, threshold: Decimal) -> bool {
        self.holds(Decimal::ONE_HUNDRED * Decimal::from(part), threshold * Decimal::from(whole))
    }
}

/// One rule of a criterion, with the clause it comes from.
#[derive(Debug, Clone)]
pub struct Rule {
    /// The rule.
    pub id: RuleId,
    /// Its code, such as `C1b`.
    pub code: String,
    /// The code of its criterion, such as `C1`.
    pub criterion: String,
    /// What it looks at.
    pub metric: Metric,
    /// How the value is compared; none for a judgement.
    pub operator: Option<Operator>,
    /// With what.
    pub threshold: Option<Decimal>,
    /// To whom it applies.
    pub applies_when: AppliesWhen,
    /// What it asks, in Vietnamese.
    pub label_vi: String,
    /// Where the decision says so.
    pub clause: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_is_not_above_half() {
        let half = Decimal::from(50);
        assert!(!Operator::Gt.holds_pct(50, 100, half));
        assert!(Operator::Gt.holds_pct(51, 100, half));
        assert!(Operator::Gt.holds_pct(1, 1, half));
        assert!(!Operator::Gt.holds_pct(1, 2, half));
    }

    #[test]
    fn eighty_five_is_at_least_eighty_five() {
        assert!(Operator::Ge.holds(Decimal::new(8500, 2), Decimal::from(85)));
        assert!(!Operator::Ge.holds(Decimal::new(8499, 2), Decimal::from(85)));
    }
}
