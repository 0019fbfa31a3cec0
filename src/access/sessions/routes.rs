//! Sign-in over HTTP.

use actix_web::http::header::{AUTHORIZATION, CACHE_CONTROL};
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, Responder, delete, get, post};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use utoipa_actix_web::service_config::ServiceConfig;

use super::service::{self, TokenFault};
use super::views::{HeldRole, KeySet, Me, SessionIn, TokenError, TokenRequest, Tokens};
use crate::access::{Gate, Permission, Permit, may};
use crate::platform::http::{Answer, Contract, Form, Json, Reply};
use crate::platform::openapi::{NotFound, TooManyRequests};
use crate::platform::problem::{Code, Problem, ProblemDocument, Result};

/// The operations of this slice.
pub fn operations(config: &mut ServiceConfig) {
    config.service(create_session).service(delete_session).service(create_token).service(get_key_set).service(get_me);
}

/// Sign in
///
/// For people. Five wrong passwords in a row pause the account for 15 minutes; a wrong name, a wrong
/// password and a paused account are answered alike.
#[utoipa::path(tag = "sessions", request_body = SessionIn, security(()),
    responses(
        (status = 201, description = "Signed in for 12 hours at most.", body = Tokens,
            headers(("Cache-Control" = String, description = "`no-store`: tokens are for their receiver only."))),
        (status = 401, description = "The name or the password is wrong, or the account is paused.",
            body = ProblemDocument, content_type = "application/problem+json"),
        (status = 429, response = TooManyRequests)))]
#[post("/v1/sessions")]
async fn create_session(
    request: HttpRequest,
    gate: Data<Gate>,
    body: Result<Json<SessionIn>, Problem>,
) -> Result<HttpResponse> {
    Contract::refuse_unknown_parameters(&request)?;
    let Json(body) = body?;
    Ok(uncached(201).json(service::sign_in(&gate, body).await?))
}

/// Sign out
///
/// Ends the session of the token that is sent; its access and refresh tokens are worth nothing from now on.
#[utoipa::path(tag = "sessions", security(("bearer" = ["me:read"])), 
    responses((status = 204, description = "Signed out."), (status = 404, response = NotFound)))]
#[delete("/v1/sessions/current")]
async fn delete_session(permit: Permit<may::ReadOwnAccount>) -> Answer {
    permit
        .transaction(async |conn| {
            service::sign_out(conn).await?;
            Reply::done()
        })
        .await
}

/// Get a token
///
/// The token endpoint of OAuth 2.0 (RFC 6749): `client_credentials` for services, `refresh_token` for
/// the session of a person. A client identifies itself in the form or by HTTP Basic. Errors are those
/// of the standard, not problem documents.
#[utoipa::path(tag = "sessions", security(()),
    request_body(content = TokenRequest, content_type = "application/x-www-form-urlencoded"),
    responses(
        (status = 200, description = "Tokens.", body = Tokens,
            headers(("Cache-Control" = String, description = "`no-store`: tokens are for their receiver only."))),
        (status = 400, description = "The request, the grant or a scope is wrong.", body = TokenError),
        (status = 401, description = "The client is unknown.", body = TokenError),
        (status = 429, response = TooManyRequests)))]
#[post("/oauth/token")]
async fn create_token(
    request: HttpRequest,
    gate: Data<Gate>,
    form: Result<Form<TokenRequest>, Problem>,
) -> Result<impl Responder> {
    let form = match form {
        Ok(Form(form)) => form,
        Err(problem) if matches!(problem.code, Code::BodyTooLarge | Code::RequestTimeout) => return Err(problem),
        Err(_) => return Ok(refuse(("invalid_request", "The form cannot be read."))),
    };
    let tokens = match form.grant_type.as_str() {
        "client_credentials" => match client_of(&request, &form) {
            Some((id, secret)) => service::client_credentials(&gate, &id, &secret, form.scope).await,
            None => return Ok(refuse(("invalid_client", "The client has not identified itself."))),
        },
        "refresh_token" => match &form.refresh_token {
            Some(token) => service::refresh(&gate, token).await,
            None => return Ok(refuse(("invalid_request", "The refresh token is missing."))),
        },
        _ => {
            return Ok(refuse(("unsupported_grant_type", "The grant types are client_credentials and refresh_token.")));
        }
    };
    match tokens {
        Ok(tokens) => Ok(uncached(200).json(tokens)),
        Err(TokenFault::Refused(refusal)) => Ok(refuse(refusal)),
        Err(TokenFault::Failed(problem)) => Err(problem),
    }
}

/// The client's id and secret, by HTTP Basic or in the form. No id has a U+0000, which the database would
/// not take.
fn client_of(request: &HttpRequest, form: &TokenRequest) -> Option<(String, String)> {
    let (id, secret) = match request.headers().get(AUTHORIZATION) {
        Some(header) => basic(header.to_str().ok()?)?,
        None => (form.client_id.clone()?, form.client_secret.clone()?),
    };
    (!id.contains('\0')).then_some((id, secret))
}

/// Id and secret in an `Authorization` header: each was encoded as in a form (RFC 6749, 2.3.1), and the
/// scheme's name is the same in any case (RFC 9110, 11.1).
fn basic(header: &str) -> Option<(String, String)> {
    let (scheme, encoded) = header.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let text = String::from_utf8(STANDARD.decode(encoded.trim()).ok()?).ok()?;
    let (id, secret) = text.split_once(':')?;
    Some((form_decoded(id)?, form_decoded(secret)?))
}

fn form_decoded(text: &str) -> Option<String> {
    let pairs: Vec<(String, String)> =
        serde_html_form::from_str(&format!("value={}", text.replace('&', "%26"))).ok()?;
    pairs.into_iter().next().map(|(_, value)| value)
}

fn refuse((error, error_description): (&'static str, &'static str)) -> HttpResponse {
    let status = if error == "invalid_client" { 401 } else { 400 };
    uncached(status).json(TokenError { error, error_description })
}

/// Tokens are for their receiver only (RFC 6749, 5.1).
fn uncached(status: u16) -> actix_web::HttpResponseBuilder {
    let mut response = HttpResponse::build(actix_web::http::StatusCode::from_u16(status).unwrap_or_default());
    response.insert_header((CACHE_CONTROL, "no-store"));
    if status == 401 {
        response.insert_header(("WWW-Authenticate", "Basic realm=\"thidua\""));
    }
    response
}

/// Read the keys of our tokens
///
/// The JWK set (RFC 7517) by which anyone can check an access token of this service.
#[utoipa::path(tag = "sessions", security(()), responses((status = 200, description = "The public keys.", body = KeySet,
    headers(("Cache-Control" = String, description = "How long the keys may be held.")))))]
#[get("/.well-known/jwks.json")]
async fn get_key_set(gate: Data<Gate>) -> HttpResponse {
    HttpResponse::Ok().insert_header((CACHE_CONTROL, "public, max-age=300")).json(gate.tokens.key_set())
}

/// Read who I am
///
/// The account behind the token, its roles that count today, and what they allow.
#[utoipa::path(tag = "sessions", security(("bearer" = ["me:read"])), responses((status = 200, description = "The caller.", body = Me)))]
#[get("/v1/me")]
async fn get_me(permit: Permit<may::ReadOwnAccount>) -> Answer {
    let mut conn = permit.conn().await?;
    let names = conn.names().await?;
    let today = conn.today();
    let principal =
        conn.caller().principal.clone().ok_or_else(|| Problem::internal("a signed-in caller has no account"))?;
    let roles = principal.grants.iter().filter(|grant| grant.holds_on(today));
    let show = |grant: &crate::access::Grant| HeldRole {
        role: grant.role,
        unit: grant.unit_id.map(|unit| names.get(unit)),
        campaign: grant.campaign_id.map(|campaign| names.get(campaign)),
    };
    let permissions = Permission::ALL.iter().filter(|permission| !conn.reach_of(**permission).areas.is_empty());
    Reply::ok(&Me {
        id: principal.id,
        username: principal.username.clone(),
        unit: principal.unit_id.map(|unit| names.get(unit)),
        roles: roles.map(show).collect(),
        permissions: permissions.map(|permission| permission.scope()).collect(),
    })
}
