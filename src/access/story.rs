//! A story: what several accounts did one after another, told in one transaction.
//!
//! The sample campaign is loaded so. Each step is taken by the account whose step it is, at its own
//! time, through the same services and within the same reach as over HTTP; and either the whole
//! story happened or nothing of it.

use std::marker::PhantomData;
use std::sync::Arc;

use actix_web::web::Data;
use chrono::{DateTime, Utc};
use diesel_async::AsyncPgConnection;
use diesel_async::pooled_connection::deadpool::Object;

use super::gate::{Gate, reach};
use super::permit::Conn;
use super::principal::Caller;
use super::reach::Reach;
use super::roles::May;
use super::{queries, unit_of_work};
use crate::platform::clock::date_in_vietnam;
use crate::platform::directory;
use crate::platform::problem::{Language, Problem, Result};

/// The teller of a story: who acts now, and when.
pub struct Story {
    gate: Data<Gate>,
    /// Lent to the step that is being told. One that breaks off takes it along, and with it ends the story.
    pg: Option<Object<AsyncPgConnection>>,
    caller: Caller,
    now: DateTime<Utc>,
    names_changed: bool,
    access_changed: bool,
}

impl Story {
    /// Tells a story that begins now, with the service itself acting. An error leaves nothing behind.
    pub async fn tell<T>(gate: Data<Gate>, effect: impl AsyncFnOnce(&mut Self) -> Result<T>) -> Result<T> {
        let mut pg = gate.connection().await?;
        unit_of_work::begin(&mut pg).await?;
        let (caller, now) = (Caller::anonymous(None, Language::En), gate.clock.now());
        let mut story = Self { gate, pg: Some(pg), caller, now, names_changed: false, access_changed: false };
        let told = effect(&mut story).await;
        match (told, story.pg.take()) {
            (Ok(told), Some(mut pg)) => {
                unit_of_work::commit(&mut pg).await?;
                story.gate.take_up(&mut pg, story.names_changed, story.access_changed).await;
                Ok(told)
            }
            (Err(problem), Some(mut pg)) => {
                unit_of_work::rollback(&mut pg).await?;
                Err(problem)
            }
            (told, None) => told.and_then(|_| Err(broken_off())),
        }
    }

    /// From here on the account of this name acts, at this instant and after.
    pub async fn scene(&mut self, username: &str, at: DateTime<Utc>) -> Result<()> {
        let pg = self.pg.as_mut().ok_or_else(broken_off)?;
        let id = queries::account_named(pg, username).await?;
        let principal = queries::principal(pg, id, None, at).await?;
        self.caller.principal = Some(Arc::new(principal.ok_or_else(|| Problem::internal("a disabled account acts"))?));
        self.now = at;
        Ok(())
    }

    /// One step: what the actor does by one permission.
    pub async fn step<P: May, T>(&mut self, work: impl AsyncFnOnce(&mut Conn<P>) -> Result<T>) -> Result<T> {
        let mut pg = self.pg.take().ok_or_else(broken_off)?;
        let names = directory::read(&mut pg).await?;
        let reach = match &self.caller.principal {
            Some(_) => reach(&self.caller, P::PERMISSION, date_in_vietnam(self.now), &names)?,
            None => Reach::everywhere(),
        };
        let (gate, caller, now) = (self.gate.clone(), self.caller.clone(), self.now);
        let (own_names, names_changed, access_changed) = (Some(names), self.names_changed, self.access_changed);
        let permission = PhantomData;
        let mut conn = Conn { pg, gate, caller, reach, now, permission, own_names, names_changed, access_changed };
        let done = work(&mut conn).await;
        self.names_changed = conn.names_changed;
        self.access_changed = conn.access_changed;
        self.pg = Some(conn.pg);
        done
    }
}

fn broken_off() -> Problem {
    Problem::internal("a step of the story broke off")
}
