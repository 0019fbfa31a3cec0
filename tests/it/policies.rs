//! Award policies and bonuses over HTTP.

use serde_json::{Value, json};

use crate::support::{Reply, TestApp};

async fn bonus(app: &TestApp, form: &str, recipient: &str, on: &str) -> Reply {
    app.anonymous().get(&format!("/v1/bonus?award_form={form}&recipient={recipient}&on={on}")).await
}

#[actix_web::test]
async fn the_bonus_table_by_date_of_decision() {
    let app = TestApp::start().await;
    let table: &[(&str, &str, &str, i64, &[&str])] = &[
        ("giay_khen_chu_tich_xa", "individual", "2023-06-30", 220_000, &["salary_date", "rounding"]),
        ("giay_khen_chu_tich_xa", "individual", "2023-12-31", 270_000, &["salary_date", "rounding"]),
        ("giay_khen_chu_tich_xa", "collective", "2023-12-31", 540_000, &["salary_date", "rounding"]),
        ("giay_khen_chu_tich_huyen", "individual", "2023-12-31", 540_000, &["rate", "salary_date", "rounding"]),
        ("bang_khen_tinh", "individual", "2023-12-31", 1_800_000, &["salary_date", "rounding"]),
        ("bang_khen_thu_tuong", "individual", "2023-12-31", 6_300_000, &["salary_date", "rounding"]),
        ("giay_khen_chu_tich_huyen", "individual", "2024-01-15", 540_000, &["salary_date", "rounding"]),
        ("giay_khen_chu_tich_huyen", "collective", "2024-01-15", 1_080_000, &["rate", "salary_date", "rounding"]),
        ("bang_khen_tinh", "individual", "2024-01-01", 2_700_000, &["salary_date", "rounding"]),
        ("bang_khen_thu_tuong", "individual", "2024-01-15", 6_300_000, &["salary_date", "rounding"]),
        ("tap_the_lao_dong_tien_tien", "collective", "2024-01-15", 1_440_000, &["rate", "salary_date", "rounding"]),
        ("tap_the_lao_dong_xuat_sac", "collective", "2024-01-15", 2_700_000, &["salary_date", "rounding"]),
        ("lao_dong_tien_tien", "individual", "2024-01-15", 540_000, &["salary_date", "rounding"]),
        ("chien_si_thi_dua_co_so", "individual", "2024-01-15", 1_800_000, &["salary_date", "rounding"]),
        ("giay_khen_chu_tich_xa", "individual", "2024-07-01", 351_000, &["salary_date", "rounding"]),
        ("giay_khen_chu_tich_huyen", "individual", "2025-06-30", 702_000, &["salary_date", "rounding"]),
        ("giay_khen_chu_tich_xa", "individual", "2025-07-01", 702_000, &["salary_date", "rounding"]),
        ("giay_khen_chu_tich_xa", "household", "2025-07-01", 1_053_000, &["salary_date", "rounding"]),
        ("bang_khen_tinh", "individual", "2025-07-01", 3_510_000, &["salary_date", "rounding"]),
        ("bang_khen_tinh", "individual", "2026-07-01", 3_795_000, &["base_salary", "salary_date", "rounding"]),
    ];
    for (form, recipient, on, amount, unconfirmed) in table {
        let shown = bonus(&app, form, recipient, on).await.expect(200);
        assert_eq!(shown.body["amount_vnd"], *amount, "{form} {recipient} {on}");
        assert_eq!(shown.body["unconfirmed"], json!(unconfirmed), "{form} {recipient} {on}");
    }
}

#[actix_web::test]
async fn a_bonus_shows_what_it_follows_from() {
    let app = TestApp::start().await;
    let shown = bonus(&app, "giay_khen_chu_tich_huyen", "individual", "2024-01-15").await.expect(200).body;
    assert_eq!((&shown["policy"], &shown["exact_vnd"]), (&json!("ND98-2023"), &json!("540000.00")));
    assert_eq!((&shown["rate"]["coefficient"], &shown["rate"]["provenance"]), (&json!("0.30"), &json!("confirmed")));
    assert_eq!(
        (&shown["base_salary"]["amount_vnd"], &shown["base_salary"]["basis_vi"]),
        (&json!(1_800_000), &json!("Nghị định 24/2023/NĐ-CP"))
    );
    assert_eq!((&shown["rounding"]["mode"], &shown["rounding"]["provenance"]), (&json!("none"), &json!("unconfirmed")));
}

#[actix_web::test]
async fn where_there_is_no_rate_there_is_no_bonus() {
    let app = TestApp::start().await;
    for (form, recipient, on) in [
        ("giay_khen_chu_tich_huyen", "individual", "2025-07-01"),
        ("lao_dong_tien_tien", "collective", "2024-01-15"),
        ("bang_khen_tinh", "individual", "2019-06-30"),
    ] {
        bonus(&app, form, recipient, on).await.refused(422, "rate_not_found");
    }
    bonus(&app, "huy_chuong", "individual", "2024-01-15").await.refused(400, "malformed_parameter");
    bonus(&app, "bang_khen_tinh", "crowd", "2024-01-15").await.refused(400, "malformed_parameter");
    bonus(&app, "bang_khen_tinh", "individual", "15/01/2024").await.refused(400, "malformed_parameter");
    app.anonymous().get("/v1/bonus?award_form=bang_khen_tinh").await.refused(400, "malformed_parameter");
}

#[actix_web::test]
async fn one_policy_is_in_force_on_a_day() {
    let app = TestApp::start().await;
    let public = app.anonymous();
    let all = public.get("/v1/award-policies").await.expect(200).body;
    assert_eq!(codes(&all), ["ND91-2017", "ND98-2023", "ND152-2025"]);
    for (day, code) in [
        ("2023-12-31", "ND91-2017"),
        ("2024-01-01", "ND98-2023"),
        ("2025-06-30", "ND98-2023"),
        ("2025-07-01", "ND152-2025"),
    ] {
        let found = public.get(&format!("/v1/award-policies?as_of={day}")).await.expect(200).body;
        assert_eq!(codes(&found), [code], "{day}");
        let id = found["items"][0]["id"].as_str().expect("an id");
        assert_eq!(public.get(&format!("/v1/award-policies/{id}")).await.expect(200).body, found["items"][0]);
    }
    public.get("/v1/award-policies/0198a000-0000-7000-8000-00000000ffff").await.refused(404, "not_found");
    public.get("/v1/award-policies?as_of=x").await.refused(400, "malformed_parameter");
}

fn codes(list: &Value) -> Vec<&str> {
    list["items"].as_array().expect("items").iter().filter_map(|policy| policy["code"].as_str()).collect()
}

#[actix_web::test]
async fn base_salaries_and_authorities_by_day() {
    let app = TestApp::start().await;
    let public = app.anonymous();
    let amounts = async |query: &str| -> Vec<i64> {
        let list = public.get(&format!("/v1/base-salaries{query}")).await.expect(200).body;
        list["items"].as_array().expect("items").iter().filter_map(|salary| salary["amount_vnd"].as_i64()).collect()
    };
    assert_eq!(amounts("").await, [1_490_000, 1_800_000, 2_340_000, 2_530_000]);
    assert_eq!(amounts("?as_of=2023-06-30").await, [1_490_000]);
    assert_eq!(amounts("?as_of=2023-07-01").await, [1_800_000]);
    assert!(amounts("?as_of=2019-06-30").await.is_empty());
    let granted = async |query: &str| -> Vec<String> {
        let list = public.get(&format!("/v1/grant-authorities?{query}")).await.expect(200).body;
        let rows = list["items"].as_array().expect("items");
        rows.iter()
            .map(|row| format!("{}: {}", row["award_form"].as_str().unwrap_or_default(), row["provenance"]))
            .collect()
    };
    assert_eq!(
        granted("office=district_chairman&as_of=2023-12-31").await,
        ["giay_khen_chu_tich_huyen: \"unconfirmed\""]
    );
    assert_eq!(granted("office=district_chairman&as_of=2024-01-15").await.len(), 4);
    assert!(granted("office=district_chairman&as_of=2025-07-01").await.is_empty());
    public.get("/v1/grant-authorities?office=king").await.refused(400, "malformed_parameter");
}

#[actix_web::test]
async fn periods_do_not_overlap() {
    let app = TestApp::start().await;
    for sql in [
        "INSERT INTO award_policies SELECT gen_random_uuid(), 'X', basis_vi, '2024-05-01', NULL, rounding, rounding_unit, rounding_provenance, NULL FROM award_policies LIMIT 1",
        "INSERT INTO base_salaries SELECT '2023-08-01', NULL, 1, basis_vi, provenance, source FROM base_salaries LIMIT 1",
        "INSERT INTO grant_authorities SELECT office, award_form, valid_from, valid_to, basis_vi, provenance, source, gen_random_uuid() FROM grant_authorities",
        "UPDATE award_rates SET coefficient = 0",
        "UPDATE base_salaries SET amount_vnd = 0",
    ] {
        assert!(app.database.execute(sql).is_err(), "{sql}");
    }
}

/// A rate is confirmed by an act, a page or a gazette that a reader can look up.
#[actix_web::test]
async fn what_is_confirmed_says_where_it_was_read() {
    let app = TestApp::start().await;
    let confirmed = |table| format!("SELECT source FROM {table} WHERE provenance = 'confirmed'");
    let all = ["award_rates", "base_salaries", "grant_authorities"].map(confirmed).join(" UNION ALL ");
    let sources = app.database.texts(&all);
    assert!(sources.len() > 30, "the reader has gone blind: {sources:?}");
    let vague: Vec<_> =
        sources.iter().filter(|source| !source.contains(|c: char| c == '.' || c.is_numeric())).collect();
    assert!(vague.is_empty(), "{vague:?}");
}
