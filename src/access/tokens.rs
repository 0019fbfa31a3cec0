//! Access tokens: JWT signed with Ed25519 (RFC 9068, RFC 8725).

use std::sync::Arc;

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use moka::sync::Cache;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::platform::clock::Clock;
use crate::platform::problem::{Code, Problem, Result};
use crate::schema::signing_keys;

/// How long an access token lives, in seconds.
pub const ACCESS_TOKEN_SECONDS: i64 = 15 * 60;
/// The skew between clocks that is forgiven, in seconds.
const LEEWAY_SECONDS: i64 = 60;
/// The audience of our tokens: this API.
const AUDIENCE: &str = "thidua";
/// The header type of an access token (RFC 9068).
const TOKEN_TYPE: &str = "at+jwt";
const VERIFIED_TOKENS: u64 = 10_000;

/// What an access token says.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Claims {
    /// The issuer: this service.
    pub iss: String,
    /// The audience: this API.
    pub aud: String,
    /// The account.
    pub sub: Uuid,
    /// The session of a person; absent for client credentials.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sid: Option<Uuid>,
    /// The user name, as RFC 9068 asks for the client.
    pub client_id: String,
    /// The scopes it is limited to, divided by spaces.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scope: Option<String>,
    /// The token's own id.
    pub jti: Uuid,
    /// When it was issued, in seconds since 1970.
    pub iat: i64,
    /// When it ends.
    pub exp: i64,
}

/// The issuer and verifier of our tokens.
pub struct Tokens {
    issuer: String,
    header: Header,
    signing: EncodingKey,
    verifying: Vec<(String, DecodingKey)>,
    validation: Validation,
    keys: Value,
    verified: Cache<String, Arc<Claims>>,
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = signing_keys)]
struct KeyRow {
    kid: String,
    private: Vec<u8>,
    public: Value,
    created_at: DateTime<Utc>,
}

impl Tokens {
    /// Reads the keys that all instances share, or draws the first.
    pub async fn load(conn: &mut AsyncPgConnection, issuer: &str, clock: &Clock) -> Result<Self> {
        let mut rows = stored_keys(conn).await?;
        if rows.is_empty() {
            // Of two instances that start at once, both go on with the key that was stored first.
            let drawn = draw_key(clock.now())?;
            diesel::insert_into(signing_keys::table).values(&drawn).on_conflict_do_nothing().execute(conn).await?;
            rows = stored_keys(conn).await?;
        }
        Self::of(&rows, issuer)
    }

    fn of(rows: &[KeyRow], issuer: &str) -> Result<Self> {
        let newest = rows.last().ok_or_else(|| Problem::internal("no signing key"))?;
        let verifying = rows.iter().map(verifier).collect::<Result<_>>()?;
        let mut header = Header::new(Algorithm::EdDSA);
        header.typ = Some(TOKEN_TYPE.to_owned());
        header.kid = Some(newest.kid.clone());
        Ok(Self {
            issuer: issuer.to_owned(),
            header,
            signing: EncodingKey::from_ed_der(&newest.private),
            verifying,
            validation: validation(issuer),
            keys: json!({"keys": rows.iter().map(|row| &row.public).collect::<Vec<_>>()}),
            verified: Cache::builder()
                .max_capacity(VERIFIED_TOKENS)
                .time_to_live(std::time::Duration::from_secs(900))
                .build(),
        })
    }

    /// A token for an account.
    pub fn issue(
        &self,
        account: Uuid,
        client_id: &str,
        session: Option<Uuid>,
        scope: Option<String>,
        now: DateTime<Utc>,
    ) -> Result<String> {
        let claims = Claims {
            iss: self.issuer.clone(),
            aud: AUDIENCE.to_owned(),
            sub: account,
            sid: session,
            client_id: client_id.to_owned(),
            scope,
            jti: Uuid::now_v7(),
            iat: now.timestamp(),
            exp: now.timestamp() + ACCESS_TOKEN_SECONDS,
        };
        jsonwebtoken::encode(&self.header, &claims, &self.signing).map_err(Problem::internal)
    }

    /// What a token says, if it is ours, whole and in time.
    ///
    /// The signature is checked once per token; the time, each time, by the injected clock.
    pub fn verify(&self, token: &str, now: DateTime<Utc>) -> Result<Arc<Claims>> {
        let invalid = || Problem::of(Code::InvalidToken);
        let claims = match self.verified.get(token) {
            Some(claims) => claims,
            None => {
                let claims = Arc::new(self.decode(token).ok_or_else(invalid)?);
                self.verified.insert(token.to_owned(), claims.clone());
                claims
            }
        };
        let now = now.timestamp();
        let in_time = now <= claims.exp + LEEWAY_SECONDS && claims.iat <= now + LEEWAY_SECONDS;
        in_time.then_some(claims).ok_or_else(invalid)
    }

    fn decode(&self, token: &str) -> Option<Claims> {
        let header = jsonwebtoken::decode_header(token).ok()?;
        if header.typ.as_deref() != Some(TOKEN_TYPE) || header.alg != Algorithm::EdDSA {
            return None;
        }
        let kid = header.kid?;
        let (_, key) = self.verifying.iter().find(|(known, _)| *known == kid)?;
        jsonwebtoken::decode::<Claims>(token, key, &self.validation).ok().map(|data| data.claims)
    }

    /// The public keys as a JWK set (RFC 7517).
    pub fn key_set(&self) -> &Value {
        &self.keys
    }
}

fn validation(issuer: &str) -> Validation {
    let mut validation = Validation::new(Algorithm::EdDSA);
    validation.set_issuer(&[issuer]);
    validation.set_audience(&[AUDIENCE]);
    validation.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
    // The library would read the machine's clock; `verify` compares with the injected one.
    validation.validate_exp = false;
    validation
}

async fn stored_keys(conn: &mut AsyncPgConnection) -> Result<Vec<KeyRow>> {
    let rows = signing_keys::table
        .filter(signing_keys::retired_at.is_null())
        .order(signing_keys::created_at)
        .select(KeyRow::as_select());
    Ok(rows.load(conn).await?)
}

fn draw_key(now: DateTime<Utc>) -> Result<KeyRow> {
    let document = Ed25519KeyPair::generate_pkcs8v1(&SystemRandom::new()).map_err(Problem::internal)?;
    let pair = Ed25519KeyPair::from_pkcs8(document.as_ref()).map_err(Problem::internal)?;
    let x = URL_SAFE_NO_PAD.encode(pair.public_key().as_ref());
    let kid = thumbprint(&x);
    let public = json!({"kty": "OKP", "crv": "Ed25519", "use": "sig", "alg": "EdDSA", "kid": kid, "x": x});
    Ok(KeyRow { kid, private: document.as_ref().to_vec(), public, created_at: now })
}

/// The key's name: its JWK thumbprint (RFC 7638, RFC 8037).
fn thumbprint(x: &str) -> String {
    let canonical = format!(r#"{{"crv":"Ed25519","kty":"OKP","x":"{x}"}}"#);
    URL_SAFE_NO_PAD.encode(aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, canonical.as_bytes()))
}

fn verifier(row: &KeyRow) -> Result<(String, DecodingKey)> {
    let x = row.public["x"].as_str().unwrap_or_default();
    Ok((row.kid.clone(), DecodingKey::from_ed_components(x).map_err(Problem::internal)?))
}
