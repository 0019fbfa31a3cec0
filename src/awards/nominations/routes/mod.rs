//! Nominations over HTTP.

mod appraisals;
mod dossiers;
mod show;
mod steps;

pub use show::{record, show};
use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this slice.
pub fn operations(config: &mut ServiceConfig) {
    dossiers::operations(config);
    steps::operations(config);
    appraisals::operations(config);
}
