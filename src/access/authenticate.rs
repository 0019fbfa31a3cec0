//! The middleware that learns who asks. It refuses only a token that is wrong; what an account may do
//! is for the permit.

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::AUTHORIZATION;
use actix_web::middleware::Next;
use actix_web::web::Data;
use actix_web::{Error, HttpMessage, ResponseError};
use std::sync::Arc;

use super::gate::Gate;
use super::principal::Caller;
use crate::platform::http::{RequestId, language_of};
use crate::platform::problem::{Code, Problem, Result};

/// Puts a [`Caller`] into every request.
pub async fn authenticate(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    match identify(&request).await {
        Ok(caller) => {
            request.extensions_mut().insert(caller);
            next.call(request).await.map(ServiceResponse::map_into_boxed_body)
        }
        Err(problem) => Ok(request.into_response(problem.error_response())),
    }
}

async fn identify(request: &ServiceRequest) -> Result<Caller> {
    let request_id = request.extensions().get::<RequestId>().map(|RequestId(id)| *id);
    let anonymous = Caller::anonymous(request_id, language_of(request.headers()));
    let Some(header) = request.headers().get(AUTHORIZATION) else { return Ok(anonymous) };
    let Some(token) = header.to_str().ok().and_then(bearer) else {
        // `/oauth/token` takes client credentials by HTTP Basic (RFC 6749, 2.3.1).
        return if request.path() == "/oauth/token" { Ok(anonymous) } else { Err(Problem::of(Code::InvalidToken)) };
    };
    let gate = request.app_data::<Data<Gate>>().ok_or_else(|| Problem::internal("the gate is not installed"))?;
    let claims = gate.tokens.verify(token, gate.clock.now())?;
    let principal = gate.principal(claims.sub, claims.sid).await?;
    let scopes = claims.scope.as_ref().map(|scope| Arc::new(scope.split(' ').map(str::to_owned).collect()));
    Ok(Caller { principal: Some(principal), session: claims.sid, scopes, ..anonymous })
}

fn bearer(header: &str) -> Option<&str> {
    let (scheme, token) = header.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}
