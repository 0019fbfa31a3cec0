//! What the variables may hold. A refusal says what was expected; [`super::refusal`] says of what.

use std::net::SocketAddr;
use std::num::NonZeroUsize;
use std::path::PathBuf;

use actix_web::http::Uri;
use tracing_subscriber::EnvFilter;

/// The shortest password of an account.
const PASSWORD_LENGTH: usize = 12;

pub(super) fn socket(text: &str) -> Result<SocketAddr, String> {
    text.parse().map_err(|_| "an IP address and a port, such as 127.0.0.1:8080".to_owned())
}

pub(super) fn count(text: &str) -> Result<NonZeroUsize, String> {
    text.parse().map_err(|_| "a whole number from 1 on".to_owned())
}

pub(super) fn path(text: &str) -> Result<PathBuf, String> {
    if text.is_empty() { Err("the path of a folder".to_owned()) } else { Ok(PathBuf::from(text)) }
}

/// The address of a web service, without a slash at the end.
pub(super) fn web_address(text: &str) -> Result<String, String> {
    let fits = text.parse::<Uri>().is_ok_and(|uri| {
        matches!(uri.scheme_str(), Some("http" | "https")) && uri.host().is_some() && uri.query().is_none()
    });
    if fits {
        Ok(text.trim_end_matches('/').to_owned())
    } else {
        Err("an address such as https://thidua.example.vn".to_owned())
    }
}

pub(super) fn database_url(text: &str) -> Result<String, String> {
    if text.starts_with("postgres://") || text.starts_with("postgresql://") {
        Ok(text.to_owned())
    } else {
        Err("an address such as postgres://user:password@host:5432/database".to_owned())
    }
}

pub(super) fn log_filter(text: &str) -> Result<String, String> {
    match EnvFilter::try_new(text) {
        Ok(_) => Ok(text.to_owned()),
        Err(_) => {
            Err("a level (error, warn, info, debug, trace), or levels of parts such as info,thidua=debug".to_owned())
        }
    }
}

pub(super) fn password(text: &str) -> Result<String, String> {
    if text.chars().count() >= PASSWORD_LENGTH {
        Ok(text.to_owned())
    } else {
        Err(format!("a password of at least {PASSWORD_LENGTH} characters"))
    }
}
