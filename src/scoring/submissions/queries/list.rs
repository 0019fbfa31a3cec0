//! The list of submissions: the read that is asked for most.
//!
//! A page is one prepared statement on one table. Names, and the stage of the campaign on which it depends
//! what may be done, are held in the process: the version that they must have is read with the rows. Totals
//! are kept, so nothing is added up.

use diesel::dsl::{AsSelect, IntoBoxed, Select};
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Numeric};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::access::Reach;
use crate::platform::db::{FirstRows, Fixed, fixed};
use crate::platform::http::PageRequest;
use crate::platform::problem::Result;
use crate::schema::{campaigns, submissions};
use crate::scoring::Exact;
use crate::scoring::submissions::model::Submission;
use crate::scoring::submissions::views::SubmissionQuery;
use crate::{keyset, within_reach};

type Condition = Box<dyn BoxableExpression<submissions::table, Pg, SqlType = Bool>>;

/// A row of the list: the submission, and the version that names must have.
pub type Shown = (Submission, i64);

type Columns = (AsSelect<Submission, Pg>, Fixed<BigInt>);
type Rows<'a> = IntoBoxed<'a, Select<submissions::table, Columns>, Pg>;

/// Those of units within reach, those that are published and, once they were sent, those of campaigns whose
/// organiser is within reach of a role of an office, wherever the unit stands in the tree.
pub fn visible(reach: &Reach) -> Condition {
    let published = fixed::<Bool>("submissions.state = 'published'");
    if reach.areas.is_empty() {
        return Box::new(published);
    }
    let within = within_reach!(reach, submissions::table, submissions::unit_id, submissions::campaign_id);
    let offices = reach.of_offices();
    if offices.areas.iter().all(|area| area.units.is_none()) {
        return Box::new(within.or(published));
    }
    let organised = within_reach!(&offices, campaigns::table, campaigns::organiser_id, campaigns::id);
    let organised = campaigns::table.select(campaigns::id).filter(organised).into_boxed();
    let sent = submissions::sent_at.is_not_null().and(submissions::campaign_id.eq_any(organised));
    Box::new(within.or(sent).or(published))
}

const ORDERS: &[&str] = &["self_total", "-self_total", "appraised_total", "-appraised_total"];

/// A page of submissions, in the order they were opened or by a total; ties are broken by id.
pub async fn list(
    conn: &mut AsyncPgConnection,
    reach: &Reach,
    filter: &SubmissionQuery,
    page: &PageRequest,
) -> Result<Vec<Shown>> {
    Ok(statement(reach, filter, page)?.load(conn).await?)
}

/// The one statement of a page.
fn statement(reach: &Reach, filter: &SubmissionQuery, page: &PageRequest) -> Result<FirstRows<Rows<'static>>> {
    let rows = rows(reach, filter);
    let descending = page.sort.as_deref().is_some_and(|sort| sort.starts_with('-'));
    let in_order = match page.sort.as_deref() {
        None => keyset!(rows, page, submissions::id => Uuid, submissions::id, descending: false),
        Some("self_total" | "-self_total") => {
            keyset!(rows, page, submissions::self_total => Exact, submissions::id, descending: descending)
        }
        Some("appraised_total" | "-appraised_total") => {
            let total = fixed::<Numeric>("coalesce(submissions.appraised_total, -1)");
            keyset!(rows, page, total => Exact, submissions::id, descending: descending)
        }
        Some(_) => return Err(page.unknown_sort(ORDERS)),
    };
    Ok(in_order)
}

fn rows(reach: &Reach, filter: &SubmissionQuery) -> Rows<'static> {
    let names_version = fixed::<BigInt>("(SELECT version FROM directory_versions)");
    submissions::table.select((Submission::as_select(), names_version)).into_boxed().filter(condition(reach, filter))
}

pub async fn count(conn: &mut AsyncPgConnection, reach: &Reach, filter: &SubmissionQuery) -> Result<i64> {
    Ok(submissions::table.filter(condition(reach, filter)).count().get_result(conn).await?)
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

#[cfg(test)]
mod tests {
    use diesel::query_builder::QueryFragment;

    use super::*;
    use crate::platform::http::PageRequest;

    /// The page that is asked for most, as it reaches the server; `pgbench` measures the same text.
    const PAGE_OF_A_CAMPAIGN: &str = include_str!("page_of_a_campaign.sql");

    fn of_a_campaign() -> FirstRows<Rows<'static>> {
        let filter = SubmissionQuery {
            campaign: Some(Uuid::nil()),
            indicator_set: None,
            period: None,
            unit: Vec::new(),
            state: Vec::new(),
        };
        statement(&Reach::everywhere(), &filter, &PageRequest::first()).unwrap()
    }

    #[test]
    fn a_page_is_one_statement() {
        let debugged = diesel::debug_query::<Pg, _>(&of_a_campaign()).to_string();
        let (sql, _) = debugged.split_once(" -- binds").unwrap();
        let written: Vec<_> = PAGE_OF_A_CAMPAIGN.lines().filter(|line| !line.starts_with("--")).collect();
        assert_eq!(sql, written.join(" ").trim_end_matches(';'));
    }

    #[test]
    fn it_stays_prepared() {
        assert!(of_a_campaign().is_safe_to_cache_prepared(&Pg).unwrap());
    }
}
