//! How much longer a cart takes with a mapping than without.

use std::{
    hint::black_box,
    time::{Duration, Instant},
};

use anyhow::{Context, anyhow};
use punchout::{
    cart::{CheckedCart, CheckedLine},
    connection::{Classification, Format, PartyId},
    ids::{BusinessUnitId, BuyerId, ConnectionId, SessionId, StoreId},
    mapped::{Compiled, Layer, Owner, Purpose, Tables, neutral_cart},
    protocol::cxml::{Envelope, mapped, order_message},
    secret::TokenHash,
    session::{Operation, PUNCH_OUT_BUYER, ReturnContext, Session, SessionState},
    time::Timestamp,
};
use rust_decimal::Decimal;
use serde::Serialize;
use uuid::Uuid;

/// How many lines the cart has.
const LINES: u32 = 500;

/// A mapping as an administrator writes it: identity, price, texts, unit, class, maker and fields of the shop's own.
const MAPPING: &str = r#"{"cart_item": {"multi_lines": true, "fields": {
    "name": {"path": "ItemDetail[1]/Description[1]", "transform": ["strip", {"cut": {"len": 80}}]},
    "uom": {"path": "ItemDetail[1]/UnitOfMeasure[1]", "transform": [{"default": {"value": "EA"}}]},
    "unit_price": {"path": "ItemDetail[1]/UnitPrice[1]/Money[1]", "transform": ["famount"]},
    "currency": {"path": "ItemDetail[1]/UnitPrice[1]/Money[1]/@currency", "append": true},
    "unspsc": {"path": "ItemDetail[1]/Classification[1]"},
    "brand": {"path": "ItemDetail[1]/ManufacturerName[1]", "transform": ["uppercase"]},
    "custom_fields/plant": {"path": "ItemDetail[1]/Extrinsic[@name='Plant']"}
}}}"#;

/// What was measured, on one core.
#[derive(Clone, Debug, Serialize)]
pub struct Mapping {
    /// Lines of the cart.
    pub lines: u32,
    /// Microseconds to write the document without a mapping.
    pub plain_micros: f64,
    /// Microseconds to write it with one.
    pub mapped_micros: f64,
}

/// Writes a cart again and again for a while, in turns without and with a mapping; the best of each counts.
pub fn measure(duration: Duration) -> anyhow::Result<Mapping> {
    let (session, cart) = (session(), cart()?);
    let layer = Layer {
        owner: Owner::Connection,
        json: MAPPING,
    };
    let compiled = Compiled::new(Format::Cxml, Purpose::Cart, &[layer], &Tables::new())
        .map_err(|problems| anyhow!("{problems:?}"))?;
    let envelope = Envelope::new(Uuid::nil(), "gateway.example", Timestamp(0));
    let options = cxml::WriteOptions {
        version: cxml::Version::V1_2_014,
        ascii: false,
    };
    let plain = || {
        let document = order_message(&session, black_box(&cart), &envelope);
        cxml::write(&document, &options).len()
    };
    let mapped = || -> anyhow::Result<usize> {
        let document = order_message(&session, black_box(&cart), &envelope);
        let neutral = neutral_cart(&cart, &session);
        let (bytes, told) = mapped::write(&compiled, &document, &options, &neutral, false)?;
        anyhow::ensure!(told.findings.is_empty(), "{:?}", told.findings);
        Ok(bytes.len())
    };
    let mut measured = Mapping {
        lines: LINES,
        plain_micros: f64::MAX,
        mapped_micros: f64::MAX,
    };
    let begun = Instant::now();
    while begun.elapsed() < duration {
        let start = Instant::now();
        black_box(plain());
        measured.plain_micros = measured
            .plain_micros
            .min(start.elapsed().as_secs_f64() * 1e6);
        let start = Instant::now();
        black_box(mapped()?);
        measured.mapped_micros = measured
            .mapped_micros
            .min(start.elapsed().as_secs_f64() * 1e6);
    }
    Ok(measured)
}

fn cart() -> anyhow::Result<CheckedCart> {
    let currency = codes::currency("EUR").context("there is a euro")?;
    let line = |number: u32| CheckedLine {
        line_number: number,
        sku: format!("4711-{number}"),
        internal_id: format!("cart-9/{number}"),
        name: Some(format!("Hammer {number}")),
        description: "Hammer with a handle of ash, 500 g, forged".to_owned(),
        quantity: Decimal::TWO,
        unit: "EA",
        unit_price: Decimal::new(1990, 2),
        price_unit: Decimal::ONE,
        classification: vec![Classification {
            domain: "UNSPSC".to_owned(),
            code: "27111602".to_owned(),
        }],
        manufacturer: Some("Ham & Mer".to_owned()),
        manufacturer_sku: Some(format!("HM-{number}")),
        buyer_sku: None,
        supplier_id: Some("70001".to_owned()),
        lead_time_days: Some(3),
        url: Some(format!("https://shop.example/p/4711-{number}")),
        image_url: None,
        parent_line_number: None,
        tax: None,
        custom_fields: vec![("plant".to_owned(), "1000".to_owned())],
    };
    Ok(CheckedCart {
        currency,
        total: Decimal::new(1_990_000, 2),
        shipping: None,
        tax: None,
        discount: None,
        comment: None,
        lines: (1..=LINES).map(line).collect(),
    })
}

fn session() -> Session {
    let party = |identity: &str| PartyId {
        domain: "DUNS".to_owned(),
        identity: identity.to_owned(),
    };
    let never = Timestamp(0);
    Session {
        id: SessionId(Uuid::nil()),
        store_id: StoreId(Uuid::nil()),
        connection_id: ConnectionId(Uuid::nil()),
        business_unit_id: BusinessUnitId(Uuid::nil()),
        buyer_id: BuyerId(Uuid::nil()),
        buyer_is_new: false,
        format: Format::Cxml,
        operation: Operation::Create,
        state: SessionState::Shopping,
        buyer_cookie: "cookie".to_owned(),
        return_url: None,
        return_context: ReturnContext::Cxml {
            from: vec![party("1")],
            marketplaces: Vec::new(),
            to: vec![party("2")],
            buyer_cookie: "cookie".to_owned(),
            version: None,
            deployment_mode: None,
        },
        permissions: PUNCH_OUT_BUYER.to_vec(),
        selected_item: None,
        items: Vec::new(),
        ship_to: None,
        contacts: Vec::new(),
        extrinsics: Vec::new(),
        custom_fields: std::collections::BTreeMap::new(),
        currency: None,
        locale: Some("en".to_owned()),
        start_code: TokenHash::of("code"),
        start_code_expires_at: never,
        created_at: never,
        last_activity_at: never,
        expires_at: never,
        idle_ttl_seconds: 0,
    }
}
