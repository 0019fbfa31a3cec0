//! SQL of the list of campaigns.

use diesel::dsl::sql;
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::sql_types::{Bool, Text};
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::access::Reach;
use crate::campaigns::model::Campaign;
use crate::campaigns::views::CampaignQuery;
use crate::platform::http::PageRequest;
use crate::platform::problem::Result;
use crate::schema::campaigns;
use crate::{keyset, within_reach};

type Condition = Box<dyn BoxableExpression<campaigns::table, Pg, SqlType = Bool>>;

/// The orders of the list; ties are broken by id.
pub(in crate::campaigns) async fn list(
    conn: &mut AsyncPgConnection,
    reach: &Reach,
    filter: &CampaignQuery,
    page: &PageRequest,
) -> Result<Vec<Campaign>> {
    let query = campaigns::table.filter(condition(reach, filter)).select(Campaign::as_select()).into_boxed();
    let rows = match page.sort.as_deref() {
        None | Some("code") => {
            keyset!(query, page, campaigns::code => String, campaigns::id, descending: false).load(conn).await?
        }
        Some("-code") => {
            keyset!(query, page, campaigns::code => String, campaigns::id, descending: true).load(conn).await?
        }
        Some("year") => {
            keyset!(query, page, campaigns::year => i32, campaigns::id, descending: false).load(conn).await?
        }
        Some("-year") => {
            keyset!(query, page, campaigns::year => i32, campaigns::id, descending: true).load(conn).await?
        }
        Some(_) => return Err(page.unknown_sort(&["code", "-code", "year", "-year"])),
    };
    Ok(rows)
}

pub(in crate::campaigns) async fn count(
    conn: &mut AsyncPgConnection,
    reach: &Reach,
    filter: &CampaignQuery,
) -> Result<i64> {
    Ok(campaigns::table.filter(condition(reach, filter)).count().get_result(conn).await?)
}

/// What is issued is public; a draft is shown within reach of its organiser.
fn condition(reach: &Reach, filter: &CampaignQuery) -> Condition {
    let within = within_reach!(reach, campaigns::table, campaigns::organiser_id, campaigns::id);
    let mut all: Condition = Box::new(campaigns::issued_on.is_not_null().or(within));
    if !filter.state.is_empty() {
        all = Box::new(all.and(campaigns::state.eq_any(filter.state.clone())));
    }
    if let Some(year) = filter.year {
        all = Box::new(all.and(campaigns::year.eq(year)));
    }
    if let Some(organiser) = filter.organiser {
        all = Box::new(all.and(campaigns::organiser_id.eq(organiser)));
    }
    if let Some(part) = &filter.q {
        all = Box::new(
            all.and(sql::<Bool>("position(fold_vi(").bind::<Text, _>(part.clone()).sql(") in campaigns.search) > 0")),
        );
    }
    all
}
