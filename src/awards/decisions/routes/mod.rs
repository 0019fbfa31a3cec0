//! Award decisions over HTTP.

mod drafts;
mod show;
mod signed;

use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this slice.
pub fn operations(config: &mut ServiceConfig) {
    drafts::operations(config);
    signed::operations(config);
}
