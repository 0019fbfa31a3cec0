//! Submissions over HTTP.

mod appraising;
mod explaining;
mod filling;
mod publishing;
mod reading;
mod sending;
mod show;

use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this slice.
pub fn operations(config: &mut ServiceConfig) {
    reading::operations(config);
    filling::operations(config);
    sending::operations(config);
    appraising::operations(config);
    explaining::operations(config);
    publishing::operations(config);
}
