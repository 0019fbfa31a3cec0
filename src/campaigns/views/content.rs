//! The content of an edition as it is shown. Every list has the order of the decision.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Serialize;
use utoipa::ToSchema;

use crate::campaigns::content::{
    CitedDocument, Criterion, CriterionRule, Domain, LegalBase, Milestone, MilestoneCode, Participation, Precision,
    Target, Task, TaskKind,
};
use crate::campaigns::deadline::Deadline;
use crate::campaigns::rules::{AppliesWhen, Metric, Operator, Subject};
use crate::platform::directory::{Named, Names};

/// One base line (căn cứ) of the decision.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "ordinal": 3, "text_as_printed": "Căn cứ Nghị định 91/2017/NĐ-CP ngày 31/7/2017 của Chính phủ;",
    "text_normalised": "Căn cứ Nghị định 91/2017/NĐ-CP ngày 31/7/2017 của Chính phủ;",
    "documents": [{"kind": "decree", "number": "91/2017/NĐ-CP", "issued_on": "2017-07-31", "issuer_vi": "Chính phủ",
                   "title_vi": "Quy định chi tiết thi hành một số điều của Luật Thi đua, khen thưởng", "provenance": "confirmed"}]}))]
pub struct LegalBaseOut {
    /// Its place, from 1.
    pub ordinal: usize,
    /// The line as the decision prints it, misprints included.
    pub text_as_printed: String,
    /// The line with its misprints mended.
    pub text_normalised: String,
    /// The documents that the line cites.
    pub documents: Vec<CitedDocument>,
}

/// A date of the campaign.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "code": "dossier_due", "precision": "before", "on": "2023-12-30", "note_vi": "Hồ sơ gửi trước ngày 30/12/2023.",
    "deadline": {"date": "2023-12-30", "boundary": "before", "time_zone": "Asia/Ho_Chi_Minh", "closes_at": "2023-12-30T00:00:00+07:00"}}))]
pub struct MilestoneOut {
    /// What happens on it.
    pub code: MilestoneCode,
    /// How precisely the decision gives it.
    pub precision: Precision,
    /// The day, or the first day of the month; null where the decision gives none.
    #[schema(required = true)]
    pub on: Option<NaiveDate>,
    /// What the decision says of it.
    #[schema(required = true)]
    pub note_vi: Option<String>,
    /// The deadline that it sets; null where it only says when something happens.
    #[schema(required = true)]
    pub deadline: Option<Deadline>,
}

/// A domain (lĩnh vực) of the campaign.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "ordinal": 5, "code": "đ", "label_as_printed": "d)", "title_vi": "Cải cách chế độ công vụ", "title_en": "Reform of the civil service",
    "tasks": [{"ordinal": 1, "code": "đ.3", "title_vi": "Kế hoạch đào tạo, bồi dưỡng năm 2023", "title_en": null,
               "kind": "deliverable", "target": null}]}))]
pub struct DomainOut {
    /// Its place, from 1: decisions count a b c d đ e g.
    pub ordinal: usize,
    /// The code.
    pub code: String,
    /// The heading's letter as the decision prints it.
    pub label_as_printed: String,
    /// The title.
    pub title_vi: String,
    /// The title in English.
    #[schema(required = true)]
    pub title_en: Option<String>,
    /// The tasks.
    pub tasks: Vec<TaskOut>,
}

/// A task (nhiệm vụ) of a domain.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "ordinal": 2, "code": "c.2", "title_vi": "Cắt ≥ 30 % thời gian giải quyết", "title_en": null, "kind": "metric",
    "target": {"metric": "processing_time_reduction_pct", "operator": "ge", "threshold": "30"}}))]
pub struct TaskOut {
    /// Its place in the domain, from 1.
    pub ordinal: usize,
    /// The code.
    pub code: String,
    /// A short title.
    pub title_vi: String,
    /// The title in English.
    #[schema(required = true)]
    pub title_en: Option<String>,
    /// By what it shows itself done.
    pub kind: TaskKind,
    /// The figure to be reached, where the decision gives one.
    #[schema(required = true)]
    pub target: Option<TargetOut>,
}

/// A figure to be reached.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"metric": "processing_time_reduction_pct", "operator": "ge", "threshold": "30"}))]
pub struct TargetOut {
    /// What is measured.
    pub metric: String,
    /// How the value is compared with the threshold.
    pub operator: Operator,
    /// With what, as a decimal.
    pub threshold: Decimal,
}

/// An award criterion (tiêu chuẩn khen thưởng): all of its rules that apply must hold.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "ordinal": 2, "code": "C2", "subject": "collective", "text_vi": "Chỉ số CCHC năm từ 85 điểm trở lên theo quyết định công bố.",
    "text_en": null, "clause": "mục III.1.a, gạch đầu dòng 2",
    "rules": [{"code": "C2", "metric": "par_index_score", "operator": "ge", "threshold": "85",
               "applies_when": "unit_scored_by_authority", "label_vi": "Chỉ số CCHC đã công bố từ 85 điểm", "label_en": null}]}))]
pub struct CriterionOut {
    /// Its place, from 1.
    pub ordinal: usize,
    /// The code.
    pub code: String,
    /// Who is rewarded by it.
    pub subject: Subject,
    /// What it asks.
    pub text_vi: String,
    /// What it asks, in English.
    #[schema(required = true)]
    pub text_en: Option<String>,
    /// Where the decision says so.
    pub clause: String,
    /// The rules.
    pub rules: Vec<CriterionRuleOut>,
}

/// One rule of a criterion: the appraiser's judgement, or a metric compared with a threshold.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "code": "C1b", "metric": "online_dossier_rate_pct", "operator": "gt", "threshold": "50", "applies_when": "always",
    "label_vi": "Hồ sơ trực tuyến của đơn vị trên 50 %", "label_en": null}))]
pub struct CriterionRuleOut {
    /// The code.
    pub code: String,
    /// What it looks at.
    pub metric: Metric,
    /// How the value is compared; null for a judgement.
    #[schema(required = true)]
    pub operator: Option<Operator>,
    /// With what, as a decimal; null for a judgement.
    #[schema(required = true)]
    pub threshold: Option<Decimal>,
    /// To whom it applies.
    pub applies_when: AppliesWhen,
    /// What it asks, in a few words.
    pub label_vi: String,
    /// What it asks, in English.
    #[schema(required = true)]
    pub label_en: Option<String>,
}

/// A unit that takes part, and its officials with it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "unit": {"id": "01890a5d-ac96-774b-bcce-b302099a8057", "code": "TN-PNV", "name_vi": "Phòng Nội vụ"}, "scored_by_authority": true}))]
pub struct ParticipantOut {
    /// The unit.
    pub unit: Named,
    /// Whether a competent authority scores the unit on the PAR index; where not, that criterion does not apply.
    pub scored_by_authority: bool,
}

/// Shows each item of a list with its place.
pub fn in_order<T, U>(items: Vec<T>, show: impl Fn(usize, T) -> U) -> Vec<U> {
    items.into_iter().enumerate().map(|(index, item)| show(index + 1, item)).collect()
}

impl LegalBaseOut {
    /// Shows a base line.
    pub fn of(ordinal: usize, base: LegalBase) -> Self {
        let LegalBase { text_as_printed, text_normalised, documents } = base;
        Self { ordinal, text_as_printed, text_normalised, documents }
    }
}

impl MilestoneOut {
    /// Shows a date with the deadline that it sets.
    pub fn of(milestone: Milestone) -> Self {
        let deadline = milestone.deadline();
        let Milestone { code, precision, on, note_vi } = milestone;
        Self { code, precision, on, note_vi, deadline }
    }
}

impl DomainOut {
    /// Shows a domain with its tasks.
    pub fn of(ordinal: usize, domain: Domain) -> Self {
        let Domain { code, label_as_printed, title_vi, title_en, tasks } = domain;
        Self { ordinal, code, label_as_printed, title_vi, title_en, tasks: in_order(tasks, TaskOut::of) }
    }
}

impl TaskOut {
    fn of(ordinal: usize, task: Task) -> Self {
        let Task { code, title_vi, title_en, kind, target } = task;
        let target = target.map(|Target { metric, operator, threshold }| TargetOut { metric, operator, threshold });
        Self { ordinal, code, title_vi, title_en, kind, target }
    }
}

impl CriterionOut {
    /// Shows a criterion with its rules.
    pub fn of(ordinal: usize, criterion: Criterion) -> Self {
        let Criterion { code, subject, text_vi, text_en, clause, rules } = criterion;
        let rules = rules.into_iter().map(CriterionRuleOut::of).collect();
        Self { ordinal, code, subject, text_vi, text_en, clause, rules }
    }
}

impl CriterionRuleOut {
    fn of(rule: CriterionRule) -> Self {
        let CriterionRule { code, metric, operator, threshold, applies_when, label_vi, label_en } = rule;
        Self { code, metric, operator, threshold, applies_when, label_vi, label_en }
    }
}

impl ParticipantOut {
    /// Shows a unit that takes part.
    pub fn of(participation: Participation, names: &Names) -> Self {
        let Participation { unit_id, scored_by_authority } = participation;
        Self { unit: names.get(unit_id.0), scored_by_authority }
    }
}
