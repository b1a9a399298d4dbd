//! What is administered: round trips, versions, lists.

use std::collections::BTreeSet;

use database::{
    Error, Listing, PageRequest, Sort, Unique, business_units, buyers, companies,
    connections::{self, ConnectionFilter},
    credentials, entry_points, settings, stores,
};
use punchout::{connection::Connection, ids::StoreId, store::Store, time::Timestamp};

use crate::data::{self, NOW, World};

const LATER: Timestamp = NOW.plus_seconds(1);

fn sorted(sort: Sort) -> ConnectionFilter {
    ConnectionFilter {
        listing: Listing {
            sort,
            ..Default::default()
        },
        ..Default::default()
    }
}

test_support::on_both_databases! {
    async fn what_is_written_comes_back(db: TestDatabase) {
        let world = World::make(&db).await;
        let credential = data::credential(world.connection.id, "Buyer");
        credentials::insert(db.write(), &credential).await.unwrap();
        let conn = db.read();
        assert_eq!(stores::find(conn, world.store.id).await.unwrap(), Some(world.store));
        assert_eq!(companies::find(conn, world.company.id).await.unwrap(), Some(world.company));
        assert_eq!(business_units::find(conn, world.unit.id).await.unwrap(), Some(world.unit));
        assert_eq!(buyers::find(conn, world.buyer.id).await.unwrap(), Some(world.buyer));
        assert_eq!(connections::find(conn, world.connection.id).await.unwrap(), Some(world.connection));
        assert_eq!(credentials::find(conn, credential.id).await.unwrap(), Some(credential));
    }

    async fn of_two_changes_of_one_version_the_second_is_refused(db: TestDatabase) {
        let world = World::make(&db).await;
        let renamed = |name: &str| Store { name: name.to_owned(), ..world.store.clone() };
        let first = stores::update(db.write(), &renamed("first"), Some(1), LATER).await.unwrap();
        assert_eq!((first.version, first.updated_at, first.created_at), (2, LATER, NOW));
        let second = stores::update(db.write(), &renamed("second"), Some(1), LATER).await;
        assert!(matches!(second, Err(Error::StaleVersion)), "{second:?}");
        assert_eq!(stores::find(db.read(), world.store.id).await.unwrap(), Some(first));
        // Without a version the last one wins.
        let third = stores::update(db.write(), &renamed("third"), None, LATER).await.unwrap();
        assert_eq!((third.version, third.name.as_str()), (3, "third"));
        let nobody = stores::update(db.write(), &data::store("other"), None, LATER).await;
        assert!(matches!(nobody, Err(Error::NotFound)), "{nobody:?}");
    }

    async fn what_is_archived_is_found_no_more_but_its_name_stays_readable(db: TestDatabase) {
        let world = World::make(&db).await;
        stores::archive(db.write(), world.store.id, Some(1), LATER).await.unwrap();
        assert_eq!(stores::find(db.read(), world.store.id).await.unwrap(), None);
        assert_eq!(stores::all(db.read()).await.unwrap(), vec![]);
        let again = stores::archive(db.write(), world.store.id, None, LATER).await;
        assert!(matches!(again, Err(Error::NotFound)), "{again:?}");
        let names: Vec<_> = stores::find_any(db.read(), &[world.store.id]).await.unwrap()
            .into_iter().map(|store| store.name).collect();
        assert_eq!(names, vec![world.store.name]);
        // Its key is free again.
        stores::insert(db.write(), &data::store("shop")).await.unwrap();
    }

    async fn unique_values_are_guarded_by_name(db: TestDatabase) {
        let world = World::make(&db).await;
        let same_key = stores::insert(db.write(), &data::store("shop")).await;
        assert!(matches!(same_key, Err(Error::Conflict(Unique::StoreKey))), "{same_key:?}");
        let same_email = buyers::insert(db.write(), &data::buyer(&world.unit, "aDA@BUYER.example")).await;
        assert!(matches!(same_email, Err(Error::Conflict(Unique::BuyerEmail))), "{same_email:?}");
        let no_company = business_units::insert(db.write(), &data::business_unit(&data::company())).await;
        assert!(matches!(no_company, Err(Error::MissingReference)), "{no_company:?}");
    }

    async fn what_others_refer_to_is_not_archived(db: TestDatabase) {
        let world = World::make(&db).await;
        let company = companies::archive(db.write(), world.company.id, None, LATER).await;
        assert!(matches!(company, Err(Error::InUse("business units"))), "{company:?}");
        let unit = business_units::archive(db.write(), world.unit.id, None, LATER).await;
        assert!(matches!(unit, Err(Error::InUse("connections"))), "{unit:?}");
        connections::archive(db.write(), world.connection.id, None, LATER).await.unwrap();
        business_units::archive(db.write(), world.unit.id, None, LATER).await.unwrap();
        companies::archive(db.write(), world.company.id, None, LATER).await.unwrap();
    }

    async fn a_buyer_found_by_two_nodes_at_once_is_one(db: TestDatabase) {
        let world = World::make(&db).await;
        let other = db.another_node().await;
        let find = |db, email| buyers::find_or_create(db, world.unit.id, email, Some("Bo"), None, data::id(), NOW);
        let (one, two) = tokio::join!(find(&db, "bo@buyer.example"), find(&other, "BO@buyer.example"));
        let ((one, made_one), (two, made_two)) = (one.unwrap(), two.unwrap());
        assert_eq!(one, two);
        assert!(made_one != made_two);
        let (known, made) = find(&db, "ada@buyer.EXAMPLE").await.unwrap();
        assert_eq!((known, made), (world.buyer, false));
    }

    async fn pages_have_no_gaps_and_no_repeats(db: TestDatabase) {
        let world = World::make(&db).await;
        let names = ["b", "A", "c%", "a", "B", "ä", "C_"];
        for name in names {
            connections::insert(db.write(), &data::connection(&world.unit, name, vec![])).await.unwrap();
        }
        for sort in [
            Sort::Name,
            Sort::NameDescending,
            Sort::CreatedAt,
            Sort::CreatedAtDescending,
        ] {
            let mut seen = Vec::new();
            let mut request = PageRequest::first(3);
            loop {
                let page = connections::list(db.read(), &sorted(sort), &request).await.unwrap();
                seen.extend(page.items.into_iter().map(|connection| connection.name));
                request.cursor = page.next;
                if request.cursor.is_none() {
                    break;
                }
                assert_eq!(seen.len() % 3, 0);
            }
            assert_eq!(seen.len(), names.len() + 1, "{sort:?}");
            assert_eq!(seen.iter().collect::<BTreeSet<_>>().len(), names.len() + 1, "{sort:?}");
            if sort == Sort::Name {
                let folded: Vec<_> = seen.iter().map(|name| name.to_lowercase()).collect();
                assert!(folded[..5].is_sorted(), "{folded:?}");
            }
        }
        let request = PageRequest { cursor: Some("nonsense".to_owned()), limit: 3 };
        let nonsense = stores::list(db.read(), &Listing::default(), &request).await;
        assert!(matches!(nonsense, Err(Error::InvalidCursor)), "{nonsense:?}");
    }

    async fn connections_are_filtered(db: TestDatabase) {
        let world = World::make(&db).await;
        let other = data::store("other");
        stores::insert(db.write(), &other).await.unwrap();
        let everywhere = data::connection(&world.unit, "100%_Every\\where", vec![]);
        let inactive = Connection { active: false, ..data::connection(&world.unit, "Inactive", vec![other.id]) };
        connections::insert(db.write(), &everywhere).await.unwrap();
        connections::insert(db.write(), &inactive).await.unwrap();
        let names = async |filter: ConnectionFilter| {
            connections::list(db.read(), &filter, &PageRequest::first(10)).await.unwrap()
                .items.into_iter().map(|connection| connection.name).collect::<Vec<_>>()
        };
        let of_store = |store: StoreId| ConnectionFilter { store_id: Some(store), ..sorted(Sort::Name) };
        let called = |q: &str| ConnectionFilter { listing: Listing { q: Some(q.to_owned()), sort: Sort::Name, ..Default::default() }, ..Default::default() };
        assert_eq!(names(of_store(world.store.id)).await, ["100%_Every\\where", "Example"]);
        assert_eq!(names(of_store(other.id)).await, ["100%_Every\\where", "Inactive"]);
        assert_eq!(names(called("0%_eVERY\\")).await, ["100%_Every\\where"]);
        assert_eq!(names(called("%a")).await, Vec::<String>::new());
        assert_eq!(names(ConnectionFilter { active: Some(false), ..Default::default() }).await, ["Inactive"]);
        let nobodys = ConnectionFilter { business_unit_id: Some(data::id()), ..Default::default() };
        assert_eq!(names(nobodys).await, Vec::<String>::new());
    }

    async fn entry_points_exist_for_each_store_that_a_connection_leads_to(db: TestDatabase) {
        let world = World::make(&db).await;
        let other = data::store("other");
        stores::insert(db.write(), &other).await.unwrap();
        let all = [world.store.clone(), other.clone()];
        let mut slugs = 0;
        let mut fresh = || { slugs += 1; (data::id(), format!("slug-{slugs}")) };
        entry_points::ensure(db.write(), &world.connection, &all, &mut fresh, NOW).await.unwrap();
        let first = entry_points::all(db.read()).await.unwrap();
        assert_eq!(first.iter().map(|entry| entry.store_id).collect::<Vec<_>>(), [world.store.id]);

        let wider = Connection { store_ids: vec![], ..world.connection.clone() };
        let wider = connections::update(db.write(), &wider, None, LATER).await.unwrap();
        entry_points::ensure(db.write(), &wider, &all, &mut fresh, NOW).await.unwrap();
        let both = entry_points::all(db.read()).await.unwrap();
        assert_eq!(both.len(), 2);
        assert!(both.contains(&first[0]), "the first keeps its slug");

        let renewed = entry_points::renew(db.write(), first[0].id, "new".to_owned(), LATER).await.unwrap();
        assert_eq!(renewed.slug, "new");
        let narrower = Connection { store_ids: vec![other.id], ..wider };
        connections::update(db.write(), &narrower, None, LATER).await.unwrap();
        let left = entry_points::list(db.read(), Some(narrower.id), None, &PageRequest::first(5)).await.unwrap();
        assert_eq!(left.items.iter().map(|entry| entry.store_id).collect::<Vec<_>>(), [other.id]);
        connections::archive(db.write(), narrower.id, None, LATER).await.unwrap();
        assert_eq!(entry_points::all(db.read()).await.unwrap(), vec![]);
    }

    async fn credentials_conflict_where_a_caller_could_mean_two_connections(db: TestDatabase) {
        let world = World::make(&db).await;
        let other_store = data::store("other");
        stores::insert(db.write(), &other_store).await.unwrap();
        let theirs = data::credential(world.connection.id, "Buyer");
        credentials::insert(db.write(), &theirs).await.unwrap();
        let ours = |stores| data::connection(&world.unit, "Ours", stores);
        let everywhere = ours(vec![]);
        let same = data::credential(everywhere.id, " BUYER");
        let found = credentials::conflicts(db.read(), &everywhere, std::slice::from_ref(&same)).await.unwrap();
        assert_eq!(found.len(), 1);
        assert_eq!((&found[0].connection, &found[0].credential), (&world.connection, &theirs));

        let elsewhere = ours(vec![other_store.id]);
        assert!(credentials::conflicts(db.read(), &elsewhere, std::slice::from_ref(&same)).await.unwrap().is_empty());
        let mut told_apart = same.clone();
        told_apart.to.as_mut().unwrap().identity = "Another".to_owned();
        assert!(credentials::conflicts(db.read(), &everywhere, &[told_apart]).await.unwrap().is_empty());
        let inactive = Connection { active: false, ..world.connection.clone() };
        connections::update(db.write(), &inactive, None, LATER).await.unwrap();
        assert!(credentials::conflicts(db.read(), &everywhere, &[same]).await.unwrap().is_empty());
    }

    async fn the_version_of_the_settings_grows_with_each_change(db: TestDatabase) {
        let before = settings::version(db.read()).await.unwrap();
        let world = World::make(&db).await;
        let rows = settings::load(db.read()).await.unwrap();
        assert!(rows.version > before);
        assert_eq!(rows.stores, vec![world.store.clone()]);
        assert_eq!(rows.connections, vec![world.connection.clone()]);
        let credential = data::credential(world.connection.id, "Buyer");
        credentials::insert(db.write(), &credential).await.unwrap();
        assert!(settings::version(db.read()).await.unwrap() > rows.version);
        assert_eq!(settings::load(db.read()).await.unwrap().credentials, vec![credential.clone()]);

        // What is taken back did not happen.
        let version = settings::version(db.read()).await.unwrap();
        let change = db.begin().await.unwrap();
        credentials::archive(&change, credential.id, None, LATER).await.unwrap();
        change.rollback().await.unwrap();
        assert_eq!(settings::version(db.read()).await.unwrap(), version);
        credentials::archive(db.write(), credential.id, None, LATER).await.unwrap();
        assert!(settings::load(db.read()).await.unwrap().credentials.is_empty());
    }
}
