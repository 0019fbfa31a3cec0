//! Lists of sets, and what a reader is told.

use serde_json::{Value, json};

use super::{activated, drafted, path, set, with};
use crate::support::{Awarding, Reply};

fn codes(reply: &Reply) -> Vec<String> {
    let sets = reply.body["items"].as_array().expect("items").iter();
    sets.map(|set| set["code"].as_str().unwrap_or_default().to_owned()).collect()
}

#[actix_web::test]
async fn lists_are_filtered_and_walked_by_code() {
    let at = Awarding::start().await;
    activated(&at, set("B")).await;
    drafted(&at.standing, with(set("C"), "/level", json!("district"))).await;
    drafted(&at.standing, with(set("A"), "/kind", json!("par"))).await;
    drafted(&at.standing, with(with(set("D"), "/effective_to", Value::Null), "/effective_from", json!("2024-01-01")))
        .await;
    let public = at.app.anonymous();
    for (query, expected) in [
        ("", vec!["A", "B", "C", "D"]),
        ("state=active", vec!["B"]),
        ("state=active&state=draft", vec!["A", "B", "C", "D"]),
        ("level=district", vec!["C"]),
        ("kind=par&kind=service_quality", vec!["A"]),
        ("code=C", vec!["C"]),
        ("as_of=2023-12-31", vec!["A", "B", "C"]),
        ("as_of=2024-01-01", vec!["D"]),
        ("as_of=2022-12-31", vec![]),
    ] {
        let found = public.get(&format!("/v1/indicator-sets?{query}")).await.expect(200);
        assert_eq!(codes(&found), expected, "{query}");
    }
    let first = public.get("/v1/indicator-sets?limit=3&count=true").await.expect(200);
    assert_eq!((codes(&first), &first.body["total"]), (vec!["A".into(), "B".into(), "C".into()], &json!(4)));
    let cursor = first.text("next");
    let rest = public.get(&format!("/v1/indicator-sets?limit=3&cursor={cursor}")).await.expect(200);
    assert_eq!((codes(&rest), &rest.body["next"]), (vec!["D".into()], &Value::Null));
    public
        .get(&format!("/v1/indicator-sets?limit=3&state=draft&cursor={cursor}"))
        .await
        .refused(400, "cursor_mismatch");
    for wrong in ["state=lost", "as_of=2024", "size=3", "kind=DTI", "sort=code"] {
        assert_eq!(public.get(&format!("/v1/indicator-sets?{wrong}")).await.expect(400).status, 400, "{wrong}");
    }
}

#[actix_web::test]
async fn what_was_read_need_not_be_read_again() {
    let at = Awarding::start().await;
    let draft = drafted(&at.standing, set("A")).await;
    let public = at.app.anonymous();
    let read = public.get(&path(&draft, "")).await.expect(200);
    let again = |etag: String| {
        let (public, path) = (public.clone(), path(&draft, ""));
        async move { public.send(actix_web::http::Method::GET, &path, &[("If-None-Match", &etag)], None).await }
    };
    again(read.etag()).await.expect(304);
    at.standing.patch(&path(&draft, ""), &draft, json!({"title_vi": "Khác"})).await.expect(200);
    again(read.etag()).await.expect(200);
}

#[actix_web::test]
async fn what_is_not_there_is_not_found() {
    let at = Awarding::start().await;
    for id in ["0198a000-0000-7000-8000-00000000ffff", "S1"] {
        for noun in ["", "/activation", "/retirement"] {
            at.app.anonymous().get(&format!("/v1/indicator-sets/{id}{noun}")).await.refused(404, "not_found");
        }
    }
}
