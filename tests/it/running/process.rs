//! A running program: what it says, what it answers, how it ends.

use std::cell::RefCell;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;

use serde_json::Value;

/// What the greeting ends with.
const GREETED: &str = "Ctrl-C stops it.";

/// The program with nothing configured, whatever the machine's own environment says.
pub fn thidua(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_thidua"));
    let names = std::env::vars().map(|(name, _)| name);
    // Only where PostgreSQL is found is the machine's affair.
    names.filter(|name| name == "DATABASE_URL" || name.starts_with("THIDUA_") && !name.contains("_PG_")).for_each(
        |name| {
            command.env_remove(name);
        },
    );
    command.args(arguments);
    command
}

/// The same, on a database that is given.
pub fn thidua_on(database: &str, arguments: &[&str]) -> Command {
    let mut command = thidua(arguments);
    command.env("DATABASE_URL", database);
    command
}

/// Runs a command to its end.
pub fn output(mut command: Command) -> Output {
    command.output().expect("the program runs")
}

/// What a command that succeeds prints.
#[track_caller]
pub fn printed(command: Command) -> String {
    let output = output(command);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("text").trim().to_owned()
}

/// What a command that fails complains of: one line, and its exit status.
#[track_caller]
pub fn complaint(command: Command) -> (i32, String) {
    let output = output(command);
    let text = String::from_utf8(output.stderr).expect("text");
    let own = text.lines().filter(|line| line.starts_with("thidua: ")).collect::<Vec<_>>();
    assert_eq!(own.len(), 1, "{text}");
    assert_eq!(text.lines().last(), own.last().copied(), "{text}");
    (output.status.code().unwrap_or_default(), own[0].to_owned())
}

/// A folder of a test's own for the embedded server; removed with it.
pub struct Folder(PathBuf);

impl Folder {
    pub fn new(name: &str) -> Self {
        let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("running-{name}-{}", std::process::id()));
        Self(path)
    }

    pub fn path(&self) -> &str {
        self.0.to_str().expect("a path of text")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // Some tests never make it.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// The service, ready.
pub struct Service {
    child: Child,
    log: Receiver<String>,
    seen: RefCell<Vec<String>>,
    pub greeting: String,
}

impl Service {
    /// Starts the service on ports that are free, and reads its greeting.
    pub fn start(mut command: Command) -> Self {
        command.env("THIDUA_LISTEN", "127.0.0.1:0").env("THIDUA_ADMIN_LISTEN", "127.0.0.1:0");
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts");
        let (log, output) = (lines(child.stderr.take().expect("a pipe")), child.stdout.take().expect("a pipe"));
        let mut service = Self { child, log, seen: RefCell::default(), greeting: String::new() };
        for line in BufReader::new(output).lines() {
            let line = line.expect("text");
            service.greeting += &format!("{line}\n");
            if line == GREETED {
                return service;
            }
        }
        panic!("the service is not ready\n{}{}", service.greeting, service.log.iter().collect::<Vec<_>>().join("\n"));
    }

    /// The rest of the greeting's line that holds a word: an address, a password.
    #[track_caller]
    pub fn told(&self, word: &str) -> &str {
        let line = self.greeting.lines().find_map(|line| line.split_once(word));
        line.map(|(_, rest)| rest.trim()).unwrap_or_else(|| panic!("no {word} in {}", self.greeting))
    }

    /// Where clients reach the API: host and port.
    pub fn api(&self) -> String {
        self.logged("listening", "api=")
    }

    /// Where operators do.
    pub fn admin(&self) -> String {
        self.logged("listening", "admin=")
    }

    /// What follows a word in the line of the log that says something.
    pub fn logged(&self, words: &str, name: &str) -> String {
        let line = self.wait_for(words);
        let value = line.split_once(name).and_then(|(_, rest)| rest.split(' ').next());
        value.unwrap_or_else(|| panic!("no {name} in {line}")).to_owned()
    }

    pub fn get(&self, path: &str) -> (u16, String) {
        request(&self.api(), &format!("GET {path}"), &[], "")
    }

    pub fn ask_admin(&self, path: &str) -> (u16, String) {
        request(&self.admin(), &format!("GET {path}"), &[], "")
    }

    /// Signs a person in; the status and the answer.
    pub fn sign_in(&self, username: &str, password: &str) -> (u16, Value) {
        let body = serde_json::json!({"username": username, "password": password}).to_string();
        let (status, answer) =
            request(&self.api(), "POST /v1/sessions", &[("Content-Type", "application/json")], &body);
        (status, serde_json::from_str(&answer).expect("JSON"))
    }

    /// Waits until the log says something.
    pub fn wait_for(&self, words: &str) -> String {
        let mut seen = self.seen.borrow_mut();
        if let Some(line) = seen.iter().find(|line| line.contains(words)) {
            return line.clone();
        }
        for line in &self.log {
            seen.push(line.clone());
            if line.contains(words) {
                return line;
            }
        }
        panic!("{words:?} was never said:\n{}", seen.join("\n"));
    }

    pub fn signal(&self, name: &str) {
        let sent = Command::new("kill").args([&format!("-{name}"), &self.child.id().to_string()]).status();
        assert!(sent.expect("kill runs").success());
    }

    /// Waits for the end.
    pub fn ended(&mut self) -> ExitStatus {
        self.child.wait().expect("it ends")
    }

    /// Stops it as an operator does, and sees that it ends well.
    #[track_caller]
    pub fn stop(mut self, signal: &str) {
        self.signal(signal);
        assert!(self.ended().success());
    }
}

impl Service {
    /// Stops it, and reads all that it logged.
    pub fn story(mut self) -> Vec<String> {
        self.signal("TERM");
        assert!(self.ended().success());
        let mut lines = self.seen.take();
        lines.extend(self.log.iter());
        lines
    }
}

impl Drop for Service {
    /// A test that fails must not leave a service behind.
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn lines(stream: impl Read + Send + 'static) -> Receiver<String> {
    let (sender, receiver) = channel();
    thread::spawn(move || {
        for line in BufReader::new(stream).lines().map_while(Result::ok) {
            if sender.send(line).is_err() {
                break;
            }
        }
    });
    receiver
}

/// One request on a connection of its own; status and body.
pub fn request(host: &str, line: &str, headers: &[(&str, &str)], body: &str) -> (u16, String) {
    let mut stream = TcpStream::connect(host).expect("it listens");
    let headers: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    let length = body.len();
    let head = format!("{line} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nContent-Length: {length}\r\n{headers}");
    stream.write_all(format!("{head}\r\n{body}").as_bytes()).expect("it reads");
    answer(&mut stream)
}

/// The answer that comes next, to the end of the connection.
pub fn answer(stream: &mut TcpStream) -> (u16, String) {
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).expect("it answers");
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or_else(|| panic!("not an answer: {text:?}"));
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
    (status, body.to_owned())
}
