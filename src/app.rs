//! The one file that knows every slice: operations, middleware, and the base of the contract.

use actix_web::body::BoxBody;
use actix_web::dev::{ServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::middleware::{Compress, from_fn};
use actix_web::web::{Data, PayloadConfig};
use actix_web::{App, Error, web};
use tracing_actix_web::TracingLogger;
use utoipa::OpenApi;
use utoipa_actix_web::AppExt;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::access::{self, Gate, authenticate};
use crate::platform::http::{BODY_LIMIT, Contract, edge, fallback};
use crate::platform::{openapi, telemetry};
use crate::{awards, campaigns, execution, pages, registry, scoring};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "thidua",
        version = "1.0.0",
        license(name = "Apache-2.0", identifier = "Apache-2.0"),
        description = "The open API for emulation campaigns (phong trào thi đua): from the decision that launches one to the decision that \
            rewards it. Every score has its evidence, every verdict its rule and clause, and every ranking can be recomputed.\n\n\
            **Sign in** with `POST /v1/sessions` (people) or `POST /oauth/token` (services) and send `Authorization: Bearer …`. \
            Units, issued campaigns, published scores and signed decisions are open to everyone.\n\n\
            **Change** a record with the `ETag` you read, in `If-Match`. Send an `Idempotency-Key` with every POST, and a retry is safe.\n\n\
            **Errors** are problem documents (RFC 9457): decide on `code`, show `title` and `detail` (`Accept-Language: vi` or `en`)."
    ),
    servers((url = "/", description = "This server")),
    tags(
        (name = "sessions", description = "Sign-in, tokens, and who one is"),
        (name = "accounts", description = "Accounts, roles and secrets, for administrators"),
        (name = "journal", description = "The journal of changes (nhật ký), chained so that anyone can check it"),
        (name = "units", description = "Units (cơ quan, đơn vị, địa phương) over time"),
        (name = "campaigns", description = "Emulation campaigns (phong trào thi đua): from the draft to the archive"),
        (name = "statistics", description = "Monthly figures of one-stop shops (bộ phận một cửa)"),
        (name = "indicator sets", description = "Indicator sets (bộ chỉ số), their trees and rules"),
        (name = "submissions", description = "What units score on an indicator set, and how it is appraised (tự đánh giá, chấm điểm và thẩm định)"),
        (name = "publications", description = "Scores that count, published by decision (quyết định công bố chỉ số)"),
        (name = "rankings", description = "Units of a campaign by their totals (xếp hạng)"),
        (name = "award policies", description = "What awards bring, and who may grant them, by period (chính sách khen thưởng)"),
        (name = "nominations", description = "Who is proposed for an award, and the verdict on every rule (hồ sơ đề nghị khen thưởng)"),
        (name = "award decisions", description = "Which awards were granted, with what bonus, and what was revoked (quyết định khen thưởng)"),
    )
)]
struct Base;

fn operations(config: &mut ServiceConfig) {
    access::sessions::routes::operations(config);
    access::accounts::routes::operations(config);
    access::journal::routes::operations(config);
    registry::units::routes::operations(config);
    campaigns::routes::operations(config);
    execution::statistics::routes::operations(config);
    scoring::indicator_sets::routes::operations(config);
    scoring::submissions::routes::operations(config);
    scoring::publications::routes::operations(config);
    scoring::ranking::routes::operations(config);
    awards::nominations::routes::operations(config);
    awards::decisions::routes::operations(config);
    awards::refusal::routes::operations(config);
    awards::conclusion::routes::operations(config);
    awards::policies::routes::operations(config);
}

/// The contract, generated from the operations.
pub fn contract() -> Contract {
    let (_, mut document) =
        App::new().into_utoipa_app().openapi(Base::openapi()).configure(operations).split_for_parts();
    openapi::complete(&mut document);
    Contract::of(document)
}

/// The service, whole: the program and the tests run the same.
pub fn build(
    gate: Data<Gate>,
    contract: Data<Contract>,
) -> App<
    impl ServiceFactory<ServiceRequest, Config = (), Response = ServiceResponse<BoxBody>, Error = Error, InitError = ()>,
> {
    let document = contract.document.clone();
    let (app, _) = App::new().into_utoipa_app().configure(operations).split_for_parts();
    app.app_data(gate)
        .app_data(PayloadConfig::new(BODY_LIMIT))
        .app_data(contract)
        .configure(|config| pages::configure(config, document))
        .default_service(web::to(fallback))
        .wrap(from_fn(authenticate))
        .wrap(TracingLogger::<telemetry::RequestSpan>::new())
        .wrap(from_fn(edge))
        .wrap(Compress::default())
        .wrap(from_fn(boxed))
}

async fn boxed(
    request: ServiceRequest,
    next: actix_web::middleware::Next<impl actix_web::body::MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    next.call(request).await.map(ServiceResponse::map_into_boxed_body)
}
