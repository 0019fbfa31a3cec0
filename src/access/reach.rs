//! How far a permission reaches: the rows that a caller may see or change.

use std::sync::Arc;

use uuid::Uuid;

/// The units that one grant covers, for one campaign or all.
#[derive(Debug, Clone)]
pub struct Area {
    /// The unit of the grant and its subtree, in the order of their ids; absent: every unit.
    pub units: Option<Arc<Vec<Uuid>>>,
    /// The only campaign it counts for, if it names one.
    pub campaign: Option<Uuid>,
    /// Whether the role is one of an office that campaigns are run from: over the organiser of a campaign, it
    /// reaches what any unit hands in.
    pub office: bool,
}

/// Where a caller holds a permission. Queries on scoped tables take it; out of reach is 404.
#[derive(Debug, Clone, Default)]
pub struct Reach {
    /// The areas of the caller's grants, together.
    pub areas: Vec<Area>,
}

impl Reach {
    /// Everywhere, for the service's own work.
    pub fn everywhere() -> Self {
        Self { areas: vec![Area { units: None, campaign: None, office: true }] }
    }

    /// Whether it leaves nothing out: a role that is bound to no unit and no campaign.
    pub fn is_everywhere(&self) -> bool {
        self.areas.iter().any(|area| area.units.is_none() && area.campaign.is_none())
    }

    /// What of it is held by roles of an office.
    pub fn of_offices(&self) -> Self {
        Self { areas: self.areas.iter().filter(|area| area.office).cloned().collect() }
    }

    /// Whether a unit's affairs in a campaign are within reach.
    pub fn covers(&self, unit: impl Into<Uuid>, campaign: impl Into<Uuid>) -> bool {
        let (unit, campaign) = (unit.into(), campaign.into());
        self.areas.iter().any(|area| area.holds(unit) && area.campaign.is_none_or(|only| only == campaign))
    }

    /// Whether a unit is within reach whatever the campaign.
    pub fn covers_unit(&self, unit: impl Into<Uuid>) -> bool {
        let unit = unit.into();
        self.areas.iter().any(|area| area.holds(unit) && area.campaign.is_none())
    }
}

impl Area {
    fn holds(&self, unit: Uuid) -> bool {
        self.units.as_ref().is_none_or(|units| units.binary_search(&unit).is_ok())
    }
}

/// The reach as a condition on a table's unit and campaign columns, in diesel's terms.
#[macro_export]
macro_rules! within_reach {
    ($reach:expr, $table:ty, $unit:expr, $campaign:expr) => {{
        use diesel::sql_types::Bool;
        type Condition = Box<dyn diesel::BoxableExpression<$table, diesel::pg::Pg, SqlType = Bool>>;
        let reach: &$crate::access::Reach = $reach;
        let mut condition: Condition = Box::new($crate::platform::db::fixed::<Bool>("false"));
        for area in &reach.areas {
            let units: Condition = match &area.units {
                None => Box::new($crate::platform::db::fixed::<Bool>("true")),
                Some(units) => Box::new($unit.eq_any(units.as_ref().clone())),
            };
            condition = match area.campaign {
                None => Box::new(condition.or(units)),
                Some(campaign) => Box::new(condition.or(units.and($campaign.eq(campaign)))),
            };
        }
        condition
    }};
}
