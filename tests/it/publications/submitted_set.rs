//! Publishing what was appraised, and correcting it.

use serde_json::{Value, json};

use super::{PUBLICATIONS, correcting, decider, pointers, score, scored, scores, with};
use crate::support::appraising::{appraised, of_submissions, read, sent};
use crate::support::scoring::{OTHER, Scoring, UNIT, path};

const THIRD: &str = "TN-21244";

#[actix_web::test]
async fn what_was_appraised_is_published_and_nothing_else() {
    let at = Scoring::start().await;
    let decider = decider(&at).await;
    let (one, two) = (appraised(&at, UNIT, "16.50", Some("15.00")).await, sent(&at, OTHER, "10").await);
    let published = decider.post(PUBLICATIONS, of_submissions(&at, "80/QĐ-UBND")).await.expect(201);
    assert_eq!(scores(&published), scored(&[(UNIT, "59.20")]));
    assert_eq!(published.body["scores"][0]["submission"], one.body["id"]);
    assert_eq!(
        (&published.body["indicator_set"]["code"], &published.body["score_count"]),
        (&json!("TS-2023"), &json!(1))
    );
    let (one, two) = (read(&at, &one).await, read(&at, &two).await);
    assert_eq!((one.text("state"), one.text("published_score")), ("published", "59.20"));
    assert_eq!((two.text("state"), &two.body["published_score"]), ("submitted", &Value::Null));
}

#[actix_web::test]
async fn a_published_submission_has_the_record_of_its_publication() {
    let at = Scoring::start().await;
    let (decider, public) = (decider(&at).await, at.app.anonymous());
    let submission = appraised(&at, UNIT, "16.50", Some("15.00")).await;
    let record = path(&submission, "publication");
    for actor in [&public, &at.head, &at.standing] {
        actor.get(&record).await.refused(404, "not_found");
    }
    let published = decider.post(PUBLICATIONS, of_submissions(&at, "80/QĐ-UBND")).await.expect(201);
    let expected = json!({
        "transition": "submission.publication", "from": "appraised", "to": "published", "at": "2023-12-15T02:00:00Z",
        "by": "Tài khoản decider.tn", "reason": null, "version": 10,
        "details": {"publication_id": published.body["id"], "decision_number": "80/QĐ-UBND", "issued_on": "2023-12-15", "score": "59.20"}});
    for actor in [&public, &at.head] {
        assert_eq!(actor.get(&record).await.expect(200).body, expected);
    }
}

#[actix_web::test]
async fn a_decision_publishes_what_had_been_appraised_by_its_day() {
    let at = Scoring::start().await;
    let decider = decider(&at).await;
    appraised(&at, OTHER, "10", None).await;
    at.app.clock.set("2023-12-16T00:30:00+07:00");
    appraised(&at, UNIT, "16.50", None).await;
    let dated = |day: &str| with(of_submissions(&at, "80/QĐ-UBND"), "/decision/issued_on", json!(day));
    let refused = decider.post(PUBLICATIONS, dated("2023-12-14")).await.refused(422, "validation_failed");
    assert_eq!(
        (pointers(&refused), &refused.body["errors"][0]["code"]),
        (vec!["/decision/issued_on"], &json!("order"))
    );
    let first = decider.post(PUBLICATIONS, dated("2023-12-15")).await.expect(201);
    assert_eq!(scores(&first).iter().map(|(unit, _)| unit.as_str()).collect::<Vec<_>>(), [OTHER]);
    let second = decider.post(PUBLICATIONS, correcting(dated("2023-12-16"), &first, json!([]))).await.expect(201);
    assert_eq!(scores(&second).len(), 2, "what was appraised later waited for the next decision");
}

#[actix_web::test]
async fn nothing_appraised_is_nothing_to_publish() {
    let at = Scoring::start().await;
    let decider = decider(&at).await;
    decider.post(PUBLICATIONS, of_submissions(&at, "80/QĐ-UBND")).await.refused(422, "nothing_to_publish");
    appraised(&at, UNIT, "16.50", None).await;
    let quarter = with(of_submissions(&at, "80/QĐ-UBND"), "/period", json!("2023-Q1"));
    decider.post(PUBLICATIONS, quarter).await.refused(422, "nothing_to_publish");
    let first = decider.post(PUBLICATIONS, of_submissions(&at, "80/QĐ-UBND")).await.expect(201);
    decider.post(PUBLICATIONS, of_submissions(&at, "81/QĐ-UBND")).await.refused(422, "nothing_to_publish");
    let again = correcting(of_submissions(&at, "81/QĐ-UBND"), &first, json!([]));
    decider.post(PUBLICATIONS, again).await.refused(422, "nothing_to_publish");
    appraised(&at, OTHER, "10", None).await;
    decider.post(PUBLICATIONS, of_submissions(&at, "81/QĐ-UBND")).await.refused(409, "not_current");
}

#[actix_web::test]
async fn a_correction_carries_over_what_it_leaves_and_adds_what_came_since() {
    let at = Scoring::start().await;
    let decider = decider(&at).await;
    let (one, two) = (appraised(&at, UNIT, "16.50", None).await, appraised(&at, OTHER, "10", None).await);
    let first = decider.post(PUBLICATIONS, of_submissions(&at, "80/QĐ-UBND")).await.expect(201);
    assert_eq!(scores(&first), scored(&[(UNIT, "60.70"), (OTHER, "54.20")]));
    let late = appraised(&at, THIRD, "5", None).await;
    let anew = correcting(of_submissions(&at, "81/QĐ-UBND"), &first, json!([score(OTHER, "55", "point")]));
    let second = decider.post(PUBLICATIONS, anew).await.expect(201);
    assert_eq!(scores(&second), scored(&[(UNIT, "60.70"), (OTHER, "55.00"), (THIRD, "49.20")]));
    for (submission, published) in [(&one, "60.70"), (&two, "55.00"), (&late, "49.20")] {
        let now = read(&at, submission).await;
        assert_eq!((now.text("state"), now.text("published_score")), ("published", published));
    }
    assert_eq!(read(&at, &two).await.text("appraised_total"), "54.20");
    let history = format!("{PUBLICATIONS}/{}", first.text("id"));
    assert_eq!(scores(&at.app.anonymous().get(&history).await.expect(200)), scores(&first));
}

#[actix_web::test]
async fn a_correction_that_corrects_nothing_is_refused() {
    let at = Scoring::start().await;
    let decider = decider(&at).await;
    appraised(&at, UNIT, "16.50", None).await;
    let first = decider.post(PUBLICATIONS, of_submissions(&at, "80/QĐ-UBND")).await.expect(201);
    for (wrong, pointer) in [
        (score(UNIT, "60.7", "point"), "/scores/0/score"),
        (score(UNIT, "90.0001", "point"), "/scores/0/score"),
        (score(UNIT, "50", "percent"), "/scores/0/unit_of_measure"),
        (score(OTHER, "50", "point"), "/scores/0/unit"),
    ] {
        let body = correcting(of_submissions(&at, "81/QĐ-UBND"), &first, json!([wrong]));
        assert_eq!(pointers(&decider.post(PUBLICATIONS, body).await.refused(422, "validation_failed")), [pointer]);
    }
    let older = with(
        correcting(of_submissions(&at, "81/QĐ-UBND"), &first, json!([score(UNIT, "50", "point")])),
        "/decision/issued_on",
        json!("2023-12-14"),
    );
    assert_eq!(
        pointers(&decider.post(PUBLICATIONS, older).await.refused(422, "validation_failed")),
        ["/decision/issued_on"]
    );
    let scored = with(
        correcting(of_submissions(&at, "81/QĐ-UBND"), &first, json!([score(UNIT, "50", "point")])),
        "/supersedes",
        Value::Null,
    );
    assert_eq!(pointers(&decider.post(PUBLICATIONS, scored).await.refused(422, "validation_failed")), ["/scores"]);
    let setless = with(of_submissions(&at, "81/QĐ-UBND"), "/indicator_set", Value::Null);
    assert_eq!(
        pointers(&decider.post(PUBLICATIONS, setless).await.refused(422, "validation_failed")),
        ["/indicator_set"]
    );
}
