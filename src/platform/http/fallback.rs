//! Addresses that no operation has: 404, or 405 with `Allow` where another method has one.

use actix_router::ResourceDef;
use actix_web::http::header::ALLOW;
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, ResponseError};
use utoipa::openapi::OpenApi;
use utoipa::openapi::path::PathItem;

use crate::platform::problem::{Code, Problem};

/// The addresses and methods of the contract.
pub struct Routes(Vec<(ResourceDef, String)>);

impl Routes {
    /// Reads them off the document, so that they cannot differ from it.
    pub fn of(document: &OpenApi) -> Self {
        Self(document.paths.paths.iter().map(|(path, item)| (ResourceDef::new(path.as_str()), methods(item))).collect())
    }

    fn allowed(&self, path: &str) -> Option<&str> {
        self.0.iter().find(|(pattern, _)| pattern.is_match(path)).map(|(_, methods)| methods.as_str())
    }
}

fn methods(item: &PathItem) -> String {
    let held = [
        ("GET", &item.get),
        ("POST", &item.post),
        ("PUT", &item.put),
        ("PATCH", &item.patch),
        ("DELETE", &item.delete),
    ];
    held.into_iter().filter(|(_, operation)| operation.is_some()).map(|(name, _)| name).collect::<Vec<_>>().join(", ")
}

/// Answers what no operation answered.
pub async fn fallback(request: HttpRequest, routes: Data<Routes>) -> HttpResponse {
    let Some(allowed) = routes.allowed(request.path()) else {
        return Problem::of(Code::NotFound).error_response();
    };
    let mut response = Problem::of(Code::MethodNotAllowed).error_response();
    if let Ok(value) = allowed.parse() {
        response.headers_mut().insert(ALLOW, value);
    }
    response
}
