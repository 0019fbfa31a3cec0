//! Problem details for every error (RFC 9457), in Vietnamese or English.
//!
//! A [`Problem`] is plain data: rules in `model.rs` make one, the database's constraints are mapped
//! to one, and only the edge of the service turns it into a response.

mod codes;
pub mod constraints;

use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

pub use codes::{Code, Language, Text};

/// What a function that may refuse returns.
pub type Result<T, E = Problem> = std::result::Result<T, E>;

/// Why a request was refused, before it is put in words.
#[derive(Debug, Clone)]
pub struct Problem {
    /// The stable code; it decides the status and the title.
    pub code: Code,
    /// What was wrong this time; the code's own advice if absent.
    pub detail: Option<Text>,
    /// The fields at fault.
    pub errors: Vec<FieldError>,
    /// Further members, such as `required_permission` or `allowed_from`.
    pub members: Map<String, Value>,
}

/// One field at fault.
#[derive(Debug, Clone)]
pub struct FieldError {
    /// Where, as a JSON Pointer into the body (RFC 6901) or the name of a parameter.
    pub pointer: String,
    /// What kind of fault.
    pub code: String,
    /// What was expected.
    pub detail: Text,
}

impl Problem {
    /// A problem with nothing to add to its code.
    pub fn of(code: Code) -> Self {
        Self { code, detail: None, errors: Vec::new(), members: Map::new() }
    }

    /// A problem with a detail in both languages.
    pub fn new(code: Code, vi: impl Into<String>, en: impl Into<String>) -> Self {
        Self { detail: Some(Text::new(vi, en)), ..Self::of(code) }
    }

    /// A refusal that names one field.
    pub fn field(pointer: &str, code: &str, vi: impl Into<String>, en: impl Into<String>) -> Self {
        Self::of(Code::ValidationFailed).and_field(pointer, code, vi, en)
    }

    /// Names a further field at fault.
    pub fn and_field(mut self, pointer: &str, code: &str, vi: impl Into<String>, en: impl Into<String>) -> Self {
        let detail = Text::new(vi, en);
        self.errors.push(FieldError { pointer: pointer.to_owned(), code: code.to_owned(), detail });
        self
    }

    /// The same problem, of a part of the body that stands at `place`.
    pub fn under(mut self, place: &str) -> Self {
        for error in &mut self.errors {
            error.pointer.insert_str(0, place);
        }
        self
    }

    /// Both problems as one; of two codes that differ, neither says enough.
    pub fn and(mut self, other: Self) -> Self {
        if self.code != other.code {
            self.code = Code::ValidationFailed;
        }
        self.errors.extend(other.errors);
        self
    }

    /// Adds a member to the document.
    pub fn with(mut self, member: &str, value: impl Into<Value>) -> Self {
        self.members.insert(member.to_owned(), value.into());
        self
    }

    /// The HTTP status of the response.
    pub fn status(&self) -> u16 {
        self.code.status()
    }

    /// Hides the cause of an internal failure from the client and tells it to the operator.
    pub fn internal(cause: impl std::fmt::Display) -> Self {
        tracing::error!(%cause, "internal failure");
        Self::of(Code::Internal)
    }

    /// The document that the client reads.
    pub fn document(&self, language: Language, request_id: &str) -> ProblemDocument {
        let detail = self.detail.clone().unwrap_or_else(|| self.code.advice());
        ProblemDocument {
            kind: format!("/problems/{}", self.code.as_str()),
            title: self.code.title().in_language(language).to_owned(),
            status: self.status(),
            code: self.code.as_str().to_owned(),
            detail: detail.in_language(language).to_owned(),
            instance: format!("urn:uuid:{request_id}"),
            errors: self.errors.iter().map(|error| error.document(language)).collect(),
            members: self.members.clone(),
        }
    }
}

impl FieldError {
    fn document(&self, language: Language) -> FieldErrorDocument {
        FieldErrorDocument {
            pointer: self.pointer.clone(),
            code: self.code.clone(),
            detail: self.detail.in_language(language).to_owned(),
        }
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.code.as_str())?;
        if let Some(detail) = &self.detail {
            write!(f, ": {}", detail.in_language(Language::En))?;
        }
        for error in &self.errors {
            write!(f, "; {} {}", error.pointer, error.detail.in_language(Language::En))?;
        }
        Ok(())
    }
}

impl std::error::Error for Problem {}

/// A problem document (RFC 9457). `code` is stable and never translated; `title` and `detail`
/// follow `Accept-Language` (`vi`, the default, or `en`).
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Problem, example = json!({
    "type": "/problems/validation_failed",
    "title": "Dữ liệu không hợp lệ",
    "status": 422,
    "code": "validation_failed",
    "detail": "Có trường không đúng quy định; xem danh sách lỗi.",
    "instance": "urn:uuid:01890a5d-ac96-774b-bcce-b302099a8057",
    "errors": [{"pointer": "/code", "code": "length", "detail": "Độ dài phải từ 1 đến 64 ký tự."}]
}))]
pub struct ProblemDocument {
    /// The problem's page on this server, such as `/problems/illegal_transition`.
    #[serde(rename = "type")]
    pub kind: String,
    /// What kind of problem this is, in words.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// The stable code to decide on in a program.
    pub code: String,
    /// What was wrong with this request and what to do.
    pub detail: String,
    /// The request's id, to quote when asking for help.
    pub instance: String,
    /// The fields at fault, where the problem lies in fields.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub errors: Vec<FieldErrorDocument>,
    /// Members of particular problems: `required_permission` on 403, `state` and `allowed_from` on
    /// a refused step, `current_version` on 412.
    #[serde(flatten)]
    #[schema(additional_properties, value_type = Object)]
    pub members: Map<String, Value>,
}

/// One field at fault.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = FieldError, example = json!({"pointer": "/code", "code": "length", "detail": "Độ dài phải từ 1 đến 64 ký tự."}))]
pub struct FieldErrorDocument {
    /// A JSON Pointer into the body (RFC 6901), or the name of a query parameter or header.
    pub pointer: String,
    /// The kind of fault.
    pub code: String,
    /// What was expected.
    pub detail: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_speaks_the_language_asked_for() {
        let problem = Problem::new(Code::NotFound, "không có", "none");
        assert_eq!(problem.document(Language::Vi, "x").detail, "không có");
        assert_eq!(problem.document(Language::En, "x").detail, "none");
    }

    #[test]
    fn every_code_is_unique_and_says_something_in_both_languages() {
        let mut seen = std::collections::HashSet::new();
        for code in Code::ALL {
            assert!(seen.insert(code.as_str()), "{} stands twice", code.as_str());
            assert_ne!(code.title().vi, code.title().en);
            assert!((400..600).contains(&code.status()));
        }
    }
}
