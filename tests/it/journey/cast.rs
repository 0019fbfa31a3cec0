//! The people of the story, who sign in with their passwords, and the service that pushes figures.

use std::collections::HashMap;

use actix_web::http::Method;
use serde_json::{Value, json};
use thidua::access::Role;

use crate::support::story::load_units;
use crate::support::{Actor, Reply, TestApp};

const PASSWORD: &str = "một câu dài dễ nhớ";

/// Who takes part.
const PEOPLE: &[Part] = &[
    part("noi.vu", "person", Some("TN-PNV"), "standing_agency", &["TN", "TN-MTTQ"]),
    part("chu.tich", "person", Some("TN"), "decider", &["TN", "TN-MTTQ"]),
    part("la.ha", "person", Some("TN-21235"), "unit_head", &["TN-21235"]),
    part("la.ha.cv", "person", Some("TN-21235"), "unit_officer", &["TN-21235"]),
    part("song.ve", "person", Some("TN-21238"), "unit_head", &["TN-21238"]),
    part("truyen.thong", "person", Some("TN-TTVHTT"), "unit_head", &["TN-TTVHTT"]),
    part("thanh.tra", "person", None, "auditor", &[]),
    part("mot.cua", "service", Some("TN"), "reporting_client", &["TN"]),
];

struct Part {
    username: &'static str,
    kind: &'static str,
    home: Option<&'static str>,
    role: &'static str,
    /// The units that the role is held over; none: everywhere.
    over: &'static [&'static str],
}

const fn part(
    username: &'static str,
    kind: &'static str,
    home: Option<&'static str>,
    role: &'static str,
    over: &'static [&'static str],
) -> Part {
    Part { username, kind, home, role, over }
}

/// The stage: the service, its clock, and the secret of the reporting service.
pub struct Cast {
    pub app: TestApp,
    secrets: HashMap<String, String>,
}

impl Cast {
    /// The administrator loads the units and makes the accounts, before the year begins.
    pub async fn assemble() -> Self {
        let app = TestApp::start().await;
        app.clock.set("2023-01-03T08:00:00+07:00");
        load_units(&app).await;
        let admin = app.actor(Role::Admin, None).await;
        let mut secrets = HashMap::new();
        for Part { username, kind, home, role, over } in PEOPLE {
            let id = account(&admin, username, kind, *home).await.text("id").to_owned();
            for grant in grants(role, over) {
                admin.post(&format!("/v1/accounts/{id}/grants"), grant).await.expect(201);
            }
            if *kind == "service" {
                let secret = admin.post(&format!("/v1/accounts/{id}/secrets"), json!({})).await.expect(201);
                secrets.insert((*username).to_owned(), secret.text("client_secret").to_owned());
            }
        }
        Self { app, secrets }
    }

    /// The clock moves on; tokens of the day before are spent.
    pub fn on(&self, instant: &str) {
        self.app.clock.set(instant);
    }

    /// A person signs in.
    pub async fn person(&self, username: &str) -> Actor {
        let credentials = json!({"username": username, "password": PASSWORD});
        let session = self.app.anonymous().post("/v1/sessions", credentials).await.expect(201);
        self.app.with_token(session.text("access_token"))
    }

    /// The reporting service gets a token with its secret.
    pub async fn service(&self, username: &str) -> Actor {
        let form =
            [("grant_type", "client_credentials"), ("client_id", username), ("client_secret", &self.secrets[username])];
        let request = actix_web::test::TestRequest::with_uri("/oauth/token").method(Method::POST).set_form(form);
        let granted = self.app.anonymous().raw(request).await.expect(200);
        self.app.with_token(granted.text("access_token"))
    }

    /// The public, which does not sign in.
    pub fn public(&self) -> Actor {
        self.app.anonymous()
    }
}

async fn account(admin: &Actor, username: &str, kind: &str, home: Option<&str>) -> Reply {
    let mut body = json!({"username": username, "kind": kind, "display_name": username});
    if let Some(code) = home {
        body["unit"] = json!({"code": code});
    }
    if kind == "person" {
        body["password"] = json!(PASSWORD);
    }
    admin.post("/v1/accounts", body).await.expect(201)
}

fn grants(role: &str, over: &[&str]) -> Vec<Value> {
    let grant = |unit: Value| json!({"role": role, "unit": unit, "valid_from": "2023-01-01"});
    if over.is_empty() {
        return vec![json!({"role": role, "valid_from": "2023-01-01"})];
    }
    over.iter().map(|code| grant(json!({"code": code}))).collect()
}
