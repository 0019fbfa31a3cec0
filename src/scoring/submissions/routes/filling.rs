//! Opening a submission and filling it in.

use actix_web::{post, put};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::super::claim::Claim;
use super::super::service;
use super::super::views::{SubmissionIn, SubmissionOut, SubmissionSheetOut, ValuesIn};
use super::show::{show, show_sheet};
use crate::access::{Permit, may};
use crate::platform::http::{Answer, IfMatch, IfMatchParam, Intent, IntentParams, Json, Path, Reply};

pub fn operations(config: &mut ServiceConfig) {
    config.service(create_submission).service(put_submission_value).service(put_submission_values);
}

/// Open a submission
///
/// For a unit that takes part in a campaign whose appraisal has not begun, on a set that is in force on
/// the last day of the period and measures units of its kind and level. One submission of a unit on a set for a period of a campaign: another is 409.
#[utoipa::path(tag = "submissions", params(IntentParams), request_body = SubmissionIn, security(("bearer" = ["submissions:write"])),
    responses((status = 201, description = "The submission, open.", body = SubmissionOut)))]
#[post("/v1/submissions")]
async fn create_submission(
    permit: Permit<may::WriteSubmissions>,
    intent: Intent,
    Json(body): Json<SubmissionIn>,
) -> Answer {
    permit
        .write(intent, async |conn| {
            let row = service::open(conn, &body).await?;
            let location = format!("/v1/submissions/{}", row.id);
            Reply::created(location, &show(conn, row).await?)
        })
        .await
}

/// Fill in a value
///
/// While the submission is open, the campaign's appraisal has not begun, and its day for units' own
/// scores, if its decision sets one, has not passed (422 `deadline_passed`). The indicator's rule decides what is needed: `ratio` computes from
/// `inputs.numerator` and `inputs.denominator`, `steps` from `inputs.value`, `choice` from
/// `inputs.choice`; `manual` takes `self_score`. A field that the rule does not read is refused, and so is a value of what
/// a survey or a system measures (method `survey`, `auto`): the appraiser enters those. Where
/// the indicator requires evidence, documents or an explanation must be given (422
/// `evidence_missing`). The answer shows the new totals.
#[utoipa::path(tag = "submissions", params(("id" = Uuid, Path, description = "The submission."),
        ("indicator_code" = String, Path, description = "The code of a leaf indicator of the set, of method `self`."), IfMatchParam, IntentParams),
    request_body = Claim, security(("bearer" = ["submissions:write"])),
    responses((status = 200, description = "The submission with its new totals.", body = SubmissionOut)))]
#[put("/v1/submissions/{id}/values/{indicator_code}")]
async fn put_submission_value(
    permit: Permit<may::WriteSubmissions>,
    Path((id, code)): Path<(Uuid, String)>,
    expected: IfMatch,
    intent: Intent,
    Json(body): Json<Claim>,
) -> Answer {
    permit
        .write(intent, async |conn| {
            let row = service::fill(conn, id, expected, &code, body).await?;
            Reply::ok(&show(conn, row).await?)
        })
        .await
}

/// Fill in all values at once
///
/// The list takes the place of all values given before: an indicator that is not in it has no value
/// any more. All faults of the list are named together, and then nothing is kept.
#[utoipa::path(tag = "submissions", params(("id" = Uuid, Path, description = "The submission."), IfMatchParam, IntentParams),
    request_body = ValuesIn, security(("bearer" = ["submissions:write"])),
    responses((status = 200, description = "The submission with its values.", body = SubmissionSheetOut)))]
#[put("/v1/submissions/{id}/values")]
async fn put_submission_values(
    permit: Permit<may::WriteSubmissions>,
    Path(id): Path<Uuid>,
    expected: IfMatch,
    intent: Intent,
    Json(body): Json<ValuesIn>,
) -> Answer {
    permit
        .write(intent, async |conn| {
            let row = service::fill_all(conn, id, expected, body.values).await?;
            Reply::ok(&show_sheet(conn, row).await?)
        })
        .await
}
