//! The conventions that every endpoint obeys, shown on units.

use actix_web::http::Method;
use actix_web::test::TestRequest;
use actix_web::web::Bytes;
use diesel_async::{AsyncConnection, AsyncPgConnection, SimpleAsyncConnection};
use futures::future::join_all;
use serde_json::{Value, json};
use thidua::access::Role;
use thidua::platform::http::BODY_LIMIT;

use crate::support::{Actor, CONNECTIONS, TestApp};

fn unit(code: &str) -> Value {
    json!({"code": code, "name_vi": format!("Đơn vị {code}"), "kind": "office", "level": "district"})
}

async fn with_units(codes: &[&str]) -> (TestApp, Actor) {
    let app = TestApp::start().await;
    let admin = app.actor(Role::Admin, None).await;
    for code in codes {
        admin.post("/v1/units", unit(code)).await.expect(201);
    }
    (app, admin)
}

#[actix_web::test]
async fn a_key_brings_one_effect_and_the_same_answer() {
    let (_app, admin) = with_units(&[]).await;
    let key = [("Idempotency-Key", "\"k-1\"")];
    let first = admin.send(Method::POST, "/v1/units", &key, Some(unit("A"))).await.expect(201);
    let again = admin.send(Method::POST, "/v1/units", &key, Some(unit("A"))).await.expect(201);
    assert_eq!(first.body, again.body);
    assert_eq!((first.header("idempotency-replayed"), again.header("idempotency-replayed")), ("", "true"));
    assert_eq!(first.header("location"), again.header("location"));
    admin.send(Method::POST, "/v1/units", &key, Some(unit("B"))).await.refused(422, "idempotency_key_reused");
    assert_eq!(admin.get("/v1/units?count=true").await.body["total"], 1);
}

#[actix_web::test]
async fn a_refusal_is_kept_for_its_key_too() {
    let (_app, admin) = with_units(&["A"]).await;
    let key = [("Idempotency-Key", "k-2")];
    let first = admin.send(Method::POST, "/v1/units", &key, Some(unit("A"))).await.refused(409, "already_exists");
    let again = admin.send(Method::POST, "/v1/units", &key, Some(unit("A"))).await.refused(409, "already_exists");
    assert_eq!(first.body["instance"], again.body["instance"]);
    assert_eq!(again.header("idempotency-replayed"), "true");
}

#[actix_web::test]
async fn a_rehearsal_keeps_nothing() {
    let (_app, admin) = with_units(&[]).await;
    let rehearsed = admin.post("/v1/units?dry_run=true", unit("A")).await.expect(201);
    assert_eq!(rehearsed.body["dry_run"], true);
    let all = admin.get("/v1/units?count=true").await.expect(200);
    assert_eq!(all.body["total"], 0);
    admin.post("/v1/units", unit("A")).await.expect(201);
    let shown = admin
        .post(
            "/v1/units?dry_run=true",
            json!({"code": "B", "name_vi": "B", "kind": "office", "level": "district", "parent": {"code": "A"}}),
        )
        .await;
    assert_eq!(shown.body["parent"]["name_vi"], "Đơn vị A");
}

#[actix_web::test]
async fn a_change_states_the_version_it_saw() {
    let (_app, admin) = with_units(&[]).await;
    let seen = admin.post("/v1/units", unit("A")).await.expect(201);
    let path = format!("/v1/units/{}", seen.text("id"));
    let change = json!({"name_vi": "Tên mới"});
    admin.send(Method::PATCH, &path, &[], Some(change.clone())).await.refused(428, "precondition_required");
    admin
        .send(Method::PATCH, &path, &[("If-Match", "xyz")], Some(change.clone()))
        .await
        .refused(400, "malformed_header");
    let changed = admin.patch(&path, &seen, change.clone()).await.expect(200);
    assert_eq!(changed.body["version"], 2);
    let stale = admin.patch(&path, &seen, change).await.refused(412, "version_mismatch");
    assert_eq!(stale.body["current_version"], 2);
}

#[actix_web::test]
async fn what_has_not_changed_is_not_sent_again() {
    let (_app, admin) = with_units(&["A"]).await;
    for path in ["/v1/units", "/v1/units?code=A"] {
        let seen = admin.get(path).await.expect(200);
        let again = admin.send(Method::GET, path, &[("If-None-Match", &seen.etag())], None).await.expect(304);
        assert_eq!(again.body, json!(""));
        assert_eq!(again.etag(), seen.etag());
    }
    let seen = admin.get("/v1/units").await;
    admin.post("/v1/units", unit("B")).await.expect(201);
    admin.send(Method::GET, "/v1/units", &[("If-None-Match", &seen.etag())], None).await.expect(200);
}

#[actix_web::test]
async fn pages_join_without_gap_or_overlap() {
    let (app, _) = with_units(&["A", "B", "C", "D", "E"]).await;
    for sort in ["code", "-code", "name_vi", "-name_vi"] {
        let all = app.anonymous().get(&format!("/v1/units?sort={sort}")).await.expect(200).body["items"].clone();
        let mut walked = Vec::new();
        let mut address = format!("/v1/units?sort={sort}&limit=2");
        let mut last;
        loop {
            last = app.anonymous().get(&address).await.expect(200);
            walked.extend(last.body["items"].as_array().expect("items").iter().cloned());
            match last.body["next"].as_str() {
                Some(cursor) => address = format!("/v1/units?sort={sort}&limit=2&cursor={cursor}"),
                None => break,
            }
        }
        assert_eq!(json!(walked), all, "{sort}");
        let back = app
            .anonymous()
            .get(&format!("/v1/units?sort={sort}&limit=2&cursor={}", last.text("prev")))
            .await
            .expect(200);
        assert_eq!(back.body["items"], json!([all[2], all[3]]), "{sort}");
        assert!(back.header("link").contains("rel=\"next\"") && back.header("link").contains("rel=\"prev\""));
    }
}

#[actix_web::test]
async fn a_cursor_belongs_to_its_filters() {
    let (app, _) = with_units(&["A", "B"]).await;
    let first = app.anonymous().get("/v1/units?limit=1").await.expect(200);
    let cursor = first.text("next");
    let public = app.anonymous();
    public.get(&format!("/v1/units?limit=1&kind=office&cursor={cursor}")).await.refused(400, "cursor_mismatch");
    public.get(&format!("/v1/units?limit=1&sort=-code&cursor={cursor}")).await.refused(400, "cursor_mismatch");
    public.get("/v1/units?cursor=%00").await.refused(400, "malformed_parameter");
    public.get("/v1/units?cursor=abc").await.refused(400, "malformed_parameter");
}

#[actix_web::test]
async fn unknown_and_malformed_parameters_are_refused() {
    let (app, admin) = with_units(&["A"]).await;
    let public = app.anonymous();
    let id = admin.get("/v1/units").await.body["items"][0]["id"].as_str().unwrap_or_default().to_owned();
    public.get("/v1/units?colour=red").await.refused(400, "unknown_parameter");
    public.get(&format!("/v1/units/{id}?colour=red")).await.refused(400, "unknown_parameter");
    for query in [
        "limit=0",
        "limit=201",
        "limit=x",
        "kind=castle",
        "as_of=yesterday",
        "sort=colour",
        "as_of=",
        "q=",
        "count=2",
        "limit=1&limit=2",
    ] {
        public.get(&format!("/v1/units?{query}")).await.refused(400, "malformed_parameter");
    }
    admin.post("/v1/units?dry_run=maybe", unit("B")).await.refused(400, "malformed_parameter");
}

#[actix_web::test]
async fn bodies_that_cannot_be_read_are_refused_with_their_place() {
    let (_app, admin) = with_units(&[]).await;
    let post = |body: &'static str| {
        TestRequest::post().uri("/v1/units").insert_header(("Content-Type", "application/json")).set_payload(body)
    };
    admin.raw(post("{")).await.refused(400, "malformed_json");
    admin.raw(post("")).await.refused(400, "malformed_json");
    admin.raw(post(r#"{"code":"\u0000"}"#)).await.refused(422, "validation_failed");
    let unknown = admin.raw(post(r#"{"code":"A","name_vi":"A","kind":"office","level":"district","colour":1}"#)).await;
    unknown.refused(422, "validation_failed");
    let wrong = admin
        .raw(post(r#"{"code":"A","name_vi":7,"kind":"office","level":"district"}"#))
        .await
        .refused(422, "validation_failed");
    assert_eq!(wrong.body["errors"][0]["pointer"], "/name_vi");
    let blank = admin
        .raw(post(r#"{"code":"A B","name_vi":" ","kind":"office","level":"district"}"#))
        .await
        .refused(422, "validation_failed");
    let pointers: Vec<_> =
        blank.body["errors"].as_array().expect("errors").iter().map(|error| error["pointer"].clone()).collect();
    assert_eq!(json!(pointers), json!(["/code", "/name_vi"]));
    let text = TestRequest::post().uri("/v1/units").insert_header(("Content-Type", "text/plain")).set_payload("{}");
    admin.raw(text).await.refused(415, "unsupported_media_type");
}

#[actix_web::test]
async fn a_body_is_as_large_as_promised_and_no_larger() {
    let (_app, admin) = with_units(&[]).await;
    let padded = |size: usize| {
        let mut body = unit("A").to_string();
        body.push_str(&" ".repeat(size - body.len()));
        TestRequest::post().uri("/v1/units").insert_header(("Content-Type", "application/json")).set_payload(body)
    };
    admin.raw(padded(BODY_LIMIT + 1)).await.refused(413, "body_too_large");
    admin.raw(padded(BODY_LIMIT)).await.expect(201);
    let broken = padded(1000).insert_header(("Content-Encoding", "gzip"));
    admin.raw(broken).await.refused(400, "malformed_json");
}

#[actix_web::test]
async fn a_request_is_made_when_its_body_is_whole() {
    let (app, admin) = with_units(&[]).await;
    let (clock, body) = (app.clock.clone(), Bytes::from(unit("A").to_string()));
    let trickling = futures::stream::once(async move {
        clock.set("2023-03-02T08:00:00+07:00");
        Ok(body)
    });
    let request = TestRequest::post().uri("/v1/units").insert_header(("Content-Type", "application/json"));
    admin.streamed(request, Box::pin(trickling)).await.expect(201);
    let day = "SELECT (recorded_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date::text FROM journal_entries WHERE action = 'unit.creation'";
    assert_eq!(app.database.texts(day), ["2023-03-02"]);
}

#[actix_web::test]
async fn a_stale_version_does_not_stick_to_its_key() {
    let (_app, admin) = with_units(&[]).await;
    let seen = admin.post("/v1/units", unit("A")).await.expect(201);
    let path = format!("/v1/units/{}", seen.text("id"));
    let changed = admin.patch(&path, &seen, json!({"name_vi": "Tên mới"})).await.expect(200);
    for (tag, status) in [(seen.etag(), 412), (changed.etag(), 200)] {
        let headers = [("If-Match", tag.as_str()), ("Idempotency-Key", "k-3")];
        admin.send(Method::PATCH, &path, &headers, Some(json!({"name_vi": "Tên khác"}))).await.expect(status);
    }
}

#[actix_web::test]
async fn years_that_no_one_means_are_refused() {
    let (app, admin) = with_units(&[]).await;
    for year in ["-9999", "0000", "%2B10000"] {
        let (date, instant) = (format!("{year}-01-01"), format!("{year}-01-01T00:00:00Z"));
        app.anonymous().get(&format!("/v1/units?as_of={date}")).await.refused(400, "malformed_parameter");
        admin.get(&format!("/v1/journal?at%5Bgte%5D={instant}")).await.refused(400, "malformed_parameter");
    }
    let mut body = unit("A");
    body["valid_from"] = json!("-9999-01-01");
    let refused = admin.post("/v1/units", body).await.refused(422, "validation_failed");
    assert_eq!(refused.body["errors"][0]["pointer"], "/valid_from");
    app.anonymous().get("/v1/units?as_of=9999-12-31").await.expect(200);
}

#[actix_web::test]
async fn what_is_committed_is_done() {
    let (app, admin) = with_units(&[]).await;
    // At the commit the table disappears by which names are read anew.
    let hide = "CREATE FUNCTION hide() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN ALTER TABLE directory_versions RENAME TO hidden; RETURN NULL; END $$;
                CREATE CONSTRAINT TRIGGER hide AFTER INSERT ON units DEFERRABLE INITIALLY DEFERRED
                FOR EACH ROW EXECUTE FUNCTION hide()";
    app.database.execute(hide).expect("the trap is set");
    admin.post("/v1/units", unit("A")).await.expect(201);
    app.database.execute("ALTER TABLE hidden RENAME TO directory_versions").expect("the table is back");
    assert_eq!(admin.get("/v1/units?count=true").await.expect(200).body["total"], 1);
}

#[actix_web::test]
async fn a_second_instance_knows_the_tree_that_the_first_changed() {
    let (app, admin) = with_units(&["A"]).await;
    let over_a = app.actor(Role::Admin, Some("A")).await;
    let there = app.elsewhere(&over_a).await;
    let mut below = unit("B");
    below["parent"] = json!({"code": "A"});
    let below = admin.post("/v1/units", below).await.expect(201);
    let path = format!("/v1/units/{}", below.text("id"));
    there.patch(&path, &below, json!({"name_vi": "Tên mới"})).await.expect(200);
}

#[actix_web::test]
async fn addresses_and_methods_that_are_not_there() {
    let (app, _) = with_units(&[]).await;
    let public = app.anonymous();
    public.get("/v1/castles").await.refused(404, "not_found");
    public.get("/v1/units/not-a-uuid").await.refused(404, "not_found");
    let wrong = public.send(Method::DELETE, "/v1/units", &[], None).await.refused(405, "method_not_allowed");
    assert_eq!(wrong.header("allow"), "GET, POST");
}

#[actix_web::test]
async fn problems_speak_the_language_asked_for() {
    let (app, _) = with_units(&[]).await;
    let vi = app.anonymous().get("/v1/castles").await;
    assert_eq!((vi.text("title"), vi.header("content-language")), ("Không tìm thấy", "vi"));
    let en = app.anonymous().send(Method::GET, "/v1/castles", &[("Accept-Language", "en-GB,vi;q=0.5")], None).await;
    assert_eq!((en.text("title"), en.header("content-language")), ("Not found", "en"));
}

#[actix_web::test]
async fn a_request_keeps_its_id() {
    let (app, _) = with_units(&[]).await;
    let id = "01890a5d-ac96-774b-bcce-b302099a8057";
    let kept = app.anonymous().send(Method::GET, "/v1/castles", &[("X-Request-Id", id)], None).await;
    assert_eq!((kept.header("x-request-id"), kept.text("instance")), (id, format!("urn:uuid:{id}").as_str()));
    let drawn = app.anonymous().send(Method::GET, "/v1/units", &[("X-Request-Id", "<script>")], None).await.expect(200);
    assert!(uuid::Uuid::try_parse(drawn.header("x-request-id")).is_ok());
}

#[actix_web::test]
async fn who_asks_is_settled_before_what_is_asked() {
    let (app, _) = with_units(&[]).await;
    let broken = || {
        TestRequest::post()
            .uri("/v1/units?colour=red")
            .insert_header(("Content-Type", "application/json"))
            .set_payload("{")
    };
    app.anonymous().raw(broken()).await.refused(401, "unauthenticated");
    let refused = app.nobody("nobody").await.raw(broken()).await.refused(403, "forbidden");
    assert_eq!(refused.body["required_permission"], "units:write");
}

/// As many as there are connections wait for a lock, and one more for a connection. Each waits until its
/// limit, is told to come back, and nothing is left hanging.
#[actix_web::test]
async fn whoever_is_held_up_for_too_long_is_told_to_come_back() {
    let (app, admin) = with_units(&["A"]).await;
    let mut holder = AsyncPgConnection::establish(&app.database.url).await.expect("the database answers");
    holder.batch_execute("BEGIN; LOCK TABLE units IN ACCESS EXCLUSIVE MODE").await.expect("a lock on every unit");
    let held_up = join_all((0..=CONNECTIONS).map(|_| admin.get("/v1/units"))).await;
    for reply in held_up {
        let reply = reply.refused(503, "unavailable");
        assert_eq!(reply.header("retry-after"), "1");
    }
    holder.batch_execute("ROLLBACK").await.expect("the lock is gone");
    join_all((0..=CONNECTIONS).map(|_| admin.get("/v1/units"))).await.into_iter().for_each(|reply| {
        reply.expect(200);
    });
}
