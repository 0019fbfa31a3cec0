//! What must hold of a set's tree: while it is drafted, and before it enters into force.

use std::collections::{HashMap, HashSet};

use rust_decimal::Decimal;

use super::model::{Indicator, IndicatorSet};
use super::rule::{Choice, Rule, Step};
use crate::ids::IndicatorId;
use crate::platform::problem::{Code, Problem, Result};
use crate::platform::text;
use crate::registry::Provenance;
use crate::scoring::Exact;

/// The most indicators of a set; the largest known has about a hundred and fifty.
const MOST_INDICATORS: usize = 1000;

/// The indicators of a set by their place.
pub struct Tree<'a> {
    nodes: &'a [Indicator],
    below: HashMap<Option<IndicatorId>, Vec<&'a Indicator>>,
}

impl<'a> Tree<'a> {
    /// The tree of indicators given in the order of the document.
    pub fn of(nodes: &'a [Indicator]) -> Self {
        let mut below: HashMap<_, Vec<_>> = HashMap::new();
        for node in nodes {
            below.entry(node.parent_id).or_default().push(node);
        }
        Self { nodes, below }
    }

    /// The indicators directly below one, or the topmost.
    pub fn below(&self, parent: Option<IndicatorId>) -> &[&'a Indicator] {
        self.below.get(&parent).map(Vec::as_slice).unwrap_or_default()
    }

    /// Where each indicator stands in the body: `/indicators/3/children/0`.
    fn pointers(&self) -> HashMap<IndicatorId, String> {
        let mut places = HashMap::new();
        let mut open = vec![(None, "/indicators".to_owned())];
        while let Some((parent, place)) = open.pop() {
            for (index, node) in self.below(parent).iter().enumerate() {
                let here = format!("{place}/{index}");
                open.push((Some(node.id), format!("{here}/children")));
                places.insert(node.id, here);
            }
        }
        places
    }

    /// What every draft must be: codes told apart, rules that fit their place and are complete.
    pub fn check_draft(&self) -> Result<()> {
        if self.nodes.len() > MOST_INDICATORS {
            let (vi, en) =
                (format!("Nhiều nhất {MOST_INDICATORS} chỉ số."), format!("At most {MOST_INDICATORS} indicators."));
            return Err(Problem::field("/indicators", "length", vi, en));
        }
        let places = self.pointers();
        let mut codes = HashSet::new();
        let mut problem = Problem::of(Code::ValidationFailed);
        for node in self.nodes {
            let faults = [
                (!codes.insert(&node.code)).then_some(CODE_TWICE),
                (!self.rule_fits(node)).then_some(SUM_IFF_PARENT),
                self.scored_below_information(node).then_some(SCORED_BELOW_INFORMATION),
                rule_fault(&node.rule, node.max_points),
            ];
            for (field, code, vi, en) in faults.into_iter().flatten() {
                problem = problem.and_field(&format!("{}/{field}", places[&node.id]), code, vi, en);
            }
        }
        if problem.errors.is_empty() { Ok(()) } else { Err(problem) }
    }

    /// A parent's points are the sum of its children's, and only a parent's are.
    fn rule_fits(&self, node: &Indicator) -> bool {
        matches!(node.rule, Rule::Sum {}) != self.below(Some(node.id)).is_empty()
    }

    fn scored_below_information(&self, node: &Indicator) -> bool {
        !node.scored && self.below(Some(node.id)).iter().any(|child| child.scored)
    }

    /// What a set must be to enter into force.
    pub fn check_ready(&self, set: &IndicatorSet) -> Result<()> {
        let mut problem = Problem::of(Code::SetNotReady);
        if set.provenance != Provenance::Confirmed {
            problem = problem.and_field(
                "/provenance",
                "unconfirmed",
                "Điểm chưa được đối chiếu với văn bản.",
                "The points have not been checked against the document.",
            );
        }
        if !self.nodes.iter().any(Indicator::counts) {
            problem = problem.and_field(
                "/indicators",
                "nothing_scored",
                "Không có chỉ số nào được chấm điểm.",
                "No indicator is scored.",
            );
        }
        if problem.errors.is_empty() { self.check_points(set) } else { Err(problem) }
    }

    /// Each parent's maximum is the sum of its scored children's, and the set's that of its topmost.
    fn check_points(&self, set: &IndicatorSet) -> Result<()> {
        let places = self.pointers();
        let parents = self.nodes.iter().filter(|node| node.scored && !node.leaf);
        let sums = parents.map(|node| (places[&node.id].as_str(), node.max_points, self.sum_below(Some(node.id))));
        let mut problem = Problem::of(Code::PointsDoNotAddUp);
        for (place, max, sum) in [("", set.max_points, self.sum_below(None))].into_iter().chain(sums) {
            if max.get() != sum {
                let sum = Exact::stored(sum);
                let (vi, en) = (
                    format!("Ghi {max} nhưng các mục con cộng lại là {sum}."),
                    format!("It says {max}, but what stands below adds up to {sum}."),
                );
                problem = problem.and_field(&format!("{place}/max_points"), "sum", vi, en);
            }
        }
        if problem.errors.is_empty() { Ok(()) } else { Err(problem) }
    }

    fn sum_below(&self, parent: Option<IndicatorId>) -> Decimal {
        let scored = self.below(parent).iter().filter(|child| child.scored);
        scored.map(|child| child.max_points.get()).sum()
    }
}

/// A field at fault: its name, the kind of fault, and what was expected in both languages.
type Fault = (&'static str, &'static str, &'static str, &'static str);

const CODE_TWICE: Fault =
    ("code", "twice", "Mã đã dùng cho chỉ số khác của bộ.", "Another indicator of the set bears this code.");
const SUM_IFF_PARENT: Fault = (
    "rule",
    "sum",
    "Mục có mục con phải tính tổng; mục không có mục con thì không.",
    "An indicator with children is their sum; one without is not.",
);
const SCORED_BELOW_INFORMATION: Fault = (
    "scored",
    "information_only",
    "Mục chỉ thu thập thông tin không có mục con được chấm điểm.",
    "What is for information only has nothing scored below it.",
);
const STEPS: Fault = (
    "rule",
    "steps",
    "Cần từ 1 đến 100 bậc, ngưỡng khác nhau, điểm từ 0 đến điểm tối đa.",
    "1 to 100 steps with different thresholds and points from 0 to the maximum are needed.",
);
const OPTIONS: Fault = (
    "rule",
    "options",
    "Cần từ 1 đến 100 lựa chọn, mã khác nhau, có nhãn, tỷ lệ từ 0 đến 1.",
    "1 to 100 options with different codes, labels and shares from 0 to 1 are needed.",
);

fn rule_fault(rule: &Rule, max: Exact) -> Option<Fault> {
    match rule {
        Rule::Steps { steps } => (!steps_hold(steps, max)).then_some(STEPS),
        Rule::Choice { options } => (!options_hold(options)).then_some(OPTIONS),
        Rule::Manual {} | Rule::Ratio {} | Rule::Sum {} => None,
    }
}

fn steps_hold(steps: &[Step], max: Exact) -> bool {
    let thresholds: HashSet<_> = steps.iter().map(|step| step.at_least.get()).collect();
    (1..=100).contains(&steps.len())
        && thresholds.len() == steps.len()
        && steps.iter().all(|step| (Exact::ZERO..=max).contains(&step.points))
}

fn options_hold(options: &[Choice]) -> bool {
    let codes: HashSet<_> = options.iter().map(|option| &option.code).collect();
    let whole = |option: &Choice| {
        text::code(&option.code).is_ok()
            && text::plain(&option.label_vi).is_ok()
            && option.label_vi.chars().count() <= 300
            && (Decimal::ZERO..=Decimal::ONE).contains(&option.share.get())
    };
    (1..=100).contains(&options.len()) && codes.len() == options.len() && options.iter().all(whole)
}

#[cfg(test)]
#[path = "tree_tests.rs"]
mod tests;
