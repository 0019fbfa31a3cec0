//! Who asks is the receiver: `officer.post("/v1/submissions", ..)`.

use std::rc::Rc;

use actix_http::{BoxedPayloadStream, Payload, Request};
use actix_web::body::{BoxBody, to_bytes};
use actix_web::dev::ServiceResponse;
use actix_web::http::header::HeaderMap;
use actix_web::http::{Method, StatusCode};
use actix_web::test::TestRequest;
use futures::future::LocalBoxFuture;
use serde_json::Value;

use crate::contract::assert_declared;

pub type Call = Rc<dyn Fn(Request) -> LocalBoxFuture<'static, ServiceResponse<BoxBody>>>;

#[derive(Clone)]
pub struct Actor {
    call: Call,
    token: Option<Rc<dyn Fn() -> String>>,
}

impl Actor {
    pub fn new(call: Call, token: Option<Rc<dyn Fn() -> String>>) -> Self {
        Self { call, token }
    }

    pub async fn get(&self, path: &str) -> Reply {
        self.send(Method::GET, path, &[], None).await
    }

    pub async fn post(&self, path: &str, body: Value) -> Reply {
        self.send(Method::POST, path, &[], Some(body)).await
    }

    pub async fn delete(&self, path: &str) -> Reply {
        self.send(Method::DELETE, path, &[], None).await
    }

    /// Every item of a list that one page holds, which its count confirms.
    pub async fn list(&self, path: &str) -> Vec<Value> {
        let page = self.get(&format!("{path}?count=true")).await.expect(200);
        let items = page.body["items"].as_array().expect("a page").clone();
        assert_eq!(page.body["total"], items.len());
        items
    }

    /// A change of what was read in `seen`: its ETag is sent.
    pub async fn patch(&self, path: &str, seen: &Reply, body: Value) -> Reply {
        self.send(Method::PATCH, path, &[("If-Match", &seen.etag())], Some(body)).await
    }

    /// A step in the life of what was read in `seen`.
    pub async fn step(&self, path: &str, seen: &Reply, body: Value) -> Reply {
        self.send(Method::POST, path, &[("If-Match", &seen.etag())], Some(body)).await
    }

    /// A request with headers of the test's choice.
    pub async fn send(&self, method: Method, path: &str, headers: &[(&str, &str)], body: Option<Value>) -> Reply {
        let mut request = TestRequest::with_uri(path).method(method);
        for (name, value) in headers {
            request = request.insert_header((*name, *value));
        }
        if let Some(body) = body {
            request = request.set_json(body);
        }
        self.raw(request).await
    }

    /// Any request at all, with the actor's token. The answer has the headers that the contract declares.
    pub async fn raw(&self, request: TestRequest) -> Reply {
        let request = match &self.token {
            Some(token) => request.insert_header(("Authorization", format!("Bearer {}", token()))),
            None => request,
        };
        let request = request.to_request();
        let (method, uri) = (request.method().clone(), request.uri().to_string());
        let reply = Reply::of((self.call)(request).await).await;
        assert_declared(&method, &uri, &reply);
        reply
    }

    /// A request whose body comes as it comes.
    pub async fn streamed(&self, request: TestRequest, body: BoxedPayloadStream) -> Reply {
        let token = self.token.as_ref().map(|token| format!("Bearer {}", token())).unwrap_or_default();
        let request = request.insert_header(("Authorization", token)).to_request();
        let (request, _) = request.replace_payload(Payload::Stream { payload: body });
        Reply::of((self.call)(request).await).await
    }

    /// The same person before another instance of the service.
    pub fn before(&self, call: Call) -> Self {
        Self { call, token: self.token.clone() }
    }
}

/// What came back.
#[derive(Debug)]
pub struct Reply {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Value,
}

impl Reply {
    async fn of(response: ServiceResponse<BoxBody>) -> Self {
        let (status, headers) = (response.status(), response.headers().clone());
        let bytes = to_bytes(response.into_body()).await.unwrap_or_default();
        let body =
            serde_json::from_slice(&bytes).unwrap_or_else(|_| String::from_utf8_lossy(&bytes).into_owned().into());
        Self { status, headers, body }
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    pub fn etag(&self) -> String {
        self.header("etag").to_owned()
    }

    pub fn code(&self) -> &str {
        self.body["code"].as_str().unwrap_or_default()
    }

    pub fn text(&self, field: &str) -> &str {
        self.body[field].as_str().unwrap_or_default()
    }

    /// The reply, if it has this status; else the test fails and shows the body.
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status.as_u16(), status, "{:#}", self.body);
        self
    }

    /// The reply, if it is this refusal.
    #[track_caller]
    pub fn refused(self, status: u16, code: &str) -> Self {
        let reply = self.expect(status);
        assert_eq!(reply.code(), code, "{:#}", reply.body);
        assert_eq!(reply.header("content-type"), "application/problem+json");
        reply
    }
}
