//! Tokens that are not ours, or not for us, or not as we wrote them.

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::Ed25519KeyPair;
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use jsonwebtoken::jwk::{Jwk, JwkSet};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde_json::{Value, json};

use super::{PASSWORD, account, me, sign_in};
use crate::support::TestApp;

/// A token of the service, and what it is made of.
struct Genuine {
    app: TestApp,
    token: String,
    header: Header,
    claims: Value,
    key: EncodingKey,
}

async fn genuine() -> Genuine {
    let app = TestApp::start().await;
    account(&app, "person", "person").await;
    let token = sign_in(&app, "person", PASSWORD).await.expect(201).text("access_token").to_owned();
    let header = jsonwebtoken::decode_header(&token).expect("a header");
    let payload = token.split('.').nth(1).expect("a payload");
    let claims = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(payload).expect("base64")).expect("JSON");
    let stored = app.database.texts("SELECT translate(encode(private, 'base64'), E'\\n', '') FROM signing_keys");
    let key = EncodingKey::from_ed_der(&STANDARD.decode(&stored[0]).expect("base64"));
    Genuine { app, token, header, claims, key }
}

impl Genuine {
    async fn refuses(&self, why: &str, token: &str) {
        let reply = me(&self.app, token).await;
        assert_eq!((reply.status.as_u16(), reply.code()), (401, "invalid_token"), "{why}");
    }

    fn sign(&self, header: &Header, claims: &Value) -> String {
        jsonwebtoken::encode(header, claims, &self.key).expect("a token")
    }

    fn with(&self, claim: &str, value: Value) -> Value {
        let mut claims = self.claims.clone();
        claims[claim] = value;
        claims
    }
}

#[actix_web::test]
async fn the_forger_of_these_tests_can_forge() {
    let genuine = genuine().await;
    let copy = genuine.sign(&genuine.header, &genuine.with("jti", json!(uuid::Uuid::now_v7())));
    assert_eq!(me(&genuine.app, &copy).await.expect(200).text("username"), "person");
}

#[actix_web::test]
async fn a_token_says_whose_it_is_and_for_whom() {
    let genuine = genuine().await;
    for (claim, value) in [
        ("iss", json!("https://elsewhere.example")),
        ("aud", json!("another-api")),
        ("sub", json!(uuid::Uuid::now_v7())),
        ("sid", json!(uuid::Uuid::now_v7())),
        ("exp", Value::Null),
        ("iat", json!(genuine.claims["iat"].as_i64().expect("seconds") + 61)),
    ] {
        let forged = genuine.sign(&genuine.header, &genuine.with(claim, value));
        genuine.refuses(claim, &forged).await;
    }
}

#[actix_web::test]
async fn a_header_names_our_kind_our_algorithm_and_our_key() {
    let genuine = genuine().await;
    let header = |typ: Option<&str>, kid: Option<&str>| Header {
        typ: typ.map(str::to_owned),
        kid: kid.map(str::to_owned),
        ..genuine.header.clone()
    };
    let (typ, kid) = (Some("at+jwt"), genuine.header.kid.as_deref());
    for (why, header) in [
        ("typ", header(Some("JWT"), kid)),
        ("no typ", header(None, kid)),
        ("unknown kid", header(typ, Some("another"))),
        ("no kid", header(typ, None)),
    ] {
        genuine.refuses(why, &genuine.sign(&header, &genuine.claims)).await;
    }
}

#[actix_web::test]
async fn a_public_key_is_no_shared_secret() {
    let genuine = genuine().await;
    let keys = genuine.app.anonymous().get("/.well-known/jwks.json").await.expect(200);
    let x = keys.body["keys"][0]["x"].as_str().expect("a key");
    let header = Header { alg: Algorithm::HS256, ..genuine.header.clone() };
    for secret in [x.as_bytes().to_vec(), URL_SAFE_NO_PAD.decode(x).expect("base64")] {
        let forged =
            jsonwebtoken::encode(&header, &genuine.claims, &EncodingKey::from_secret(&secret)).expect("a token");
        genuine.refuses("HS256", &forged).await;
    }
}

#[actix_web::test]
async fn another_key_under_our_name_signs_nothing() {
    let genuine = genuine().await;
    let drawn = Ed25519KeyPair::generate_pkcs8v1(&SystemRandom::new()).expect("a key");
    let other = EncodingKey::from_ed_der(drawn.as_ref());
    let forged = jsonwebtoken::encode(&genuine.header, &genuine.claims, &other).expect("a token");
    genuine.refuses("another key", &forged).await;
}

#[actix_web::test]
async fn what_was_signed_is_not_changed() {
    let genuine = genuine().await;
    let parts: Vec<&str> = genuine.token.split('.').collect();
    let encode = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let raised = encode(&genuine.with("client_id", json!("admin")));
    let none = encode(&json!({"alg": "none", "typ": "at+jwt", "kid": genuine.header.kid}));
    for (why, token) in [
        ("changed payload", format!("{}.{raised}.{}", parts[0], parts[2])),
        ("alg none", format!("{none}.{}.", parts[1])),
        ("alg none, signed", format!("{none}.{}.{}", parts[1], parts[2])),
        ("no signature", format!("{}.{}.", parts[0], parts[1])),
        ("cut short", genuine.token[..genuine.token.len() - 4].to_owned()),
        ("no token", "abc".to_owned()),
        ("nothing", String::new()),
    ] {
        genuine.refuses(why, &token).await;
    }
}

#[actix_web::test]
async fn a_stranger_checks_our_tokens_by_our_key_set() {
    let genuine = genuine().await;
    let keys = genuine.app.anonymous().get("/.well-known/jwks.json").await.expect(200);
    assert!(keys.body.to_string().find("\"d\"").is_none(), "the private part stays private");
    let set: JwkSet = serde_json::from_value(keys.body).expect("a key set");
    let jwk: &Jwk = set.find(genuine.header.kid.as_deref().expect("a kid")).expect("the key that signed");
    let mut validation = Validation::new(Algorithm::EdDSA);
    validation.set_audience(&["thidua"]);
    validation.validate_exp = false;
    let key = DecodingKey::from_jwk(jwk).expect("a key");
    let read = jsonwebtoken::decode::<Value>(&genuine.token, &key, &validation).expect("a valid token");
    assert_eq!(read.claims, genuine.claims);
}
