//! Every variable, right and wrong.

use clap::{Args, Command, FromArgMatches};

use super::{SampleData, ServeConfig, refusal};

fn command() -> Command {
    ServeConfig::augment_args(Command::new("serve"))
}

fn read(options: &[&str]) -> Result<ServeConfig, clap::Error> {
    let matches = command().try_get_matches_from(["serve"].iter().chain(options))?;
    ServeConfig::from_arg_matches(&matches)
}

fn refused(options: &[&str]) -> String {
    refusal(&read(options).err().expect("the value is bad")).expect("the error is about a value")
}

#[test]
fn nothing_needs_to_be_configured() {
    let config = read(&[]).expect("defaults are enough");
    assert_eq!(config.address.listen.to_string(), "127.0.0.1:8080");
    assert_eq!(config.admin.admin_listen.to_string(), "127.0.0.1:9090");
    assert_eq!(config.sample, SampleData::Auto);
    assert_eq!(config.database.data_dir.to_str(), Some("./data"));
}

#[test]
fn a_bad_value_names_the_variable_what_was_found_and_what_is_expected() {
    let wrong = [
        (
            ["--listen", "8080"],
            "THIDUA_LISTEN: found \"8080\", expected an IP address and a port, such as 127.0.0.1:8080",
        ),
        (["--admin-listen", "host:x"], "THIDUA_ADMIN_LISTEN: found \"host:x\", expected an IP address and a port"),
        (["--public-url", "thidua.vn"], "THIDUA_PUBLIC_URL: found \"thidua.vn\", expected an address such as https://"),
        (["--pool-size", "0"], "THIDUA_POOL_SIZE: found \"0\", expected a whole number from 1 on"),
        (["--workers", "two"], "THIDUA_WORKERS: found \"two\", expected a whole number from 1 on"),
        (["--sample", "yes"], "THIDUA_SAMPLE: found \"yes\", expected auto or never"),
        (["--log", "a=b=c"], "THIDUA_LOG: found \"a=b=c\", expected a level"),
        (["--log-format", "xml"], "THIDUA_LOG_FORMAT: found \"xml\", expected text or json"),
        (["--data-dir", ""], "THIDUA_DATA_DIR: found \"\", expected the path of a folder"),
        (["--pg-bin", ""], "THIDUA_PG_BIN: found \"\", expected the path of a folder"),
        (
            ["--pg-archive-url", "ftp://x"],
            "THIDUA_PG_ARCHIVE_URL: found \"ftp://x\", expected an address such as https://",
        ),
    ];
    for (options, expected) in wrong {
        let message = refused(&options);
        assert!(message.starts_with(expected), "{message}");
        assert!(!message.contains('\n'), "{message}");
    }
}

#[test]
fn a_secret_is_not_repeated() {
    for (option, variable) in [("--database-url", "DATABASE_URL"), ("--sample-password", "THIDUA_SAMPLE_PASSWORD")] {
        let message = refused(&[option, "hunter2"]);
        assert!(message.starts_with(&format!("{variable}: found a value that is not shown")), "{message}");
        assert!(!message.contains("hunter2"), "{message}");
    }
}

#[test]
fn an_address_has_no_slash_at_its_end() {
    let config = read(&["--public-url", "https://thidua.example.vn/"]).expect("a good address");
    assert_eq!(config.address.public_url.as_deref(), Some("https://thidua.example.vn"));
}

/// The option, the placeholder and the variable must not drift apart: messages are made of them.
#[test]
fn every_option_is_called_after_its_variable_and_says_what_it_is() {
    let command = command();
    assert!(command.get_arguments().count() > 10);
    for argument in command.get_arguments() {
        let variable = argument.get_env().and_then(|name| name.to_str()).expect("every option has a variable");
        assert_eq!(argument.get_value_names().expect("a placeholder")[0], variable);
        let option = argument.get_long().expect("an option").replace('-', "_").to_uppercase();
        assert_eq!(variable.trim_start_matches("THIDUA_"), option);
        assert!(argument.get_help().is_some(), "{variable}");
    }
}
