use super::*;

/// Every page, but the one for addresses without a page.
fn all() -> Vec<Route> {
    let id = Uuid::from_u128(7);
    vec![
        Route::Home,
        Route::Connections,
        Route::NewConnection,
        Route::Connection { id },
        Route::EditConnection { id },
        Route::NewCredential { connection_id: id },
        Route::EditCredential {
            connection_id: id,
            id,
        },
        Route::ConnectionTest { id },
        Route::OnboardingSheet { id },
        Route::History { id },
        Route::Promotion { id },
        Route::BuyerMap { id },
        Route::Unmapped { id },
        Route::Mapping { id },
        Route::Units { id },
        Route::Classifications { id },
        Route::Rotation {
            connection_id: id,
            id,
        },
        Route::Stores,
        Route::NewStore,
        Route::Store { id },
        Route::EditStore { id },
        Route::WebhookDeliveries { id },
        Route::Companies,
        Route::NewCompany,
        Route::Company { id },
        Route::EditCompany { id },
        Route::BusinessUnits,
        Route::NewBusinessUnit,
        Route::BusinessUnit { id },
        Route::EditBusinessUnit { id },
        Route::Buyers,
        Route::NewBuyer,
        Route::Buyer { id },
        Route::EditBuyer { id },
        Route::Sessions,
        Route::Session { id },
        Route::MappingProfiles,
        Route::NewMappingProfile,
        Route::EditMappingProfile { id },
        Route::ProfileMapping { id },
        Route::ProfileUnits { id },
        Route::ProfileClassifications { id },
        Route::Import,
        Route::Roles,
        Route::NewRole,
        Route::EditRole { id },
        Route::Users,
        Route::NewUser,
        Route::EditUser { id },
        Route::ApiKeys,
        Route::NewApiKey,
        Route::Settings,
        Route::AuditLog,
        Route::System,
        Route::Password,
        Route::Transactions,
        Route::Transaction { id },
    ]
}

#[test]
fn every_page_has_an_address_of_its_own() {
    for route in all() {
        assert_eq!(Route::recognize(&route.to_path()), Some(route));
    }
}

/// The words in quotes of a list in the page's own script.
fn listed(name: &str) -> Vec<&'static str> {
    let script = include_str!("../../boot.js");
    let (_, list) = script.split_once(&format!("const {name} = [")).unwrap();
    let (list, _) = list.split_once(']').unwrap();
    list.split('"').skip(1).step_by(2).collect()
}

#[test]
fn the_script_of_the_page_starts_the_program_that_has_the_page() {
    let (of_workbench, of_tools) = (listed("OF_WORKBENCH"), listed("OF_TOOLS"));
    let of_a_connection = listed("OF_A_CONNECTION");
    for route in all() {
        let path = route.to_path();
        let words: Vec<_> = path.split('/').collect();
        let detail = words.get(3).filter(|_| words[1] == "connections");
        let part = if of_tools.contains(&words[1])
            || detail.is_some_and(|word| of_a_connection.contains(word))
        {
            Part::Tools
        } else if of_workbench.contains(&words[1]) {
            Part::Workbench
        } else {
            Part::Console
        };
        assert_eq!(route.part(), Some(part), "{path}");
    }
}

#[test]
fn an_address_without_a_page_is_not_found() {
    for path in ["/elsewhere", "/connections/7", "/transactions/x/y"] {
        assert_eq!(Route::recognize(path), Some(Route::NotFound), "{path}");
    }
}

#[test]
fn ids_in_queries_are_found_by_their_names() {
    let id = Uuid::from_u128(7);
    let query = format!("?a=b&business_unit_id={id}");
    assert_eq!(query_id(&query, "business_unit_id"), Some(id));
    assert_eq!(query_id("?a=b", "a"), None);
    assert_eq!(query_id("", "a"), None);
}

#[test]
fn queries_are_decoded() {
    let pairs = query_pairs("?q=a%20b+c&type=other");
    let expected = [("q", "a b c"), ("type", "other")];
    assert_eq!(
        pairs,
        expected.map(|(name, value)| (name.to_owned(), value.to_owned()))
    );
    assert_eq!(query_pairs(""), []);
}
