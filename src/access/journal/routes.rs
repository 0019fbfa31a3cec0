//! The journal over HTTP.

use actix_web::get;
use utoipa_actix_web::service_config::ServiceConfig;

use super::service;
use super::views::{JournalEntryOut, JournalQuery};
use crate::access::{Permit, may};
use crate::platform::http::{Answer, List, Page, PageParams, Reply, SortParam};

/// The operations of this slice.
pub fn operations(config: &mut ServiceConfig) {
    config.service(list_journal_entries);
}

/// Read the journal of changes
///
/// For administrators and auditors whose role is bound to no unit: every change ever made, one entry each,
/// in the order in which they were committed; an entry gets its place within seconds. Orders: `position`
/// (default) and `-position`, the latest first.
///
/// **Whoever reads can prove that nothing was changed or left out.** Read from position 1 without filters.
/// Let `hash` before the first entry be the SHA-256 of nothing (`e3b0c442…b855`). For each entry: `position`
/// is one more than the last; `previous_hash` equals the last `hash`; `hash` is the SHA-256 of the 32 bytes
/// of `previous_hash` followed by the UTF-8 bytes of `sealed`; and `sealed`, read as JSON, is an object with
/// the same `id`, `at`, `actor_id`, `actor`, `on_behalf_of`, `action`, `resource`, `resource_id`, `version`,
/// `before`, `after` and `request_id` as the entry beside it. Keep the last `hash`: as long as it can be
/// found again at its position, all that came before it is as you read it.
#[utoipa::path(tag = "journal", params(JournalQuery, PageParams, SortParam), security(("bearer" = ["journal:read"])),
    responses((status = 200, description = "A page of entries.", body = Page<JournalEntryOut>)))]
#[get("/v1/journal")]
async fn list_journal_entries(permit: Permit<may::ReadJournal>, list: List<JournalQuery>) -> Answer {
    let mut conn = permit.conn().await?;
    Reply::page(&service::list(&mut conn, &list.filter, &list.page).await?)
}
