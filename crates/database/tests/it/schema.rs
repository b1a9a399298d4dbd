//! The schema, up and down.

use migrations::{Migrator, MigratorTrait};
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use test_support::TestDatabase;

test_support::on_both_databases! {
    async fn each_entity_fits_its_table(db: TestDatabase) {
        db.check_schema().await.unwrap();
    }

    async fn down_and_up_again_leads_to_the_same_schema(db: TestDatabase) {
        let before = schema(&db).await;
        assert!(before.len() > 100, "{} parts", before.len());
        Migrator::down(db.write(), None).await.unwrap();
        let empty = schema(&db).await;
        assert!(!empty.iter().any(|part| part.contains("stores")), "{empty:#?}");
        db.migrate().await.unwrap();
        assert_eq!(schema(&db).await, before);
    }

    async fn migrating_twice_at_once_is_harmless(db: TestDatabase) {
        Migrator::down(db.write(), None).await.unwrap();
        let other = db.another_node().await;
        let (one, two) = tokio::join!(db.migrate(), other.migrate());
        one.unwrap();
        two.unwrap();
        db.check_schema().await.unwrap();
    }
}

/// Every table with its columns, keys and indexes.
async fn schema(db: &TestDatabase) -> Vec<String> {
    let queries: &[&str] = match db.backend() {
        DbBackend::Postgres => &[
            "SELECT table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable
                || coalesce(column_default, '') AS part
             FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1",
            "SELECT indexdef AS part FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1",
            "SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) AS part
             FROM pg_constraint WHERE connamespace = 'public'::regnamespace ORDER BY 1",
        ],
        _ => &[
            "SELECT m.name || '.' || c.name || ' ' || c.type || ' ' || c.\"notnull\" || ' ' || c.pk AS part
             FROM sqlite_schema m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' ORDER BY 1",
            "SELECT coalesce(sql, name) AS part FROM sqlite_schema WHERE name <> 'sqlite_sequence' ORDER BY 1",
        ],
    };
    let mut parts = Vec::new();
    for query in queries {
        let rows = db
            .read()
            .query_all_raw(Statement::from_string(db.backend(), *query))
            .await
            .unwrap();
        parts.extend(
            rows.iter()
                .map(|row| row.try_get::<String>("", "part").unwrap()),
        );
    }
    parts
}
