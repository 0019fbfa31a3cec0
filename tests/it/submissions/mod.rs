//! Submissions over HTTP.

mod opening;
mod reading;
mod values;
