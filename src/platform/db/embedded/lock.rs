//! File locks between processes; the system releases them when their holder dies.

use std::fs::{File, TryLockError};
use std::path::PathBuf;

use super::EmbeddedError;

/// A lock that is held until it is dropped.
#[derive(Debug)]
pub(super) struct Lock {
    file: File,
    path: PathBuf,
}

impl Lock {
    /// Waits until no one else holds the lock.
    pub fn exclusive(path: PathBuf) -> Result<Lock, EmbeddedError> {
        let file = File::create(&path).map_err(EmbeddedError::at(&path))?;
        file.lock().map_err(EmbeddedError::at(&path))?;
        Ok(Lock { file, path })
    }

    /// Holds the lock together with others.
    pub fn shared(path: PathBuf) -> Result<Lock, EmbeddedError> {
        let file = File::create(&path).map_err(EmbeddedError::at(&path))?;
        file.lock_shared().map_err(EmbeddedError::at(&path))?;
        Ok(Lock { file, path })
    }

    /// Gives a shared lock back and says whether others still hold it.
    pub fn held_by_others(self) -> Result<bool, EmbeddedError> {
        // Unlocked by hand: a child process that is being started may hold a copy of the file.
        self.file.unlock().map_err(EmbeddedError::at(&self.path))?;
        match self.file.try_lock() {
            Ok(()) => Ok(false),
            Err(TryLockError::WouldBlock) => Ok(true),
            Err(TryLockError::Error(error)) => Err(EmbeddedError::at(&self.path)(error)),
        }
    }
}
