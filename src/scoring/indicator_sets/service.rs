//! What is done with indicator sets.
//!
//! Sets belong to no unit. Whoever may write sets somewhere may draw one up, and goes on with their own
//! drafts; what measures all, only those decide whose role is bound to no unit.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use diesel_async::AsyncPgConnection;
use serde_json::{Value, json};
use uuid::Uuid;

use super::header;
use super::model::{Bands, Indicator, IndicatorSet, SetState};
use super::queries;
use super::tree::Tree;
use super::views::{IndicatorIn, SetIn, SetPatch};
use crate::access::{Change, Conn, May, Permission, may};
use crate::ids::{IndicatorId, SetId};
use crate::platform::directory::Reference;
use crate::platform::http::IfMatch;
use crate::platform::journal;
use crate::platform::problem::{Code, Problem, Result};
use crate::platform::states::LifeCycle;

type Writer = Conn<may::WriteIndicatorSets>;
type Activator = Conn<may::ActivateIndicatorSets>;

/// The set that a client names; `pointer` is the field that holds it.
pub async fn find(conn: &mut AsyncPgConnection, wanted: &Reference, pointer: &str) -> Result<IndicatorSet> {
    if wanted.id.is_some() == wanted.code.is_some() {
        let (vi, en) = ("Cần đúng một trong id, code.", "Exactly one of id, code is needed.");
        return Err(Problem::field(pointer, "reference", vi, en));
    }
    queries::find(conn, wanted).await?.ok_or_else(|| {
        let (vi, en) = ("Không có bộ chỉ số này.", "There is no such indicator set.");
        Problem::of(Code::UnknownReference).and_field(pointer, "unknown", vi, en)
    })
}

/// Adds a set as a draft, with its whole tree.
pub async fn create(conn: &mut Writer, new: &SetIn) -> Result<IndicatorSet> {
    let draft = drafted(new, conn.now());
    header::check(&draft)?;
    queries::insert(conn.pg(), &draft).await?;
    plant(conn, draft.id, &new.indicators).await?;
    write_down(conn, "indicator_set.creation", None, &draft).await?;
    Ok(draft)
}

/// Changes a draft: fields of its header, its whole tree, or both.
pub async fn update(conn: &mut Writer, id: Uuid, expected: IfMatch, mut patch: SetPatch) -> Result<IndicatorSet> {
    let before = queries::lock(conn.pg(), id).await?;
    if !authored(conn, &[before.id]).await?.contains(&id) {
        let (vi, en) = ("Chỉ người lập dự thảo được sửa dự thảo.", "A draft is changed by those who drew it up.");
        return Err(Problem::new(Code::Forbidden, vi, en).with("required_permission", "indicator_sets:write"));
    }
    expected.check(before.version)?;
    if before.state != SetState::Draft {
        return Err(Problem::of(Code::SetImmutable).with("state", before.state.as_str()));
    }
    let tree = patch.indicators.take();
    let after = changed(before.clone(), patch, conn.now());
    header::check(&after)?;
    queries::update(conn.pg(), &after).await?;
    if let Some(tree) = &tree {
        plant(conn, after.id, tree).await?;
    }
    write_down(conn, "indicator_set.update", Some(&before), &after).await?;
    Ok(after)
}

/// Which of some sets the caller may go on with: their own, or all where the role is bound to no unit.
pub(super) async fn authored<P: May>(conn: &mut Conn<P>, sets: &[SetId]) -> Result<HashSet<Uuid>> {
    let all = sets.iter().map(|set| set.0);
    let reach = conn.reach_of(Permission::WriteIndicatorSets);
    match conn.caller().account() {
        _ if reach.is_everywhere() => Ok(all.collect()),
        Some(account) if !reach.areas.is_empty() => {
            Ok(journal::touched_among(conn.pg(), all.collect(), account).await?)
        }
        _ => Ok(HashSet::new()),
    }
}

/// Brings a draft into force.
pub async fn activate(conn: &mut Activator, id: Uuid, expected: IfMatch) -> Result<IndicatorSet> {
    let set = queries::lock(conn.pg(), id).await?;
    expected.check(set.version)?;
    SetState::Active.enter(set.state)?;
    let nodes = queries::indicators_of(conn.pg(), set.id).await?;
    Tree::of(&nodes).check_ready(&set)?;
    let counting = nodes.iter().filter(|node| node.counts()).count();
    enter(conn, &set, SetState::Active, "indicator_set.activation", None, json!({"scored_leaves": counting})).await
}

/// Ends a set's scoring anew; what was scored on it stays.
pub async fn retire(conn: &mut Activator, id: Uuid, expected: IfMatch, reason: &str) -> Result<IndicatorSet> {
    let set = queries::lock(conn.pg(), id).await?;
    expected.check(set.version)?;
    SetState::Retired.enter(set.state)?;
    enter(conn, &set, SetState::Retired, "indicator_set.retirement", Some(reason), json!({})).await
}

async fn enter(
    conn: &mut Activator,
    set: &IndicatorSet,
    next: SetState,
    action: &'static str,
    reason: Option<&str>,
    details: Value,
) -> Result<IndicatorSet> {
    let now = conn.now();
    let entered = queries::enter(conn.pg(), set.id, next, now).await?;
    let entered = entered.ok_or_else(|| Problem::of(Code::IllegalTransition).with("state", set.state.as_str()))?;
    let after = json!({"from": set.state, "to": next, "reason": reason, "details": details});
    let before = Some(json!({"state": set.state}));
    conn.record(Change { action, resource_id: set.id.0, version: entered.version, before, after: Some(after) }).await?;
    Ok(entered)
}

fn drafted(new: &SetIn, now: DateTime<Utc>) -> IndicatorSet {
    IndicatorSet {
        id: SetId::draw(),
        code: new.code.clone(),
        title_vi: new.title_vi.clone(),
        title_en: new.title_en.clone(),
        basis_vi: new.basis_vi.clone(),
        kind: new.kind,
        level: new.level,
        max_points: new.max_points,
        survey_max: new.survey_max,
        effective_from: new.effective_from,
        effective_to: new.effective_to,
        provenance: new.provenance,
        provenance_note: new.provenance_note_vi.clone(),
        bands: Bands(new.bands.clone()),
        state: SetState::Draft,
        version: 1,
        updated_at: now,
    }
}

fn changed(before: IndicatorSet, patch: SetPatch, now: DateTime<Utc>) -> IndicatorSet {
    IndicatorSet {
        title_vi: patch.title_vi.unwrap_or(before.title_vi),
        title_en: patch.title_en.unwrap_or(before.title_en),
        basis_vi: patch.basis_vi.unwrap_or(before.basis_vi),
        kind: patch.kind.unwrap_or(before.kind),
        level: patch.level.unwrap_or(before.level),
        max_points: patch.max_points.unwrap_or(before.max_points),
        survey_max: patch.survey_max.unwrap_or(before.survey_max),
        effective_from: patch.effective_from.unwrap_or(before.effective_from),
        effective_to: patch.effective_to.unwrap_or(before.effective_to),
        provenance: patch.provenance.unwrap_or(before.provenance),
        provenance_note: patch.provenance_note_vi.unwrap_or(before.provenance_note),
        bands: patch.bands.map_or(before.bands, Bands),
        version: before.version + 1,
        updated_at: now,
        ..before
    }
}

/// Puts a tree in its place, once it could score.
async fn plant(conn: &mut Writer, set: SetId, tree: &[IndicatorIn]) -> Result<()> {
    let mut nodes = Vec::new();
    flatten(set, None, tree, &mut nodes);
    Tree::of(&nodes).check_draft()?;
    queries::replace_indicators(conn.pg(), set, &nodes).await
}

/// The nodes of a tree in the order of the document, each after its parent.
fn flatten(set: SetId, parent_id: Option<IndicatorId>, tree: &[IndicatorIn], nodes: &mut Vec<Indicator>) {
    for node in tree {
        let id = IndicatorId::draw();
        nodes.push(Indicator {
            id,
            set_id: set,
            parent_id,
            ordinal: i32::try_from(nodes.len()).unwrap_or(i32::MAX),
            code: node.code.clone(),
            title_vi: node.title_vi.clone(),
            title_en: node.title_en.clone(),
            max_points: node.max_points,
            scored: node.scored,
            leaf: node.children.is_empty(),
            method: node.method,
            rule: node.rule.clone(),
            evidence_required: node.evidence_required,
            note_vi: node.note_vi.clone(),
        });
        flatten(set, Some(id), &node.children, nodes);
    }
}

async fn write_down(
    conn: &mut Writer,
    action: &'static str,
    before: Option<&IndicatorSet>,
    after: &IndicatorSet,
) -> Result<()> {
    let facts = |set: &IndicatorSet| {
        json!({
            "code": set.code, "title_vi": set.title_vi, "kind": set.kind, "level": set.level, "max_points": set.max_points,
            "effective_from": set.effective_from, "effective_to": set.effective_to, "provenance": set.provenance,
        })
    };
    conn.names_changed();
    let (before, facts) = (before.map(facts), facts(after));
    conn.record(Change { action, resource_id: after.id.0, version: after.version, before, after: Some(facts) }).await
}
