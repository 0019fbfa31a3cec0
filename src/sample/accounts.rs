//! The accounts of the sample, each called after its role. They are no one's.

use chrono::NaiveDate;

use crate::access::accounts::{self, AccountKind, GrantIn, NewAccount, SecretIn};
use crate::access::{Conn, Role, Story, may};
use crate::platform::directory::Reference;
use crate::platform::problem::{Problem, Result};

/// An account of the sample.
pub(super) struct SampleAccount {
    pub role: Role,
    pub display_name: &'static str,
    /// The unit it belongs to.
    home: Option<&'static str>,
    /// The units that its role is held over; none: everywhere.
    over: &'static [&'static str],
}

impl SampleAccount {
    /// The only system among them reports for the units; the others are people.
    pub fn kind(&self) -> AccountKind {
        if self.role == Role::ReportingClient { AccountKind::Service } else { AccountKind::Person }
    }
}

const fn account(
    role: Role,
    display_name: &'static str,
    home: Option<&'static str>,
    over: &'static [&'static str],
) -> SampleAccount {
    SampleAccount { role, display_name, home, over }
}

/// The Front (TN-MTTQ) stands beside the district's committee, not below it, and takes part as well.
const DISTRICT: &[&str] = &["TN", "TN-MTTQ"];
const TOWNSHIP: &str = "TN-21235";

/// The accounts, in the order in which they come on stage.
pub(super) const ACCOUNTS: [SampleAccount; 7] = [
    account(Role::Admin, "Quản trị hệ thống (mẫu)", None, &[]),
    account(Role::StandingAgency, "Cơ quan thường trực - Phòng Nội vụ (mẫu)", Some("TN-PNV"), DISTRICT),
    account(Role::Decider, "Chủ tịch UBND huyện (mẫu)", Some("TN"), DISTRICT),
    account(Role::UnitHead, "Chủ tịch UBND thị trấn La Hà (mẫu)", Some(TOWNSHIP), &[TOWNSHIP]),
    account(Role::UnitOfficer, "Công chức thị trấn La Hà (mẫu)", Some(TOWNSHIP), &[TOWNSHIP]),
    account(Role::Auditor, "Thanh tra (mẫu)", None, &[]),
    account(Role::ReportingClient, "Hệ thống báo cáo (mẫu)", Some("TN"), &["TN"]),
];

pub(super) async fn load(story: &mut Story, password: &str) -> Result<()> {
    story
        .step::<may::ManageAccounts, _>(async |conn| {
            for account in &ACCOUNTS {
                add(conn, account, password).await?;
            }
            Ok(())
        })
        .await
}

async fn add(conn: &mut Conn<may::ManageAccounts>, account: &SampleAccount, password: &str) -> Result<()> {
    let unit_id = match account.home {
        Some(code) => Some(conn.names().await?.find(&reference(code), "/unit")?),
        None => None,
    };
    let kind = account.kind();
    let new = NewAccount {
        username: account.role.to_string(),
        kind,
        display_name: account.display_name.to_owned(),
        unit_id,
        password: (kind == AccountKind::Person).then(|| password.to_owned()),
    };
    let id = accounts::create(conn, new).await?.id;
    for role in grants(account)? {
        accounts::give_role(conn, id, &role).await?;
    }
    if kind == AccountKind::Service {
        accounts::add_secret(conn, id, password.to_owned(), &SecretIn { expires_at: None }).await?;
    }
    Ok(())
}

/// One grant for each unit, or one over everything.
fn grants(account: &SampleAccount) -> Result<Vec<GrantIn>> {
    let valid_from = NaiveDate::from_ymd_opt(2023, 1, 1).ok_or_else(|| Problem::internal("no new year in 2023"))?;
    let over = |unit| GrantIn { role: account.role, unit, campaign: None, valid_from, valid_to: None };
    if account.over.is_empty() {
        return Ok(vec![over(None)]);
    }
    Ok(account.over.iter().map(|code| over(Some(reference(code)))).collect())
}

fn reference(code: &str) -> Reference {
    Reference { id: None, code: Some(code.to_owned()) }
}
