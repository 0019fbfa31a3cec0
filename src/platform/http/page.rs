//! Keyset pages: `{items, next, prev}` with a cursor that is bound to the filters and the order.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};

use super::query::malformed;
use crate::platform::dates;
use crate::platform::problem::{Code, Problem};

const DEFAULT_LIMIT: i64 = 50;
const MAX_LIMIT: i64 = 200;

/// The parameters that every list understands, for the contract.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PageParams {
    /// The `next` or `prev` of an earlier page, with the same filters and order.
    #[param(nullable = false)]
    pub cursor: Option<String>,
    /// How many items at most.
    #[param(minimum = 1, maximum = 200, default = 50, nullable = false)]
    pub limit: Option<i64>,
    /// Adds `total`, the number of items on all pages.
    #[param(nullable = false)]
    pub count: Option<bool>,
}

/// The order of lists that have more than one, for the contract.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub struct SortParam {
    /// The order, as the list's description names it; `-` before it means descending.
    #[param(nullable = false)]
    pub sort: Option<String>,
}

/// What of a list to show.
#[derive(Debug, Clone)]
pub struct PageRequest {
    /// Where to go on from.
    pub cursor: Option<Cursor>,
    /// How many items at most.
    pub limit: i64,
    /// The order asked for, such as `-name`; the list knows which it has.
    pub sort: Option<String>,
    /// Whether to count all items.
    pub count: bool,
    variant: String,
}

/// Which way a cursor goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Direction {
    /// Towards the end of the list.
    #[serde(rename = "n")]
    Next,
    /// Back towards its beginning.
    #[serde(rename = "p")]
    Prev,
}

/// A place in a list: the sort value and id of the item at the edge of a page.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Cursor {
    /// The fingerprint of filters and order.
    v: u64,
    /// The direction.
    pub d: Direction,
    /// The sort value at the edge; null where the order is the id's own.
    pub k: Value,
    /// The id at the edge.
    pub i: uuid::Uuid,
}

/// What an item is ordered by.
pub struct SortKey {
    /// The value of the sort column.
    pub key: Value,
    /// The unique last key.
    pub id: uuid::Uuid,
}

impl PageRequest {
    /// The first page of a list that is asked for without parameters.
    pub fn first() -> Self {
        Self { cursor: None, limit: DEFAULT_LIMIT, sort: None, count: false, variant: String::new() }
    }

    pub(super) fn owns(name: &str) -> bool {
        matches!(name, "cursor" | "limit" | "sort" | "count")
    }

    pub(super) fn read(pairs: &[(String, String)], variant: &str) -> Result<Self, Problem> {
        let mut page = Self::first();
        let mut cursor = None;
        for (index, (name, value)) in pairs.iter().enumerate() {
            if pairs[..index].iter().any(|(earlier, _)| earlier == name) {
                return Err(malformed(name, "given twice"));
            }
            match name.as_str() {
                "limit" => page.limit = read_limit(value)?,
                "sort" => page.sort = Some(value.clone()),
                "count" => page.count = value.parse().map_err(|_| malformed(name, "expected true or false"))?,
                _ => cursor = Some(value),
            }
        }
        page.variant = format!("{variant}&{}", page.sort.as_deref().unwrap_or_default());
        page.cursor = cursor.map(|text| page.open(text)).transpose()?;
        Ok(page)
    }

    fn open(&self, text: &str) -> Result<Cursor, Problem> {
        let unreadable = || malformed("cursor", "not a cursor of this service");
        let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| unreadable())?;
        let cursor: Cursor = serde_json::from_slice(&bytes).map_err(|_| unreadable())?;
        // What no edge of ours can be would break in the database.
        let impossible = |edge: &str| edge.contains('\0') || dates::beyond(edge);
        if cursor.k.as_str().is_some_and(impossible) {
            return Err(unreadable());
        }
        if cursor.v != self.fingerprint() {
            return Err(Problem::of(Code::CursorMismatch));
        }
        Ok(cursor)
    }

    /// FNV-1a: a cursor must survive an upgrade of the compiler, which the standard hasher need not.
    fn fingerprint(&self) -> u64 {
        self.variant
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
    }

    /// Refuses an order that the list does not have.
    pub fn unknown_sort(&self, known: &[&str]) -> Problem {
        malformed("sort", &format!("expected one of {}", known.join(", ")))
    }

    /// Whether the page is read against the order of the list.
    pub fn backwards(&self) -> bool {
        self.cursor.as_ref().is_some_and(|cursor| cursor.d == Direction::Prev)
    }

    /// Makes a page of rows read with one row more than `limit`, in the order they were read.
    pub fn finish<R, T>(
        &self,
        mut rows: Vec<R>,
        total: Option<i64>,
        key: impl Fn(&R) -> SortKey,
        show: impl FnMut(R) -> T,
    ) -> Page<T> {
        let limit = usize::try_from(self.limit).unwrap_or(usize::MAX);
        let more = rows.len() > limit;
        rows.truncate(limit);
        let backwards = self.backwards();
        if backwards {
            rows.reverse();
        }
        let seal = |row: &R, direction| self.seal(key(row), direction);
        let next = if backwards || more { rows.last().map(|row| seal(row, Direction::Next)) } else { None };
        let prev = if self.cursor.is_some() && (!backwards || more) {
            rows.first().map(|row| seal(row, Direction::Prev))
        } else {
            None
        };
        Page { items: rows.into_iter().map(show).collect(), next, prev, total }
    }

    fn seal(&self, at: SortKey, direction: Direction) -> String {
        let cursor = Cursor { v: self.fingerprint(), d: direction, k: at.key, i: at.id };
        URL_SAFE_NO_PAD.encode(serde_json::to_vec(&cursor).unwrap_or_default())
    }
}

fn read_limit(value: &str) -> Result<i64, Problem> {
    match value.parse() {
        Ok(limit) if (1..=MAX_LIMIT).contains(&limit) => Ok(limit),
        _ => Err(malformed("limit", "expected a whole number from 1 to 200")),
    }
}

/// One page of a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct Page<T> {
    /// The items of this page, in the order asked for.
    pub items: Vec<T>,
    /// The cursor of the next page; null on the last.
    #[schema(required = true)]
    pub next: Option<String>,
    /// The cursor of the page before; null on the first.
    #[schema(required = true)]
    pub prev: Option<String>,
    /// How many items there are on all pages, with `count=true`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub total: Option<i64>,
}

/// Orders a boxed query and moves it to the page's place, for one of the list's orders.
///
/// `column >= edge AND (column > edge OR id > edge_id)` rather than a plain OR, so that the index on
/// `(column, id)` is entered at the edge and a deep page costs what the first one does.
#[macro_export]
macro_rules! keyset {
    ($query:expr, $page:expr, $column:expr => $type:ty, $id:expr, descending: $descending:expr) => {{
        let page: &$crate::platform::http::PageRequest = $page;
        let mut query = $query;
        let downwards: bool = $descending != page.backwards();
        if let Some(cursor) = &page.cursor {
            let edge: $type = serde_json::from_value(cursor.k.clone())
                .map_err(|_| $crate::platform::problem::Problem::of($crate::platform::problem::Code::CursorMismatch))?;
            query = if downwards {
                query.filter($column.le(edge.clone()).and($column.lt(edge).or($id.lt(cursor.i))))
            } else {
                query.filter($column.ge(edge.clone()).and($column.gt(edge).or($id.gt(cursor.i))))
            };
        }
        let query =
            if downwards { query.order(($column.desc(), $id.desc())) } else { query.order(($column.asc(), $id.asc())) };
        $crate::platform::db::FirstRows { query, rows: page.limit + 1 }
    }};
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(pairs: &[(&str, &str)], variant: &str) -> Result<PageRequest, Problem> {
        let pairs: Vec<_> = pairs.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
        PageRequest::read(&pairs, variant)
    }

    fn page(request: &PageRequest, rows: Vec<u128>) -> Page<u128> {
        request.finish(rows, None, |row| SortKey { key: Value::Null, id: uuid::Uuid::from_u128(*row) }, |row| row)
    }

    #[test]
    fn a_page_knows_its_neighbours() {
        let first = page(&request(&[("limit", "2")], "a").unwrap(), vec![1, 2, 3]);
        assert_eq!((first.items, first.prev), (vec![1, 2], None));
        let next = first.next.unwrap();
        let second = page(&request(&[("limit", "2"), ("cursor", &next)], "a").unwrap(), vec![3]);
        assert_eq!((second.items, second.next.is_none()), (vec![3], true));
        let back = page(&request(&[("limit", "2"), ("cursor", &second.prev.unwrap())], "a").unwrap(), vec![2, 1]);
        assert_eq!((back.items, back.prev, back.next.is_some()), (vec![1, 2], None, true));
    }

    #[test]
    fn a_cursor_is_bound_to_filters_and_order() {
        let next = page(&request(&[("limit", "1")], "a").unwrap(), vec![1, 2]).next.unwrap();
        assert_eq!(request(&[("cursor", &next)], "b").unwrap_err().code, Code::CursorMismatch);
        assert_eq!(request(&[("cursor", &next), ("sort", "-x")], "a").unwrap_err().code, Code::CursorMismatch);
        assert_eq!(request(&[("cursor", "zz")], "a").unwrap_err().code, Code::MalformedParameter);
    }

    #[test]
    fn an_edge_that_the_database_cannot_hold_is_no_edge() {
        for edge in ["a\0b", "-9999-01-01", "+10000-01-01", "-4800-01-01T00:00:00Z"] {
            let list = request(&[], "a").unwrap();
            let forged = list.seal(SortKey { key: edge.into(), id: uuid::Uuid::nil() }, Direction::Next);
            assert_eq!(request(&[("cursor", &forged)], "a").unwrap_err().code, Code::MalformedParameter, "{edge}");
        }
    }

    #[test]
    fn limits_are_kept() {
        for wrong in ["0", "201", "-1", "x", ""] {
            assert!(request(&[("limit", wrong)], "a").is_err(), "{wrong}");
        }
    }
}
