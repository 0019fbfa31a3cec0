//! The list of submissions: the read that is asked for most.
//!
//! A page is one prepared statement. Names are held in the process, so it joins no table for them and
//! reads the version they must have with the rows; totals are kept, so it adds nothing up; the
//! campaign comes along because what may be done to a submission depends on its stage.

use diesel::dsl::InnerJoinQuerySource;
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::sql_types::{Bool, Numeric};
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::access::Reach;
use crate::campaigns::CampaignFacts;
use crate::platform::db::fixed;
use crate::platform::http::PageRequest;
use crate::platform::problem::Result;
use crate::schema::{campaigns, directory_versions, submissions};
use crate::scoring::Exact;
use crate::scoring::submissions::model::Submission;
use crate::scoring::submissions::views::SubmissionQuery;
use crate::{keyset, within_reach};

type Joined = InnerJoinQuerySource<submissions::table, campaigns::table>;
type Condition = Box<dyn BoxableExpression<Joined, Pg, SqlType = Bool>>;

/// A row of the list: the submission, its campaign, and the version that names must have.
pub type Shown = (Submission, CampaignFacts, Option<i64>);

/// Those within reach, and those that are published.
pub fn visible(reach: &Reach) -> Condition {
    let published = fixed::<Bool>("submissions.state = 'published'");
    if reach.areas.is_empty() {
        return Box::new(published);
    }
    let within = within_reach!(reach, Joined, submissions::unit_id, submissions::campaign_id);
    Box::new(within.or(published))
}

const ORDERS: &[&str] = &["self_total", "-self_total", "appraised_total", "-appraised_total"];

/// A page of submissions, in the order they were opened or by a total; ties are broken by id.
pub async fn list(
    conn: &mut AsyncPgConnection,
    reach: &Reach,
    filter: &SubmissionQuery,
    page: &PageRequest,
) -> Result<Vec<Shown>> {
    let names_version = directory_versions::table.select(directory_versions::version).single_value();
    let query = submissions::table
        .inner_join(campaigns::table)
        .filter(condition(reach, filter))
        .select((Submission::as_select(), CampaignFacts::as_select(), names_version))
        .into_boxed();
    let descending = page.sort.as_deref().is_some_and(|sort| sort.starts_with('-'));
    let rows = match page.sort.as_deref() {
        None => {
            keyset!(query, page, submissions::id => uuid::Uuid, submissions::id, descending: false).load(conn).await?
        }
        Some("self_total" | "-self_total") => {
            let total = submissions::self_total;
            keyset!(query, page, total => Exact, submissions::id, descending: descending).load(conn).await?
        }
        Some("appraised_total" | "-appraised_total") => {
            let total = fixed::<Numeric>("coalesce(submissions.appraised_total, -1)");
            keyset!(query, page, total => Exact, submissions::id, descending: descending).load(conn).await?
        }
        Some(_) => return Err(page.unknown_sort(ORDERS)),
    };
    Ok(rows)
}

pub async fn count(conn: &mut AsyncPgConnection, reach: &Reach, filter: &SubmissionQuery) -> Result<i64> {
    let all = submissions::table.inner_join(campaigns::table).filter(condition(reach, filter));
    Ok(all.count().get_result(conn).await?)
}

fn condition(reach: &Reach, filter: &SubmissionQuery) -> Condition {
    let mut all = visible(reach);
    if let Some(campaign) = filter.campaign {
        all = Box::new(all.and(submissions::campaign_id.eq(campaign)));
    }
    if let Some(set) = filter.indicator_set {
        all = Box::new(all.and(submissions::set_id.eq(set)));
    }
    if let Some(period) = filter.period {
        all = Box::new(all.and(submissions::period.eq(period)));
    }
    if !filter.unit.is_empty() {
        all = Box::new(all.and(submissions::unit_id.eq_any(filter.unit.clone())));
    }
    if !filter.state.is_empty() {
        all = Box::new(all.and(submissions::state.eq_any(filter.state.clone())));
    }
    all
}
