//! What clients see.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use super::super::model::{Band, Indicator, IndicatorSet, Method, SetKind, SetLevel, SetState};
use super::super::rule::Rule;
use super::super::tree::Tree;
use crate::ids::{IndicatorId, SetId};
use crate::platform::http::{Version, Versioned};
use crate::registry::Provenance;
use crate::scoring::Exact;

/// An indicator set, without its tree.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = IndicatorSet, example = json!({
    "id": "01890a5d-ac96-774b-bcce-b302099a8057", "code": "QS766",
    "title_vi": "Bộ chỉ số chất lượng phục vụ người dân, doanh nghiệp (766)", "title_en": null,
    "basis_vi": "Quyết định 766/QĐ-TTg ngày 23/6/2022 của Thủ tướng Chính phủ",
    "kind": "service_quality", "level": "any", "max_points": "100.00", "survey_max": null, "effective_from": "2022-06-23", "effective_to": null, "provenance": "confirmed",
    "provenance_note_vi": null, "bands": [{"from": "90.00", "label_vi": "Xuất sắc", "provenance": "confirmed"}],
    "state": "active", "version": 2, "allowed_actions": ["retirement"]}))]
pub struct SetOut {
    /// The id.
    pub id: SetId,
    /// The code that people use.
    pub code: String,
    /// The title.
    pub title_vi: String,
    /// The title in English.
    #[schema(required = true)]
    pub title_en: Option<String>,
    /// The document that it stands in.
    pub basis_vi: String,
    /// Which index it measures.
    pub kind: SetKind,
    /// Whom it measures.
    pub level: SetLevel,
    /// The most points that a unit can have.
    pub max_points: Exact,
    /// How many of them come from a survey.
    #[schema(required = true)]
    pub survey_max: Option<Exact>,
    /// The first day in force.
    pub effective_from: NaiveDate,
    /// The first day no longer in force; null: still in force.
    #[schema(required = true)]
    pub effective_to: Option<NaiveDate>,
    /// Whether the points were checked against the document.
    pub provenance: Provenance,
    /// Where they come from, or what is missing.
    #[schema(required = true)]
    pub provenance_note_vi: Option<String>,
    /// The named bands of the total.
    pub bands: Vec<Band>,
    /// Where it stands.
    pub state: SetState,
    /// The version of the record.
    pub version: i64,
    /// What this caller may do to it now.
    pub allowed_actions: Vec<&'static str>,
}

impl SetOut {
    /// Shows a set to someone who may or may not change its draft, and decide on it.
    pub fn of(set: IndicatorSet, changes: bool, decides: bool) -> Self {
        let offered = match set.state {
            SetState::Draft => vec![("update", changes), ("activation", decides)],
            SetState::Active => vec![("retirement", decides)],
            SetState::Retired => Vec::new(),
        };
        let allowed_actions = offered.into_iter().filter_map(|(action, may)| may.then_some(action)).collect();
        Self {
            id: set.id,
            code: set.code,
            title_vi: set.title_vi,
            title_en: set.title_en,
            basis_vi: set.basis_vi,
            kind: set.kind,
            level: set.level,
            max_points: set.max_points,
            survey_max: set.survey_max,
            effective_from: set.effective_from,
            effective_to: set.effective_to,
            provenance: set.provenance,
            provenance_note_vi: set.provenance_note,
            bands: set.bands.0,
            state: set.state,
            version: set.version,
            allowed_actions,
        }
    }
}

/// An indicator set with its tree.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = IndicatorSetTree)]
pub struct SetTreeOut {
    /// The set.
    #[serde(flatten)]
    pub set: SetOut,
    /// The topmost indicators, in the order of the document.
    pub indicators: Vec<IndicatorOut>,
}

impl Versioned for SetTreeOut {
    fn version(&self) -> Version {
        self.set.version
    }
}

/// An indicator with those below it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Indicator, example = json!({
    "id": "01890a5d-ac96-774b-bcce-b302099a8058", "code": "4.1", "title_vi": "Dịch vụ công trực tuyến", "title_en": "Online public services",
    "max_points": "12.00", "scored": true, "method": "self", "rule": {"kind": "ratio"}, "evidence_required": true, "note_vi": null, "children": []}))]
pub struct IndicatorOut {
    /// The id.
    pub id: IndicatorId,
    /// The code within the set.
    pub code: String,
    /// The title.
    pub title_vi: String,
    /// The title in English.
    #[schema(required = true)]
    pub title_en: Option<String>,
    /// The most points for it.
    pub max_points: Exact,
    /// False for information only: collected, and left out of every total.
    pub scored: bool,
    /// Where its figures come from: of `self` the unit scores itself; of `auto` and `survey` the appraiser
    /// enters the score.
    pub method: Method,
    /// How points follow from inputs.
    pub rule: Rule,
    /// Whether a score needs evidence or an explanation.
    pub evidence_required: bool,
    /// A note.
    #[schema(required = true)]
    pub note_vi: Option<String>,
    /// The indicators below it.
    #[schema(no_recursion)]
    pub children: Vec<IndicatorOut>,
}

impl IndicatorOut {
    /// The indicators directly below one, or the topmost, each with its own.
    pub fn below(tree: &Tree<'_>, parent: Option<IndicatorId>) -> Vec<Self> {
        tree.below(parent).iter().map(|node| Self::of(node, tree)).collect()
    }

    fn of(node: &Indicator, tree: &Tree<'_>) -> Self {
        let children = Self::below(tree, Some(node.id));
        let Indicator {
            id,
            code,
            title_vi,
            title_en,
            max_points,
            scored,
            method,
            rule,
            evidence_required,
            note_vi,
            ..
        } = node.clone();
        Self { id, code, title_vi, title_en, max_points, scored, method, rule, evidence_required, note_vi, children }
    }
}
