//! One command and nothing else: a database of its own, and data that last.

use std::net::TcpStream;

use serde_json::Value;

use super::process::{Folder, Service, request, thidua};

const PEOPLE: [&str; 6] = ["admin", "standing_agency", "decider", "unit_head", "unit_officer", "auditor"];

fn service(folder: &Folder) -> Service {
    let mut command = thidua(&[]);
    command.env("THIDUA_DATA_DIR", folder.path());
    Service::start(command)
}

/// The port of the embedded server, as the log tells it.
fn database_port(service: &Service) -> u16 {
    service.logged("PostgreSQL is ready", "port=").parse().expect("a port")
}

#[track_caller]
fn nobody_listens(port: u16) {
    assert!(TcpStream::connect(("127.0.0.1", port)).is_err(), "the database still runs");
}

#[test]
fn one_command_is_enough_and_data_survive_a_restart() {
    let folder = Folder::new("restart");
    let first = service(&folder);
    let password = first.told("export THIDUA_SAMPLE_PASSWORD=").to_owned();
    assert!(password.len() >= 40, "{password}");
    for path in ["/docs/", "/openapi.json", "/.well-known/jwks.json", "/v1/units"] {
        assert_eq!(first.get(path).0, 200, "{path}");
    }
    for name in PEOPLE {
        assert_eq!(first.sign_in(name, &password).0, 201, "{name}");
        assert!(first.told(&format!("  {name} ")).contains("(mẫu)"));
    }
    assert_eq!(client_credentials(&first, &password), 200);
    let campaigns = first.get("/v1/campaigns").1;
    assert!(campaigns.contains("TN-CCHC-2023"), "{campaigns}");
    let port = database_port(&first);
    first.stop("INT");
    nobody_listens(port);

    let second = service(&folder);
    assert!(!second.greeting.contains("export THIDUA_SAMPLE_PASSWORD"), "a password is shown once");
    assert!(second.greeting.contains("SAMPLE DATA"));
    let ranking = [
        "   1.  84.50  UBND thị trấn La Hà\n",
        "   1.  84.50  UBND xã Nghĩa Kỳ\n",
        "   3.  77.50  UBND xã Nghĩa Hòa\n",
        "   4.  76.00  UBND xã Nghĩa Thương\n",
        "   5.  72.50  UBND thị trấn Sông Vệ\n",
    ];
    assert!(second.greeting.contains(&ranking.concat()), "{}", second.greeting);
    let path = second.told(&format!("curl -s 'http://{}", second.api())).trim_end_matches('\'').to_owned();
    assert_eq!(second.get(&path).0, 200, "{path}");
    assert_eq!(second.sign_in("decider", &password).0, 201);
    assert_eq!(second.get("/v1/campaigns").1, campaigns);
    second.stop("TERM");
}

fn client_credentials(service: &Service, secret: &str) -> u16 {
    let form = format!("grant_type=client_credentials&client_id=reporting_client&client_secret={secret}");
    let kind = ("Content-Type", "application/x-www-form-urlencoded");
    request(&service.api(), "POST /oauth/token", &[kind], &form).0
}

#[test]
fn a_crash_blocks_nothing() {
    let folder = Folder::new("crash");
    let mut killed = service(&folder);
    let password = killed.told("export THIDUA_SAMPLE_PASSWORD=").to_owned();
    killed.signal("KILL");
    assert!(!killed.ended().success());

    let next = service(&folder);
    let port = database_port(&next);
    let (status, session): (u16, Value) = next.sign_in("admin", &password);
    assert_eq!(status, 201, "{session}");
    next.stop("TERM");
    nobody_listens(port);
}
