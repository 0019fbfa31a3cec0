//! What each award brings on the day of signing, and what of that nobody has checked.

use chrono::NaiveDate;
use diesel_async::AsyncPgConnection;

use crate::awards::nominations::Candidate;
use crate::awards::policies::{Bonus, GrantAuthority, Office, authority, bonus};
use crate::platform::problem::{Code, Problem, Result};
use crate::registry::Provenance;

/// An award with its bonus and the authority to grant it.
pub struct Priced {
    /// The bonus with its inputs.
    pub bonus: Bonus,
    /// The office's authority.
    pub authority: GrantAuthority,
}

impl Priced {
    /// The inputs that nobody has checked against the law.
    pub fn unconfirmed(&self) -> Vec<&'static str> {
        let mut inputs = self.bonus.unconfirmed();
        if self.authority.provenance == Provenance::Unconfirmed {
            inputs.push("authority");
        }
        inputs
    }
}

/// Prices every award by the law in force on the day, in the order of the decision.
pub async fn price(
    conn: &mut AsyncPgConnection,
    candidates: &[Candidate],
    office: Office,
    on: NaiveDate,
) -> Result<Vec<Priced>> {
    let mut priced = Vec::with_capacity(candidates.len());
    for (index, candidate) in candidates.iter().enumerate() {
        let at = format!("/nominations/{index}");
        let Some(authority) = authority(conn, office, candidate.award_form, on).await? else {
            let (vi, en) = ("Chức vụ không có thẩm quyền tặng.", "The office may not grant this award.");
            return Err(Problem::of(Code::OfficeWithoutAuthority)
                .and_field("/signer_office", "without_authority", vi, en)
                .and_field(&at, candidate.award_form.as_str(), vi, en));
        };
        let bonus = bonus(conn, candidate.award_form, candidate.recipient, on).await.map_err(|problem| {
            problem.and_field(&at, candidate.award_form.as_str(), "Không có mức thưởng.", "There is no rate.")
        })?;
        priced.push(Priced { bonus, authority });
    }
    Ok(priced)
}

/// Facts that nobody has checked are signed on only with a reason; each is named.
pub fn check_confirmed(priced: &[Priced], accepted: Option<&str>) -> Result<()> {
    if accepted.is_some() {
        return Ok(());
    }
    let mut problem = Problem::of(Code::RateUnconfirmed);
    for (index, award) in priced.iter().enumerate() {
        for input in award.unconfirmed() {
            let (vi, en) = (format!("Chưa đối chiếu: {input}."), format!("Not checked against the law: {input}."));
            problem = problem.and_field(&format!("/nominations/{index}"), input, vi, en);
        }
    }
    if problem.errors.is_empty() { Ok(()) } else { Err(problem) }
}
