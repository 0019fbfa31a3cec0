//! JSON Merge Patch (RFC 7396): a field that is absent stays, a field that is null is cleared.
//!
//! `#[serde(default, with = "crate::platform::patch")]` on an `Option<Option<T>>` tells the two apart.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Reads a present field, null or not.
pub fn deserialize<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Option<T>>, D::Error> {
    Option::<T>::deserialize(deserializer).map(Some)
}

/// Writes the field as it was read.
pub fn serialize<T: Serialize, S: Serializer>(value: &Option<Option<T>>, serializer: S) -> Result<S::Ok, S::Error> {
    value.as_ref().and_then(Option::as_ref).serialize(serializer)
}

/// Reads a field that may be absent but not null, because it cannot be cleared.
pub fn present<'de, T: Deserialize<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}
