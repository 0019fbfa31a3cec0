//! One throwaway cluster for the whole run, with a migrated template that each test copies.

use std::path::PathBuf;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use diesel::sql_types::Text;
use diesel::{QueryableByName, sql_query};
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl, SimpleAsyncConnection};
use thidua::platform::db;
use thidua::platform::db::embedded::{Options, Purpose, Server};
use tokio::runtime::{Builder, Runtime};

const TEMPLATE: &str = "template_thidua";

/// Where Linux keeps files in memory.
const MEMORY: &str = "/dev/shm";

/// What the databases of all tests that run at once take, in bytes, with room to spare.
const ROOM: u64 = 2 << 30;

struct Cluster {
    server: Server,
    runtime: Runtime,
}

static CLUSTER: OnceLock<Cluster> = OnceLock::new();
static COUNTER: AtomicU32 = AtomicU32::new(0);

#[derive(QueryableByName)]
struct TextRow {
    #[diesel(sql_type = Text)]
    text: String,
}

/// A database of a test's own; dropped with it.
pub struct Database {
    name: String,
    pub url: String,
}

impl Database {
    pub fn new() -> Self {
        let name = format!("test_{}", COUNTER.fetch_add(1, Ordering::Relaxed));
        execute(format!("CREATE DATABASE {name} TEMPLATE {TEMPLATE} STRATEGY FILE_COPY"));
        Self { url: cluster().server.url(&name), name }
    }

    /// Runs SQL as the owner of the database.
    pub fn execute(&self, sql: &str) -> diesel::QueryResult<()> {
        let (url, sql) = (self.url.clone(), sql.to_owned());
        on_cluster(async move { connect(&url).await.batch_execute(&sql).await })
    }

    /// Tries SQL that a constraint or trigger must refuse.
    #[track_caller]
    pub fn refuses(&self, sql: &str, constraint: &str) {
        match self.execute(sql) {
            Err(diesel::result::Error::DatabaseError(_, information)) => {
                assert_eq!(information.constraint_name(), Some(constraint), "{sql}");
            }
            other => panic!("{sql}: {other:?}"),
        }
    }

    /// Runs SQL on a connection that stays open, with what it locked, until it is dropped.
    pub fn hold(&self, sql: &str) -> AsyncPgConnection {
        let (url, sql) = (self.url.clone(), sql.to_owned());
        on_cluster(async move {
            let mut conn = connect(&url).await;
            conn.batch_execute(&sql).await.expect("the statement runs");
            conn
        })
    }

    /// The one column of text that a query answers with.
    pub fn texts(&self, sql: &str) -> Vec<String> {
        let (url, sql) = (self.url.clone(), format!("SELECT answer.text FROM ({sql}) AS answer (text)"));
        let rows: Vec<TextRow> =
            on_cluster(async move { sql_query(sql).load(&mut connect(&url).await).await.expect("the query answers") });
        rows.into_iter().map(|row| row.text).collect()
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        execute(format!("DROP DATABASE {} WITH (FORCE)", self.name));
    }
}

fn cluster() -> &'static Cluster {
    CLUSTER.get_or_init(|| std::thread::spawn(start).join().expect("the cluster starts"))
}

fn start() -> Cluster {
    let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("a runtime");
    let options = Options {
        data_dir: place(),
        binaries: std::env::var_os("THIDUA_PG_BIN").map(PathBuf::from),
        archive_url: std::env::var("THIDUA_PG_ARCHIVE_URL").ok(),
        purpose: Purpose::Throwaway,
    };
    let server = runtime.block_on(async {
        let server = Server::start(&options).await.unwrap_or_else(|error| panic!("{error}"));
        let mut conn = connect(&server.url("postgres")).await;
        conn.batch_execute(&format!("CREATE DATABASE {TEMPLATE}")).await.expect("a template");
        db::migrate(&server.url(TEMPLATE)).await.expect("migrations run");
        server
    });
    Cluster { server, runtime }
}

/// In memory where the system has a place for it: a database is a thousand small files, and a file system
/// on a disk spends more time on making and dropping them than a test does on its work.
fn place() -> PathBuf {
    let memory = rustix::fs::statvfs(MEMORY).map_or(0, |space| space.f_bavail * space.f_frsize);
    PathBuf::from(if memory >= ROOM { MEMORY } else { env!("CARGO_TARGET_TMPDIR") })
}

async fn connect(url: &str) -> AsyncPgConnection {
    AsyncPgConnection::establish(url).await.expect("the cluster answers")
}

fn execute(sql: String) {
    let url = cluster().server.url("postgres");
    on_cluster(async move { connect(&url).await.batch_execute(&sql).await.expect("the statement runs") });
}

/// Runs work on the cluster's own runtime and waits: a test's runtime may be ending.
fn on_cluster<T: Send + 'static>(work: impl Future<Output = T> + Send + 'static) -> T {
    let (sender, receiver) = std::sync::mpsc::channel();
    cluster().runtime.spawn(async move { sender.send(work.await) });
    receiver.recv().expect("the work ends")
}
