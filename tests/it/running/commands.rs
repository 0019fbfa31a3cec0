//! The other commands, and what the program says where it cannot do what it was asked.

use std::net::TcpListener;

use super::process::{Service, complaint, output, printed, request, thidua, thidua_on};
use crate::support::Database;

#[test]
fn a_bad_value_is_refused_in_one_line() {
    let mut command = thidua(&[]);
    command.env("THIDUA_POOL_SIZE", "many");
    let expected = "thidua: THIDUA_POOL_SIZE: found \"many\", expected a whole number from 1 on";
    assert_eq!(complaint(command), (2, expected.to_owned()));
}

#[test]
fn an_address_that_is_taken_is_named() {
    let taken = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = taken.local_addr().expect("an address").to_string();
    for variable in ["THIDUA_LISTEN", "THIDUA_ADMIN_LISTEN"] {
        let mut command = thidua_on("postgres://nobody@127.0.0.1:1/none", &["serve"]);
        command.env("THIDUA_LISTEN", "127.0.0.1:0").env("THIDUA_ADMIN_LISTEN", "127.0.0.1:0");
        command.env(variable, &address);
        let (status, said) = complaint(command);
        assert_eq!(status, 1);
        assert!(said.starts_with(&format!("thidua: {variable}: found \"{address}\", expected an address")), "{said}");
    }
}

#[test]
fn a_database_that_does_not_answer_is_named() {
    let (status, said) = complaint(thidua_on("postgres://nobody:secret@127.0.0.1:1/none", &["migrate"]));
    assert_eq!(status, 1);
    assert!(said.starts_with("thidua: DATABASE_URL: cannot connect to PostgreSQL"), "{said}");
    assert!(!said.contains("secret"), "{said}");
}

#[test]
fn help_lists_every_variable() {
    let help = printed(thidua(&["serve", "--help"]));
    for argument in thidua::commands::definition().find_subcommand("serve").expect("serve").get_arguments() {
        let variable = argument.get_env().and_then(|name| name.to_str()).expect("a variable");
        assert!(help.contains(&format!("[env: {variable}")), "{variable}\n{help}");
    }
}

/// The table of the README, made of the same definitions as the help.
#[test]
fn the_readme_lists_every_variable() {
    let mut table = "| variable | default | |\n|---|---|---|\n".to_owned();
    for argument in thidua::commands::definition().find_subcommand("serve").expect("serve").get_arguments() {
        let variable = argument.get_env().and_then(|name| name.to_str()).expect("a variable");
        let default = argument.get_default_values().first().and_then(|value| value.to_str());
        let default = default.map_or_else(|| "-".to_owned(), |value| format!("`{value}`"));
        table += &format!("| `{variable}` | {default} | {}. |\n", argument.get_help().expect("help"));
    }
    let readme = include_str!("../../../README.md");
    assert!(readme.contains(&table), "the table is to be\n{table}");
}

#[test]
fn the_contract_is_printed_without_a_database() {
    let text = printed(thidua_on("postgres://nobody@127.0.0.1:1/none", &["openapi"]));
    let expected = thidua::app::contract().document.to_pretty_json().expect("JSON");
    assert_eq!(text, expected);
}

#[test]
fn an_old_schema_is_migrated_only_when_told() {
    let database = Database::new();
    database.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public").expect("an empty database");
    let (_, said) = complaint(thidua_on(&database.url, &["verify"]));
    assert_eq!(said, "thidua: the database is not at this program's version: run `thidua migrate`");
    printed(thidua_on(&database.url, &["migrate"]));
    assert_eq!(printed(thidua_on(&database.url, &["verify"])), "The journal's chain holds from entry 1 to 0.");
}

#[test]
fn the_sample_goes_only_into_an_empty_database() {
    let database = Database::new();
    let first = printed(thidua_on(&database.url, &["demo"]));
    assert!(first.starts_with("The sample campaign is loaded.\nThe password of its accounts"), "{first}");
    assert_eq!(printed(thidua_on(&database.url, &["demo"])), "The sample campaign is there already.");

    let other = Database::new();
    let unit = "INSERT INTO units (id, code, name_vi, kind, level, provenance, created_at, updated_at)
                VALUES (gen_random_uuid(), 'X', 'X', 'office', 'district', 'confirmed', now(), now())";
    other.execute(unit).expect("a unit");
    let (status, said) = complaint(thidua_on(&other.url, &["demo"]));
    assert_eq!((status, said.as_str()), (1, "thidua: the database holds other data: nothing was loaded"));
}

#[test]
fn operators_add_people_and_services() {
    let database = Database::new();
    let on = |arguments: &[&str]| thidua_on(&database.url, arguments);
    let password = printed(on(&["user", "add", "root", "--role", "admin", "--name", "Quản trị"]));
    let secret = printed(on(&["user", "add", "feed", "--role", "auditor", "--service"]));
    let mut serve = on(&["serve"]);
    serve.env("THIDUA_SAMPLE", "never");
    let service = Service::start(serve);
    assert_eq!(service.sign_in("root", &password).0, 201);
    let form = format!("grant_type=client_credentials&client_id=feed&client_secret={secret}");
    let kind = ("Content-Type", "application/x-www-form-urlencoded");
    assert_eq!(request(&service.api(), "POST /oauth/token", &[kind], &form).0, 200);

    let changed = printed(on(&["user", "password", "root"]));
    assert_ne!(changed, password);
    assert_eq!(service.sign_in("root", &password).0, 401);
    assert_eq!(service.sign_in("root", &changed).0, 201);
    service.stop("TERM");
}

#[test]
fn operators_meet_the_same_rules_as_requests() {
    let database = Database::new();
    let refused = |arguments: &[&str]| complaint(thidua_on(&database.url, arguments)).1;
    printed(thidua_on(&database.url, &["user", "add", "root", "--role", "admin"]));
    printed(thidua_on(&database.url, &["user", "add", "feed", "--role", "auditor", "--service"]));
    for (arguments, code) in [
        (&["user", "add", "root", "--role", "admin"][..], "thidua: already_exists"),
        (&["user", "add", "Root!", "--role", "admin"], "thidua: validation_failed; /username"),
        (&["user", "add", "head", "--role", "unit_head"], "thidua: validation_failed"),
        (&["user", "add", "head", "--role", "unit_head", "--unit", "NONE"], "thidua: unknown_reference"),
        (&["user", "password", "feed"], "thidua: validation_failed"),
        (&["user", "password", "stranger"], "thidua: not_found: There is no account stranger."),
        (&["token", "stranger"], "thidua: not_found: There is no account stranger."),
    ] {
        let said = refused(arguments);
        assert!(said.starts_with(code), "{arguments:?}: {said}");
    }
    let public = output(thidua_on(&database.url, &["user", "add", "x", "--role", "public"]));
    assert_eq!(public.status.code(), Some(2));
}

#[test]
fn a_token_is_good_where_its_issuer_is() {
    let database = Database::new();
    printed(thidua_on(&database.url, &["user", "add", "root", "--role", "admin"]));
    let issuer = "https://thidua.example.vn";
    let service = Service::start(thidua_on(&database.url, &["serve", "--sample", "never", "--public-url", issuer]));
    let me = |token: &str| {
        let authorization = format!("Bearer {token}");
        request(&service.api(), "GET /v1/me", &[("Authorization", &authorization)], "").0
    };
    assert_eq!(me(&printed(thidua_on(&database.url, &["token", "root", "--public-url", issuer]))), 200);
    assert_eq!(me(&printed(thidua_on(&database.url, &["token", "root"]))), 401);
}

#[test]
fn a_changed_entry_breaks_the_chain() {
    let database = Database::new();
    let verify = || thidua_on(&database.url, &["verify"]);
    printed(thidua_on(&database.url, &["demo"]));
    let holds = printed(verify());
    assert!(holds.starts_with("The journal's chain holds from entry 1 to "), "{holds}");
    let forged = "ALTER TABLE journal_entries DISABLE TRIGGER journal_entries_append_only;
                  UPDATE journal_entries SET actor_name = 'x'
                  WHERE id = (SELECT entry_id FROM journal_positions WHERE position = 3)";
    database.execute(forged).expect("only the owner of the database can do that");
    assert_eq!(complaint(verify()), (1, "thidua: the journal's chain is broken at entry 3".to_owned()));
}
