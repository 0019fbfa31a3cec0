//! The accounts of the sample, each called after its role. They are no one's.

use chrono::NaiveDate;

use crate::access::accounts::{self, AccountKind, GrantIn, NewAccount, SecretIn};
use crate::access::{Conn, Role, Story, may};
use crate::platform::directory::Reference;
use crate::platform::problem::{Problem, Result};

/// An account of the sample.
pub(super) struct SampleAccount {
    pub role: Role,
    /// The unit that tells it from others of its role; none: it is called after its role.
    among: Option<&'static str>,
    pub display_name: &'static str,
    /// The unit it belongs to.
    home: Option<&'static str>,
    /// The units that its role is held over; none: everywhere.
    over: &'static [&'static str],
}

impl SampleAccount {
    /// The name to sign in with.
    pub fn username(&self) -> String {
        match self.among {
            Some(unit) => format!("{}.{}", self.role, unit.to_lowercase()),
            None => self.role.to_string(),
        }
    }

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
    SampleAccount { role, among: None, display_name, home, over }
}

/// The head of a further unit.
const fn head(display_name: &'static str, unit: &'static [&'static str; 1]) -> SampleAccount {
    let [code] = *unit;
    SampleAccount { role: Role::UnitHead, among: Some(code), display_name, home: Some(code), over: unit }
}

/// The Front (TN-MTTQ) stands beside the district's committee, not below it, and takes part as well.
const DISTRICT: &[&str] = &["TN", "TN-MTTQ"];
const TOWNSHIP: &str = "TN-21235";

/// The accounts: one for each role, then the heads of the other units that take part.
pub(super) const ACCOUNTS: [SampleAccount; 12] = [
    account(Role::Admin, "Quản trị hệ thống (mẫu)", None, &[]),
    account(Role::StandingAgency, "Cơ quan thường trực - Phòng Nội vụ (mẫu)", Some("TN-PNV"), DISTRICT),
    account(Role::Decider, "Chủ tịch UBND huyện (mẫu)", Some("TN"), DISTRICT),
    account(Role::UnitHead, "Chủ tịch UBND thị trấn La Hà (mẫu)", Some(TOWNSHIP), &[TOWNSHIP]),
    account(Role::UnitOfficer, "Công chức thị trấn La Hà (mẫu)", Some(TOWNSHIP), &[TOWNSHIP]),
    account(Role::Auditor, "Thanh tra (mẫu)", None, &[]),
    account(Role::ReportingClient, "Hệ thống báo cáo (mẫu)", Some("TN"), &["TN"]),
    head("Chủ tịch UBND thị trấn Sông Vệ (mẫu)", &["TN-21238"]),
    head("Chủ tịch UBND xã Nghĩa Kỳ (mẫu)", &["TN-21250"]),
    head("Chủ tịch UBND xã Nghĩa Hòa (mẫu)", &["TN-21268"]),
    head("Chủ tịch UBND xã Nghĩa Thương (mẫu)", &["TN-21274"]),
    head("Chánh Văn phòng HĐND và UBND huyện (mẫu)", &["TN-VP"]),
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
        Some(code) => Some(conn.names().await?.find_unit(&reference(code), "/unit", conn.today())?),
        None => None,
    };
    let kind = account.kind();
    let new = NewAccount {
        username: account.username(),
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
