//! Fetching archives, from a mirror of our own.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;

use aws_lc_rs::digest;

use super::super::{EmbeddedError, archive, cluster};
use super::Folder;

const ARCHIVE: &[u8] = b"what a mirror sends instead of an archive";

/// A web server of files by the end of their path, which knows no others. Answers its address.
pub(super) fn serve(files: HashMap<&'static str, Vec<u8>>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/maven2", listener.local_addr().unwrap());
    thread::spawn(move || listener.incoming().try_for_each(|stream| answer(&files, stream?)));
    url
}

fn answer(files: &HashMap<&str, Vec<u8>>, mut stream: TcpStream) -> std::io::Result<()> {
    let mut lines = BufReader::new(stream.try_clone()?).lines().map_while(Result::ok);
    let request = lines.next().unwrap_or_default();
    lines.take_while(|header| !header.is_empty()).for_each(drop);
    let path = request.split_whitespace().nth(1).unwrap_or_default();
    let file = files.iter().find(|(name, _)| path.ends_with(**name));
    let (status, body) = file.map_or(("404 Not Found", &[][..]), |(_, body)| ("200 OK", body));
    let length = body.len();
    write!(stream, "HTTP/1.1 {status}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n")?;
    stream.write_all(body)
}

/// A mirror of one release, 15.18.0, with the checksum that it claims for its archive.
fn mirror(checksum: &str) -> String {
    let metadata = "<metadata><groupId>io.zonky.test.postgres</groupId>\
         <artifactId>embedded-postgres-binaries</artifactId><versioning><latest>15.18.0</latest>\
         <release>15.18.0</release><versions><version>14.1.0</version><version>15.18.0</version>\
         </versions><lastUpdated>20260101000000</lastUpdated></versioning></metadata>";
    serve(HashMap::from([
        ("maven-metadata.xml", metadata.into()),
        ("15.18.0.jar", ARCHIVE.into()),
        ("15.18.0.jar.sha512", checksum.into()),
    ]))
}

async fn refusal(url: &str) -> String {
    let folder = Folder::new();
    let binaries = folder.join("15");
    let reason = archive::fetch(Some(url), 15, &binaries).await.unwrap_err();
    assert!(!binaries.exists());
    assert!(reason.starts_with(url), "{reason}");
    reason
}

#[tokio::test]
async fn archive_with_another_checksum_is_refused() {
    let reason = refusal(&mirror(&"0".repeat(128))).await;
    assert!(reason.contains("does not match expected hash"), "{reason}");
}

#[tokio::test]
async fn archive_with_its_checksum_is_opened() {
    let checksum = cluster::hex(digest::digest(&digest::SHA512, ARCHIVE).as_ref());
    let reason = refusal(&mirror(&checksum)).await;
    assert!(reason.contains("invalid Zip archive"), "{reason}");
}

#[tokio::test]
async fn mirror_without_archives_is_named() {
    let reason = refusal(&serve(HashMap::new())).await;
    assert!(reason.contains("404"), "{reason}");
}

#[test]
fn machine_without_binaries_is_told_what_to_install() {
    let message = EmbeddedError::NoBinaries { reason: "404 Not Found".to_owned() }.to_string();
    for named in ["404", "Debian", "Fedora", "macOS", "Windows", "DATABASE_URL"] {
        assert!(message.contains(named), "{message}");
    }
    assert_eq!(message.lines().count(), 1);
}
