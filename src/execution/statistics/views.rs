//! Statistics on the wire.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use super::model::{Figures, Month, ON_TIME_RATE, ONLINE_DOSSIER_RATE, Statistic, pct};
use crate::ids::StatisticId;
use crate::platform::directory::{Named, Names};
use crate::platform::http::{Version, Versioned};
use crate::platform::text;
use crate::registry::units::UnitRef;

/// The figures of a unit and month.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "unit": {"code": "TN-21235"}, "month": "2023-05", "received": 412, "received_online": 263, "resolved": 405,
    "resolved_on_time": 398, "source": "Cổng dịch vụ công tỉnh, trích xuất ngày 02/6/2023"}))]
pub struct StatisticIn {
    /// The unit whose one-stop shop it is.
    pub unit: UnitRef,
    /// The month, not later than the present one.
    #[schema(value_type = String, pattern = "^[0-9]{4}-(0[1-9]|1[0-2])$")]
    pub month: Month,
    /// Dossiers received, by every channel.
    #[validate(range(min = 0))]
    #[schema(minimum = 0)]
    pub received: i32,
    /// Those of them received online; at most `received`.
    #[validate(range(min = 0))]
    #[schema(minimum = 0)]
    pub received_online: i32,
    /// Dossiers resolved.
    #[validate(range(min = 0))]
    #[schema(minimum = 0)]
    pub resolved: i32,
    /// Those of them resolved on time; at most `resolved`.
    #[validate(range(min = 0))]
    #[schema(minimum = 0)]
    pub resolved_on_time: i32,
    /// The system and the extract that the figures come from.
    #[serde(deserialize_with = "text::nfc")]
    #[validate(length(min = 1, max = 500), custom(function = "text::plain"))]
    #[schema(min_length = 1, max_length = 500, pattern = r"\S")]
    pub source: String,
    /// Why the figures differ from those given before; only for a correction.
    #[serde(default, deserialize_with = "text::nfc_option")]
    #[validate(length(min = 1, max = 1000), custom(function = "text::plain"))]
    #[schema(min_length = 1, max_length = 1000, pattern = r"\S")]
    pub correction_note: Option<String>,
}

impl StatisticIn {
    /// The counts alone.
    pub fn figures(&self) -> Figures {
        Figures {
            received: self.received,
            received_online: self.received_online,
            resolved: self.resolved,
            resolved_on_time: self.resolved_on_time,
        }
    }
}

/// Filters of the list of statistics.
#[derive(Debug, Deserialize, Serialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct StatisticQuery {
    /// Only these units; repeated means or.
    #[serde(default)]
    pub unit: Vec<Uuid>,
    /// Only this month and later ones.
    #[serde(rename = "month[gte]")]
    #[param(value_type = Option<String>, nullable = false, pattern = "^[0-9]{4}-(0[1-9]|1[0-2])$")]
    pub from: Option<Month>,
    /// Only months before this one.
    #[serde(rename = "month[lt]")]
    #[param(value_type = Option<String>, nullable = false, pattern = "^[0-9]{4}-(0[1-9]|1[0-2])$")]
    pub before: Option<Month>,
    /// `true`: superseded revisions too.
    #[serde(default)]
    #[param(required = false, default = false)]
    pub history: bool,
}

/// A rate by a named definition, as the fraction it is.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = StatisticRate, example = json!({"metric": "online_dossier_rate_pct@1", "numerator": 263, "denominator": 412, "pct": "63.83"}))]
pub struct Rate {
    /// The definition. `online_dossier_rate_pct@1`: received online out of all received; the campaign's
    /// decision leaves the denominator open. `on_time_rate_pct@1`: resolved on time out of all resolved.
    pub metric: &'static str,
    /// The part.
    pub numerator: i64,
    /// The whole.
    pub denominator: i64,
    /// In per cent, rounded for display only: rules compare the fraction. Null where the whole is 0.
    #[schema(required = true)]
    pub pct: Option<String>,
}

impl Rate {
    fn of(metric: &'static str, part: i32, whole: i32) -> Self {
        let (numerator, denominator) = (i64::from(part), i64::from(whole));
        Self { metric, numerator, denominator, pct: pct(numerator, denominator) }
    }
}

/// A revision of the figures of a unit and month.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "id": "01890a5d-ac96-774b-bcce-b302099a8057",
    "unit": {"id": "01890a5d-ac96-774b-bcce-b302099a8050", "code": "TN-21235", "name_vi": "UBND thị trấn La Hà"},
    "month": "2023-05", "revision": 1, "received": 412, "received_online": 263, "resolved": 405, "resolved_on_time": 398,
    "online_rate": {"metric": "online_dossier_rate_pct@1", "numerator": 263, "denominator": 412, "pct": "63.83"},
    "on_time_rate": {"metric": "on_time_rate_pct@1", "numerator": 398, "denominator": 405, "pct": "98.27"},
    "source": "Cổng dịch vụ công tỉnh, trích xuất ngày 02/6/2023", "correction_note": null,
    "imported_at": "2023-06-02T02:00:00Z", "superseded_at": null, "version": 1, "allowed_actions": []}))]
pub struct StatisticOut {
    /// The id of this revision.
    pub id: StatisticId,
    /// The unit whose one-stop shop it is.
    pub unit: Named,
    /// The month.
    #[schema(value_type = String, pattern = "^[0-9]{4}-(0[1-9]|1[0-2])$")]
    pub month: Month,
    /// 1 for the first figures, one more with every correction.
    pub revision: i32,
    /// Dossiers received, by every channel.
    pub received: i32,
    /// Those of them received online.
    pub received_online: i32,
    /// Dossiers resolved.
    pub resolved: i32,
    /// Those of them resolved on time.
    pub resolved_on_time: i32,
    /// The share received online.
    pub online_rate: Rate,
    /// The share resolved on time.
    pub on_time_rate: Rate,
    /// The system and the extract that the figures come from.
    pub source: String,
    /// Why the figures differ from those given before.
    #[schema(required = true)]
    pub correction_note: Option<String>,
    /// When it was pushed.
    pub imported_at: DateTime<Utc>,
    /// When a correction took its place; null while it counts.
    #[schema(required = true)]
    pub superseded_at: Option<DateTime<Utc>>,
    /// The version of the record: its revision.
    pub version: i64,
    /// What this caller may do to it now.
    pub allowed_actions: Vec<&'static str>,
}

impl StatisticOut {
    /// Shows a revision to someone who may or may not push for its unit.
    pub fn of(row: Statistic, names: &Names, may_push: bool) -> Self {
        let Figures { received, received_online, resolved, resolved_on_time } = row.figures;
        Self {
            id: row.id,
            unit: names.get(row.unit_id.0),
            month: Month::of(row.month),
            revision: row.revision,
            received,
            received_online,
            resolved,
            resolved_on_time,
            online_rate: Rate::of(ONLINE_DOSSIER_RATE, received_online, received),
            on_time_rate: Rate::of(ON_TIME_RATE, resolved_on_time, resolved),
            source: row.source,
            correction_note: row.correction_note,
            imported_at: row.imported_at,
            superseded_at: row.superseded_at,
            version: i64::from(row.revision),
            allowed_actions: if may_push && row.superseded_at.is_none() { vec!["correct"] } else { Vec::new() },
        }
    }
}

impl Versioned for StatisticOut {
    fn version(&self) -> Version {
        self.version
    }
}
