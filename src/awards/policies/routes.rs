//! Policies over HTTP: open to everyone, changed by no one.

use actix_web::get;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::views::{AsOfQuery, AuthorityQuery, BaseSalaryOut, BonusOut, BonusQuery, GrantAuthorityOut, PolicyOut};
use super::{bonus, queries};
use crate::access::{Permit, may};
use crate::platform::http::{Answer, Page, Path, Query, Reply};
use crate::platform::problem::ProblemDocument;

type Read = Permit<may::ReadPolicies>;

/// The operations of this slice.
pub fn operations(config: &mut ServiceConfig) {
    config
        .service(list_award_policies)
        .service(get_award_policy)
        .service(list_base_salaries)
        .service(list_grant_authorities)
        .service(get_bonus);
}

/// List award policies
///
/// Open to everyone, in the order of their periods. With `as_of`, the one that applies to a decision
/// of that day. `provenance` says of each fact whether it was checked against the law.
#[utoipa::path(tag = "award policies", params(AsOfQuery), security((), ("bearer" = ["award_policies:read"])),
    responses((status = 200, description = "The policies.", body = Page<PolicyOut>)))]
#[get("/v1/award-policies")]
async fn list_award_policies(permit: Read, Query(filter): Query<AsOfQuery>) -> Answer {
    let mut conn = permit.conn().await?;
    let policies = queries::policies(conn.pg(), filter.as_of).await?;
    let ids: Vec<_> = policies.iter().map(|policy| policy.id).collect();
    let rates = queries::rates(conn.pg(), &ids).await?;
    whole(policies.into_iter().map(|policy| PolicyOut::of(policy, &rates)).collect())
}

/// Read an award policy
///
/// The policy of one period with its rates, each with the clause that sets it.
#[utoipa::path(tag = "award policies", params(("id" = Uuid, Path, description = "The policy.")),
    security((), ("bearer" = ["award_policies:read"])), responses((status = 200, description = "The policy.", body = PolicyOut)))]
#[get("/v1/award-policies/{id}")]
async fn get_award_policy(permit: Read, Path(id): Path<Uuid>) -> Answer {
    let mut conn = permit.conn().await?;
    let policy = queries::policy(conn.pg(), id).await?;
    let rates = queries::rates(conn.pg(), &[policy.id]).await?;
    Reply::ok(&PolicyOut::of(policy, &rates))
}

/// List base salaries
///
/// The base salary (mức lương cơ sở) by period; bonuses are multiples of it.
#[utoipa::path(tag = "award policies", params(AsOfQuery), security((), ("bearer" = ["award_policies:read"])),
    responses((status = 200, description = "The base salaries.", body = Page<BaseSalaryOut>)))]
#[get("/v1/base-salaries")]
async fn list_base_salaries(permit: Read, Query(filter): Query<AsOfQuery>) -> Answer {
    let mut conn = permit.conn().await?;
    let salaries = queries::salaries(conn.pg(), filter.as_of).await?;
    whole(salaries.into_iter().map(BaseSalaryOut::of).collect())
}

/// List authorities to grant awards
///
/// Which office may grant which award (thẩm quyền khen thưởng), by period.
#[utoipa::path(tag = "award policies", params(AuthorityQuery), security((), ("bearer" = ["award_policies:read"])),
    responses((status = 200, description = "The authorities.", body = Page<GrantAuthorityOut>)))]
#[get("/v1/grant-authorities")]
async fn list_grant_authorities(permit: Read, Query(filter): Query<AuthorityQuery>) -> Answer {
    let mut conn = permit.conn().await?;
    let authorities = queries::authorities(conn.pg(), &filter.office, filter.as_of).await?;
    whole(authorities.into_iter().map(GrantAuthorityOut::of).collect())
}

/// Compute a bonus
///
/// What an award brings if it is decided on a day, with every input and its provenance. 422
/// `rate_not_found` where the policy in force has no such rate, or no base salary is known.
#[utoipa::path(tag = "award policies", params(BonusQuery), security((), ("bearer" = ["award_policies:read"])),
    responses((status = 200, description = "The bonus.", body = BonusOut),
              (status = 422, description = "No rate or base salary is known.", body = ProblemDocument, content_type = "application/problem+json")))]
#[get("/v1/bonus")]
async fn get_bonus(permit: Read, Query(wanted): Query<BonusQuery>) -> Answer {
    let mut conn = permit.conn().await?;
    let bonus = bonus(conn.pg(), wanted.award_form, wanted.recipient, wanted.on).await?;
    Reply::report(&BonusOut::of(bonus, wanted.on))
}

/// A list that the law keeps short: one page holds it whole.
fn whole<T: serde::Serialize>(items: Vec<T>) -> Answer {
    Reply::page(&Page { items, next: None, prev: None, total: None })
}
