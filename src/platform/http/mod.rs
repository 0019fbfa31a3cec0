//! The conventions of every endpoint, each in its file: bodies, paths, queries, pages, preconditions,
//! idempotency, replies, and the edge where problems become responses.

mod body;
mod contract;
mod edge;
mod fallback;
mod intent;
mod page;
mod path;
mod query;
mod reply;
mod transition;

pub use body::{BODY_LIMIT, Form, Json, validated};
pub use contract::{Contract, operations, parameters};
pub use edge::{RequestId, edge, language_of};
pub use fallback::fallback;
pub use intent::{BodyDigest, IdempotencyKey, IfMatch, IfMatchParam, Intent, IntentParams, Version};
pub use page::{Cursor, Direction, Page, PageParams, PageRequest, SortKey, SortParam};
pub use path::Path;
pub use query::{List, Query};
pub use reply::{Answer, Reply, Versioned};
pub use transition::TransitionOut;
