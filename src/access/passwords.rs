//! Passwords and client secrets: Argon2id, off the request threads.

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use aws_lc_rs::rand::{SecureRandom, SystemRandom};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::platform::problem::{Problem, Result};

/// Hashes a secret with a fresh salt.
pub async fn hash(secret: String) -> Result<String> {
    off_thread(move || {
        Argon2::default().hash_password(secret.as_bytes()).map(|hash| hash.to_string()).map_err(Problem::internal)
    })
    .await?
}

/// Whether a secret is the one that was hashed. Without a hash it works as long and says no, so that
/// the time of an answer does not tell whether an account exists.
pub async fn matches(secret: String, hash: Option<String>) -> Result<bool> {
    let hash = hash.unwrap_or_else(|| NO_ONES.to_owned());
    off_thread(move || {
        let parsed = PasswordHash::new(&hash).map_err(Problem::internal)?;
        Ok(Argon2::default().verify_password(secret.as_bytes(), &parsed).is_ok() && hash != NO_ONES)
    })
    .await?
}

/// A hash with the default parameters that belongs to no one.
const NO_ONES: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// A new secret of 256 bits, as text.
pub fn draw() -> Result<String> {
    let mut bytes = [0_u8; 32];
    SystemRandom::new().fill(&mut bytes).map_err(Problem::internal)?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}

async fn off_thread<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(Problem::internal)
}
