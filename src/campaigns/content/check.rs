//! What must hold of content even in a draft: codes given once, values that agree.

use std::collections::HashSet;
use std::hash::Hash;

use validator::ValidationError;

use super::{Content, Criterion, Domain};
use crate::platform::problem::{Code, Problem, Result};

impl Content {
    /// Refuses content that could not be stored as it is meant; `at` is where it stands in the body.
    pub fn check(&self, at: &str) -> Result<()> {
        let mut faults = Faults { at, problem: Problem::of(Code::ValidationFailed) };
        faults.milestones(self);
        faults.domains(&self.domains);
        faults.criteria(&self.criteria);
        faults.once(self.participants.iter().map(|one| one.unit_id), |index| format!("/participants/{index}/unit"));
        if faults.problem.errors.is_empty() { Ok(()) } else { Err(faults.problem) }
    }
}

struct Faults<'a> {
    at: &'a str,
    problem: Problem,
}

impl Faults<'_> {
    fn add(&mut self, place: &str, code: &str, vi: &str, en: &str) {
        self.problem = self.problem.clone().and_field(&format!("{}{place}", self.at), code, vi, en);
    }

    fn once<T: Eq + Hash>(&mut self, values: impl Iterator<Item = T>, place: impl Fn(usize) -> String) {
        let mut seen = HashSet::new();
        for (index, value) in values.enumerate() {
            if !seen.insert(value) {
                self.add(&place(index), "duplicate", "Đã có ở mục trước.", "An earlier item has it already.");
            }
        }
    }

    fn milestones(&mut self, content: &Content) {
        self.once(content.milestones.iter().map(|one| one.code), |index| format!("/milestones/{index}/code"));
        for (index, milestone) in content.milestones.iter().enumerate() {
            if let Some(code) = milestone.fault() {
                self.add(
                    &format!("/milestones/{index}/on"),
                    code,
                    "`none` không có ngày; `month` lấy ngày đầu tháng; các mức khác cần ngày từ 1945 đến 2200.",
                    "`none` has no day; `month` takes the first of the month; the others need a day from 1945 to 2200.",
                );
            }
        }
    }

    fn domains(&mut self, domains: &[Domain]) {
        self.once(domains.iter().map(|one| &one.code), |index| format!("/domains/{index}/code"));
        let places: Vec<_> = places(domains.iter().map(|domain| domain.tasks.len()));
        self.once(domains.iter().flat_map(|domain| &domain.tasks).map(|task| &task.code), |index| {
            let (domain, task) = places[index];
            format!("/domains/{domain}/tasks/{task}/code")
        });
    }

    fn criteria(&mut self, criteria: &[Criterion]) {
        self.once(criteria.iter().map(|one| &one.code), |index| format!("/criteria/{index}/code"));
        let places = places(criteria.iter().map(|criterion| criterion.rules.len()));
        let rules = || criteria.iter().flat_map(|criterion| &criterion.rules);
        self.once(rules().map(|rule| &rule.code), |index| rule_at(&places, index, "code"));
        for (index, _) in rules().enumerate().filter(|(_, rule)| !rule.is_whole()) {
            self.add(
                &rule_at(&places, index, "metric"),
                "agreement",
                "`judgement` không có `operator` và `threshold`; chỉ tiêu khác phải có cả hai.",
                "A `judgement` has no `operator` and no `threshold`; every other metric has both.",
            );
        }
    }
}

fn rule_at(places: &[(usize, usize)], index: usize, field: &str) -> String {
    let (criterion, rule) = places[index];
    format!("/criteria/{criterion}/rules/{rule}/{field}")
}

/// Where each item of lists within a list stands: outer and inner index.
fn places(lengths: impl Iterator<Item = usize>) -> Vec<(usize, usize)> {
    lengths.enumerate().flat_map(|(outer, length)| (0..length).map(move |inner| (outer, inner))).collect()
}

/// A letter or number of a domain or task, such as `đ.3`.
pub(super) fn label(text: &str) -> Result<(), ValidationError> {
    let fits = |character: char| character.is_ascii_alphanumeric() || "Đđ.".contains(character);
    if (1..=16).contains(&text.chars().count()) && text.chars().all(fits) {
        return Ok(());
    }
    Err(ValidationError::new("label").with_message(
        "Từ 1 đến 16 ký tự: chữ không dấu hoặc đ, số và dấu chấm. | 1 to 16 characters: plain letters or đ, digits and points.".into(),
    ))
}
