//! Something of everything.

use database::{
    Database, business_units, buyers, companies, connections, stores, writer::WriteSet,
};
use punchout::{
    Charset,
    connection::{
        BuyerSettings, CartEncoding, CartSettings, ChargeMode, Classification, Conditions,
        Connection, ConnectionType, ContactPerson, Credential, Format, Limits, LoginMode, Mode,
        OciSettings, PartyId, ProtocolSettings, Signatures,
    },
    directory::{BusinessUnit, Buyer, Company},
    finding::{Finding, Findings, Severity},
    ids::{ConnectionId, StoreId},
    profile::Profile,
    secret::{Sealed, TokenHash},
    session::{
        Contact, Extrinsic, HandOver, HandOverKind, Operation, PUNCH_OUT_BUYER, ReturnContext,
        SelectedItem, Session, SessionEvent, SessionEventKind, SessionItem, SessionState, ShipTo,
    },
    store::{Store, StoreInterface},
    time::Timestamp,
    transaction::{LoggedBody, LoggedHeader, Transaction, TransactionStatus, TransactionType},
};
use uuid::Uuid;

/// The moment at which the tests happen.
pub const NOW: Timestamp = Timestamp(1_790_000_000_123_456);

pub fn id<T: From<Uuid>>() -> T {
    Uuid::now_v7().into()
}

pub fn hash() -> TokenHash {
    TokenHash::of(&Uuid::new_v4().to_string())
}

pub fn store(key: &str) -> Store {
    Store {
        inherited: Vec::new(),
        interface: StoreInterface::default(),
        id: id(),
        key: key.to_owned(),
        name: format!("Store {key} Ä"),
        enabled: true,
        punch_out_start_url: "https://shop.example/start?a=1".to_owned(),
        start_url_edit: Some("https://shop.example/edit".to_owned()),
        start_url_inspect: Some("https://shop.example/view".to_owned()),
        start_url_item: None,
        access_token_enabled: true,
        access_token_ttl_seconds: 300,
        access_token_bytes: 32,
        session_ttl_seconds: 86_400,
        idle_ttl_seconds: 3_600,
        handoff_ttl_seconds: 86_400,
        storefront_origins: vec!["https://shop.example".to_owned()],
        frame_origins: vec!["https://portal.example".to_owned()],
        default_currency: Some("EUR".to_owned()),
        default_locale: None,
        created_at: NOW,
        updated_at: NOW,
        version: 1,
    }
}

pub fn company() -> Company {
    Company {
        id: id(),
        name: "Example Corp".to_owned(),
        external_reference: Some("4711".to_owned()),
        created_at: NOW,
        updated_at: NOW,
        version: 1,
    }
}

pub fn business_unit(company: &Company) -> BusinessUnit {
    BusinessUnit {
        id: id(),
        company_id: company.id,
        name: "Plant".to_owned(),
        external_reference: None,
        role_id: None,
        created_at: NOW,
        updated_at: NOW,
        version: 1,
    }
}

pub fn buyer(unit: &BusinessUnit, email: &str) -> Buyer {
    Buyer {
        id: id(),
        business_unit_id: unit.id,
        email: email.to_owned(),
        first_name: Some("Ada".to_owned()),
        last_name: None,
        external_reference: None,
        role_id: None,
        created_at: NOW,
        updated_at: NOW,
        version: 1,
    }
}

pub fn connection(unit: &BusinessUnit, name: &str, store_ids: Vec<StoreId>) -> Connection {
    Connection {
        id: id(),
        name: name.to_owned(),
        connection_type: ConnectionType::SetupRequest,
        format: Format::Cxml,
        active: true,
        mode: Mode::Test,
        business_unit_id: unit.id,
        store_ids,
        login_mode: LoginMode::DynamicUserCreation,
        buyer_id: None,
        default_business_unit_id: Some(unit.id),
        role_id: Some(punchout::role::BUILT_IN),
        buyers: BuyerSettings {
            update: true,
            identity_sources: vec!["extrinsic:UniqueName".to_owned()],
            ..BuyerSettings::default()
        },
        cart_encoding: CartEncoding::UrlEncoded,
        cart: CartSettings {
            tax_mode: Some(ChargeMode::Line),
            max_description_length: Some(40),
            ..CartSettings::default()
        },
        limits: Limits {
            max_lines: Some(7),
            max_order_value: Some("999.99".parse().unwrap()),
            ..Limits::default()
        },
        protocol: ProtocolSettings {
            signatures: Signatures::Refused,
            profile: Profile::Oracle,
            ..ProtocolSettings::default()
        },
        allowed_return_hosts: vec!["*.buyer.example".to_owned()],
        default_return_url: Some("https://buyer.example/return".to_owned()),
        allow_iframe: vec![],
        default_supplier_id: Some("99".to_owned()),
        default_classification: Some(Classification {
            domain: "UNSPSC".to_owned(),
            code: "43211503".to_owned(),
        }),
        contacts: vec![ContactPerson {
            name: "Ada".to_owned(),
            email: Some("ada@buyer.example".to_owned()),
            role: None,
        }],
        mapping_profile_id: None,
        request_mapping: Some(r#"{"customer": {"fields": {}}}"#.to_owned()),
        cart_mapping: None,
        oci: OciSettings {
            allow_get: false,
            charset: Some(Charset::Latin1),
            ..OciSettings::default()
        },
        notes: Some("line 1\nline 2".to_owned()),
        created_at: NOW,
        updated_at: NOW,
        version: 1,
    }
}

pub fn credential(connection: ConnectionId, sender: &str) -> Credential {
    let party = |identity: &str| PartyId {
        domain: "NetworkId".to_owned(),
        identity: identity.to_owned(),
    };
    Credential {
        id: id(),
        connection_id: connection,
        sender: party(sender),
        from: None,
        to: Some(party("Supplier")),
        shared_secret: Some(Sealed {
            key_id: "k1".to_owned(),
            bytes: vec![0, 255, 1],
        }),
        conditions: Conditions {
            basic_username: Some("buyer".to_owned()),
            client_certificate_subject: None,
            marketplace: Some(party("Market")),
        },
        basic_password: Some(Sealed {
            key_id: "k2".to_owned(),
            bytes: vec![7, 0],
        }),
        buyer_id: Some(id()),
        valid_from: Some(NOW),
        valid_to: None,
        last_used_at: None,
        created_at: NOW,
        updated_at: NOW,
        version: 1,
    }
}

/// A store with a connection and a buyer.
pub struct World {
    pub store: Store,
    pub company: Company,
    pub unit: BusinessUnit,
    pub buyer: Buyer,
    pub connection: Connection,
}

impl World {
    pub async fn make(db: &Database) -> Self {
        let store = store("shop");
        let company = company();
        let unit = business_unit(&company);
        let buyer = buyer(&unit, "Ada@buyer.example");
        let connection = connection(&unit, "Example", vec![store.id]);
        let change = db.begin().await.unwrap();
        stores::insert(&change, &store).await.unwrap();
        companies::insert(&change, &company).await.unwrap();
        business_units::insert(&change, &unit).await.unwrap();
        buyers::insert(&change, &buyer).await.unwrap();
        connections::insert(&change, &connection).await.unwrap();
        change.commit().await.unwrap();
        Self {
            store,
            company,
            unit,
            buyer,
            connection,
        }
    }

    pub fn session(&self) -> Session {
        let party = |identity: &str| PartyId {
            domain: "DUNS".to_owned(),
            identity: identity.to_owned(),
        };
        Session {
            id: id(),
            store_id: self.store.id,
            connection_id: self.connection.id,
            business_unit_id: self.unit.id,
            buyer_id: self.buyer.id,
            buyer_is_new: true,
            format: Format::Cxml,
            operation: Operation::Edit,
            state: SessionState::Created,
            buyer_cookie: "cookie ü".to_owned(),
            return_url: Some("https://buyer.example/return".to_owned()),
            return_context: ReturnContext::Cxml {
                from: vec![party("1"), party("2")],
                marketplaces: vec![party("2")],
                to: vec![party("3")],
                buyer_cookie: "<a>cookie &#252;</a>".to_owned(),
                version: Some("1.2.014".to_owned()),
                deployment_mode: None,
            },
            permissions: PUNCH_OUT_BUYER.to_vec(),
            selected_item: Some(SelectedItem {
                sku: "A-1".to_owned(),
                internal_id: None,
            }),
            items: vec![SessionItem {
                line_number: Some(1),
                sku: "A-1".to_owned(),
                internal_id: Some("x/1".to_owned()),
                quantity: Some("1.50".parse().unwrap()),
                unit: Some("EA".to_owned()),
                unit_price: Some("1234567890.123456789".parse().unwrap()),
                currency: Some("EUR".to_owned()),
                description: None,
            }],
            ship_to: Some(ShipTo {
                street: vec!["Main 1".to_owned()],
                ..ShipTo::default()
            }),
            contacts: vec![Contact {
                role: Some("endUser".to_owned()),
                name: None,
                emails: vec!["ada@buyer.example".to_owned()],
            }],
            extrinsics: vec![Extrinsic {
                name: "CostCenter".to_owned(),
                value: "7".to_owned(),
            }],
            custom_fields: [("plant".to_owned(), "1000".to_owned())].into(),
            currency: Some("EUR".to_owned()),
            locale: Some("de-DE".to_owned()),
            start_code: hash(),
            start_code_expires_at: NOW.plus_seconds(900),
            created_at: NOW,
            last_activity_at: NOW,
            expires_at: NOW.plus_seconds(86_400),
            idle_ttl_seconds: 3_600,
        }
    }

    pub fn transaction(&self, session: &Session) -> Transaction {
        Transaction {
            session_id: Some(session.id),
            store_id: Some(self.store.id),
            connection_id: Some(self.connection.id),
            business_unit_id: Some(self.unit.id),
            email: Some("Ada@buyer.example".to_owned()),
            ..transaction(NOW)
        }
    }

    pub fn set(&self, session: &Session) -> WriteSet {
        WriteSet {
            sessions: vec![session.clone()],
            events: vec![event(session, SessionEventKind::Created)],
            transactions: vec![self.transaction(session)],
            return_hosts: vec![(self.connection.id, "buyer.example".to_owned(), NOW)],
            ..WriteSet::default()
        }
    }
}

pub fn event(session: &Session, kind: SessionEventKind) -> SessionEvent {
    SessionEvent {
        id: id(),
        session_id: session.id,
        at: NOW,
        kind,
        detail: Some("detail".to_owned()),
    }
}

pub fn transaction(at: Timestamp) -> Transaction {
    let uuid = Uuid::now_v7();
    let header = |value: &str| LoggedHeader {
        name: "content-type".to_owned(),
        value: value.to_owned(),
    };
    Transaction {
        id: uuid.into(),
        at,
        transaction_type: TransactionType::SetupRequest,
        status: TransactionStatus::Ok,
        error_code: None,
        error_text: None,
        store_id: None,
        connection_id: None,
        entry_point_id: None,
        credential_id: Some(id()),
        business_unit_id: None,
        session_id: None,
        payload_id: Some(format!("{uuid}@Buyer.example")),
        buyer_cookie: Some("cookie ü".to_owned()),
        email: None,
        order_id: None,
        document: Some("PunchOutSetupRequest".to_owned()),
        findings: Findings {
            found: vec![Finding {
                code: "element.missing".to_owned(),
                severity: Severity::Error,
                line: Some(7),
                path: "/cXML/Header".to_owned(),
                text: "Header lacks “To”.".to_owned(),
                advice: "Add To.".to_owned(),
            }],
            more: 2,
        },
        support_reference: format!("S-{}", uuid.simple()),
        method: "POST".to_owned(),
        path: "/punchout/shop".to_owned(),
        peer: Some("192.0.2.1".to_owned()),
        http_status: 200,
        protocol_status: Some("200".to_owned()),
        duration_micros: 1_234,
        request_headers: vec![header("text/xml"), header("a\0b")],
        request_body: LoggedBody {
            bytes: b"<cXML>\0\xff Hello</cXML>".to_vec(),
            content_type: Some("text/xml".to_owned()),
            full_size: 1_000_000,
            truncated: true,
        },
        response_headers: vec![],
        response_body: LoggedBody::default(),
    }
}

pub fn hand_over(session: &Session) -> HandOver {
    HandOver {
        id: id(),
        session_id: session.id,
        kind: HandOverKind::Transfer,
        code: hash(),
        action: "https://buyer.example/return".to_owned(),
        target: "_top".to_owned(),
        fields: vec![("cxml-base64".to_owned(), "PGNYTUw+".to_owned())],
        charset: Charset::Utf8,
        created_at: NOW,
        expires_at: NOW.plus_seconds(60),
        voided_at: None,
        opened_at: None,
        attempted_at: None,
    }
}
