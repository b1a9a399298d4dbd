//! Lists of what is administered: searched, sorted, archived or not.

use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, Order, QueryFilter, QueryOrder,
    QuerySelect, Select,
    sea_query::{Expr, ExprTrait, Func, LikeExpr},
};
use uuid::Uuid;

use crate::{
    error::Result,
    page::{Key, Page, PageRequest},
    text,
};

/// In which order to list. A cursor is good in the order that it was given in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// Oldest first.
    #[default]
    CreatedAt,
    /// Newest first.
    CreatedAtDescending,
    /// By name, without regard to case.
    Name,
    /// By name, backwards.
    NameDescending,
}

/// Which of the records that are administered to list, and in which order.
#[derive(Clone, Debug, Default)]
pub struct Listing {
    /// Those whose name, or another text that people know them by, contains this, without regard to case.
    pub q: Option<String>,
    /// Archived ones, instead of those in use.
    pub archived: bool,
    /// In which order.
    pub sort: Sort,
}

/// A table whose records have a name and a beginning.
pub trait Listed: EntityTrait {
    /// The column of the name, in the form that it is compared in.
    const NAME: Self::Column;
    /// The column of the beginning.
    const CREATED_AT: Self::Column;
    /// The column of the id.
    const ID: Self::Column;
    /// The column that tells whether a record is archived.
    const ARCHIVED_AT: Self::Column;
    /// Other texts that people know a record by.
    const TEXTS: &'static [Self::Column];

    /// What a record is sorted by: name, beginning, id.
    fn keys(row: &Self::Model) -> (&str, i64, Uuid);
}

/// Implements [`Listed`] for a table with the usual columns.
macro_rules! listed {
    ($table:ident, $($text:ident),*) => {
        impl $crate::listing::Listed for $table::Entity {
            const NAME: $table::Column = $table::Column::NameKey;
            const CREATED_AT: $table::Column = $table::Column::CreatedAt;
            const ID: $table::Column = $table::Column::Id;
            const ARCHIVED_AT: $table::Column = $table::Column::ArchivedAt;
            const TEXTS: &'static [$table::Column] = &[$($table::Column::$text),*];

            fn keys(row: &$table::Model) -> (&str, i64, uuid::Uuid) {
                (&row.name_key, row.created_at, row.id)
            }
        }
    };
}

pub(crate) use listed;

/// A page of what a query meets, each item made of its row.
pub async fn page<E: Listed, T>(
    conn: &impl ConnectionTrait,
    query: Select<E>,
    listing: &Listing,
    request: &PageRequest,
    item: impl FnMut(E::Model) -> Result<T>,
) -> Result<Page<T>> {
    let query = query.filter(condition::<E>(listing));
    let name = |row: &E::Model| E::keys(row).0.to_owned();
    let created = |row: &E::Model| E::keys(row).1;
    let by = match listing.sort {
        Sort::CreatedAt => (E::CREATED_AT, Order::Asc),
        Sort::CreatedAtDescending => (E::CREATED_AT, Order::Desc),
        Sort::Name => (E::NAME, Order::Asc),
        Sort::NameDescending => (E::NAME, Order::Desc),
    };
    match listing.sort {
        Sort::CreatedAt | Sort::CreatedAtDescending => {
            sorted(conn, query, by, request, created, item).await
        }
        Sort::Name | Sort::NameDescending => sorted(conn, query, by, request, name, item).await,
    }
}

async fn sorted<E: Listed, K: Key + Into<sea_orm::Value>, T>(
    conn: &impl ConnectionTrait,
    query: Select<E>,
    (column, order): (E::Column, Order),
    request: &PageRequest,
    key: impl Fn(&E::Model) -> K,
    item: impl FnMut(E::Model) -> Result<T>,
) -> Result<Page<T>> {
    let mut query = query
        .order_by(column, order.clone())
        .order_by(E::ID, order.clone())
        .limit(request.rows());
    if let Some((key, id)) = request.place::<K>()? {
        let here = Expr::tuple([Expr::col(column), Expr::col(E::ID)]);
        let place = Expr::tuple([Expr::value(key), Expr::value(id)]);
        query = query.filter(match order {
            Order::Desc => here.lt(place),
            _ => here.gt(place),
        });
    }
    let place = |row: &E::Model| (key(row), E::keys(row).2);
    request.page(query.all(conn).await?, place, item)
}

fn condition<E: Listed>(listing: &Listing) -> Condition {
    let condition = Condition::all().add(if listing.archived {
        E::ARCHIVED_AT.is_not_null()
    } else {
        E::ARCHIVED_AT.is_null()
    });
    let Some(q) = listing
        .q
        .as_deref()
        .map(text::key)
        .filter(|q| !q.is_empty())
    else {
        return condition;
    };
    let any = E::TEXTS.iter().fold(
        Condition::any().add(E::NAME.like(contains(&q))),
        |any, column| any.add(Expr::expr(Func::lower(Expr::col(*column))).like(contains(&q))),
    );
    condition.add(any)
}

/// A pattern for LIKE that finds a text anywhere.
fn contains(text: &str) -> LikeExpr {
    let mut pattern = String::from("%");
    for c in text.chars() {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern.push('%');
    LikeExpr::new(pattern).escape('\\')
}
