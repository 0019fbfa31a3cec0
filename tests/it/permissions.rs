//! Who may do what: the policy as a page that an official can read, and every operation asked by every role.

use actix_web::http::Method;
use serde_json::json;
use thidua::access::policy::{grants, only_everywhere};
use thidua::access::{Permission, Role};

use crate::contract::{Operation, document};
use crate::support::{Actor, Reply, TestApp, assert_committed};

/// The roles that are given to accounts, and the two that no one is given.
fn given() -> impl Iterator<Item = Role> {
    Role::ALL.iter().copied().filter(|role| !matches!(role, Role::Public | Role::SignedIn))
}

/// Over which unit each role can do all that it may; none: everywhere.
fn over(role: Role) -> Option<&'static str> {
    let whole = Permission::ALL.iter().any(|one| only_everywhere(*one) && grants(role, *one));
    if whole { None } else { Some("TN") }
}

/// Someone who may do everything, each role where it can do all that it may.
pub async fn with_every_role(app: &TestApp) -> Actor {
    crate::support::story::load_units(app).await;
    let roles: Vec<_> = given().map(|role| (role, over(role))).collect();
    app.account("everything", &roles).await
}

#[test]
fn the_policy_is_the_committed_page() {
    let mut page =
        String::from("# Who may do what\n\nGenerated from the policy; ✓ means that the role holds the permission.\n\n");
    let columns: Vec<_> = Role::ALL.iter().map(ToString::to_string).collect();
    page += &format!("| permission | {} |\n|---|{}\n", columns.join(" | "), ":-:|".repeat(columns.len()));
    for permission in Permission::ALL {
        let cells: Vec<_> = Role::ALL.iter().map(|role| if grants(*role, *permission) { "✓" } else { " " }).collect();
        page += &format!("| {} | {} |\n", permission.scope(), cells.join(" | "));
    }
    let whole: Vec<_> = Permission::ALL.iter().filter(|one| only_everywhere(**one)).map(|one| one.scope()).collect();
    page += &format!("\nOnly by a role bound to no unit and no campaign: {}.\n", whole.join(", "));
    assert_committed("tests/it/permissions.snap.md", &page, "UPDATE=1 cargo test --test it permissions::");
}

#[test]
fn every_permission_is_held_by_someone_and_every_role_holds_something() {
    for permission in Permission::ALL {
        assert!(Role::ALL.iter().any(|role| grants(*role, *permission)), "{}", permission.scope());
    }
    for role in Role::ALL {
        assert!(Permission::ALL.iter().any(|permission| grants(*role, *permission)), "{role}");
    }
}

/// A request that gets past the permit and no further: its body says nothing, its record is not there.
async fn ask(asker: &Actor, operation: &Operation) -> Reply {
    let method: Method = operation.method.to_uppercase().parse().expect("a method");
    let body = operation.body.get("requestBody").map(|_| json!({}));
    asker.send(method, &operation.address(), &[("If-Match", "*")], body).await
}

#[actix_web::test]
async fn a_role_over_a_part_does_not_decide_about_the_whole() {
    let app = TestApp::start().await;
    crate::support::story::load_units(&app).await;
    let mut asked = 0;
    for (operation, permission) in guarded().into_iter().filter(|(_, permission)| only_everywhere(*permission)) {
        for role in given().filter(|role| grants(*role, permission)) {
            let reply = ask(&app.actor(role, Some("TN")).await, &operation).await.refused(403, "forbidden");
            assert_eq!(reply.text("required_permission"), permission.scope(), "{}", operation.id());
            asked += 1;
        }
    }
    // Ten operations on accounts, two on indicator sets, and the journal, which two roles read.
    assert_eq!(asked, 10 + 2 + 2);
}

fn permission_of(operation: &Operation) -> Option<Permission> {
    let scope = operation.scope()?;
    let named = Permission::ALL.iter().find(|permission| permission.scope() == scope);
    Some(*named.unwrap_or_else(|| panic!("{}: {scope} is no permission's scope", operation.id())))
}

/// The operations that ask for a permission, each with it.
fn guarded() -> Vec<(Operation, Permission)> {
    let all = Operation::all(&document()).into_iter();
    let guarded: Vec<_> = all.filter_map(|one| permission_of(&one).map(|permission| (one, permission))).collect();
    assert!(guarded.len() > 40, "the reader has gone blind");
    guarded
}

#[actix_web::test]
async fn anonymous_is_asked_to_sign_in_where_it_must() {
    let app = TestApp::start().await;
    for (operation, permission) in guarded() {
        assert_eq!(operation.is_public(), grants(Role::Public, permission), "{}: security", operation.id());
        let reply = ask(&app.anonymous(), &operation).await;
        let (status, name) = (reply.status.as_u16(), operation.id());
        if operation.is_public() {
            assert!(![401, 403].contains(&status) && status < 500, "{name}: {status}");
        } else {
            assert_eq!(reply.header("www-authenticate"), "Bearer", "{name}");
            reply.refused(401, "unauthenticated");
        }
    }
}

#[actix_web::test]
async fn every_role_may_do_what_the_policy_says_and_nothing_else() {
    let app = TestApp::start().await;
    crate::support::story::load_units(&app).await;
    let mut askers = vec![(Role::SignedIn, app.nobody("nobody").await)];
    for role in given() {
        askers.push((role, app.actor(role, over(role)).await));
    }
    for (operation, permission) in guarded() {
        let open = grants(Role::Public, permission) || grants(Role::SignedIn, permission);
        for (role, asker) in &askers {
            let reply = ask(asker, &operation).await;
            let name = format!("{} by {role}: {:#}", operation.id(), reply.body);
            if open || grants(*role, permission) {
                assert!(![401, 403].contains(&reply.status.as_u16()) && reply.status.as_u16() < 500, "{name}");
            } else {
                assert_eq!(reply.refused(403, "forbidden").text("required_permission"), permission.scope(), "{name}");
            }
        }
    }
}

/// A token of another scope is refused with the name of what is checked, so that an operation which
/// promises one permission and checks another is found, public ones included.
#[actix_web::test]
async fn every_operation_checks_the_scope_that_it_declares() {
    let app = TestApp::start().await;
    for (operation, permission) in guarded() {
        let other = Permission::ALL.iter().find(|other| **other != permission).expect("another permission");
        let reply = ask(&app.limited("limited", other.scope()).await, &operation).await;
        assert_eq!(reply.status.as_u16(), 403, "{}", operation.id());
        assert_eq!(reply.text("required_permission"), permission.scope(), "{}", operation.id());
    }
}
