//! Passwords and client secrets: Argon2id, off the request threads.

use std::num::NonZero;
use std::sync::{Arc, OnceLock};

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use aws_lc_rs::rand::{SecureRandom, SystemRandom};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use tokio::sync::Semaphore;

use crate::platform::problem::{Code, Problem, Result};

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
    let kitchen = KITCHEN.get_or_init(|| {
        let cores = std::thread::available_parallelism().map_or(1, NonZero::get);
        Kitchen::new(cores, cores * QUEUE_PER_CORE)
    });
    kitchen.cook(work).await
}

/// How many may wait for each core; one hash takes some tens of milliseconds.
const QUEUE_PER_CORE: usize = 32;

static KITCHEN: OnceLock<Kitchen> = OnceLock::new();

/// Where hashes are made: each takes 19 MiB and a core for itself, so that no more are made at once than
/// there are cores, and who would wait too long is turned away at the door.
struct Kitchen {
    stoves: Arc<Semaphore>,
    door: Arc<Semaphore>,
}

impl Kitchen {
    fn new(stoves: usize, queue: usize) -> Self {
        Self { stoves: Arc::new(Semaphore::new(stoves)), door: Arc::new(Semaphore::new(stoves + queue)) }
    }

    async fn cook<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
        let busy = |_| Problem::of(Code::TooManyRequests);
        let entered = self.door.clone().try_acquire_owned().map_err(busy)?;
        let stove = self.stoves.clone().acquire_owned().await.map_err(Problem::internal)?;
        // Both are held by the work itself: it goes on when the client has hung up.
        let work = move || {
            let done = work();
            drop((stove, entered));
            done
        };
        tokio::task::spawn_blocking(work).await.map_err(Problem::internal)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn who_would_wait_too_long_is_turned_away() {
        let kitchen = Kitchen::new(1, 1);
        let (finish, waiting) = std::sync::mpsc::channel::<()>();
        let first = kitchen.cook(move || waiting.recv().is_ok());
        let others = async {
            // The first holds the stove, this one waits, and there is no place for a third.
            let second = kitchen.cook(|| 2);
            let third = async {
                let refused = kitchen.cook(|| 3).await;
                finish.send(()).expect("the first still works");
                refused
            };
            tokio::join!(second, third)
        };
        let (first, (second, third)) = tokio::join!(first, others);
        assert_eq!((first.unwrap(), second.unwrap()), (true, 2));
        assert_eq!(third.unwrap_err().code, Code::TooManyRequests);
        assert_eq!(kitchen.cook(|| 4).await.unwrap(), 4);
    }
}
