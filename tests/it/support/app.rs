//! The service as production builds it, on a database and a clock of the test's own.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::OnceLock;

use actix_web::dev::Service;
use actix_web::test;
use actix_web::web::Data;
use thidua::access::accounts::{self, AccountKind, GrantIn, NewAccount};
use thidua::access::{Gate, Permit, Role, may};
use thidua::app;
use thidua::platform::db;
use thidua::platform::directory::Reference;
use thidua::platform::http::Contract;
use uuid::Uuid;

use super::actor::{Actor, Call};
use super::clock::TestClock;
use super::cluster::Database;

/// The issuer that tests expect in tokens.
pub const ISSUER: &str = "http://localhost";

/// How many connections the service of a test has.
pub const CONNECTIONS: usize = 4;

pub struct TestApp {
    pub gate: Data<Gate>,
    pub clock: TestClock,
    pub database: Database,
    call: Call,
    actors: RefCell<HashMap<String, Actor>>,
    ids: RefCell<HashMap<String, Uuid>>,
}

impl TestApp {
    /// The service on 1 March 2023, the day of Decision 1297/QĐ-UBND.
    pub async fn start() -> Self {
        let database = Database::new();
        let clock = TestClock::at("2023-03-01T08:00:00+07:00");
        let (gate, call) = serve(&database, &clock).await;
        Self { gate, clock, database, call, actors: RefCell::default(), ids: RefCell::default() }
    }

    /// The same person before a second instance of the service, which has just been started.
    pub async fn elsewhere(&self, actor: &Actor) -> Actor {
        actor.before(serve(&self.database, &self.clock).await.1)
    }

    /// Someone who has not signed in.
    pub fn anonymous(&self) -> Actor {
        Actor::new(self.call.clone(), None)
    }

    /// Someone who shows this token.
    pub fn with_token(&self, token: &str) -> Actor {
        Actor::new(
            self.call.clone(),
            Some(Rc::new({
                let token = token.to_owned();
                move || token.clone()
            })),
        )
    }

    /// An account that holds no role, with a fresh token for each request.
    pub async fn nobody(&self, username: &str) -> Actor {
        self.account(username, &[]).await
    }

    /// An administrator whose token is limited to these scopes; the same account whenever it is asked for.
    pub async fn limited(&self, username: &str, scope: &str) -> Actor {
        let known = self.ids.borrow().get(username).copied();
        let id = match known {
            Some(id) => id,
            None => self.account_id(username, &[(Role::Admin, None)]).await,
        };
        self.ids.borrow_mut().insert(username.to_owned(), id);
        let token = self.gate.tokens.issue(id, username, None, Some(scope.to_owned()), self.gate.clock.now());
        self.with_token(&token.expect("a token"))
    }

    /// The account that holds one role over a unit, or everywhere; the same one whenever it is asked for.
    pub async fn actor(&self, role: Role, unit: Option<&str>) -> Actor {
        let suffix = unit.map(|unit| format!(".{}", unit.to_lowercase())).unwrap_or_default();
        let username = format!("{role}{suffix}");
        let known = self.actors.borrow().get(&username).cloned();
        if let Some(actor) = known {
            return actor;
        }
        let actor = self.account(&username, &[(role, unit)]).await;
        self.actors.borrow_mut().insert(username, actor.clone());
        actor
    }

    /// An account that belongs to the unit of its first role.
    pub async fn account(&self, username: &str, roles: &[(Role, Option<&str>)]) -> Actor {
        let id = self.account_id(username, roles).await;
        let (gate, username) = (self.gate.clone(), username.to_owned());
        let token = move || gate.tokens.issue(id, &username, None, None, gate.clock.now()).expect("a token");
        Actor::new(self.call.clone(), Some(Rc::new(token)))
    }

    async fn account_id(&self, username: &str, roles: &[(Role, Option<&str>)]) -> Uuid {
        let name = username.to_owned();
        Permit::<may::ManageAccounts>::of_service(self.gate.clone())
            .transaction(async |conn| {
                let home = roles.first().and_then(|(_, unit)| *unit).map(reference);
                let unit_id = match &home {
                    Some(home) => Some(conn.names().await?.find_unit(home, "/unit", conn.today())?),
                    None => None,
                };
                let new = NewAccount {
                    display_name: format!("Tài khoản {name}"),
                    username: name,
                    kind: AccountKind::Service,
                    unit_id,
                    password: None,
                };
                let account = accounts::create(conn, new).await?;
                for (role, unit) in roles {
                    let valid_from = chrono::NaiveDate::from_ymd_opt(2020, 1, 1).expect("a date");
                    let grant =
                        GrantIn { role: *role, unit: unit.map(reference), campaign: None, valid_from, valid_to: None };
                    accounts::give_role(conn, account.id, &grant).await?;
                }
                Ok(account.id)
            })
            .await
            .expect("the account is made")
    }
}

async fn serve(database: &Database, clock: &TestClock) -> (Data<Gate>, Call) {
    let pool = db::pool(&database.url, CONNECTIONS).expect("a pool");
    let gate = Data::new(Gate::open(pool, clock.clock(), ISSUER).await.expect("the gate opens"));
    let service = Rc::new(test::init_service(app::build(gate.clone(), contract())).await);
    let call: Call = Rc::new(move |request| {
        let service = service.clone();
        Box::pin(async move { service.call(request).await.expect("errors are responses") })
    });
    (gate, call)
}

/// The contract: the same for every service, and not cheap to draw up.
fn contract() -> Data<Contract> {
    static CONTRACT: OnceLock<Data<Contract>> = OnceLock::new();
    CONTRACT.get_or_init(|| Data::new(app::contract())).clone()
}

fn reference(code: &str) -> Reference {
    Reference { id: None, code: Some(code.to_owned()) }
}
