//! One typed id per aggregate, so that a unit's id can never be passed where a campaign's is meant.
//! All are UUIDv7 (RFC 9562): their order is the order of creation.

use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::expression::AsExpression;
use diesel::pg::{Pg, PgValue};
use diesel::serialize::{self, Output, ToSql};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord,
            Serialize, Deserialize, AsExpression, FromSqlRow, ToSchema,
        )]
        #[diesel(sql_type = diesel::sql_types::Uuid)]
        #[serde(transparent)]
        #[schema(value_type = Uuid, example = "01890a5d-ac96-774b-bcce-b302099a8057")]
        pub struct $name(pub Uuid);

        impl $name {
            /// A new id, later in order than every id drawn before it.
            pub fn draw() -> Self {
                Self(Uuid::now_v7())
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromSql<diesel::sql_types::Uuid, Pg> for $name {
            fn from_sql(bytes: PgValue<'_>) -> deserialize::Result<Self> {
                <Uuid as FromSql<diesel::sql_types::Uuid, Pg>>::from_sql(bytes).map(Self)
            }
        }

        impl ToSql<diesel::sql_types::Uuid, Pg> for $name {
            fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
                <Uuid as ToSql<diesel::sql_types::Uuid, Pg>>::to_sql(&self.0, out)
            }
        }
    )*};
}

ids! {
    /// A person's or a machine's account.
    AccountId;
    /// A role given to an account over a unit and its subtree.
    GrantId;
    /// One of the secrets of a service account.
    SecretId;
    /// A unit (cơ quan, đơn vị, địa phương).
    UnitId;
    /// An emulation campaign (phong trào thi đua).
    CampaignId;
    /// One edition of a campaign's content: the first as issued, each later one by an amending decision.
    EditionId;
    /// One rule of an award criterion (tiêu chuẩn khen thưởng).
    RuleId;
    /// An indicator set (bộ chỉ số).
    SetId;
    /// An indicator (chỉ số, chỉ số thành phần).
    IndicatorId;
    /// A unit's submission of its scores on a set (bảng tự đánh giá, chấm điểm).
    SubmissionId;
    /// A publication of scores by decision (quyết định công bố chỉ số).
    PublicationId;
    /// A month's figures of a one-stop shop (số liệu bộ phận một cửa).
    StatisticId;
    /// A nomination for an award (hồ sơ đề nghị khen thưởng).
    NominationId;
    /// An award decision (quyết định khen thưởng).
    AwardDecisionId;
    /// One award within a decision.
    AwardId;
    /// An award policy: rates, rounding and authority in force over a period.
    PolicyId;
}
