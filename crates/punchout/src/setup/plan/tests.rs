use uuid::Uuid;

use super::*;
use crate::{
    connection::{LoginMode, Mode},
    session::Operation,
    test_data,
};

fn error(change: impl FnOnce(&mut Connection, &mut SetupRequest)) -> Option<ErrorCode> {
    let (mut connection, mut request) = (test_data::connection(1), test_data::setup_request());
    change(&mut connection, &mut request);
    decide(&connection, request)
        .err()
        .map(|refusal| refusal.error)
}

#[test]
fn a_good_setup_becomes_a_session() {
    let (connection, store) = (test_data::connection(1), test_data::store());
    let plan = decide(&connection, test_data::setup_request()).unwrap();
    assert!(
        matches!(&plan.buyer, BuyerChoice::FindOrCreate { email, .. } if email == "jane@buyer.example")
    );
    let fresh = Fresh {
        session_id: SessionId(Uuid::from_u128(7)),
        start_code: TokenHash::of("code"),
    };
    let now = Timestamp(5_000_000);
    let session = plan.into_session(
        &connection,
        &store,
        (BuyerId(Uuid::nil()), true),
        fresh,
        now,
    );
    assert_eq!(session.state, SessionState::Created);
    assert_eq!(session.operation, Operation::Create);
    assert_eq!(
        session.return_url.as_deref(),
        Some("https://buyer.example/in")
    );
    assert_eq!(session.currency.as_deref(), Some("EUR"));
    assert_eq!(session.start_code_expires_at, Timestamp(905_000_000));
    assert_eq!(
        session.state_at(now.plus_seconds(1_799)),
        SessionState::Created
    );
    assert_eq!(
        session.state_at(now.plus_seconds(1_800)),
        SessionState::Expired
    );
}

#[test]
fn each_refusal_has_its_name() {
    assert_eq!(
        error(|_, r| r.buyer_cookie = None),
        Some(ErrorCode::MissingBuyerCookie)
    );
    assert_eq!(error(|_, r| r.buyer_cookie = Some(String::new())), None);
    assert_eq!(
        error(|_, r| r.operation = RequestedOperation::Unsupported("frobnicate".to_owned())),
        Some(ErrorCode::UnsupportedOperation)
    );
    assert_eq!(
        error(|_, r| r.operation = RequestedOperation::Missing),
        Some(ErrorCode::InvalidOperation)
    );
    assert_eq!(
        error(|_, r| r.identity.email = None),
        Some(ErrorCode::BuyerNotIdentified)
    );
    assert_eq!(
        error(|_, r| r.identity.email = Some("jane".to_owned())),
        Some(ErrorCode::BuyerNotIdentified)
    );
    assert_eq!(
        error(|c, _| c.login_mode = LoginMode::SingleUser),
        Some(ErrorCode::BuyerMissing)
    );
    assert_eq!(
        error(|_, r| r.return_url = Some("javascript:alert(1)".to_owned())),
        Some(ErrorCode::InvalidReturnUrl)
    );
    assert_eq!(
        error(|c, _| c.mode = Mode::Production),
        Some(ErrorCode::ReturnHostNotAllowed)
    );
}

#[test]
fn without_a_return_url_the_session_opens_with_the_default_or_none() {
    assert_eq!(error(|_, r| r.return_url = None), None);
    let mut connection = test_data::connection(1);
    connection.default_return_url = Some("https://default.example/".to_owned());
    let mut request = test_data::setup_request();
    request.return_url = Some(" ".to_owned());
    let plan = decide(&connection, request).unwrap();
    assert_eq!(plan.return_url.unwrap().url, "https://default.example/");
}
