//! Lists of publications, open to everyone.

use serde_json::{Value, json};

use super::{PUBLICATIONS, correcting, decider, par_index, score};
use crate::support::Reply;
use crate::support::appraising::{appraised, of_submissions};
use crate::support::scoring::{Scoring, UNIT};

fn numbers(reply: &Reply) -> Vec<String> {
    let all = reply.body["items"].as_array().expect("items").iter();
    all.map(|publication| publication["decision"]["number"].as_str().unwrap_or_default().to_owned()).collect()
}

#[actix_web::test]
async fn lists_show_what_counts_and_on_demand_what_did() {
    let at = Scoring::start().await;
    let decider = decider(&at).await;
    let first = decider.post(PUBLICATIONS, par_index(&at, "1/QĐ")).await.expect(201);
    let anew = correcting(par_index(&at, "2/QĐ"), &first, json!([score(UNIT, "90", "point")]));
    decider.post(PUBLICATIONS, anew).await.expect(201);
    appraised(&at, UNIT, "16.50", None).await;
    decider.post(PUBLICATIONS, of_submissions(&at, "3/QĐ")).await.expect(201);
    let public = at.app.anonymous();
    let (campaign, set) = (at.campaign.text("id"), at.set.text("id"));
    let elsewhere = "0198a000-0000-7000-8000-00000000ffff";
    for (query, expected) in [
        (String::new(), vec!["2/QĐ", "3/QĐ"]),
        ("history=true".to_owned(), vec!["1/QĐ", "2/QĐ", "3/QĐ"]),
        ("index_kind=par_index".to_owned(), vec!["2/QĐ"]),
        (format!("indicator_set={set}&period=2023"), vec!["3/QĐ"]),
        ("period=2023-Q1".to_owned(), vec![]),
        (format!("campaign={campaign}"), vec!["2/QĐ", "3/QĐ"]),
        (format!("campaign={elsewhere}"), vec![]),
    ] {
        assert_eq!(numbers(&public.get(&format!("{PUBLICATIONS}?{query}")).await.expect(200)), expected, "{query}");
    }
    let page = public.get(&format!("{PUBLICATIONS}?history=true&limit=2&count=true")).await.expect(200);
    assert_eq!((numbers(&page), &page.body["total"]), (vec!["1/QĐ".into(), "2/QĐ".into()], &json!(3)));
    assert_eq!(
        (&page.body["items"][0]["scores"], &page.body["items"][0]["superseded_by"]),
        (&Value::Null, &page.body["items"][1]["id"])
    );
    let rest = format!("{PUBLICATIONS}?history=true&limit=2&cursor={}", page.text("next"));
    assert_eq!(numbers(&public.get(&rest).await.expect(200)), ["3/QĐ"]);
    for wrong in ["index_kind=x", "period=23", "campaign=TN", "sort=number", "since=2023"] {
        public.get(&format!("{PUBLICATIONS}?{wrong}")).await.expect(400);
    }
    for id in [elsewhere, "77"] {
        public.get(&format!("{PUBLICATIONS}/{id}")).await.refused(404, "not_found");
    }
}
