//! Campaigns over HTTP, on the real campaign of Decision 1297/QĐ-UBND.

mod conventions;
mod deadlines;
mod drafts;
mod editions;
mod frozen;
mod guards;
mod permissions;
mod reading;
mod steps;

use serde_json::{Value, json};

use crate::support::story::{campaign, decider, draft, issuance, load_units, path, standing_agency};
use crate::support::{Actor, Reply, TestApp};

/// The district, the agency that leads its campaign, and who decides on it; on 1 March 2023.
struct District {
    app: TestApp,
    agency: Actor,
    decider: Actor,
}

impl District {
    async fn start() -> Self {
        let app = TestApp::start().await;
        load_units(&app).await;
        Self { agency: standing_agency(&app).await, decider: decider(&app).await, app }
    }

    /// A draft of the real campaign, with changes.
    async fn draft_with(&self, changes: Value) -> Reply {
        self.agency.post("/v1/campaigns", with(campaign(), changes)).await.expect(201)
    }

    async fn drafted(&self) -> Reply {
        draft(&self.agency).await
    }

    async fn proposed(&self) -> Reply {
        let draft = self.drafted().await;
        self.go(&draft, "proposal").await
    }

    async fn issued(&self) -> Reply {
        let proposed = self.proposed().await;
        self.go(&proposed, "issuance").await
    }

    async fn running(&self) -> Reply {
        let issued = self.issued().await;
        self.go(&issued, "launch").await
    }

    /// The campaign, closed at its deadline.
    async fn closed(&self) -> Reply {
        let running = self.running().await;
        self.app.clock.set("2023-12-30T00:00:00+07:00");
        self.go(&running, "dossier-closure").await
    }

    /// Takes a step with its usual body.
    async fn go(&self, seen: &Reply, noun: &str) -> Reply {
        self.take(seen, noun, body_of(noun)).await.expect(201)
    }

    /// Tries a step, as whoever may take it.
    async fn take(&self, seen: &Reply, noun: &str, body: Value) -> Reply {
        self.actor_of(noun).step(&path(seen, &format!("/{noun}")), seen, body).await
    }

    fn actor_of(&self, noun: &str) -> &Actor {
        if ISSUING.contains(&noun) { &self.decider } else { &self.agency }
    }
}

/// The steps of the decider.
const ISSUING: &[&str] = &["return", "issuance", "cancellation", "amendments"];

/// The usual body of a step.
fn body_of(noun: &str) -> Value {
    match noun {
        "proposal" => json!({"number": "42/PNV", "issued_on": "2023-02-10"}),
        "return" | "reopening" | "cancellation" => json!({"reason": "Theo chỉ đạo của UBND tỉnh."}),
        "issuance" => issuance(),
        "launch" => json!({"launched_on": "2023-02-01", "precision": "month"}),
        "summary" => json!({"report_number": "15/BC-UBND", "summarised_on": "2023-03-01"}),
        "amendments" => amendment(json!({"legal_bases": campaign()["legal_bases"]})),
        _ => json!({}),
    }
}

/// An amending decision of the day on which the campaign is issued.
fn amendment(changes: Value) -> Value {
    let decision = json!({"number": "2100/QĐ-UBND", "issued_on": "2023-03-01", "signer": "Nguyễn Đăng Vinh",
                          "signer_title_vi": "Chủ tịch"});
    json!({"decision": decision, "reason": "Bổ sung theo đề nghị của Phòng Nội vụ.", "changes": changes})
}

/// The body with some of its members changed.
fn with(mut body: Value, changes: Value) -> Value {
    body.as_object_mut().expect("an object").extend(changes.as_object().expect("an object").clone());
    body
}

/// Where a refusal finds fault.
fn pointers(reply: &Reply) -> Vec<&str> {
    let errors = reply.body["errors"].as_array().expect("errors").iter();
    errors.filter_map(|error| error["pointer"].as_str()).collect()
}
