//! Explanations asked for and given.

use serde_json::{Value, json};

use crate::support::Reply;
use crate::support::scoring::{Scoring, path};

fn questions(of: &[&str]) -> Value {
    let all: Vec<_> = of.iter().map(|code| json!({"indicator": code, "question": format!("Vì sao {code}?")})).collect();
    json!({"questions": all})
}

fn answers(of: &[&str]) -> Value {
    let all: Vec<_> = of.iter().map(|code| json!({"indicator": code, "answer": format!("Theo {code}.")})).collect();
    json!({"answers": all})
}

fn faults(reply: &Reply) -> Vec<(&str, &str)> {
    let errors = reply.body["errors"].as_array().expect("errors").iter();
    errors
        .map(|error| (error["pointer"].as_str().unwrap_or_default(), error["code"].as_str().unwrap_or_default()))
        .collect()
}

#[actix_web::test]
async fn an_explanation_is_asked_for_and_given() {
    let at = Scoring::start().await;
    let appraising = at.appraising().await;
    let asked = at.step(&at.standing, &appraising, "explanation-request", questions(&["1", "3.1"])).await.expect(201);
    assert_eq!(
        (asked.text("state"), asked.header("location")),
        ("explanation_requested", path(&asked, "explanation-request").as_str())
    );
    assert_eq!(asked.body["allowed_actions"], json!([]));
    let shown = at.head.get(&format!("/v1/submissions/{}", asked.text("id"))).await.expect(200).body;
    assert_eq!(shown["allowed_actions"], json!(["explanation"]));
    assert_eq!((&shown["values"][0]["question"], &shown["values"][0]["answer"]), (&json!("Vì sao 1?"), &Value::Null));
    let record = at.head.get(&path(&asked, "explanation-request")).await.expect(200).body;
    assert_eq!(record["details"], json!({"questions": {"1": "Vì sao 1?", "3.1": "Vì sao 3.1?"}}));
    let given = at.step(&at.head, &asked, "explanation", answers(&["3.1", "1"])).await.expect(201);
    assert_eq!((given.text("state"), given.text("self_total")), ("appraising", "60.70"));
    let record = at.standing.get(given.header("location")).await.expect(200).body;
    assert_eq!(record["details"], json!({"answers": {"1": "Theo 1.", "3.1": "Theo 3.1."}}));
    let again = at.step(&at.standing, &given, "explanation-request", questions(&["1"])).await.expect(201);
    let sheet = at.head.get(&format!("/v1/submissions/{}", again.text("id"))).await.expect(200).body;
    let pair = |at: usize| (sheet["values"][at]["question"].clone(), sheet["values"][at]["answer"].clone());
    assert_eq!((pair(0), pair(2)), ((json!("Vì sao 1?"), Value::Null), (json!("Vì sao 3.1?"), json!("Theo 3.1."))));
}

#[actix_web::test]
async fn questions_are_of_values_and_each_once() {
    let at = Scoring::start().await;
    let appraising = at.appraising().await;
    let ask = async |body: Value| {
        at.step(&at.standing, &appraising, "explanation-request", body).await.refused(422, "validation_failed")
    };
    assert_eq!(
        faults(&ask(questions(&["1", "3", "1", "4", "9"])).await),
        [
            ("/questions/1/indicator", "unknown"),
            ("/questions/2/indicator", "twice"),
            ("/questions/3/indicator", "unknown"),
            ("/questions/4/indicator", "unknown")
        ]
    );
    assert_eq!(faults(&ask(questions(&[])).await), [("/questions", "length")]);
    let blank = json!({"questions": [{"indicator": "1", "question": " "}]});
    assert_eq!(faults(&ask(blank).await), [("/questions/0/question", "text")]);
}

#[actix_web::test]
async fn every_open_question_is_answered() {
    let at = Scoring::start().await;
    let appraising = at.appraising().await;
    let asked = at.step(&at.standing, &appraising, "explanation-request", questions(&["1", "2"])).await.expect(201);
    let explain =
        async |body: Value| at.step(&at.head, &asked, "explanation", body).await.refused(422, "validation_failed");
    assert_eq!(faults(&explain(answers(&["1"])).await), [("/answers", "missing")]);
    assert_eq!(
        faults(&explain(answers(&["1", "2", "3.1", "1"])).await),
        [("/answers/2/indicator", "unknown"), ("/answers/3/indicator", "twice")]
    );
    assert_eq!(faults(&explain(answers(&[])).await), [("/answers", "length")]);
    let blank = json!({"answers": [{"indicator": "1", "answer": " "}, {"indicator": "2", "answer": "x"}]});
    assert_eq!(faults(&explain(blank).await), [("/answers/0/answer", "text")]);
    at.step(&at.head, &asked, "explanation", answers(&["1", "2"])).await.expect(201);
}
