//! The way to the database.

use database::{ConnectOptions, Database, Error, settings};
use sea_orm::ConnectionTrait;
use test_support::TestDatabase;

async fn connect(url: &str) -> database::Result<Database> {
    Database::connect(&ConnectOptions::new(url)).await
}

#[test]
fn what_reads_cannot_write() {
    test_support::run(async {
        let db = TestDatabase::sqlite().await;
        let write = "UPDATE settings_version SET version = 7";
        assert!(db.read().execute_unprepared(write).await.is_err());
        db.write().execute_unprepared(write).await.unwrap();
        assert_eq!(settings::version(db.read()).await.unwrap(), 7);
    });
}

#[cfg(unix)]
#[test]
fn a_new_file_is_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt;

    test_support::run(async {
        let db = TestDatabase::sqlite().await;
        let path = db.url().trim_start_matches("sqlite:");
        for file in [path.to_owned(), format!("{path}-wal")] {
            let mode = std::fs::metadata(file).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
    });
}

#[test]
fn a_url_that_leads_nowhere_says_so_without_its_password() {
    test_support::run(async {
        let other = connect("mysql://root:hush@localhost/x").await;
        assert!(
            matches!(&other, Err(Error::Internal(text)) if !text.contains("hush")),
            "{other:?}"
        );
        let folder = connect("sqlite:/no/such/folder/x.db").await;
        assert!(matches!(folder, Err(Error::Unavailable(_))), "{folder:?}");
        // A port that nothing listens on.
        let nobody = connect("postgres://root:hush@127.0.0.1:1/x").await;
        assert!(
            matches!(&nobody, Err(Error::Unavailable(text)) if !text.contains("hush")),
            "{nobody:?}"
        );
    });
}

#[test]
fn two_programs_can_write_to_one_file() {
    test_support::run(async {
        let db = TestDatabase::sqlite().await;
        let other = db.another_node().await;
        let before = settings::version(db.read()).await.unwrap();
        let mut tasks = tokio::task::JoinSet::new();
        for node in [&*db, &other] {
            let node = node.clone();
            tasks.spawn(async move {
                for _ in 0..20 {
                    let change = node.begin().await.unwrap();
                    let version = settings::version(&change).await.unwrap();
                    let set = format!("UPDATE settings_version SET version = {}", version + 1);
                    change.execute_unprepared(&set).await.unwrap();
                    change.commit().await.unwrap();
                }
            });
        }
        tasks.join_all().await;
        assert_eq!(settings::version(db.read()).await.unwrap(), before + 40);
    });
}
