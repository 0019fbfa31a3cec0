//! The sets that come with the service: one to score with, five skeletons that are honest about it.

use serde_json::{Value, json};

use super::{drafted, path};
use crate::support::{Awarding, Reply};

async fn loaded(at: &Awarding) -> Vec<Reply> {
    let text = include_str!("../../../src/sample/indicator-sets.json");
    let sets: Vec<Value> = serde_json::from_str(text).expect("a sample file is JSON");
    let mut drafts = Vec::new();
    for set in sets {
        drafts.push(drafted(&at.standing, set).await);
    }
    drafts
}

/// The points of the topmost indicators.
fn points(set: &Value) -> Vec<&str> {
    let top = set["indicators"].as_array().expect("indicators").iter();
    top.filter_map(|indicator| indicator["max_points"].as_str()).collect()
}

#[actix_web::test]
async fn of_the_sets_that_come_along_only_766_can_score() {
    let at = Awarding::start().await;
    let drafts = loaded(&at).await;
    assert_eq!(drafts.len(), 6);
    for draft in drafts {
        let answer = at.admin.step(&path(&draft, "/activation"), &draft, json!({})).await;
        if draft.text("code") == "QS766" {
            assert_eq!(answer.expect(201).text("state"), "active");
        } else {
            answer.refused(422, "set_not_ready");
            assert_eq!(draft.text("provenance"), "unconfirmed", "{}", draft.text("code"));
        }
    }
}

#[actix_web::test]
async fn set_766_has_five_groups_of_a_hundred_points() {
    let at = Awarding::start().await;
    let sets = loaded(&at).await;
    let set = &sets[0].body;
    assert_eq!(points(set), ["18.00", "20.00", "22.00", "22.00", "18.00"]);
    assert_eq!((&set["max_points"], &set["provenance"]), (&json!("100.00"), &json!("confirmed")));
    let online = &set["indicators"][3]["children"];
    assert_eq!((&online[0]["max_points"], &online[1]["max_points"]), (&json!("12.00"), &json!("10.00")));
}

#[actix_web::test]
async fn the_skeleton_of_922_has_a_thousand_points_and_smart_cities_none() {
    let at = Awarding::start().await;
    let sets = loaded(&at).await;
    let groups = sets[1].body["indicators"].as_array().expect("groups");
    let main: Vec<&Value> = groups.iter().flat_map(|group| group["children"].as_array().expect("indicators")).collect();
    let total: f64 = main.iter().filter_map(|node| node["max_points"].as_str()?.parse::<f64>().ok()).sum();
    assert_eq!((main.len(), total), (9, 1000.0));
    let smart = main.iter().find(|node| node["title_en"] == "Smart cities").expect("smart cities");
    assert_eq!((&smart["max_points"], &smart["scored"]), (&json!("0.00"), &json!(false)));
}
