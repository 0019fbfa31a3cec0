//! The units that take part.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use crate::ids::UnitId;
use crate::registry::units::UnitRef;

/// A unit that takes part, and its officials with it, as a client names it.
#[derive(Debug, Clone, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"unit": {"code": "TN-PNV"}, "scored_by_authority": true}))]
pub struct ParticipantIn {
    /// The unit.
    pub unit: UnitRef,
    /// Whether a competent authority scores the unit on the PAR index; where not, that criterion does not apply.
    pub scored_by_authority: bool,
}

/// A unit that takes part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Participation {
    /// The unit.
    pub unit_id: UnitId,
    /// Whether a competent authority scores it on the PAR index.
    pub scored_by_authority: bool,
}
