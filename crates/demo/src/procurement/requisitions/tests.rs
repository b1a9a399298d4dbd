use simulator::SharedSecret;

use super::*;

fn requisition() -> Requisition {
    let account = Account {
        key: "one",
        name: "One",
        note: "",
        entry_point: String::new(),
        party: simulator::Account {
            domain: "DUNS".to_owned(),
            identity: "1".to_owned(),
            shared_secret: SharedSecret::new("sesame".to_owned()),
            supplier: ("DUNS".to_owned(), "2".to_owned()),
        },
        buyer: buyer(),
    };
    Requisition::new(account, buyer(), Version::V1_2_014)
}

fn buyer() -> Buyer {
    Buyer {
        email: "jane@buyer.example".to_owned(),
        first_name: String::new(),
        last_name: String::new(),
    }
}

fn trip(cookie: &str, answer: Answer) -> Trip {
    trip_for("create", cookie, answer)
}

fn trip_for(action: &str, cookie: &str, answer: Answer) -> Trip {
    let action = Action::named(action).unwrap();
    let asked = Asked {
        request: String::new(),
        response: String::new(),
        answer,
    };
    Trip::begun(&action, cookie.to_owned(), asked)
}

fn granted(cookie: &str) -> Trip {
    trip(cookie, Answer::StartPage("http://gateway/start".to_owned()))
}

fn arrival(cookie: &str, contents: Contents) -> Arrival {
    Arrival {
        field: "cxml-base64",
        document: Vec::new(),
        buyer_cookie: cookie.to_owned(),
        contents,
    }
}

fn cart() -> Contents {
    Contents::Cart(ReturnedCart {
        lines: Vec::new(),
        total: "0 EUR".to_owned(),
        shipping: None,
        tax: None,
        operation_allowed: "edit".to_owned(),
    })
}

#[test]
fn a_cart_finds_its_requisition_by_the_cookie() {
    let mut all = Requisitions::default();
    let (one, other) = (all.add(requisition()), all.add(requisition()));
    all.note(one, granted("a"));
    all.note(other, granted("b"));
    assert_eq!(all.get(one).unwrap().state(), State::Shopping);
    assert_eq!(all.take_in(arrival("a", cart())), Some(one));
    assert_eq!(all.get(one).unwrap().state(), State::Filled);
    assert_eq!(all.get(other).unwrap().state(), State::Shopping);
    assert_eq!(all.take_in(arrival("c", cart())), None);
}

#[test]
fn a_return_that_changes_nothing_leaves_the_cart_and_an_empty_one_takes_it() {
    let mut all = Requisitions::default();
    let number = all.add(requisition());
    all.note(number, granted("a"));
    all.take_in(arrival("a", cart()));
    all.note(number, granted("b"));
    all.take_in(arrival("b", Contents::Unchanged));
    assert_eq!(all.get(number).unwrap().state(), State::Filled);
    all.note(number, granted("c"));
    all.take_in(arrival("c", Contents::Empty));
    assert_eq!(all.get(number).unwrap().state(), State::Empty);
}

#[test]
fn what_was_only_looked_at_stays_whatever_comes() {
    let mut all = Requisitions::default();
    let number = all.add(requisition());
    all.note(number, granted("a"));
    all.take_in(arrival("a", cart()));
    let answer = Answer::StartPage("http://gateway/start".to_owned());
    all.note(number, trip_for("inspect", "b", answer));
    all.take_in(arrival("b", Contents::Empty));
    assert_eq!(all.get(number).unwrap().state(), State::Filled);
}

#[test]
fn a_refusal_is_told() {
    let mut all = Requisitions::default();
    let number = all.add(requisition());
    let text = "Unauthorized".to_owned();
    all.note(number, trip("a", Answer::Refused { code: 401, text }));
    assert_eq!(all.get(number).unwrap().state(), State::Refused);
}

#[test]
fn what_is_remembered_is_bounded() {
    let mut all = Requisitions::default();
    for _ in 0..MOST_REQUISITIONS * 2 {
        let number = all.add(requisition());
        for _ in 0..MOST_TRIPS * 2 {
            all.note(number, granted("a"));
        }
    }
    assert_eq!(all.newest_first().count(), MOST_REQUISITIONS);
    assert!(all.newest_first().all(|one| one.trips.len() == MOST_TRIPS));
}
