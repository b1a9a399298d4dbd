//! Rows for PostgreSQL: one statement for all tables of a group, which takes their columns as arrays. However many rows there are, the
//! statement is the same, so it stays prepared, and a group costs three round trips: begin, write, commit.

use sea_orm::{
    EntityName, EntityTrait, IdenStatic, Iterable, ModelTrait, Value,
    sqlx::{
        self, Arguments, AssertSqlSafe, Encode, PgConnection, PgPool, Postgres, Type,
        postgres::PgArguments,
    },
};
use uuid::Uuid;

use super::{Rows, supersession::LastOfEach};
use crate::error::{Error, Result};

/// Writes the rows of sets in one transaction, durably.
pub(super) async fn write(pool: &PgPool, sets: &[&Rows]) -> Result<()> {
    let superseding = LastOfEach::of(sets.iter().flat_map(|set| &set.superseding));
    let mut transaction = pool.begin_with(superseding.begin()).await?;
    let mut all = Statement::default();
    all.insert(sets.iter().flat_map(|set| &set.buyers))?;
    all.insert(sets.iter().flat_map(|set| &set.sessions))?;
    all.insert(sets.iter().flat_map(|set| &set.events))?;
    all.insert(sets.iter().flat_map(|set| &set.transactions))?;
    all.insert(sets.iter().flat_map(|set| &set.bodies))?;
    let found = if superseding.among_themselves() {
        // A statement does not see what it inserts itself.
        all.run(&mut transaction).await?;
        let mut then = Statement::default();
        superseding.add_to(&mut then)?;
        then.run(&mut transaction).await?
    } else {
        superseding.add_to(&mut all)?;
        all.run(&mut transaction).await?
    };
    let mut events = Statement::default();
    events.insert(superseding.apply(&mut transaction, found).await?.iter())?;
    events.run(&mut transaction).await?;
    Ok(transaction.commit().await?)
}

/// A statement of several parts, each with its arguments.
#[derive(Default)]
pub(super) struct Statement {
    parts: Vec<String>,
    /// What it answers: rows of two ids.
    answer: Option<&'static str>,
    arguments: PgArguments,
}

impl Statement {
    /// Adds an argument and answers its place, such as `$1`.
    pub fn bind<'q, T: Encode<'q, Postgres> + Type<Postgres>>(
        &mut self,
        value: T,
    ) -> Result<String> {
        self.arguments
            .add(value)
            .map_err(|error| Error::Internal(format!("an argument cannot be sent: {error}")))?;
        Ok(format!("${}", self.arguments.len()))
    }

    /// Adds a part which answers rows of two ids, under a name.
    pub fn answering(&mut self, name: &'static str, part: String) {
        self.parts.push(format!("{name} AS ({part})"));
        self.answer = Some(name);
    }

    /// Adds the insertion of rows, if there are any.
    fn insert<'a, M: ModelTrait + 'a>(
        &mut self,
        rows: impl Iterator<Item = &'a M> + Clone,
    ) -> Result<()> {
        if rows.clone().next().is_none() {
            return Ok(());
        }
        let mut names = Vec::new();
        let mut arrays = Vec::new();
        for column in <M::Entity as EntityTrait>::Column::iter() {
            names.push(format!("\"{}\"", column.as_str()));
            arrays.push(self.bind_column(rows.clone().map(|row| row.get(column)).collect())?);
        }
        let table = M::Entity::default();
        let table = table.table_name();
        self.parts.push(format!(
            "into_{table} AS (INSERT INTO \"{table}\" ({}) SELECT * FROM unnest({}))",
            names.join(", "),
            arrays.join(", ")
        ));
        Ok(())
    }

    /// Runs it, unless it has no parts. Answers its rows.
    async fn run(self, conn: &mut PgConnection) -> Result<Vec<(Uuid, Uuid)>> {
        if self.parts.is_empty() {
            return Ok(Vec::new());
        }
        let answer = self.answer.map_or_else(
            || "SELECT NULL::uuid, NULL::uuid WHERE false".to_owned(),
            |name| format!("SELECT * FROM {name}"),
        );
        let text = format!("WITH {} {answer}", self.parts.join(", "));
        let query = sqlx::query_as_with(AssertSqlSafe(text), self.arguments);
        Ok(query.fetch_all(conn).await?)
    }

    /// Adds a column. Its type is that of its values; those that are null have one as well.
    fn bind_column(&mut self, values: Vec<Value>) -> Result<String> {
        macro_rules! array {
            ($variant:ident, $kind:ty) => {{
                let array: Vec<Option<$kind>> = values
                    .into_iter()
                    .map(|value| match value {
                        Value::$variant(value) => value,
                        _ => None,
                    })
                    .collect();
                self.bind(array)
            }};
        }
        match values.first() {
            Some(Value::BigInt(_)) => array!(BigInt, i64),
            Some(Value::Int(_)) => array!(Int, i32),
            Some(Value::Bool(_)) => array!(Bool, bool),
            Some(Value::String(_)) => array!(String, String),
            Some(Value::Bytes(_)) => array!(Bytes, Vec<u8>),
            Some(Value::Uuid(_)) => array!(Uuid, Uuid),
            other => Err(Error::Internal(format!("no array is made of {other:?}"))),
        }
    }
}
