//! The conventions of every endpoint, each in its file: bodies, paths, queries, pages, preconditions,
//! idempotency, replies, and the edge where problems become responses.

mod body;
mod edge;
mod fallback;
mod intent;
mod page;
mod path;
mod query;
mod reply;

pub use body::{BODY_LIMIT, Json};
pub use edge::{RequestId, edge, language_of};
pub use fallback::{Routes, fallback};
pub use intent::{BodyDigest, IdempotencyKey, IfMatch, Intent, IntentParams, Version};
pub use page::{Cursor, Direction, Page, PageParams, PageRequest, SortKey};
pub use path::Path;
pub use query::{List, Query};
pub use reply::{Answer, Reply, Versioned};
