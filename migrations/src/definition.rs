//! What the steps have in common.

use sea_orm_migration::{prelude::*, schema};

/// A new table.
pub fn table(name: &'static str) -> TableCreateStatement {
    Table::create().table(name).take()
}

/// A reference to another table's `id`.
pub fn reference(
    from: (&'static str, &'static str),
    to: &'static str,
) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .from(from.0, from.1)
        .to(to, "id")
        .take()
}

/// The columns of everything that is administered: when made, when changed, how often changed, when archived.
pub fn administered(table: &mut TableCreateStatement) -> &mut TableCreateStatement {
    table
        .col(schema::big_integer("created_at"))
        .col(schema::big_integer("updated_at"))
        .col(schema::big_integer("version"))
        .col(schema::big_integer_null("archived_at"))
}

/// Runs statements that mean the same to both databases: indexes, for the most part.
pub async fn run(manager: &SchemaManager<'_>, statements: &[&str]) -> Result<(), DbErr> {
    for statement in statements {
        manager
            .get_connection()
            .execute_unprepared(statement)
            .await?;
    }
    Ok(())
}

/// Drops tables (and with them their indexes), in order.
pub async fn drop_tables(manager: &SchemaManager<'_>, names: &[&'static str]) -> Result<(), DbErr> {
    for name in names {
        manager
            .drop_table(Table::drop().table(*name).take())
            .await?;
    }
    Ok(())
}
