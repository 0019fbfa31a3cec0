//! The units of the decision, the communes of 2023 and the four that followed them in 2025.

use serde_json::{Map, Value, json};

use super::reading::facts;
use crate::access::{Story, may};
use crate::platform::http::validated;
use crate::platform::problem::{Problem, Result};
use crate::registry::units::{self, UnitIn};

/// Parents stand before their children.
const UNITS: &str = include_str!("units.json");

pub(super) async fn load(story: &mut Story) -> Result<()> {
    let rows: Vec<Map<String, Value>> = facts(UNITS)?;
    story
        .step::<may::WriteUnits, _>(async |conn| {
            for row in rows {
                units::create(conn, &unit(row)?).await?;
            }
            Ok(())
        })
        .await
}

/// A row as the body of `POST /v1/units`: in the file a parent is its code alone.
fn unit(mut row: Map<String, Value>) -> Result<UnitIn> {
    if let Some(Value::String(code)) = row.remove("parent_code") {
        row.insert("parent".to_owned(), json!({"code": code}));
    }
    validated(serde_json::from_value(Value::Object(row)).map_err(Problem::internal)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_unit_is_a_body_that_the_service_accepts() {
        let rows: Vec<Map<String, Value>> = serde_json::from_str(UNITS).unwrap();
        assert_eq!(rows.len(), 38);
        for row in rows {
            let code = row["code"].clone();
            assert!(unit(row).is_ok(), "{code}");
        }
    }
}
