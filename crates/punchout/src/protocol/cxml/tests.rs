use cxml::{Body, ReadOptions, RequestPayload, Version, WriteOptions};
use rust_decimal::Decimal;
use uuid::Uuid;

use super::*;
use crate::{
    cart::{Cart, CartItem, CartRules, check},
    connection::{CartEncoding, Classification},
    ids::{BuyerId, SessionId},
    secret::TokenHash,
    session::{Operation, ReturnContext, Session},
    setup::{Fresh, RequestedOperation, decide},
    test_data,
    time::Timestamp,
};

const SETUP: &str = r#"<cXML payloadID="1@buyer" timestamp="2026-01-01T10:00:00+00:00" xml:lang="de" version="1.2.014"><Header>
<From><Credential domain="DUNS"><Identity>buyer</Identity></Credential></From>
<To><Credential domain="DUNS"><Identity>supplier</Identity></Credential></To>
<Sender><Credential domain="NetworkID"><Identity>network</Identity><SharedSecret>hush</SharedSecret></Credential><UserAgent/></Sender>
</Header><Request deploymentMode="production"><PunchOutSetupRequest operation="edit"><BuyerCookie>c &amp; 1</BuyerCookie>
<Extrinsic name="FirstName">Jane</Extrinsic><Extrinsic name="UniqueName">jdoe</Extrinsic>
<BrowserFormPost><URL>https://buyer.example/in</URL></BrowserFormPost>
<Contact role="endUser"><Name xml:lang="en">Jane van Doe</Name><Email>jane@buyer.example</Email></Contact>
<ItemOut quantity="2" lineNumber="7"><ItemID><SupplierPartID>A</SupplierPartID><SupplierPartAuxiliaryID>q/7</SupplierPartAuxiliaryID></ItemID>
<ItemDetail><UnitPrice><Money currency="EUR">1.50</Money></UnitPrice><Description xml:lang="en">Pen</Description><UnitOfMeasure>EA</UnitOfMeasure></ItemDetail></ItemOut>
</PunchOutSetupRequest></Request></cXML>"#;

fn session() -> Session {
    let document = cxml::read(SETUP.as_bytes(), &ReadOptions::default()).unwrap();
    let Body::Request(request) = &document.body else {
        panic!("a request")
    };
    let RequestPayload::PunchOutSetup(setup) = &request.payload else {
        panic!("a setup")
    };
    let request = setup_request(&document, setup);
    assert_eq!(
        request.operation,
        RequestedOperation::Known(Operation::Edit)
    );
    assert_eq!(
        request.identity.email.as_deref(),
        Some("jane@buyer.example")
    );
    assert_eq!(
        (
            request.identity.first_name.as_deref(),
            request.identity.last_name.as_deref()
        ),
        (Some("Jane"), Some("Doe"))
    );
    let fresh = Fresh {
        session_id: SessionId(Uuid::nil()),
        start_code: TokenHash::of("code"),
    };
    let plan = decide(&test_data::connection(1), request).unwrap();
    plan.into_session(
        &test_data::connection(1),
        &test_data::store(),
        (BuyerId(Uuid::nil()), false),
        fresh,
        Timestamp(0),
    )
}

fn envelope() -> Envelope {
    Envelope::new(Uuid::nil(), "gateway.example", Timestamp(0))
}

#[test]
fn the_earlier_cart_comes_along() {
    let session = session();
    let item = &session.items[0];
    assert_eq!(
        (
            item.sku.as_str(),
            item.internal_id.as_deref(),
            item.line_number
        ),
        ("A", Some("q/7"), Some(7))
    );
    assert_eq!(item.unit_price, Some("1.50".parse().unwrap()));
    assert_eq!(session.locale.as_deref(), Some("de"));
    let ReturnContext::Cxml { buyer_cookie, .. } = &session.return_context else {
        panic!("another protocol")
    };
    assert_eq!(buyer_cookie, "c &amp; 1");
}

#[test]
fn a_cart_goes_back_with_the_parties_swapped_and_without_a_secret() {
    let session = session();
    let connection = test_data::connection(1);
    let rules = CartRules {
        connection: &connection,
        session: session.id,
        operation: session.operation,
        default_currency: None,
    };
    let cart = Cart {
        currency: Some("EUR".to_owned()),
        total: None,
        shipping: None,
        tax: None,
        discount: None,
        comment: None,
        items: vec![CartItem {
            sku: "A".to_owned(),
            internal_id: Some("q/7".to_owned()),
            name: Some("Füller — 鋼筆".to_owned()),
            quantity: Decimal::TWO,
            unit: "EA".to_owned(),
            unit_price: "1.5".parse().unwrap(),
            classification: vec![Classification {
                domain: "UNSPSC".to_owned(),
                code: "44121701".to_owned(),
            }],
            ..CartItem::default()
        }],
    };
    let document = order_message(&session, &check(&cart, &rules).unwrap(), &envelope());
    let options = WriteOptions {
        version: Version::V1_2_014,
        ascii: true,
    };
    let bytes = cxml::write(&document, &options);
    assert!(bytes.is_ascii());
    let read = cxml::read(&bytes, &ReadOptions::default()).unwrap();
    let header = read.header.as_ref().unwrap();
    assert_eq!(header.from.credentials[0].identity, "supplier");
    assert_eq!(header.to.credentials[0].identity, "buyer");
    assert!(!String::from_utf8_lossy(&bytes).contains("SharedSecret"));
    let Body::Message(message) = &read.body else {
        panic!("a message")
    };
    let order = message.order.as_ref().unwrap();
    assert_eq!(order.buyer_cookie, "c & 1");
    assert_eq!(
        order.items[0].detail.description.as_deref(),
        Some("Füller — 鋼筆")
    );
    assert_eq!(order.total.as_ref().unwrap().amount, Some(Decimal::from(3)));
    let (name, value) = form_field(CartEncoding::UrlEncoded, None, &bytes);
    assert_eq!(
        (name.as_str(), value.as_bytes()),
        ("cxml-urlencoded", bytes.as_slice())
    );
    let field = |name| form_field(CartEncoding::NoEncoding, name, &bytes);
    assert_eq!(field(Some("cXML")), ("cXML".to_owned(), value));
    let (start, rest) = field(None);
    assert_eq!(start, "<?xml version");
    assert_eq!(format!("{start}={rest}").as_bytes(), bytes);
}

#[test]
fn who_edits_and_cancels_leaves_the_requisition_as_it_was() {
    let mut session = session();
    let status = |session: &Session| {
        let options = WriteOptions {
            version: Version::V1_2_014,
            ascii: false,
        };
        let bytes = cxml::write(&empty_message(session, &envelope()), &options);
        let read = cxml::read(&bytes, &ReadOptions::default()).unwrap();
        let Body::Message(message) = &read.body else {
            panic!("a message")
        };
        assert!(message.order.as_ref().unwrap().items.is_empty());
        message.status_code
    };
    assert_eq!(status(&session), Some(204));
    session.operation = Operation::Create;
    assert_eq!(status(&session), None);
}

#[test]
fn documents_about_orders_tell_their_number() {
    let number = |request: &str| {
        let document = format!("<cXML payloadID=\"1\"><Request>{request}</Request></cXML>");
        order_id(&cxml::read(document.as_bytes(), &ReadOptions::default()).unwrap())
    };
    let order = "<OrderRequest><OrderRequestHeader orderID=\" PO 7 \"><Total/></OrderRequestHeader><ItemOut><X orderID=\"8\"/></ItemOut></OrderRequest>";
    assert_eq!(number(order).as_deref(), Some("PO 7"));
    let notice = "<ShipNoticeRequest><ShipNoticeHeader/><ShipNoticePortion><OrderReference orderID=\"9\"/></ShipNoticePortion><ShipNoticePortion><OrderReference orderID=\"10\"/></ShipNoticePortion></ShipNoticeRequest>";
    assert_eq!(number(notice).as_deref(), Some("9"));
    assert_eq!(
        number("<OrderRequest><OrderRequestHeader orderID=\"\"/></OrderRequest>"),
        None
    );
    assert_eq!(
        number("<PunchOutSetupRequest><X orderID=\"9\"/></PunchOutSetupRequest>"),
        None
    );
}

#[test]
fn a_credential_mac_is_read_as_it_is_signed() {
    let document = r#"<cXML payloadID="1" timestamp="2003-01-15T08:42:46-08:00"><Header>
<From><Credential domain="NetworkID"><Identity>AN9900000100</Identity></Credential></From>
<To><Credential domain="DUNS"><Identity>2</Identity></Credential></To>
<Sender><Credential domain="NetworkID"><Identity> AN9900000100</Identity>
<CredentialMac type="FromSenderCredentials" algorithm="HMAC-SHA1-96" creationDate="2003-01-15T08:42:46-08:00"
 expirationDate="2003-01-15T11:42:46-08:00">
 cR6Jpz58nriXERDN
</CredentialMac></Credential><UserAgent/></Sender></Header><Request><ProfileRequest/></Request></cXML>"#;
    let read = cxml::read(document.as_bytes(), &ReadOptions::default()).unwrap();
    let header = read.header.as_ref().unwrap();
    let presented = presented(header);
    let mac = presented[0].mac.as_ref().unwrap();
    let from = &parties(&header.from)[0];
    let secret = crate::secret::Secret::new("abracadabra".to_owned());
    assert!(mac.matches(from, &presented[0].party, &secret));
    assert!(mac.valid_at(Timestamp(1_042_648_966_000_000)));
    assert!(!format!("{header:?}{presented:?}").contains("cR6Jpz58nriXERDN"));
}
