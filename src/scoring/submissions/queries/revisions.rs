//! SQL of what was sent, and of who sent it as their account is called.

use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::ids::SubmissionId;
use crate::keyset;
use crate::platform::http::PageRequest;
use crate::platform::problem::Result;
use crate::schema::{accounts, submission_revisions};
use crate::scoring::submissions::revision::Revision;

pub async fn insert_revision(conn: &mut AsyncPgConnection, row: &Revision) -> Result<()> {
    diesel::insert_into(submission_revisions::table).values(row).execute(conn).await?;
    Ok(())
}

pub async fn list_revisions(
    conn: &mut AsyncPgConnection,
    id: SubmissionId,
    page: &PageRequest,
) -> Result<Vec<(Revision, String)>> {
    let (number, of) = (submission_revisions::revision, submission_revisions::submission_id);
    let query = submission_revisions::table
        .inner_join(accounts::table)
        .filter(of.eq(id))
        .select((Revision::as_select(), accounts::display_name))
        .into_boxed();
    Ok(keyset!(query, page, number => i32, of, descending: false).load(conn).await?)
}

pub async fn revision(conn: &mut AsyncPgConnection, id: SubmissionId, number: i32) -> Result<(Revision, String)> {
    let found = submission_revisions::table
        .inner_join(accounts::table)
        .filter(submission_revisions::submission_id.eq(id).and(submission_revisions::revision.eq(number)));
    Ok(found.select((Revision::as_select(), accounts::display_name)).first(conn).await?)
}
