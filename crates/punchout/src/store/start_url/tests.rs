use super::*;
use crate::{
    ids::{BuyerId, SessionId},
    secret::TokenHash,
    session::SelectedItem,
    setup, test_data,
    time::Timestamp,
};

fn session() -> Session {
    let fresh = setup::Fresh {
        session_id: SessionId(uuid::Uuid::from_u128(7)),
        start_code: TokenHash::of("code"),
    };
    let connection = test_data::connection(1);
    let plan = setup::decide(&connection, test_data::setup_request()).unwrap();
    let buyer = (BuyerId(uuid::Uuid::nil()), false);
    let session = plan.into_session(&connection, &test_data::store(), buyer, fresh, Timestamp(0));
    Session {
        locale: Some("de-CH".to_owned()),
        currency: Some("CHF".to_owned()),
        ..session
    }
}

fn selected(sku: &str) -> Option<SelectedItem> {
    let sku = sku.to_owned();
    Some(SelectedItem {
        sku,
        internal_id: None,
    })
}

#[test]
fn placeholders_are_what_the_session_has() {
    let template = "https://shop.example/{language}/{operation}?l={locale}&c={currency}&s={session_id}#{connection_id}";
    assert_eq!(
        fill(template, &session()),
        "https://shop.example/de/create?l=de-CH&c=CHF&s=00000000-0000-0000-0000-000000000007#00000000-0000-0000-0000-000000000001"
    );
    let silent = Session {
        locale: None,
        currency: None,
        ..session()
    };
    assert_eq!(
        fill(
            "https://shop.example/{language}?c={currency}&l={locale}",
            &silent
        ),
        "https://shop.example/?c=&l="
    );
}

#[test]
fn values_stay_values() {
    let with = |sku: &str| Session {
        selected_item: selected(sku),
        ..session()
    };
    let path = "https://shop.example/p/{item_id}/x?id={item_id}";
    assert_eq!(
        fill(path, &with("a/../b?c=1&d#e%ü {x}")),
        "https://shop.example/p/a%2F..%2Fb%3Fc%3D1%26d%23e%25%C3%BC%20%7Bx%7D/x?id=a%2F..%2Fb%3Fc%3D1%26d%23e%25%C3%BC%20%7Bx%7D"
    );
    for dots in [".", "..", "..."] {
        assert_eq!(fill(path, &with(dots)), "https://shop.example/p//x?id=");
    }
}

#[test]
fn each_operation_has_its_url() {
    let mut store = test_data::store();
    let url = |store: &Store, operation: Operation, sku: Option<&str>| {
        store.start_url(&Session {
            operation,
            selected_item: sku.and_then(selected),
            ..session()
        })
    };
    let start = store.punch_out_start_url.clone();
    assert_eq!(url(&store, Operation::Inspect, None), start);
    store.start_url_edit = Some("https://shop.example/edit".to_owned());
    store.start_url_item = Some("https://shop.example/p/{item_id}".to_owned());
    let edit = "https://shop.example/edit";
    assert_eq!(url(&store, Operation::Edit, None), edit);
    assert_eq!(url(&store, Operation::Inspect, Some("4711")), edit);
    store.start_url_inspect = Some("https://shop.example/view".to_owned());
    let view = "https://shop.example/view";
    assert_eq!(url(&store, Operation::Inspect, None), view);
    assert_eq!(url(&store, Operation::Edit, None), edit);
    let item = "https://shop.example/p/4711";
    assert_eq!(url(&store, Operation::Source, Some("4711")), item);
    for no_page in ["", "."] {
        assert_eq!(url(&store, Operation::Create, Some(no_page)), start);
    }
    assert_eq!(url(&store, Operation::Create, None), start);
}

#[test]
fn what_is_no_placeholder_is_refused() {
    let unknown = |name: &str| Fault::Unknown(name.to_owned());
    for (template, fault) in [
        ("https://shop.example/{", Fault::LoneBrace),
        ("https://shop.example/}", Fault::LoneBrace),
        ("https://shop.example/{locale", Fault::LoneBrace),
        ("https://shop.example/{{locale}}", Fault::LoneBrace),
        ("https://shop.example/{}", unknown("")),
        ("https://shop.example/{Locale}", unknown("Locale")),
        ("https://shop.example/?u={email}", unknown("email")),
        ("https://shop.example/{item_id}", unknown("item_id")),
        ("https://{locale}.shop.example/", Fault::BeforePath),
        ("https:///{locale}.shop.example/", Fault::BeforePath),
        ("https://shop.example{locale}", Fault::BeforePath),
        ("https://shop.example:44{session_id}/", Fault::BeforePath),
        ("https://{operation}@shop.example/", Fault::BeforePath),
        ("http{language}://shop.example/", Fault::BeforePath),
    ] {
        assert_eq!(check(template, false), Err(fault), "{template}");
    }
    for (template, has_item) in [
        ("https://shop.example/{item_id}?l={locale}#{currency}", true),
        ("https://shop.example?o={operation}", false),
        ("https://shop.example/in?a=b", false),
    ] {
        assert_eq!(check(template, has_item), Ok(()), "{template}");
    }
}

proptest::proptest! {
    #[test]
    fn no_value_leads_elsewhere(sku in "[ -~äß鋸]{0,20}|[.]{0,3}", pieces in proptest::collection::vec("[a-z/?&=_-]{0,4}", 1..5)) {
        let template = format!("https://shop.example/a/{}", pieces.join("{item_id}"));
        let session = Session { selected_item: selected(&sku), ..session() };
        let filled = Url::parse(&fill(&template, &session)).unwrap();
        let other = Url::parse(&sample(&template)).unwrap();
        proptest::prop_assert_eq!(filled.origin(), other.origin());
        let segments = |url: &Url| url.path_segments().map_or(0, Iterator::count);
        proptest::prop_assert_eq!(segments(&filled), segments(&other));
    }
}
