//! A JSON body that is validated before a handler can see it.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use actix_web::error::PayloadError;
use actix_web::http::header::CONTENT_TYPE;
use actix_web::web::Bytes;
use actix_web::{Error, FromRequest, HttpMessage, HttpRequest, dev::Payload};
use serde::de::{DeserializeOwned, IgnoredAny};
use validator::{Validate, ValidationErrors, ValidationErrorsKind};

use super::intent::BodyDigest;
use crate::platform::problem::{Code, Problem};

/// The largest body, in bytes; what the framework reads by.
pub const BODY_LIMIT: usize = 1024 * 1024;

/// How long a body may take to arrive.
const PATIENCE: Duration = Duration::from_secs(30);

/// A JSON body that parsed, has no unknown field and passed its rules.
///
/// It shadows actix's extractor of the same name: a body that was not validated cannot be received.
pub struct Json<T>(pub T);

impl<T: DeserializeOwned + Validate + 'static> FromRequest for Json<T> {
    type Error = Problem;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Problem>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let request = request.clone();
        let bytes = Bytes::from_request(&request, payload);
        Box::pin(async move {
            require_json(&request)?;
            let bytes = whole(bytes, PATIENCE).await?;
            request.extensions_mut().insert(BodyDigest::of(&bytes));
            validated(parse(&bytes)?).map(Self)
        })
    }
}

/// The bytes of a body, unless they are too many or too slow.
async fn whole(bytes: impl Future<Output = Result<Bytes, Error>>, patience: Duration) -> Result<Bytes, Problem> {
    let Ok(read) = tokio::time::timeout(patience, bytes).await else {
        return Err(Problem::of(Code::RequestTimeout));
    };
    read.map_err(|error| match error.as_error::<PayloadError>() {
        Some(PayloadError::Overflow) => Problem::of(Code::BodyTooLarge),
        _ => Problem::new(
            Code::MalformedJson,
            "Thân yêu cầu bị ngắt hoặc mã hóa sai.",
            "The body was cut off, or is wrongly encoded.",
        ),
    })
}

/// A form of fields (`application/x-www-form-urlencoded`), read within the same limits. Fields that `T` does
/// not know are its own affair.
pub struct Form<T>(pub T);

impl<T: DeserializeOwned + 'static> FromRequest for Form<T> {
    type Error = Problem;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Problem>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let request = request.clone();
        let bytes = Bytes::from_request(&request, payload);
        Box::pin(async move {
            if !essence(&request).eq_ignore_ascii_case("application/x-www-form-urlencoded") {
                return Err(Problem::of(Code::UnsupportedMediaType));
            }
            let bytes = whole(bytes, PATIENCE).await?;
            serde_html_form::from_bytes(&bytes).map(Self).map_err(|_| Problem::of(Code::MalformedParameter))
        })
    }
}

/// A value that passed its rules, for those that come another way than as a body.
pub fn validated<T: Validate>(value: T) -> Result<T, Problem> {
    value.validate().map_err(|errors| refuse(&errors))?;
    Ok(value)
}

/// The media type that a request declares, without its parameters.
fn essence(request: &HttpRequest) -> &str {
    let declared = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    declared.split(';').next().unwrap_or_default().trim()
}

fn require_json(request: &HttpRequest) -> Result<(), Problem> {
    let essence = essence(request);
    if essence.eq_ignore_ascii_case("application/json") || essence.eq_ignore_ascii_case("application/merge-patch+json")
    {
        return Ok(());
    }
    Err(Problem::of(Code::UnsupportedMediaType))
}

/// Reads JSON; a syntax fault is 400, a value of the wrong shape is 422 and names its place.
pub fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    // PostgreSQL's text cannot hold U+0000, so it is refused here with a name rather than there.
    if bytes.windows(6).any(|window| window == br"\u0000") {
        return Err(Problem::new(
            Code::ValidationFailed,
            "Ký tự U+0000 không được nhận.",
            "The character U+0000 is not accepted.",
        ));
    }
    require_object(bytes)?;
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut reader).map_err(|error| unreadable(&error, bytes))?;
    reader.end().map_err(|_| Problem::of(Code::MalformedJson))?;
    Ok(value)
}

/// A body is an object: a list in the order of the fields would be read as one, and no contract says so.
fn require_object(bytes: &[u8]) -> Result<(), Problem> {
    if bytes.trim_ascii_start().first() == Some(&b'{') {
        return Ok(());
    }
    match serde_json::from_slice::<serde_json::Value>(bytes) {
        Ok(_) => Err(Problem::field(
            "",
            "shape",
            "Thân yêu cầu phải là một đối tượng JSON.",
            "The body must be a JSON object.",
        )),
        Err(_) => Err(Problem::of(Code::MalformedJson)),
    }
}

fn unreadable(error: &serde_path_to_error::Error<serde_json::Error>, bytes: &[u8]) -> Problem {
    let cause = error.inner();
    // The library calls it a fault of syntax, too, when a word of a list is expected and a number stands there.
    let is_json = || serde_json::from_slice::<IgnoredAny>(bytes).is_ok();
    if !cause.is_data() && !is_json() {
        let place = format!("{}:{}", cause.line(), cause.column());
        return Problem::new(
            Code::MalformedJson,
            format!("JSON sai cú pháp tại dòng:cột {place}."),
            format!("The JSON breaks at line:column {place}."),
        );
    }
    let reason = cause.to_string();
    let reason = reason.split(" at line ").next().unwrap_or_default();
    Problem::field(
        &pointer(error.path()),
        "shape",
        format!("Không đúng kiểu: {reason}."),
        format!("Wrong shape: {reason}."),
    )
}

fn pointer(path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment;
    path.iter()
        .map(|segment| match segment {
            Segment::Seq { index } => format!("/{index}"),
            Segment::Map { key } => format!("/{}", escape(key)),
            Segment::Enum { variant } => format!("/{}", escape(variant)),
            Segment::Unknown => String::new(),
        })
        .collect()
}

fn escape(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

/// Turns the validator's findings into fields at fault.
pub(super) fn refuse(errors: &ValidationErrors) -> Problem {
    let mut problem = Problem::of(Code::ValidationFailed);
    collect(errors, "", &mut problem);
    problem.errors.sort_by(|a, b| a.pointer.cmp(&b.pointer));
    problem
}

fn collect(errors: &ValidationErrors, at: &str, problem: &mut Problem) {
    for (field, kind) in errors.errors() {
        let place = if field == "__all__" { at.to_owned() } else { format!("{at}/{}", escape(field)) };
        match kind {
            ValidationErrorsKind::Struct(inner) => collect(inner, &place, problem),
            ValidationErrorsKind::List(items) => {
                for (index, inner) in items {
                    collect(inner, &format!("{place}/{index}"), problem);
                }
            }
            ValidationErrorsKind::Field(faults) => {
                for fault in faults {
                    let (vi, en) = in_words(fault);
                    *problem = problem.clone().and_field(&place, &fault.code, vi, en);
                }
            }
        }
    }
}

fn in_words(fault: &validator::ValidationError) -> (String, String) {
    let bound = |name: &str| fault.params.get(name).map(ToString::to_string);
    let range = match (bound("min"), bound("max")) {
        (Some(min), Some(max)) => (format!("từ {min} đến {max}"), format!("between {min} and {max}")),
        (Some(min), None) => (format!("ít nhất {min}"), format!("at least {min}")),
        (None, Some(max)) => (format!("nhiều nhất {max}"), format!("at most {max}")),
        (None, None) => ("đúng quy định".to_owned(), "as the schema says".to_owned()),
    };
    match fault.code.as_ref() {
        "length" => (format!("Độ dài phải {}.", range.0), format!("The length must be {}.", range.1)),
        "range" => (format!("Giá trị phải {}.", range.0), format!("The value must be {}.", range.1)),
        _ => match &fault.message {
            Some(message) => split(message),
            None => ("Giá trị không đúng quy định.".to_owned(), "The value is not as the schema says.".to_owned()),
        },
    }
}

/// A rule's own message carries both languages, divided by a bar.
fn split(message: &str) -> (String, String) {
    let (vi, en) = message.split_once(" | ").unwrap_or((message, message));
    (vi.to_owned(), en.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, serde::Deserialize, Validate)]
    #[serde(deny_unknown_fields)]
    struct Inner {
        #[validate(length(min = 2, max = 3))]
        code: String,
    }

    #[derive(Debug, serde::Deserialize, Validate)]
    #[serde(deny_unknown_fields)]
    struct Outer {
        #[validate(nested)]
        list: Vec<Inner>,
    }

    #[tokio::test]
    async fn a_body_that_does_not_come_is_not_waited_for() {
        let never = whole(std::future::pending(), Duration::ZERO).await;
        assert_eq!(never.unwrap_err().code, Code::RequestTimeout);
    }

    #[test]
    fn a_syntax_fault_says_where() {
        assert_eq!(parse::<Outer>(b"{").unwrap_err().code, Code::MalformedJson);
        assert_eq!(parse::<Outer>(b"{\"list\":[]} x").unwrap_err().code, Code::MalformedJson);
    }

    #[test]
    fn a_wrong_shape_names_its_place() {
        let problem = parse::<Outer>(br#"{"list":[{"code":"ab"},{"code":7}]}"#).unwrap_err();
        assert_eq!((problem.code, problem.errors[0].pointer.as_str()), (Code::ValidationFailed, "/list/1/code"));
        assert_eq!(parse::<Outer>(br#"{"list":[],"more":1}"#).unwrap_err().code, Code::ValidationFailed);
    }

    #[test]
    fn a_broken_rule_names_its_place() {
        let value: Outer = parse(br#"{"list":[{"code":"abcd"}]}"#).unwrap();
        let problem = refuse(&value.validate().unwrap_err());
        assert_eq!(problem.errors[0].pointer, "/list/0/code");
        assert_eq!(problem.errors[0].detail.vi, "Độ dài phải từ 2 đến 3.");
    }
}
