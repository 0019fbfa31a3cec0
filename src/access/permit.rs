//! A permission that cannot be forgotten.
//!
//! A handler's first argument is a [`Permit`]; the only way to one is through the request, which is
//! answered 401 or 403 before its path or body are looked at. Only a permit opens a connection, and
//! the [`Conn`] it opens carries the permission in its type, so a service function that asks for
//! another permission's connection does not compile:
//!
//! ```compile_fail
//! use thidua::access::{Conn, may};
//! async fn sign(_: &mut Conn<may::SignAwardDecisions>) {}
//! async fn handler(mut conn: Conn<may::ReadUnits>) { sign(&mut conn).await }
//! ```

use std::future::{Ready, ready};
use std::marker::PhantomData;
use std::sync::Arc;

use actix_web::dev::Payload;
use actix_web::web::Data;
use actix_web::{FromRequest, HttpMessage, HttpRequest};
use chrono::{DateTime, Utc};
use diesel_async::AsyncPgConnection;
use diesel_async::pooled_connection::deadpool::Object;
use serde_json::Value;
use uuid::Uuid;

use super::gate::{Gate, reach};
use super::principal::Caller;
use super::reach::Reach;
use super::roles::{May, Permission};
use super::unit_of_work;
use crate::platform::clock::date_in_vietnam;
use crate::platform::directory::Names;
use crate::platform::http::{Answer, Contract, Intent, Reply, TransitionOut};
use crate::platform::journal;
use crate::platform::problem::{Language, Problem, Result};

/// The name under which the journal keeps what the service does by itself; no account has it.
pub(super) const SERVICE: &str = "thidua";

/// The proof that the caller holds a permission somewhere.
pub struct Permit<P: May> {
    gate: Data<Gate>,
    caller: Caller,
    /// Whether the service itself acts, which no role limits.
    of_service: bool,
    permission: PhantomData<P>,
}

impl<P: May> FromRequest for Permit<P> {
    type Error = Problem;
    type Future = Ready<Result<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Self::of_request(request))
    }
}

impl<P: May> Permit<P> {
    fn of_request(request: &HttpRequest) -> Result<Self> {
        let (Some(gate), Some(caller)) =
            (request.app_data::<Data<Gate>>(), request.extensions().get::<Caller>().cloned())
        else {
            return Err(Problem::internal("a route stands outside the gate"));
        };
        let permit = Self::of(gate.clone(), caller)?;
        Contract::refuse_unknown_parameters(request)?;
        Ok(permit)
    }

    /// The permit of a caller who is known by other means than a request: an operator's command.
    pub fn of(gate: Data<Gate>, caller: Caller) -> Result<Self> {
        gate.reach::<P>(&caller, date_in_vietnam(gate.clock.now()))?;
        Ok(Self { gate, caller, of_service: false, permission: PhantomData })
    }

    /// The service's own permit, for work that no one asks for, such as closing a deadline.
    pub fn of_service(gate: Data<Gate>) -> Self {
        let caller = Caller::anonymous(None, Language::En);
        Self { gate, caller, of_service: true, permission: PhantomData }
    }

    /// A connection that may do what the permit says.
    ///
    /// The instant of the request, and the roles that count at it, are taken here: by now the body is
    /// whole, and one that was begun before a deadline and ended after it came after it.
    pub async fn conn(self) -> Result<Conn<P>> {
        let Self { gate, caller, of_service, permission } = self;
        let now = gate.clock.now();
        let reach = if of_service { Reach::everywhere() } else { gate.reach::<P>(&caller, date_in_vietnam(now))? };
        let pg = gate.connection().await?;
        let (names_changed, access_changed) = (false, false);
        Ok(Conn { pg, gate, caller, reach, now, permission, own_names: None, names_changed, access_changed })
    }

    /// Runs one use case in one transaction, once per idempotency key, and answers.
    pub async fn write(self, intent: Intent, effect: impl AsyncFnOnce(&mut Conn<P>) -> Result<Reply>) -> Answer {
        let mut conn = self.conn().await?;
        unit_of_work::run(&mut conn, &intent, effect).await
    }

    /// Runs one use case in one transaction, for work without a request.
    pub async fn transaction<T>(self, effect: impl AsyncFnOnce(&mut Conn<P>) -> Result<T>) -> Result<T> {
        let mut conn = self.conn().await?;
        unit_of_work::atomically(&mut conn, effect).await
    }
}

/// A connection that may do what its permission says, and knows who asks, how far they reach, and the time.
pub struct Conn<P: May> {
    pub(super) pg: Object<AsyncPgConnection>,
    pub(super) gate: Data<Gate>,
    pub(super) caller: Caller,
    pub(super) reach: Reach,
    pub(super) now: DateTime<Utc>,
    pub(super) permission: PhantomData<P>,
    /// The names as this transaction sees them, where earlier steps of it may have changed some.
    pub(super) own_names: Option<Arc<Names>>,
    pub(super) names_changed: bool,
    pub(super) access_changed: bool,
}

impl<P: May> Conn<P> {
    /// The connection itself, for `queries.rs`.
    pub fn pg(&mut self) -> &mut AsyncPgConnection {
        &mut self.pg
    }

    /// The connection and the reach, for queries on scoped tables.
    pub fn scoped(&mut self) -> (&mut AsyncPgConnection, &Reach) {
        (&mut self.pg, &self.reach)
    }

    /// How far the permission reaches.
    pub fn reach(&self) -> &Reach {
        &self.reach
    }

    /// The instant of the request.
    pub fn now(&self) -> DateTime<Utc> {
        self.now
    }

    /// The date of the request in Vietnam.
    pub fn today(&self) -> chrono::NaiveDate {
        date_in_vietnam(self.now)
    }

    /// Who asks.
    pub fn caller(&self) -> &Caller {
        &self.caller
    }

    /// How far the caller holds another permission: what `allowed_actions` are made of.
    pub fn reach_of(&self, permission: Permission) -> Reach {
        let names = self.own_names.clone().unwrap_or_else(|| self.gate.directory.held());
        reach(&self.caller, permission, date_in_vietnam(self.now), &names).unwrap_or_default()
    }

    /// Names of units and campaigns, as the database has them now.
    pub async fn names(&mut self) -> Result<Arc<Names>> {
        Ok(self.gate.directory.current(&mut self.pg).await?)
    }

    /// Names of units and campaigns as of a version that a query has just read.
    pub async fn names_at(&mut self, version: i64) -> Result<Arc<Names>> {
        Ok(self.gate.directory.at_least(version, &mut self.pg).await?)
    }

    /// Says that names or the unit tree changed, to be held anew once committed.
    pub fn names_changed(&mut self) {
        self.names_changed = true;
    }

    /// Says that accounts, roles or sessions changed, to count at once when committed.
    pub(super) fn access_changed(&mut self) {
        self.access_changed = true;
    }

    /// Writes the journal's entry for a change.
    pub async fn record(&mut self, change: Change) -> Result<()> {
        let principal = self.caller.principal.as_ref();
        let entry = journal::Entry {
            id: Uuid::now_v7(),
            recorded_at: self.now,
            actor_id: principal.map(|principal| principal.id),
            actor_name: principal.map_or_else(|| SERVICE.to_owned(), |principal| principal.username.clone()),
            on_behalf_of: None,
            action: change.action.to_owned(),
            resource_type: change.action.split('.').next().unwrap_or_default().to_owned(),
            resource_id: change.resource_id,
            version: change.version,
            before: change.before,
            after: change.after,
            request_id: self.caller.request_id,
        };
        Ok(journal::write(&mut self.pg, &entry).await?)
    }

    /// The latest step of this name in a resource's life; 404 where it has not been taken.
    pub async fn transition_of(&mut self, resource_id: Uuid, action: &str) -> Result<TransitionOut> {
        Ok(journal::record_of(&mut self.pg, resource_id, action).await?)
    }

    /// Takes up what was changed, after the commit.
    pub(super) async fn committed(&mut self) {
        let (names, access) = (std::mem::take(&mut self.names_changed), std::mem::take(&mut self.access_changed));
        self.gate.take_up(&mut self.pg, names, access).await;
    }
}

/// A change to be journaled.
#[derive(Debug)]
pub struct Change {
    /// `resource.event`, such as `campaign.issuance`.
    pub action: &'static str,
    /// What was changed.
    pub resource_id: Uuid,
    /// Its version after the change.
    pub version: i64,
    /// What mattered before.
    pub before: Option<Value>,
    /// What matters now.
    pub after: Option<Value>,
}
