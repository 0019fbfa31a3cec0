//! The real campaign of Decision 1297/QĐ-UBND, brought by its own roles to where a test begins.

use serde_json::{Value, json};
use thidua::access::Role;

use super::{Actor, Reply, TestApp};

/// Adds the units of the decision, and those that followed them, as the administrator.
pub async fn load_units(app: &TestApp) {
    let admin = app.actor(Role::Admin, None).await;
    for mut unit in read(include_str!("../../../src/sample/units.json")).as_array().expect("a list of units").clone() {
        let fields = unit.as_object_mut().expect("a unit");
        if let Some(Value::String(parent)) = fields.remove("parent_code") {
            fields.insert("parent".to_owned(), json!({"code": parent}));
        }
        admin.post("/v1/units", unit).await.expect(201);
    }
}

/// The standing agency's account: Phòng Nội vụ, over the whole district.
pub async fn standing_agency(app: &TestApp) -> Actor {
    app.actor(Role::StandingAgency, Some("TN")).await
}

/// The decider's account: the chairman of the district.
pub async fn decider(app: &TestApp) -> Actor {
    app.actor(Role::Decider, Some("TN")).await
}

/// The body that draws the campaign up.
pub fn campaign() -> Value {
    read(include_str!("../../../src/sample/campaign.json"))
}

/// The body that issues it.
pub fn issuance() -> Value {
    let file = read(include_str!("../../../src/sample/decision.json"));
    let fact = |name: &str| file[name].clone();
    json!({"decision": {
        "number": fact("number"), "issued_on": fact("issued_on"),
        "signer": fact("signer"), "signer_title_vi": fact("signer_title_vi"),
    }})
}

/// Where a campaign, or one of its steps, is.
pub fn path(campaign: &Reply, rest: &str) -> String {
    format!("/v1/campaigns/{}{rest}", campaign.text("id"))
}

/// The campaign, drafted; the units must be there.
pub async fn draft(agency: &Actor) -> Reply {
    agency.post("/v1/campaigns", campaign()).await.expect(201)
}

/// The campaign, drafted, proposed, issued and launched on 1 March 2023; the units are loaded first.
/// Its reply is that of the launch.
pub async fn issued_campaign(app: &TestApp) -> Reply {
    load_units(app).await;
    let (agency, decider) = (standing_agency(app).await, decider(app).await);
    let draft = draft(&agency).await;
    let proposal = json!({"number": "42/PNV", "issued_on": "2023-02-10"});
    let proposed = agency.step(&path(&draft, "/proposal"), &draft, proposal).await.expect(201);
    let issued = decider.step(&path(&draft, "/issuance"), &proposed, issuance()).await.expect(201);
    agency
        .step(&path(&draft, "/launch"), &issued, json!({"launched_on": "2023-02-01", "precision": "month"}))
        .await
        .expect(201)
}

fn read(text: &str) -> Value {
    serde_json::from_str(text).expect("a sample file is JSON")
}
