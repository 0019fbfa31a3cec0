//! Pages for people: the interactive documentation and the meaning of each problem code.

use actix_web::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use actix_web::{HttpRequest, HttpResponse, ResponseError, guard, web};
use utoipa::openapi::OpenApi;
use utoipa_swagger_ui::{Config, SwaggerUi};

use crate::platform::http::language_of;
use crate::platform::problem::{Code, Problem};

/// Serves `/docs`, `/openapi.json` and `/problems/{code}`.
pub fn configure(config: &mut web::ServiceConfig, document: OpenApi) {
    let settings =
        Config::default().persist_authorization(true).try_it_out_enabled(true).display_request_duration(true);
    config
        .service(
            web::resource("/docs")
                .guard(guard::Get())
                .to(async || HttpResponse::Found().insert_header(("Location", "/docs/")).finish()),
        )
        .service(web::resource("/problems/{code}").guard(guard::Get()).to(problem_page))
        .service(SwaggerUi::new("/docs/{_:.*}").url("/openapi.json", document).config(settings));
}

/// A code's page: what it means and what to do, in the language asked for.
async fn problem_page(request: HttpRequest, code: web::Path<String>) -> HttpResponse {
    let Some(code) = Code::ALL.iter().find(|known| known.as_str() == code.as_str()) else {
        return Problem::of(Code::NotFound).error_response();
    };
    let language = language_of(request.headers());
    let (title, advice) = (code.title(), code.advice());
    let page = format!(
        "<!doctype html><html lang=\"{tag}\"><meta charset=\"utf-8\"><title>{title}</title>\
         <h1>{title}</h1><p><code>{code}</code> · HTTP {status}</p><p>{advice}</p></html>",
        tag = language.tag(),
        title = title.in_language(language),
        code = code.as_str(),
        status = code.status(),
        advice = advice.in_language(language),
    );
    HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "text/html; charset=utf-8"))
        .insert_header((CACHE_CONTROL, "public, max-age=3600"))
        .body(page)
}
