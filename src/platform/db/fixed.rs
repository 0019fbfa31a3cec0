//! SQL of our own that lets its statement stay prepared.
//!
//! Diesel's `sql` forbids it, since its text may differ from call to call; and a `LIMIT` that is a
//! parameter has PostgreSQL plan the page anew each time. On the lists that are read most, planning
//! costs more than reading.

use std::marker::PhantomData;

use diesel::expression::{
    AppearsOnTable, Expression, SelectableExpression, TypedExpressionType, ValidGrouping, is_aggregate,
};
use diesel::pg::Pg;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::result::QueryResult;

/// An expression whose text was fixed when the program was compiled.
#[derive(Debug, Clone, Copy)]
pub struct Fixed<ST> {
    text: &'static str,
    kind: PhantomData<ST>,
}

/// The expression with this text; its columns are written with their table.
pub fn fixed<ST>(text: &'static str) -> Fixed<ST> {
    Fixed { text, kind: PhantomData }
}

impl<ST: TypedExpressionType> Expression for Fixed<ST> {
    type SqlType = ST;
}

impl<ST, QS> AppearsOnTable<QS> for Fixed<ST> where Self: Expression {}

impl<ST, QS> SelectableExpression<QS> for Fixed<ST> where Self: AppearsOnTable<QS> {}

impl<ST> ValidGrouping<()> for Fixed<ST> {
    type IsAggregate = is_aggregate::Never;
}

impl<ST> QueryId for Fixed<ST> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<ST> QueryFragment<Pg> for Fixed<ST> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        out.push_sql(self.text);
        Ok(())
    }
}

/// The first rows of a query, their number written into the statement.
#[derive(Debug, Clone, Copy)]
pub struct FirstRows<Q> {
    /// The query, without a limit of its own.
    pub query: Q,
    /// How many rows at most.
    pub rows: i64,
}

impl<Q: Query> Query for FirstRows<Q> {
    type SqlType = Q::SqlType;
}

impl<Q> QueryId for FirstRows<Q> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<Q: QueryFragment<Pg>> QueryFragment<Pg> for FirstRows<Q> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        self.query.walk_ast(out.reborrow())?;
        out.push_sql(" LIMIT ");
        out.push_sql(&self.rows.to_string());
        Ok(())
    }
}
