//! Text that people type.

use serde::{Deserialize, Deserializer};
use unicode_normalization::UnicodeNormalization;
use validator::ValidationError;

/// Reads text in NFC, as it is stored: the same Vietnamese word is the same bytes.
pub fn nfc<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    String::deserialize(deserializer).map(|text| text.nfc().collect())
}

/// As [`nfc`], where the text may be absent.
pub fn nfc_option<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    Option::<String>::deserialize(deserializer).map(|text| text.map(|text| text.nfc().collect()))
}

/// As [`nfc`], in a merge patch whose field cannot be cleared.
pub fn nfc_present<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    nfc(deserializer).map(Some)
}

/// As [`nfc`], in a merge patch whose field null clears.
pub fn nfc_patch<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Option<String>>, D::Error> {
    nfc_option(deserializer).map(Some)
}

/// Something must be said, and no control characters with it.
pub fn plain(text: &str) -> Result<(), ValidationError> {
    let control = text.chars().any(|character| character.is_control() && !matches!(character, '\n' | '\t'));
    if text.trim().is_empty() || control {
        return Err(ValidationError::new("text").with_message(
            "Không được để trống hoặc chứa ký tự điều khiển. | It must say something, without control characters."
                .into(),
        ));
    }
    Ok(())
}

/// A code: letters, digits, `.`, `_`, `-`, at most 64.
pub fn code(text: &str) -> Result<(), ValidationError> {
    let fits = |character: char| character.is_ascii_alphanumeric() || "._-".contains(character);
    if !text.is_empty() && text.len() <= 64 && text.chars().all(fits) {
        return Ok(());
    }
    Err(ValidationError::new("code").with_message(
        "Từ 1 đến 64 ký tự: chữ không dấu, số và . _ -. | 1 to 64 characters: plain letters, digits and . _ -.".into(),
    ))
}
