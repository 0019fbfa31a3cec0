//! A service on a database that is given: what operators see of it, and how it stops.

use std::io::{Read, Write};
use std::net::TcpStream;

use super::process::{Folder, Service, answer, complaint, printed, request, thidua, thidua_on};
use crate::support::Database;

const PASSWORD: &str = "một mật khẩu cho bài thử";

fn service(database: &Database) -> Service {
    let mut command = thidua_on(&database.url, &["serve"]);
    command.env("THIDUA_SAMPLE_PASSWORD", PASSWORD);
    Service::start(command)
}

#[test]
fn a_given_database_is_used_and_none_is_started() {
    let (database, folder) = (Database::new(), Folder::new("given"));
    let mut command = thidua_on(&database.url, &[]);
    command.env("THIDUA_DATA_DIR", folder.path()).env("THIDUA_SAMPLE", "never");
    let service = Service::start(command);
    assert!(service.greeting.contains("the server that DATABASE_URL names"));
    assert!(!service.greeting.contains("SAMPLE DATA"));
    assert_eq!(service.get("/v1/campaigns").1, r#"{"items":[],"next":null,"prev":null}"#);
    service.stop("TERM");
    assert!(!std::path::Path::new(folder.path()).exists());
}

#[test]
fn operators_see_that_it_lives_and_what_it_does() {
    let database = Database::new();
    let service = service(&database);
    assert_eq!(service.ask_admin("/live"), (200, "live\n".to_owned()));
    assert_eq!(service.ask_admin("/ready"), (200, "ready\n".to_owned()));
    assert_eq!(service.get("/v1/units/01890a5d-ac96-774b-bcce-b302099a8057").0, 404);
    let (status, figures) = service.ask_admin("/metrics");
    assert_eq!(status, 200);
    let count = r#"http_requests_total{method="GET",route="/v1/units/{id}",status="404"} 1"#;
    for line in [
        count,
        r#"http_request_duration_seconds_bucket{method="GET",route="/v1/units/{id}",status="404",le="+Inf"} 1"#,
        "db_pool_limit 21",
    ] {
        assert!(figures.contains(line), "{line}\n{figures}");
    }
    printed(thidua(&["ready", "--admin-listen", &service.admin()]));
    assert_eq!(service.get("/metrics").0, 404, "figures are the operators' affair");
    let admin = service.admin();
    service.stop("TERM");
    let (status, said) = complaint(thidua(&["ready", "--admin-listen", &admin]));
    assert_eq!(status, 1);
    assert!(said.starts_with(&format!("thidua: http://{admin}/ready: ")), "{said}");
}

/// One event for each request, under the id that its client knows.
#[test]
fn a_request_is_told_of_once() {
    let database = Database::new();
    let service = service(&database);
    let requests = [
        ("01890a5d-ac96-774b-bcce-b302099a8051", "GET /v1/units", 200),
        ("01890a5d-ac96-774b-bcce-b302099a8052", "GET /v1/units?colour=red", 400),
        ("01890a5d-ac96-774b-bcce-b302099a8053", "DELETE /v1/units", 405),
        ("01890a5d-ac96-774b-bcce-b302099a8054", "GET /nowhere", 404),
    ];
    for (id, line, status) in requests {
        assert_eq!(request(&service.api(), line, &[("X-Request-Id", id)], "").0, status, "{line}");
    }
    let log = service.story();
    for (id, line, status) in requests {
        let told: Vec<_> = log.iter().filter(|told| told.contains(id)).collect();
        assert_eq!(told.len(), 1, "{line}: {log:#?}");
        assert!(told[0].contains(&format!("status={status}")), "{told:?}");
    }
}

#[test]
fn two_instances_share_a_database() {
    let database = Database::new();
    let (first, second) = (service(&database), service(&database));
    let token = first.sign_in("decider", PASSWORD).1["access_token"].as_str().expect("a token").to_owned();
    assert_eq!(second.sign_in("decider", PASSWORD).0, 201);
    assert!(token.split('.').count() == 3);
    first.stop("INT");
    assert_eq!(second.get("/v1/campaigns").0, 200);
    second.stop("INT");
}

#[test]
fn a_request_under_way_is_answered_before_the_end() {
    let database = Database::new();
    let mut service = service(&database);
    let body = format!(r#"{{"username": "auditor", "password": "{PASSWORD}"}}"#);
    let mut stream = TcpStream::connect(service.api()).expect("it listens");
    let head = format!(
        "POST /v1/sessions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\
         Connection: close\r\nExpect: 100-continue\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).expect("it reads");
    let mut permission = [0; 25];
    stream.read_exact(&mut permission).expect("it asks for the body");
    assert_eq!(&permission, b"HTTP/1.1 100 Continue\r\n\r\n");

    service.signal("TERM");
    service.wait_for("stopping");
    assert_eq!(service.ask_admin("/ready"), (503, "stopping\n".to_owned()));
    assert_eq!(service.ask_admin("/live").0, 200);
    stream.write_all(body.as_bytes()).expect("it still reads");
    assert_eq!(answer(&mut stream).0, 201);
    assert!(service.ended().success());
}

#[test]
fn a_second_signal_does_not_wait() {
    let database = Database::new();
    let mut service = service(&database);
    let mut stream = TcpStream::connect(service.api()).expect("it listens");
    let head = "POST /v1/sessions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\
                Expect: 100-continue\r\n\r\n";
    stream.write_all(head.as_bytes()).expect("it reads");
    stream.read_exact(&mut [0; 25]).expect("it asks for the body");
    service.signal("INT");
    service.wait_for("stopping");
    service.signal("INT");
    assert!(service.ended().success());
}
