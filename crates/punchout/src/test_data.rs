//! Records for the tests of this crate.

use std::collections::BTreeMap;

use uuid::Uuid;

use crate::{
    connection::{
        BuyerSettings, CartEncoding, CartSettings, Connection, ConnectionType, Credential, Format,
        Limits, LoginMode, Mode, OciSettings, PartyId,
    },
    ids::{BusinessUnitId, ConnectionId, CredentialId, StoreId},
    secret::Sealed,
    session::{Operation, ReturnContext},
    setup::{BuyerIdentity, RequestedOperation, SetupRequest},
    store::{Store, StoreInterface},
    time::Timestamp,
};

const MADE: Timestamp = Timestamp(0);

pub(crate) fn store() -> Store {
    Store {
        inherited: Vec::new(),
        interface: StoreInterface::default(),
        id: StoreId(Uuid::from_u128(1)),
        key: "shop".to_owned(),
        name: "Shop".to_owned(),
        enabled: true,
        punch_out_start_url: "https://shop.example/start?x=1".to_owned(),
        start_url_edit: None,
        start_url_inspect: None,
        start_url_item: None,
        access_token_enabled: true,
        access_token_ttl_seconds: 300,
        access_token_bytes: 32,
        session_ttl_seconds: 3600,
        idle_ttl_seconds: 1800,
        handoff_ttl_seconds: 86_400,
        storefront_origins: Vec::new(),
        frame_origins: Vec::new(),
        default_currency: Some("EUR".to_owned()),
        default_locale: Some("en".to_owned()),
        created_at: MADE,
        updated_at: MADE,
        version: 1,
    }
}

pub(crate) fn connection(number: u128) -> Connection {
    Connection {
        id: ConnectionId(Uuid::from_u128(number)),
        name: format!("Connection {number}"),
        connection_type: ConnectionType::SetupRequest,
        format: Format::Cxml,
        active: true,
        mode: Mode::Test,
        business_unit_id: BusinessUnitId(Uuid::from_u128(number)),
        store_ids: Vec::new(),
        login_mode: LoginMode::DynamicUserCreation,
        buyer_id: None,
        default_business_unit_id: None,
        role_id: None,
        buyers: BuyerSettings::default(),
        cart_encoding: CartEncoding::UrlEncoded,
        cart: CartSettings::default(),
        limits: Limits::default(),
        protocol: Default::default(),
        allowed_return_hosts: Vec::new(),
        default_return_url: None,
        allow_iframe: Vec::new(),
        default_supplier_id: None,
        default_classification: None,
        contacts: Vec::new(),
        mapping_profile_id: None,
        request_mapping: None,
        cart_mapping: None,
        oci: OciSettings::default(),
        notes: None,
        created_at: MADE,
        updated_at: MADE,
        version: 1,
    }
}

pub(crate) fn credential(connection: &Connection, identity: &str) -> Credential {
    Credential {
        id: CredentialId(connection.id.0),
        connection_id: connection.id,
        sender: PartyId {
            domain: "DUNS".to_owned(),
            identity: identity.to_owned(),
        },
        from: None,
        to: None,
        shared_secret: Some(Sealed {
            key_id: "k".to_owned(),
            bytes: vec![1],
        }),
        conditions: Default::default(),
        basic_password: None,
        buyer_id: None,
        valid_from: None,
        valid_to: None,
        last_used_at: None,
        created_at: MADE,
        updated_at: MADE,
        version: 1,
    }
}

pub(crate) fn setup_request() -> SetupRequest {
    SetupRequest {
        format: Format::Cxml,
        operation: RequestedOperation::Known(Operation::Create),
        buyer_cookie: Some("cookie".to_owned()),
        return_url: Some("https://buyer.example/in".to_owned()),
        return_context: ReturnContext::Cxml {
            from: vec![party("buyer")],
            marketplaces: Vec::new(),
            to: vec![party("supplier")],
            buyer_cookie: "cookie".to_owned(),
            version: Some("1.2.014".to_owned()),
            deployment_mode: None,
        },
        bound_buyer: None,
        identity: BuyerIdentity {
            email: Some("jane@buyer.example".to_owned()),
            first_name: Some("Jane".to_owned()),
            last_name: None,
            ..BuyerIdentity::default()
        },
        selected_item: None,
        items: Vec::new(),
        ship_to: None,
        contacts: Vec::new(),
        extrinsics: Vec::new(),
        locale: None,
        currency: None,
        business_unit: None,
        role: None,
        custom_fields: BTreeMap::new(),
    }
}

fn party(identity: &str) -> PartyId {
    PartyId {
        domain: "DUNS".to_owned(),
        identity: identity.to_owned(),
    }
}
