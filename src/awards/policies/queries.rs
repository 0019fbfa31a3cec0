//! SQL of policies. They are read only: the law changes them by migration, not the caller.

use std::collections::HashSet;

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::model::{AwardForm, AwardRate, BaseSalary, GrantAuthority, Office, Policy, Recipient};
use crate::ids::PolicyId;
use crate::platform::problem::Result;
use crate::schema::{award_policies, award_rates, base_salaries, grant_authorities};

/// Whether a row of a table was in force on a day: from `valid_from` to the day before `valid_to`.
macro_rules! in_force_on {
    ($table:ident, $day:expr) => {
        ($table::valid_from.is_null().or($table::valid_from.le($day)))
            .and($table::valid_to.is_null().or($table::valid_to.gt($day)))
    };
}

pub(super) async fn policies(conn: &mut AsyncPgConnection, as_of: Option<NaiveDate>) -> Result<Vec<Policy>> {
    let mut query = award_policies::table.order(award_policies::valid_from.asc().nulls_first()).into_boxed();
    if let Some(day) = as_of {
        query = query.filter(in_force_on!(award_policies, day));
    }
    Ok(query.select(Policy::as_select()).load(conn).await?)
}

pub(super) async fn policy(conn: &mut AsyncPgConnection, id: Uuid) -> Result<Policy> {
    Ok(award_policies::table.find(id).select(Policy::as_select()).first(conn).await?)
}

pub(super) async fn policy_on(conn: &mut AsyncPgConnection, day: NaiveDate) -> Result<Option<Policy>> {
    Ok(policies(conn, Some(day)).await?.into_iter().next())
}

pub(super) async fn rates(conn: &mut AsyncPgConnection, policies: &[PolicyId]) -> Result<Vec<AwardRate>> {
    let of_these = award_rates::table
        .filter(award_rates::policy_id.eq_any(policies))
        .order((award_rates::award_form, award_rates::recipient));
    Ok(of_these.select(AwardRate::as_select()).load(conn).await?)
}

pub(super) async fn rate(
    conn: &mut AsyncPgConnection,
    policy: PolicyId,
    form: AwardForm,
    recipient: Recipient,
) -> Result<Option<AwardRate>> {
    let found = award_rates::table.find((policy, form, recipient)).select(AwardRate::as_select());
    Ok(found.first(conn).await.optional()?)
}

/// Whether any policy has a rate for an award and recipient.
pub(super) async fn has_rate(conn: &mut AsyncPgConnection, form: AwardForm, recipient: Recipient) -> Result<bool> {
    let rates =
        award_rates::table.filter(award_rates::award_form.eq(form)).filter(award_rates::recipient.eq(recipient));
    Ok(diesel::select(diesel::dsl::exists(rates)).get_result(conn).await?)
}

pub(super) async fn salaries(conn: &mut AsyncPgConnection, as_of: Option<NaiveDate>) -> Result<Vec<BaseSalary>> {
    let mut query = base_salaries::table.order(base_salaries::valid_from).into_boxed();
    if let Some(day) = as_of {
        query = query.filter(in_force_on!(base_salaries, day));
    }
    Ok(query.select(BaseSalary::as_select()).load(conn).await?)
}

pub(super) async fn salary_on(conn: &mut AsyncPgConnection, day: NaiveDate) -> Result<Option<BaseSalary>> {
    Ok(salaries(conn, Some(day)).await?.into_iter().next())
}

pub(super) async fn authorities(
    conn: &mut AsyncPgConnection,
    office: &[Office],
    as_of: Option<NaiveDate>,
) -> Result<Vec<GrantAuthority>> {
    let order = (grant_authorities::office, grant_authorities::award_form, grant_authorities::valid_from);
    let mut query = grant_authorities::table.order(order).into_boxed();
    if !office.is_empty() {
        query = query.filter(grant_authorities::office.eq_any(office));
    }
    if let Some(day) = as_of {
        query = query.filter(in_force_on!(grant_authorities, day));
    }
    Ok(query.select(GrantAuthority::as_select()).load(conn).await?)
}

/// Which office grants which award, at whatever time.
pub async fn granted_by(conn: &mut AsyncPgConnection) -> Result<HashSet<(Office, AwardForm)>> {
    let powers = grant_authorities::table.select((grant_authorities::office, grant_authorities::award_form));
    Ok(powers.load(conn).await?.into_iter().collect())
}

/// The power of an office to grant an award on a day, if it has it.
pub async fn authority(
    conn: &mut AsyncPgConnection,
    office: Office,
    form: AwardForm,
    on: NaiveDate,
) -> Result<Option<GrantAuthority>> {
    let found = grant_authorities::table
        .filter(grant_authorities::office.eq(office))
        .filter(grant_authorities::award_form.eq(form))
        .filter(in_force_on!(grant_authorities, on));
    Ok(found.select(GrantAuthority::as_select()).first(conn).await.optional()?)
}
