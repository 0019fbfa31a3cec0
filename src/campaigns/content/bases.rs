//! The base lines of a decision and the documents they cite.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use crate::platform::text;
use crate::registry::Provenance;
use crate::text_enum;

text_enum! {
    /// What kind of document is cited.
    pub enum DocumentKind {
        /// Luật.
        Law = "law",
        /// Nghị quyết.
        Resolution = "resolution",
        /// Nghị định.
        Decree = "decree",
        /// Thông tư.
        Circular = "circular",
        /// Quyết định.
        Decision = "decision",
        /// Chỉ thị.
        Directive = "directive",
        /// Kế hoạch.
        Plan = "plan",
        /// Công văn.
        OfficialLetter = "official_letter",
    }
}

impl DocumentKind {
    /// The number and mark (số, ký hiệu) of such a document holds one of these.
    fn usual_marks(self) -> &'static [&'static str] {
        match self {
            Self::Law => &["/QH"],
            Self::Resolution => &["/NQ-", "/QH", "/UBTVQH"],
            Self::Decree => &["/NĐ-"],
            Self::Circular => &["/TT-", "/TTLT-"],
            Self::Decision => &["/QĐ-"],
            Self::Directive => &["/CT-"],
            Self::Plan => &["/KH-"],
            Self::OfficialLetter => &["/"],
        }
    }
}

/// One base line (căn cứ) of the decision.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "text_as_printed": "Căn cứ Nghị định 91/2017/NĐ-CP ngày 31/7/2017 của Chính phủ;",
    "text_normalised": "Căn cứ Nghị định 91/2017/NĐ-CP ngày 31/7/2017 của Chính phủ;",
    "documents": [{"kind": "decree", "number": "91/2017/NĐ-CP", "issued_on": "2017-07-31", "issuer_vi": "Chính phủ",
                   "title_vi": "Quy định chi tiết thi hành một số điều của Luật Thi đua, khen thưởng", "provenance": "confirmed"}]}))]
pub struct LegalBase {
    /// The line as the decision prints it, misprints included.
    #[serde(deserialize_with = "text::nfc")]
    #[validate(length(min = 1, max = 2000), custom(function = "text::plain"))]
    #[schema(min_length = 1, max_length = 2000, pattern = r"\S")]
    pub text_as_printed: String,
    /// The line with its misprints mended.
    #[serde(deserialize_with = "text::nfc")]
    #[validate(length(min = 1, max = 2000), custom(function = "text::plain"))]
    #[schema(min_length = 1, max_length = 2000, pattern = r"\S")]
    pub text_normalised: String,
    /// The documents that the line cites, at most 20.
    #[serde(default)]
    #[validate(length(max = 20), nested)]
    #[schema(max_items = 20)]
    pub documents: Vec<CitedDocument>,
}

/// A document as a base line cites it.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "kind": "decree", "number": "91/2017/NĐ-CP", "issued_on": "2017-07-31", "issuer_vi": "Chính phủ",
    "title_vi": "Quy định chi tiết thi hành một số điều của Luật Thi đua, khen thưởng", "provenance": "confirmed"}))]
pub struct CitedDocument {
    /// What kind of document.
    pub kind: DocumentKind,
    /// Its number and mark (số, ký hiệu).
    #[serde(deserialize_with = "text::nfc")]
    #[validate(length(min = 1, max = 64), custom(function = "text::plain"))]
    #[schema(min_length = 1, max_length = 64, pattern = r"\S")]
    pub number: String,
    /// The day it was issued.
    #[serde(deserialize_with = "crate::platform::dates::bounded")]
    pub issued_on: NaiveDate,
    /// Who issued it.
    #[serde(deserialize_with = "text::nfc")]
    #[validate(length(min = 1, max = 300), custom(function = "text::plain"))]
    #[schema(min_length = 1, max_length = 300, pattern = r"\S")]
    pub issuer_vi: String,
    /// What it is about.
    #[serde(deserialize_with = "text::nfc")]
    #[validate(length(min = 1, max = 1000), custom(function = "text::plain"))]
    #[schema(min_length = 1, max_length = 1000, pattern = r"\S")]
    pub title_vi: String,
    /// Whether these facts were checked; unconfirmed if absent.
    #[serde(default = "unconfirmed")]
    #[schema(default = "unconfirmed")]
    pub provenance: Provenance,
}

impl CitedDocument {
    /// Whether documents of its kind have such numbers.
    pub fn is_numbered_as_usual(&self) -> bool {
        self.kind.usual_marks().iter().any(|mark| self.number.contains(mark))
    }
}

fn unconfirmed() -> Provenance {
    Provenance::Unconfirmed
}
