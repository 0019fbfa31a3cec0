//! SQL of publications and their scores.

use std::collections::HashMap;

use diesel::dsl::{InnerJoinQuerySource, exists, not, sql};
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::sql_types::Bool;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::model::{IndexKind, Publication, Score};
use super::views::PublicationQuery;
use crate::campaigns::CampaignFacts;
use crate::ids::{CampaignId, PublicationId, SetId, UnitId};
use crate::keyset;
use crate::platform::http::PageRequest;
use crate::platform::problem::Result;
use crate::schema::{campaigns, publication_scores, publications};
use crate::scoring::Period;

type Joined = InnerJoinQuerySource<publications::table, campaigns::table>;
type Condition = Box<dyn BoxableExpression<Joined, Pg, SqlType = Bool>>;

/// That no other publication supersedes the one of the outer query.
macro_rules! counts {
    () => {{
        let newer = diesel::alias!(publications as newer);
        not(exists(newer.filter(newer.field(publications::supersedes_id).eq(publications::id.nullable()))))
    }};
}

/// Writes a publication with all its scores, in the two statements that this takes.
pub(super) async fn insert(conn: &mut AsyncPgConnection, publication: &Publication, scores: &[Score]) -> Result<()> {
    diesel::insert_into(publications::table).values(publication).execute(conn).await?;
    let row = |score: &Score| {
        (
            publication_scores::publication_id.eq(publication.id),
            publication_scores::unit_id.eq(score.unit_id),
            publication_scores::submission_id.eq(score.submission_id),
            publication_scores::score.eq(score.score),
            publication_scores::unit_of_measure.eq(score.unit_of_measure),
        )
    };
    let rows: Vec<_> = scores.iter().map(row).collect();
    diesel::insert_into(publication_scores::table).values(rows).execute(conn).await?;
    Ok(())
}

/// A publication with the campaign that it belongs to.
pub(super) async fn get(conn: &mut AsyncPgConnection, id: Uuid) -> Result<(Publication, CampaignFacts)> {
    let found = publications::table.inner_join(campaigns::table).filter(publications::id.eq(id));
    Ok(found.select((Publication::as_select(), CampaignFacts::as_select())).first(conn).await?)
}

/// The publication of submissions on a set for a period that counts.
pub async fn current(
    conn: &mut AsyncPgConnection,
    campaign: CampaignId,
    set: SetId,
    period: Period,
) -> Result<Option<Publication>> {
    let found = publications::table
        .filter(publications::campaign_id.eq(campaign))
        .filter(publications::set_id.eq(set))
        .filter(publications::period.eq(period))
        .filter(counts!());
    Ok(found.select(Publication::as_select()).first(conn).await.optional()?)
}

/// Which of these publications are superseded, and by which.
pub(super) async fn superseding(
    conn: &mut AsyncPgConnection,
    ids: &[PublicationId],
) -> Result<HashMap<PublicationId, PublicationId>> {
    let found = publications::table.filter(publications::supersedes_id.eq_any(ids));
    let pairs: Vec<(Option<PublicationId>, PublicationId)> =
        found.select((publications::supersedes_id, publications::id)).load(conn).await?;
    Ok(pairs.into_iter().filter_map(|(superseded, by)| Some((superseded?, by))).collect())
}

/// The scores of a publication.
pub(super) async fn scores_of(conn: &mut AsyncPgConnection, id: PublicationId) -> Result<Vec<Score>> {
    let all = publication_scores::table.filter(publication_scores::publication_id.eq(id));
    Ok(all.order(publication_scores::unit_id).select(Score::as_select()).load(conn).await?)
}

/// A unit's score in the publication of an index that counts, decided last.
pub(super) async fn score_of(
    conn: &mut AsyncPgConnection,
    campaign: CampaignId,
    index: IndexKind,
    unit: UnitId,
) -> Result<Option<(Publication, Score)>> {
    let found = publication_scores::table
        .inner_join(publications::table)
        .filter(publications::campaign_id.eq(campaign))
        .filter(publications::index_kind.eq(index))
        .filter(publication_scores::unit_id.eq(unit))
        .filter(counts!())
        .order((publications::issued_on.desc(), publications::id.desc()))
        .select((Publication::as_select(), Score::as_select()));
    Ok(found.first(conn).await.optional()?)
}

/// Publications in the order they were recorded, each with its campaign.
pub(super) async fn list(
    conn: &mut AsyncPgConnection,
    filter: &PublicationQuery,
    page: &PageRequest,
) -> Result<Vec<(Publication, CampaignFacts)>> {
    let query = publications::table
        .inner_join(campaigns::table)
        .filter(condition(filter))
        .select((Publication::as_select(), CampaignFacts::as_select()))
        .into_boxed();
    let page = keyset!(query, page, publications::id => Uuid, publications::id, descending: false);
    Ok(page.load(conn).await?)
}

pub(super) async fn count(conn: &mut AsyncPgConnection, filter: &PublicationQuery) -> Result<i64> {
    let all = publications::table.inner_join(campaigns::table).filter(condition(filter));
    Ok(all.count().get_result(conn).await?)
}

fn condition(filter: &PublicationQuery) -> Condition {
    let mut all: Condition = Box::new(sql::<Bool>("true"));
    if let Some(campaign) = filter.campaign {
        all = Box::new(all.and(publications::campaign_id.eq(campaign)));
    }
    if let Some(kind) = filter.index_kind {
        all = Box::new(all.and(publications::index_kind.eq(kind)));
    }
    if let Some(set) = filter.indicator_set {
        all = Box::new(all.and(publications::set_id.assume_not_null().eq(set)));
    }
    if let Some(period) = filter.period {
        all = Box::new(all.and(publications::period.eq(period)));
    }
    if !filter.history {
        all = Box::new(all.and(counts!()));
    }
    all
}
