//! The embedded server on the binaries of this machine.

mod mirror;

use std::collections::HashMap;
use std::env;
use std::fs;
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::process::{self, Command};

use diesel::QueryableByName;
use diesel::sql_types::Text;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl, SimpleAsyncConnection};

use super::account::Account;
use super::home::elsewhere;
use super::watchdog::Watchdog;
use super::{EmbeddedError, Options, Purpose, Server, cluster};

/// A folder that disappears with the test, together with a durable cluster that still runs in it.
struct Folder {
    path: PathBuf,
    _watchdog: Watchdog,
}

impl Folder {
    fn new() -> Folder {
        let name = format!("thidua-embedded-{}", cluster::random_hex().unwrap());
        let path = env::temp_dir().join(name);
        fs::create_dir(&path).unwrap();
        Folder::watched(path)
    }

    fn watched(path: PathBuf) -> Folder {
        let _watchdog = Watchdog::over(&path.join("postgres/cluster"), &path).unwrap();
        Folder { path, _watchdog }
    }
}

impl Deref for Folder {
    type Target = Path;

    fn deref(&self) -> &Path {
        &self.path
    }
}

fn options(data_dir: &Path, purpose: Purpose) -> Options {
    Options { data_dir: data_dir.to_owned(), binaries: None, archive_url: None, purpose }
}

async fn start(data_dir: &Path, purpose: Purpose) -> Server {
    Server::start(&options(data_dir, purpose)).await.unwrap()
}

async fn refusal(options: Options) -> String {
    let message = Server::start(&options).await.unwrap_err().to_string();
    assert!(!message.contains('\n'), "{message}");
    message
}

async fn connect(server: &Server) -> AsyncPgConnection {
    AsyncPgConnection::establish(&server.url("postgres")).await.unwrap()
}

#[derive(QueryableByName)]
struct Answer {
    #[diesel(sql_type = Text)]
    answer: String,
}

async fn ask(server: &Server, sql: &str) -> String {
    let mut connection = connect(server).await;
    let query = diesel::sql_query(format!("SELECT ({sql})::text AS answer"));
    query.get_result::<Answer>(&mut connection).await.unwrap().answer
}

#[tokio::test]
async fn durable_data_survives_a_restart() {
    let folder = Folder::new();
    let server = start(&folder, Purpose::Durable).await;
    let port = server.port;
    let mut connection = connect(&server).await;
    connection.batch_execute("CREATE TABLE kept AS SELECT 'Đ' AS letter").await.unwrap();
    server.stop().await.unwrap();

    let server = start(&folder, Purpose::Durable).await;
    assert_eq!(server.port, port);
    assert_eq!(ask(&server, "SELECT lower(letter) FROM kept").await, "đ");
    assert_eq!(ask(&server, "current_setting('fsync')").await, "on");
    server.stop().await.unwrap();
    assert!(!folder.join("postgres/cluster/postmaster.pid").exists());
}

#[tokio::test]
async fn server_left_by_a_crash_is_taken_over() {
    let folder = Folder::new();
    let crashed = start(&folder, Purpose::Durable).await;
    let begun = ask(&crashed, "pg_postmaster_start_time()").await;
    drop(crashed);

    let server = start(&folder, Purpose::Durable).await;
    assert_eq!(ask(&server, "pg_postmaster_start_time()").await, begun);
    server.stop().await.unwrap();
}

#[tokio::test]
async fn pid_file_of_a_server_that_is_gone_blocks_nothing() {
    let folder = Folder::new();
    start(&folder, Purpose::Durable).await.stop().await.unwrap();
    // After a crash of the machine the number may belong to any process: here to this one.
    let port = fs::read_to_string(folder.join("postgres/port")).unwrap();
    let cluster = folder.join("postgres/cluster");
    let pid_file = format!("{}\n{}\n0\n{port}\n\n127.0.0.1\n0 0\nready\n", process::id(), cluster.display());
    fs::write(cluster.join("postmaster.pid"), pid_file).unwrap();

    let server = start(&folder, Purpose::Durable).await;
    assert_eq!(ask(&server, "1").await, "1");
    server.stop().await.unwrap();
}

#[tokio::test]
async fn two_processes_share_one_server_until_the_last_one_stops() {
    let folder = Folder::new();
    let options = options(&folder, Purpose::Durable);
    let (one, other) = tokio::join!(Server::start(&options), Server::start(&options));
    let (one, other) = (one.unwrap(), other.unwrap());
    assert_eq!(one.url("postgres"), other.url("postgres"));

    one.stop().await.unwrap();
    assert_eq!(ask(&other, "1").await, "1");
    let url = other.url("postgres");
    other.stop().await.unwrap();
    assert!(AsyncPgConnection::establish(&url).await.is_err());
}

#[tokio::test]
async fn nobody_connects_without_the_password() {
    let folder = Folder::new();
    let server = start(&folder, Purpose::Throwaway).await;
    let guessed = format!("postgres://thidua:thidua@127.0.0.1:{}/postgres", server.port);
    let refused = AsyncPgConnection::establish(&guessed).await.err().unwrap();
    assert!(refused.to_string().contains("password authentication failed"), "{refused}");
    assert!(!format!("{server:?}").contains(&server.password));
    server.stop().await.unwrap();
}

#[tokio::test]
async fn throwaway_cluster_is_cheap_and_removed_when_stopped() {
    let folder = Folder::new();
    let server = start(&folder, Purpose::Throwaway).await;
    assert_eq!(ask(&server, "current_setting('fsync')").await, "off");
    assert_eq!(ask(&server, "current_setting('max_connections')").await, "300");
    server.stop().await.unwrap();
    assert_eq!(fs::read_dir(&*folder).unwrap().count(), 0);
}

/// Tells the test below, run in a process of its own, to crash in the folder that it names.
const CRASH_IN: &str = "THIDUA_TEST_CRASH_IN";

#[tokio::test]
async fn throwaway_cluster_goes_with_a_process_that_crashes() {
    if let Some(folder) = env::var_os(CRASH_IN) {
        let server = start(Path::new(&folder), Purpose::Throwaway).await;
        println!("URL={}", server.url("postgres"));
        process::abort();
    }
    let folder = Folder::new();
    let this = "platform::db::embedded::tests::throwaway_cluster_goes_with_a_process_that_crashes";
    // The watchdog writes its errors where the process did: the output ends when it has ended.
    let crashed = Command::new(env::current_exe().unwrap())
        .args([this, "--exact", "--nocapture"])
        .env(CRASH_IN, &*folder)
        .output()
        .unwrap();

    assert!(!crashed.status.success());
    let printed = String::from_utf8(crashed.stdout).unwrap();
    let (_, url) = printed.split_once("URL=").unwrap();
    assert!(AsyncPgConnection::establish(url.trim()).await.is_err());
    assert_eq!(fs::read_dir(&*folder).unwrap().count(), 0);
}

#[tokio::test]
async fn folder_without_binaries_is_named() {
    let folder = Folder::new();
    let binaries = Some(folder.to_path_buf());
    let message = refusal(Options { binaries, ..options(&folder, Purpose::Durable) }).await;
    assert!(message.starts_with("THIDUA_PG_BIN"), "{message}");
    assert!(message.contains(&*folder.to_string_lossy()), "{message}");
    assert!(message.contains("it has no initdb"), "{message}");
}

#[tokio::test]
async fn cluster_of_another_version_is_explained() {
    let folder = Folder::new();
    let cluster = folder.join("postgres/cluster");
    fs::create_dir_all(&cluster).unwrap();
    fs::write(cluster.join("PG_VERSION"), "9\n").unwrap();
    let archive_url = Some(mirror::serve(HashMap::new()));
    let message = refusal(Options { archive_url, ..options(&folder, Purpose::Durable) }).await;
    assert!(message.contains("was made by PostgreSQL 9"), "{message}");
    assert!(message.contains("THIDUA_PG_BIN"), "{message}");
    assert!(message.contains("pg_dump"), "{message}");
}

#[tokio::test]
async fn cluster_without_its_password_is_explained() {
    let folder = Folder::new();
    start(&folder, Purpose::Durable).await.stop().await.unwrap();
    fs::remove_file(folder.join("postgres/password")).unwrap();
    let error = Server::start(&options(&folder, Purpose::Durable)).await.unwrap_err();
    assert!(matches!(error, EmbeddedError::PasswordLost { .. }), "{error}");
}

/// As root the cluster of a root-only folder stands elsewhere; otherwise the folder is one's own.
#[cfg(unix)]
#[tokio::test]
async fn folder_that_only_its_owner_can_enter() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new();
    fs::set_permissions(&*folder, fs::Permissions::from_mode(0o700)).unwrap();
    let data_dir = folder.join("data");
    let place = match Account::choose().unwrap() {
        Account::Own => Folder::watched(data_dir.clone()),
        Account::Unprivileged { .. } => Folder::watched(elsewhere(&data_dir)),
    };

    let server = start(&data_dir, Purpose::Durable).await;
    assert_eq!(
        ask(&server, "current_setting('data_directory')").await,
        place.join("postgres/cluster").to_string_lossy()
    );
    server.stop().await.unwrap();
}
