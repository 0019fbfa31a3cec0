//! What a broken constraint means to the client: a constraint's name decides the code.

use diesel::result::{DatabaseErrorInformation, DatabaseErrorKind, Error};

use super::{Code, Problem};

/// Constraints that stand for a rule of the domain, by name; the others speak by their kind.
pub const RULES: &[(&str, Code)] = &[
    ("campaign_content_frozen_once_issued", Code::ContentFrozen),
    ("campaigns_frozen_once_issued", Code::ContentFrozen),
    ("campaigns_not_cancelled_once_awarded", Code::AwardsSigned),
    ("award_decisions_append_only", Code::IllegalTransition),
    ("awards_fixed_once_signed", Code::IllegalTransition),
    ("indicators_frozen_once_active", Code::SetImmutable),
    ("indicator_sets_frozen_once_active", Code::SetImmutable),
    ("indicator_sets_confirmed_to_score", Code::SetNotReady),
    ("indicator_sets_something_scored", Code::SetNotReady),
    ("indicator_sets_one_in_force", Code::SetOverlaps),
    ("indicator_sets_points_add_up", Code::PointsDoNotAddUp),
    ("submission_values_score_in_range", Code::ScoreOutOfRange),
    ("submission_values_within_maximum", Code::ScoreOutOfRange),
    ("submissions_frozen_once_published", Code::IllegalTransition),
    ("submission_values_frozen_once_published", Code::IllegalTransition),
    ("publications_one_first", Code::NotCurrent),
    ("publications_superseded_once", Code::NotCurrent),
    ("publications_supersede_their_like", Code::NotCurrent),
];

/// What the server says when others held it up for too long: the same request may succeed a moment later.
/// Diesel keeps neither the SQLSTATE (57014, 55P03, 40P01) nor a kind of these, only the message.
const OVERLOADED: &[&str] =
    &["canceling statement due to statement timeout", "canceling statement due to lock timeout", "deadlock detected"];

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::NotFound => Self::of(Code::NotFound),
            Error::DatabaseError(kind, information) => from_database(kind, information.as_ref()),
            other => Self::internal(other),
        }
    }
}

fn from_database(kind: DatabaseErrorKind, information: &(dyn DatabaseErrorInformation + Send + Sync)) -> Problem {
    let name = information.constraint_name().unwrap_or_default();
    if let Some((_, code)) = RULES.iter().find(|(rule, _)| *rule == name) {
        return Problem::of(*code).with("constraint", name);
    }
    let code = match kind {
        DatabaseErrorKind::UniqueViolation | DatabaseErrorKind::ExclusionViolation => Code::AlreadyExists,
        DatabaseErrorKind::ForeignKeyViolation => Code::UnknownReference,
        DatabaseErrorKind::RestrictViolation => Code::StillReferenced,
        DatabaseErrorKind::CheckViolation | DatabaseErrorKind::NotNullViolation => Code::ValidationFailed,
        DatabaseErrorKind::ClosedConnection | DatabaseErrorKind::UnableToSendCommand => Code::Unavailable,
        DatabaseErrorKind::SerializationFailure => Code::VersionMismatch,
        _ if OVERLOADED.contains(&information.message()) => Code::Unavailable,
        _ => return Problem::internal(information.message()),
    };
    Problem::of(code).with("constraint", name)
}
