//! SQL that writes the content of an edition: one statement for each of its tables.

use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde_json::json;
use uuid::Uuid;

use crate::campaigns::content::{Content, Criterion, CriterionRule, Domain, LegalBase, Milestone, Participation, Task};
use crate::ids::{EditionId, RuleId};
use crate::platform::problem::Result;
use crate::schema::{
    campaign_criteria, campaign_domains, campaign_legal_bases, campaign_milestones, campaign_participants,
    campaign_rules, campaign_tasks,
};

/// Writes content into an edition that has none yet.
pub(in crate::campaigns) async fn write_content(
    conn: &mut AsyncPgConnection,
    edition: EditionId,
    content: &Content,
) -> Result<()> {
    legal_bases(conn, edition, &content.legal_bases).await?;
    milestones(conn, edition, &content.milestones).await?;
    domains(conn, edition, &content.domains).await?;
    criteria(conn, edition, &content.criteria).await?;
    participants(conn, edition, &content.participants).await?;
    Ok(())
}

/// Empties an edition, to be written anew; tasks go with their domains and rules with their criteria.
pub(in crate::campaigns) async fn clear_content(conn: &mut AsyncPgConnection, edition: EditionId) -> Result<()> {
    use {
        campaign_criteria as criteria, campaign_domains as domains, campaign_legal_bases as bases,
        campaign_milestones as milestones, campaign_participants as participants,
    };
    diesel::delete(bases::table.filter(bases::edition_id.eq(edition))).execute(conn).await?;
    diesel::delete(milestones::table.filter(milestones::edition_id.eq(edition))).execute(conn).await?;
    diesel::delete(domains::table.filter(domains::edition_id.eq(edition))).execute(conn).await?;
    diesel::delete(criteria::table.filter(criteria::edition_id.eq(edition))).execute(conn).await?;
    diesel::delete(participants::table.filter(participants::edition_id.eq(edition))).execute(conn).await?;
    Ok(())
}

async fn legal_bases(conn: &mut AsyncPgConnection, edition: EditionId, bases: &[LegalBase]) -> QueryResult<usize> {
    use campaign_legal_bases as t;
    let row = |(ordinal, base): (i32, &LegalBase)| {
        (
            t::edition_id.eq(edition),
            t::ordinal.eq(ordinal),
            t::text_as_printed.eq(base.text_as_printed.clone()),
            t::text_normalised.eq(base.text_normalised.clone()),
            t::documents.eq(json!(base.documents)),
        )
    };
    diesel::insert_into(t::table).values(in_order(bases).map(row).collect::<Vec<_>>()).execute(conn).await
}

async fn milestones(conn: &mut AsyncPgConnection, edition: EditionId, dates: &[Milestone]) -> QueryResult<usize> {
    use campaign_milestones as t;
    let row = |(ordinal, milestone): (i32, &Milestone)| {
        (
            t::edition_id.eq(edition),
            t::ordinal.eq(ordinal),
            t::code.eq(milestone.code),
            t::precision.eq(milestone.precision),
            t::on.eq(milestone.on),
            t::note_vi.eq(milestone.note_vi.clone()),
        )
    };
    diesel::insert_into(t::table).values(in_order(dates).map(row).collect::<Vec<_>>()).execute(conn).await
}

async fn domains(conn: &mut AsyncPgConnection, edition: EditionId, domains: &[Domain]) -> QueryResult<usize> {
    use campaign_domains as t;
    let ids: Vec<_> = domains.iter().map(|_| Uuid::now_v7()).collect();
    let row = |((ordinal, domain), id): ((i32, &Domain), &Uuid)| {
        (
            t::id.eq(*id),
            t::edition_id.eq(edition),
            t::ordinal.eq(ordinal),
            t::code.eq(domain.code.clone()),
            t::label_as_printed.eq(domain.label_as_printed.clone()),
            t::title_vi.eq(domain.title_vi.clone()),
            t::title_en.eq(domain.title_en.clone()),
        )
    };
    let rows: Vec<_> = in_order(domains).zip(&ids).map(row).collect();
    diesel::insert_into(t::table).values(rows).execute(conn).await?;
    tasks(conn, domains.iter().zip(ids)).await
}

async fn tasks(conn: &mut AsyncPgConnection, domains: impl Iterator<Item = (&Domain, Uuid)>) -> QueryResult<usize> {
    use campaign_tasks as t;
    let of_domain = |(domain, id): (&Domain, Uuid)| {
        let row = |(ordinal, task): (i32, &Task)| {
            let target = task.target.as_ref();
            (
                (t::id.eq(Uuid::now_v7()), t::domain_id.eq(id), t::ordinal.eq(ordinal)),
                t::code.eq(task.code.clone()),
                t::title_vi.eq(task.title_vi.clone()),
                t::title_en.eq(task.title_en.clone()),
                t::kind.eq(task.kind),
                t::metric.eq(target.map(|target| target.metric.clone())),
                t::operator.eq(target.map(|target| target.operator)),
                t::threshold.eq(target.map(|target| target.threshold)),
            )
        };
        in_order(&domain.tasks).map(row).collect::<Vec<_>>()
    };
    let rows: Vec<_> = domains.flat_map(of_domain).collect();
    diesel::insert_into(t::table).values(rows).execute(conn).await
}

async fn criteria(conn: &mut AsyncPgConnection, edition: EditionId, criteria: &[Criterion]) -> QueryResult<usize> {
    use campaign_criteria as t;
    let ids: Vec<_> = criteria.iter().map(|_| Uuid::now_v7()).collect();
    let row = |((ordinal, criterion), id): ((i32, &Criterion), &Uuid)| {
        (
            t::id.eq(*id),
            t::edition_id.eq(edition),
            t::ordinal.eq(ordinal),
            t::code.eq(criterion.code.clone()),
            t::subject.eq(criterion.subject),
            t::text_vi.eq(criterion.text_vi.clone()),
            t::text_en.eq(criterion.text_en.clone()),
            t::clause.eq(criterion.clause.clone()),
        )
    };
    let rows: Vec<_> = in_order(criteria).zip(&ids).map(row).collect();
    diesel::insert_into(t::table).values(rows).execute(conn).await?;
    rules(conn, criteria.iter().zip(ids)).await
}

async fn rules(conn: &mut AsyncPgConnection, criteria: impl Iterator<Item = (&Criterion, Uuid)>) -> QueryResult<usize> {
    use campaign_rules as t;
    let of_criterion = |(criterion, id): (&Criterion, Uuid)| {
        let row = |(ordinal, rule): (i32, &CriterionRule)| {
            (
                (t::id.eq(RuleId::draw()), t::criterion_id.eq(id), t::ordinal.eq(ordinal)),
                t::code.eq(rule.code.clone()),
                t::metric.eq(rule.metric),
                t::operator.eq(rule.operator),
                t::threshold.eq(rule.threshold),
                t::applies_when.eq(rule.applies_when),
                t::label_vi.eq(rule.label_vi.clone()),
                t::label_en.eq(rule.label_en.clone()),
            )
        };
        in_order(&criterion.rules).map(row).collect::<Vec<_>>()
    };
    let rows: Vec<_> = criteria.flat_map(of_criterion).collect();
    diesel::insert_into(t::table).values(rows).execute(conn).await
}

async fn participants(
    conn: &mut AsyncPgConnection,
    edition: EditionId,
    participants: &[Participation],
) -> QueryResult<usize> {
    use campaign_participants as t;
    let row = |(ordinal, participation): (i32, &Participation)| {
        (
            t::edition_id.eq(edition),
            t::ordinal.eq(ordinal),
            t::unit_id.eq(participation.unit_id),
            t::scored_by_authority.eq(participation.scored_by_authority),
        )
    };
    diesel::insert_into(t::table).values(in_order(participants).map(row).collect::<Vec<_>>()).execute(conn).await
}

/// Each item with its ordinal, from 1.
fn in_order<T>(items: &[T]) -> impl Iterator<Item = (i32, &T)> {
    (1..).zip(items)
}
