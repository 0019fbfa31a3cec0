//! What every operation of the contract has in common, written once: the security scheme, the
//! refusals, the headers, the examples of wholes.

mod examples;

use utoipa::openapi::header::Header;
use utoipa::openapi::path::{Operation, Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{Object, ObjectBuilder, Schema, Type};
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{Components, Content, OpenApi, Ref, RefOr, Required, Response, ResponseBuilder};
use utoipa::{PartialSchema, ToResponse, ToSchema};

use crate::platform::http::parameters;
use crate::platform::problem::ProblemDocument;

/// The refusals that operations share: status, component name, description.
const REFUSALS: &[(&str, &str, &str)] = &[
    ("400", "BadRequest", "The request cannot be read: malformed JSON, an unknown or malformed parameter or header."),
    ("401", "Unauthenticated", "No access token, or one that is wrong, expired or revoked."),
    ("403", "Forbidden", "The account lacks the permission named in `required_permission`."),
    ("404", "NotFound", "There is no such resource, or the caller may not know of it."),
    ("408", "RequestTimeout", "The body did not arrive within 30 seconds."),
    ("409", "Conflict", "The state does not allow it (`state`, `allowed_from`), or the record exists already."),
    ("412", "PreconditionFailed", "The record has a newer version than `If-Match` names (`current_version`)."),
    ("413", "ContentTooLarge", "The body is over 1 MiB."),
    ("415", "UnsupportedMediaType", "The body is not `application/json`."),
    ("422", "Unprocessable", "A field is not as it must be, or a rule refuses; `errors` names the fields."),
    ("428", "PreconditionRequired", "`If-Match` is missing."),
    ("429", "TooManyRequests", "Too many passwords are being checked; try again after `Retry-After` seconds."),
    ("500", "Internal", "The service failed; nothing was written."),
    ("503", "Unavailable", "The database is not answering; try again after `Retry-After` seconds."),
];

/// Declares refusals that only some operations have: `(status = 429, response = TooManyRequests)`.
macro_rules! declared {
    ($($(#[$doc:meta])* $name:ident,)+) => {$(
        $(#[$doc])*
        pub struct $name;

        impl<'r> ToResponse<'r> for $name {
            fn response() -> (&'r str, RefOr<Response>) {
                (stringify!($name), RefOr::Ref(Ref::new(concat!("#/components/responses/", stringify!($name)))))
            }
        }
    )+};
}

declared! {
    /// There is no such thing.
    NotFound,
    /// The service cannot keep up.
    TooManyRequests,
}

/// Completes the generated document.
pub fn complete(document: &mut OpenApi) {
    let components = document.components.get_or_insert_default();
    add_components(components);
    examples::complete(components);
    for item in document.paths.paths.values_mut() {
        for operation in
            [&mut item.get, &mut item.post, &mut item.put, &mut item.patch, &mut item.delete].into_iter().flatten()
        {
            complete_operation(operation);
        }
    }
}

fn add_components(components: &mut Components) {
    let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("JWT");
    let bearer = bearer
        .description(Some("The `access_token` of `POST /v1/sessions` (people) or `POST /oauth/token` (services)."));
    components.add_security_scheme("bearer", SecurityScheme::Http(bearer.build()));
    components.schemas.insert(ProblemDocument::name().into_owned(), ProblemDocument::schema());
    let mut used = Vec::new();
    ProblemDocument::schemas(&mut used);
    components.schemas.extend(used);
    for (_, name, description) in REFUSALS {
        let content = Content::new(Some(Ref::from_schema_name(ProblemDocument::name())));
        let refusal = ResponseBuilder::new().description(*description).content("application/problem+json", content);
        components
            .responses
            .insert((*name).to_owned(), RefOr::T(refusal.header("X-Request-Id", described(REQUEST_ID)).build()));
    }
}

const REQUEST_ID: &str = "The id of the request: the client's own if it sent a UUID.";
const ENTITY_TAG: &str = "The version and variant of what is shown; send it back in `If-Match` or `If-None-Match`.";
const LOCATION: &str = "The address of what was made; none where it was only rehearsed.";
const LINK: &str = "The next and the previous page, where there are such (RFC 8288).";
const REPLAYED: &str = "`true` where this is the stored answer to an earlier request with the same `Idempotency-Key`.";

fn described(description: &str) -> Header {
    let mut header = Header::new(text());
    header.description = Some(description.to_owned());
    header
}

fn text() -> Schema {
    Schema::Object(Object::with_type(Type::String))
}

fn complete_operation(operation: &mut Operation) {
    let has = |name: &str| parameters(operation).any(|parameter| parameter.name == name);
    let (versioned, rehearsed, paged) = (has("If-Match"), has("dry_run"), has("cursor"));
    let in_path = parameters(operation).any(|parameter| parameter.parameter_in == ParameterIn::Path);
    let all = operation.parameters.get_or_insert_default();
    if rehearsed {
        all.push(idempotency_key().into());
    }
    all.push(language().into());
    let writes = operation.request_body.is_some() || versioned;
    let secured = !operation.security.as_ref().is_some_and(|all| all.iter().all(|one| one == &Default::default()));
    let applies = |status: &str| match status {
        "401" | "403" => secured,
        "404" => in_path,
        "409" | "422" => writes,
        "412" | "428" => versioned,
        "408" | "413" | "415" => operation.request_body.is_some(),
        "429" => false,
        _ => true,
    };
    let refusals: Vec<_> = REFUSALS.iter().filter(|(status, ..)| applies(status)).collect();
    for (status, response) in &mut operation.responses.responses {
        if let RefOr::T(response) = response {
            let sent = Sent { success: status.starts_with('2'), created: status == "201", paged, keyed: rehearsed };
            add_headers(response, &sent);
        }
    }
    for (status, name, _) in refusals {
        let reference = RefOr::Ref(Ref::new(format!("#/components/responses/{name}")));
        operation.responses.responses.entry((*status).to_owned()).or_insert(reference);
    }
}

/// What the headers of a response depend on.
struct Sent {
    success: bool,
    created: bool,
    paged: bool,
    keyed: bool,
}

/// Declares what is sent. A response that declares how it is cached, such as one with tokens, is no version of
/// a record: it has no tag and no address.
fn add_headers(response: &mut Response, sent: &Sent) {
    let shows_record = !response.content.is_empty() && !response.headers.contains_key("Cache-Control");
    let headers = [
        ("X-Request-Id", true, REQUEST_ID),
        ("ETag", sent.success && shows_record, ENTITY_TAG),
        ("Location", sent.created && shows_record, LOCATION),
        ("Link", sent.success && sent.paged, LINK),
        ("Idempotency-Replayed", sent.success && sent.keyed, REPLAYED),
    ];
    for (name, _, text) in headers.into_iter().filter(|(_, applies, _)| *applies) {
        response.headers.insert(name.to_owned(), described(text).into());
    }
}

/// 1 to 255 visible characters, bare or quoted.
const KEY_FORM: &str = r#"^([!#-~]{1,255}|"[!#-~]{1,255}")$"#;

fn idempotency_key() -> Parameter {
    ParameterBuilder::new()
        .name("Idempotency-Key")
        .parameter_in(ParameterIn::Header)
        .required(Required::False)
        .description(Some("A key of the client's own for this one effect, kept 24 hours: sent again, it brings the same answer and no second effect."))
        .schema(Some(ObjectBuilder::new().schema_type(Type::String).pattern(Some(KEY_FORM)).build()))
        .build()
}

fn language() -> Parameter {
    ParameterBuilder::new()
        .name("Accept-Language")
        .parameter_in(ParameterIn::Header)
        .required(Required::False)
        .description(Some("The language of problems: `vi` (default) or `en`."))
        .schema(Some(text()))
        .build()
}
