//! The gate: the one holder of the connection pool. Whoever wants a connection shows a permit.

use std::sync::Arc;
use std::time::Duration;

use chrono::NaiveDate;
use diesel_async::pooled_connection::deadpool::Object;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use moka::future::Cache;
use uuid::Uuid;

use super::principal::{Caller, Principal};
use super::reach::{Area, Reach};
use super::roles::{May, Permission, Role};
use super::tokens::Tokens;
use super::{policy, queries};
use crate::platform::clock::Clock;
use crate::platform::db::PgPool;
use crate::platform::directory::{Directory, Names};
use crate::platform::problem::{Code, Problem, Result};

/// How long an instance may go on with what it knew of an account that another instance changed.
const PRINCIPAL_LIFE: Duration = Duration::from_secs(10);
const PRINCIPALS: u64 = 10_000;

/// How long a request waits for a connection of the pool.
const CONNECTION_WAIT: Duration = Duration::from_secs(5);

/// The gate as the whole service shares it.
pub type SharedGate = actix_web::web::Data<Gate>;

/// Who may pass, and to what.
#[derive(Clone)]
pub struct Gate {
    pool: PgPool,
    principals: Cache<(Uuid, Option<Uuid>), Arc<Principal>>,
    /// The clock that every rule is told.
    pub clock: Clock,
    /// Names of units and campaigns.
    pub directory: Arc<Directory>,
    /// The issuer and verifier of tokens.
    pub tokens: Arc<Tokens>,
}

impl Gate {
    /// A gate before a database that is migrated; reads or draws the signing key.
    pub async fn open(pool: PgPool, clock: Clock, issuer: &str) -> Result<Self> {
        let mut conn = connect(&pool).await?;
        let tokens = Tokens::load(&mut conn, issuer, &clock).await?;
        let directory = Arc::new(Directory::default());
        directory.current(&mut conn).await?;
        let principals = Cache::builder().max_capacity(PRINCIPALS).time_to_live(PRINCIPAL_LIFE).build();
        Ok(Self { pool, principals, clock, directory, tokens: Arc::new(tokens) })
    }

    /// The same gate before another pool: what is known of accounts and names is shared.
    pub fn before(&self, pool: PgPool) -> Self {
        Self { pool, ..self.clone() }
    }

    /// A raw connection; only this wing may ask for one.
    pub(super) async fn connection(&self) -> Result<Object<AsyncPgConnection>> {
        connect(&self.pool).await
    }

    /// Whether the database answers.
    pub async fn ready(&self) -> bool {
        let Ok(mut conn) = self.connection().await else { return false };
        diesel::sql_query("SELECT 1").execute(&mut conn).await.is_ok()
    }

    /// Sets the gauges of connections to where the pools of these gates stand now, together.
    pub fn measure_pools<'a>(gates: impl Iterator<Item = &'a Self>) {
        let (mut idle, mut busy, mut limit, mut waiting) = (0, 0, 0, 0);
        for status in gates.map(|gate| gate.pool.status()) {
            idle += status.available;
            busy += status.size.saturating_sub(status.available);
            limit += status.max_size;
            waiting += status.waiting;
        }
        for (name, value) in [("idle", idle), ("busy", busy)] {
            metrics::gauge!("db_pool_connections", "state" => name).set(value as f64);
        }
        metrics::gauge!("db_pool_limit").set(limit as f64);
        metrics::gauge!("db_pool_waiting").set(waiting as f64);
    }

    /// The account behind a token, as the database has it now or had it a few seconds ago.
    pub(super) async fn principal(&self, account: Uuid, session: Option<Uuid>) -> Result<Arc<Principal>> {
        let load = async {
            let mut conn = self.connection().await?;
            // Another instance may have moved units since: the caller's reach follows the tree.
            self.directory.current(&mut conn).await?;
            let principal = queries::principal(&mut conn, account, session, self.clock.now()).await?;
            principal.map(Arc::new).ok_or_else(|| Problem::of(Code::InvalidToken))
        };
        self.principals.try_get_with((account, session), load).await.map_err(|problem: Arc<Problem>| (*problem).clone())
    }

    /// Forgets what is held of accounts, so that a change counts at once.
    pub(super) fn forget_principals(&self) {
        self.principals.invalidate_all();
    }

    /// Takes up what a committed transaction changed of names, or of accounts and roles. What is committed
    /// is done: that the names cannot be read anew is for the operator to know, not for the client.
    pub(super) async fn take_up(&self, pg: &mut AsyncPgConnection, names: bool, access: bool) {
        if names || access {
            self.forget_principals();
        }
        if names && let Err(error) = self.directory.current(pg).await {
            tracing::error!(%error, "the names could not be read anew");
        }
    }

    /// Where a caller holds a permission today; refused where nowhere.
    pub(super) fn reach<P: May>(&self, caller: &Caller, today: NaiveDate) -> Result<Reach> {
        reach(caller, P::PERMISSION, today, &self.directory.held())
    }
}

/// A connection, or 503 when none comes free in time: whoever waits longer has given up.
async fn connect(pool: &PgPool) -> Result<Object<AsyncPgConnection>> {
    let failed = |error: String| {
        tracing::error!(error, "no database connection");
        Problem::of(Code::Unavailable)
    };
    match tokio::time::timeout(CONNECTION_WAIT, pool.get()).await {
        Ok(connection) => connection.map_err(|error| failed(error.to_string())),
        Err(elapsed) => Err(failed(elapsed.to_string())),
    }
}

/// The areas of the caller's grants that hold the permission, on a day.
pub(super) fn reach(caller: &Caller, permission: Permission, today: NaiveDate, names: &Names) -> Result<Reach> {
    let Some(principal) = &caller.principal else {
        return if policy::grants(Role::Public, permission) {
            Ok(Reach::default())
        } else {
            Err(Problem::of(Code::Unauthenticated))
        };
    };
    let areas: Vec<Area> = principal
        .grants
        .iter()
        .filter(|grant| policy::grants(grant.role, permission) && grant.holds_on(today))
        .filter(|grant| grant.is_everywhere() || !policy::only_everywhere(permission))
        .map(|grant| Area {
            units: grant.unit_id.map(|unit| names.subtree(unit)),
            campaign: grant.campaign_id,
            office: grant.role.is_of_an_office(),
        })
        .collect();
    let open = policy::grants(Role::Public, permission) || policy::grants(Role::SignedIn, permission);
    if (areas.is_empty() && !open) || !caller.in_scope(permission) {
        return Err(Problem::of(Code::Forbidden).with("required_permission", permission.scope()));
    }
    Ok(Reach { areas })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::problem::Language;

    fn administrator(unit_id: Option<Uuid>, campaign_id: Option<Uuid>) -> Caller {
        let valid_from = NaiveDate::default();
        let grant = super::super::Grant { role: Role::Admin, unit_id, campaign_id, valid_from, valid_to: None };
        let principal = Principal { id: Uuid::nil(), username: "admin".to_owned(), unit_id: None, grants: vec![grant] };
        Caller { principal: Some(Arc::new(principal)), ..Caller::anonymous(None, Language::En) }
    }

    #[test]
    fn accounts_are_for_those_who_are_bound_to_no_part() {
        let part = Some(Uuid::nil());
        for (unit, campaign, may) in [(None, None, true), (part, None, false), (None, part, false)] {
            let caller = administrator(unit, campaign);
            let reached = reach(&caller, Permission::ManageAccounts, NaiveDate::default(), &Names::default());
            assert_eq!(reached.is_ok(), may, "{unit:?} {campaign:?}");
            assert!(reach(&caller, Permission::WriteUnits, NaiveDate::default(), &Names::default()).is_ok());
        }
    }
}
