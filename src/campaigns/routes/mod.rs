//! Campaigns over HTTP.

mod amending;
mod drafting;
mod issuing;
mod reading;
mod records;
mod running;

use utoipa_actix_web::service_config::ServiceConfig;

use super::model::Campaign;
use super::service;
use super::steps::Step;
use crate::access::{Conn, May};
use crate::platform::http::{Answer, Reply};

/// The operations of this slice.
pub fn operations(config: &mut ServiceConfig) {
    reading::operations(config);
    drafting::operations(config);
    issuing::operations(config);
    running::operations(config);
    amending::operations(config);
    records::operations(config);
}

/// 201 with the campaign after a step, and the address of the step's record.
async fn taken<P: May>(conn: &mut Conn<P>, campaign: Campaign, step: Step) -> Answer {
    let location = format!("/v1/campaigns/{}/{}", campaign.id, step.noun());
    Reply::created(location, &service::show(conn, campaign).await?)
}
