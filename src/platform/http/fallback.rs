//! Addresses that no operation has: 404, or 405 with `Allow` where another method has one.

use actix_web::http::header::ALLOW;
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, ResponseError};

use super::contract::Contract;
use crate::platform::problem::{Code, Problem};

/// Answers what no operation answered.
pub async fn fallback(request: HttpRequest, contract: Data<Contract>) -> HttpResponse {
    let Some(allowed) = contract.allowed(request.path()) else {
        return Problem::of(Code::NotFound).error_response();
    };
    let mut response = Problem::of(Code::MethodNotAllowed).error_response();
    if let Ok(value) = allowed.parse() {
        response.headers_mut().insert(ALLOW, value);
    }
    response
}
