//! `thidua ready`: for the health checks of containers, which have no other program to ask with.

use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use super::Failure;
use crate::platform::config::AdminConfig;

/// How long the service may take to answer.
const PATIENCE: Duration = Duration::from_secs(2);

/// Asks the service on this machine whether it is ready.
pub(super) fn ask(config: &AdminConfig) -> Result<(), Failure> {
    let address = config.admin_listen;
    let answer = ready(config).map_err(|error| Failure::Said(format!("http://{address}/ready: {error}")))?;
    if answer.starts_with("HTTP/1.1 200 ") || answer.starts_with("HTTP/1.0 200 ") {
        return Ok(());
    }
    let reason = answer.lines().last().unwrap_or_default();
    Err(Failure::Said(format!("http://{address}/ready: {reason}")))
}

fn ready(config: &AdminConfig) -> io::Result<String> {
    let mut stream = TcpStream::connect_timeout(&config.admin_listen, PATIENCE)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.write_all(b"GET /ready HTTP/1.0\r\n\r\n")?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    Ok(answer)
}
