//! That a submission was published. What publishes it is a decision: `POST /v1/publications`.

use actix_web::get;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::super::facts::PUBLICATION;
use super::show::record_of;
use crate::access::{Permit, may};
use crate::platform::http::{Answer, Path, TransitionOut};

pub fn operations(config: &mut ServiceConfig) {
    config.service(get_submission_publication);
}

/// Read the publication of a submission
///
/// Who published it, and in `details` the id of the publication, the number and date of its decision, and
/// the score. Open to everyone, like the submission from then on. Where a later publication corrected the
/// score, the one that counts is `published_score` of the submission.
#[utoipa::path(tag = "submissions", params(("id" = Uuid, Path, description = "The submission.")), security((), ("bearer" = ["submissions:read"])),
    responses((status = 200, description = "The publication.", body = TransitionOut)))]
#[get("/v1/submissions/{id}/publication")]
async fn get_submission_publication(permit: Permit<may::ReadSubmissions>, Path(id): Path<Uuid>) -> Answer {
    record_of(permit, id, PUBLICATION).await
}
