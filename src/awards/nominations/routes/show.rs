//! How nominations are shown, and the records of their steps.

use uuid::Uuid;

use super::super::model::Nomination;
use super::super::queries;
use super::super::steps::Step;
use super::super::views::{NominationOut, Powers};
use crate::access::{Conn, May, Permit, may};
use crate::campaigns::{self, CampaignStep};
use crate::platform::http::{Answer, Reply};
use crate::platform::problem::Result;

/// Shows one nomination.
pub async fn show<P: May>(conn: &mut Conn<P>, row: Nomination) -> Result<NominationOut> {
    let names = conn.names().await?;
    let campaign = campaigns::facts(conn.pg(), row.campaign_id).await?;
    let powers = Powers::of(conn, &names, std::slice::from_ref(&row)).await?;
    Ok(NominationOut::of(row, &names, &powers, &campaign))
}

/// Answers a step with the nomination after it, and the address of its record.
pub async fn taken<P: May>(conn: &mut Conn<P>, step: Step, row: Nomination) -> Answer {
    let location = format!("/v1/nominations/{}/{}", row.id, step.noun());
    Reply::created(location, &show(conn, row).await?)
}

/// Answers with the latest record of a step.
pub async fn record(permit: Permit<may::ReadNominations>, id: Uuid, step: Step) -> Answer {
    let mut conn = permit.conn().await?;
    let (pg, reach) = conn.scoped();
    queries::get(pg, reach, id).await?;
    Reply::ok(&conn.transition_of(id, step.action()).await?)
}
