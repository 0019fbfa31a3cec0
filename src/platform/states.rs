//! Enums that stand in the database as text with a CHECK, and states whose transitions are data.

/// Declares an enum whose variants are lower_snake_case text on the wire and in the database.
///
/// The same text serves JSON, SQL and query parameters, so a value read in one can be searched in another.
#[macro_export]
macro_rules! text_enum {
    (
        $(#[$meta:meta])*
        pub enum $name:ident { $($(#[$variant_meta:meta])* $variant:ident = $text:tt,)+ }
    ) => {
        $(#[$meta])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord,
            serde::Serialize, serde::Deserialize, utoipa::ToSchema,
            diesel::expression::AsExpression, diesel::deserialize::FromSqlRow,
        )]
        #[diesel(sql_type = diesel::sql_types::Text)]
        pub enum $name { $($(#[$variant_meta])* #[serde(rename = $text)] $variant,)+ }

        impl $name {
            /// Every value, in the order of declaration.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The text that stands for this value in JSON and in the database.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = String;

            fn from_str(text: &str) -> Result<Self, String> {
                match text {
                    $($text => Ok(Self::$variant),)+
                    other => Err(format!("`{other}` is not one of {:?}", Self::ALL)),
                }
            }
        }

        impl diesel::deserialize::FromSql<diesel::sql_types::Text, diesel::pg::Pg> for $name {
            fn from_sql(bytes: diesel::pg::PgValue<'_>) -> diesel::deserialize::Result<Self> {
                Ok(std::str::from_utf8(bytes.as_bytes())?.parse()?)
            }
        }

        impl diesel::serialize::ToSql<diesel::sql_types::Text, diesel::pg::Pg> for $name {
            fn to_sql<'b>(
                &'b self,
                out: &mut diesel::serialize::Output<'b, '_, diesel::pg::Pg>,
            ) -> diesel::serialize::Result {
                std::io::Write::write_all(out, self.as_str().as_bytes())?;
                Ok(diesel::serialize::IsNull::No)
            }
        }
    };
}

use crate::platform::problem::{Code, Problem};

/// A life cycle: which states a state may be entered from.
///
/// The table is data, so that the rule in Rust, the `UPDATE … WHERE state = ANY(..)` that races
/// lose against, and the test that tries every illegal step all read the same line.
pub trait LifeCycle: Copy + PartialEq + std::fmt::Display + 'static {
    /// The states from which this one may be entered.
    fn enters_from(self) -> &'static [Self];

    /// Accepts the step from `current` into `self`, or explains where it may start.
    fn enter(self, current: Self) -> Result<Self, Problem> {
        if self.enters_from().contains(&current) {
            return Ok(self);
        }
        Err(refused(current, self.enters_from()).with("requested_state", self.to_string()))
    }
}

/// A refusal that names the present state and those that would do.
pub fn refused<S: std::fmt::Display>(current: S, allowed_from: &[S]) -> Problem {
    let allowed: Vec<_> = allowed_from.iter().map(ToString::to_string).collect();
    Problem::of(Code::IllegalTransition).with("state", current.to_string()).with("allowed_from", allowed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_names_the_state_and_those_that_would_do() {
        let problem = refused("signed", &["draft", "proposed"]);
        assert_eq!(problem.code, Code::IllegalTransition);
        assert_eq!(problem.members["state"], "signed");
        assert_eq!(problem.members["allowed_from"], serde_json::json!(["draft", "proposed"]));
    }
}
