//! A clock that a test moves.

use std::sync::{Arc, Mutex};

use chrono::{DateTime, Utc};
use thidua::platform::clock::Clock;

#[derive(Clone)]
pub struct TestClock(Arc<Mutex<DateTime<Utc>>>);

impl TestClock {
    pub fn at(instant: &str) -> Self {
        Self(Arc::new(Mutex::new(parse(instant))))
    }

    pub fn set(&self, instant: &str) {
        *self.0.lock().expect("no test panics while it sets the clock") = parse(instant);
    }

    pub fn clock(&self) -> Clock {
        let shown = self.0.clone();
        Clock::new(move || *shown.lock().expect("no test panics while it sets the clock"))
    }
}

fn parse(instant: &str) -> DateTime<Utc> {
    DateTime::parse_from_rfc3339(instant).expect("an RFC 3339 instant").to_utc()
}
