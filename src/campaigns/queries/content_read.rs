//! SQL that reads the content of an edition, each list in its order.

use std::collections::HashMap;

use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use rust_decimal::Decimal;
use serde_json::Value;
use uuid::Uuid;

use crate::campaigns::content::{
    Content, Criterion, CriterionRule, Domain, LegalBase, Milestone, Participation, Target, Task, TaskKind,
};
use crate::campaigns::rules::{AppliesWhen, Metric, Operator, Subject};
use crate::ids::EditionId;
use crate::platform::problem::{Problem, Result};
use crate::schema::{
    campaign_criteria, campaign_domains, campaign_legal_bases, campaign_milestones, campaign_participants,
    campaign_rules, campaign_tasks,
};

/// The content of an edition.
pub(in crate::campaigns) async fn content(conn: &mut AsyncPgConnection, edition: EditionId) -> Result<Content> {
    Ok(Content {
        legal_bases: legal_bases(conn, edition).await?,
        milestones: milestones(conn, edition).await?,
        domains: domains(conn, edition).await?,
        criteria: criteria(conn, edition).await?,
        participants: participants(conn, edition).await?,
    })
}

async fn legal_bases(conn: &mut AsyncPgConnection, edition: EditionId) -> Result<Vec<LegalBase>> {
    use campaign_legal_bases as t;
    let rows: Vec<(String, String, Value)> = t::table
        .filter(t::edition_id.eq(edition))
        .order(t::ordinal)
        .select((t::text_as_printed, t::text_normalised, t::documents))
        .load(conn)
        .await?;
    let base = |(text_as_printed, text_normalised, documents)| {
        let documents = serde_json::from_value(documents).map_err(Problem::internal)?;
        Ok(LegalBase { text_as_printed, text_normalised, documents })
    };
    rows.into_iter().map(base).collect()
}

async fn milestones(conn: &mut AsyncPgConnection, edition: EditionId) -> Result<Vec<Milestone>> {
    use campaign_milestones as t;
    let rows = t::table
        .filter(t::edition_id.eq(edition))
        .order(t::ordinal)
        .select((t::code, t::precision, t::on, t::note_vi))
        .load(conn)
        .await?;
    Ok(rows.into_iter().map(|(code, precision, on, note_vi)| Milestone { code, precision, on, note_vi }).collect())
}

async fn domains(conn: &mut AsyncPgConnection, edition: EditionId) -> Result<Vec<Domain>> {
    use campaign_domains as t;
    let mut tasks = tasks(conn, edition).await?;
    let rows: Vec<(Uuid, _, _, _, _)> = t::table
        .filter(t::edition_id.eq(edition))
        .order(t::ordinal)
        .select((t::id, t::code, t::label_as_printed, t::title_vi, t::title_en))
        .load(conn)
        .await?;
    let domain = |(id, code, label_as_printed, title_vi, title_en)| {
        let tasks = tasks.remove(&id).unwrap_or_default();
        Domain { code, label_as_printed, title_vi, title_en, tasks }
    };
    Ok(rows.into_iter().map(domain).collect())
}

type TaskRow = (Uuid, String, String, Option<String>, TaskKind, Option<String>, Option<Operator>, Option<Decimal>);

async fn tasks(conn: &mut AsyncPgConnection, edition: EditionId) -> Result<HashMap<Uuid, Vec<Task>>> {
    use campaign_tasks as t;
    let rows: Vec<TaskRow> = t::table
        .inner_join(campaign_domains::table)
        .filter(campaign_domains::edition_id.eq(edition))
        .order(t::ordinal)
        .select((t::domain_id, t::code, t::title_vi, t::title_en, t::kind, t::metric, t::operator, t::threshold))
        .load(conn)
        .await?;
    let task = |(domain, code, title_vi, title_en, kind, metric, operator, threshold): TaskRow| {
        let target = metric.zip(operator).zip(threshold);
        let target = target.map(|((metric, operator), threshold)| Target { metric, operator, threshold });
        (domain, Task { code, title_vi, title_en, kind, target })
    };
    Ok(grouped(rows.into_iter().map(task)))
}

async fn criteria(conn: &mut AsyncPgConnection, edition: EditionId) -> Result<Vec<Criterion>> {
    use campaign_criteria as t;
    let mut rules = rules(conn, edition).await?;
    let rows: Vec<(Uuid, String, Subject, String, Option<String>, String)> = t::table
        .filter(t::edition_id.eq(edition))
        .order(t::ordinal)
        .select((t::id, t::code, t::subject, t::text_vi, t::text_en, t::clause))
        .load(conn)
        .await?;
    let criterion = |(id, code, subject, text_vi, text_en, clause)| {
        let rules = rules.remove(&id).unwrap_or_default();
        Criterion { code, subject, text_vi, text_en, clause, rules }
    };
    Ok(rows.into_iter().map(criterion).collect())
}

type RuleRow = (Uuid, String, Metric, Option<Operator>, Option<Decimal>, AppliesWhen, String, Option<String>);

async fn rules(conn: &mut AsyncPgConnection, edition: EditionId) -> Result<HashMap<Uuid, Vec<CriterionRule>>> {
    use campaign_rules as t;
    let rows: Vec<RuleRow> = t::table
        .inner_join(campaign_criteria::table)
        .filter(campaign_criteria::edition_id.eq(edition))
        .order(t::ordinal)
        .select((
            t::criterion_id,
            t::code,
            t::metric,
            t::operator,
            t::threshold,
            t::applies_when,
            t::label_vi,
            t::label_en,
        ))
        .load(conn)
        .await?;
    let rule = |(criterion, code, metric, operator, threshold, applies_when, label_vi, label_en): RuleRow| {
        (criterion, CriterionRule { code, metric, operator, threshold, applies_when, label_vi, label_en })
    };
    Ok(grouped(rows.into_iter().map(rule)))
}

async fn participants(conn: &mut AsyncPgConnection, edition: EditionId) -> Result<Vec<Participation>> {
    use campaign_participants as t;
    let rows = t::table
        .filter(t::edition_id.eq(edition))
        .order(t::ordinal)
        .select((t::unit_id, t::scored_by_authority))
        .load(conn)
        .await?;
    let participation = |(unit_id, scored_by_authority)| Participation { unit_id, scored_by_authority };
    Ok(rows.into_iter().map(participation).collect())
}

fn grouped<T>(items: impl Iterator<Item = (Uuid, T)>) -> HashMap<Uuid, Vec<T>> {
    let mut groups: HashMap<Uuid, Vec<T>> = HashMap::new();
    for (group, item) in items {
        groups.entry(group).or_default().push(item);
    }
    groups
}
