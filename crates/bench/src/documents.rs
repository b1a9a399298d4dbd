//! The documents that the load is made of: a setup request of 2 kB, an order of 1 MB, a cart.

use std::{
    fmt::Write,
    sync::atomic::{AtomicU64, Ordering},
};

use anyhow::Context;
use api_types::{
    cart::{Cart, CartItem},
    connection::Classification,
};
use memchr::memmem;

/// The Sender's domain.
pub const DOMAIN: &str = "NetworkID";
/// The Sender's identity.
pub const IDENTITY: &str = "AN01000000001";
/// The Sender's secret.
pub const SECRET: &str = "a-shared-secret-of-the-bench";
/// The user of OCI calls.
pub const OCI_USER: &str = "bench-oci";
/// Where carts go.
pub const RETURN_URL: &str = "https://procurement.bench.example/punchout/return?requisition=4711";

/// Stands where each request has something of its own.
const PLACEHOLDER: &[u8] = b"0123456789abcdef";

static NEXT: AtomicU64 = AtomicU64::new(0);

/// Bytes with places that are different in each copy: `payloadID` and `BuyerCookie`.
#[derive(Clone)]
pub struct Unique {
    bytes: Vec<u8>,
    places: Vec<usize>,
}

impl Unique {
    /// Finds the places.
    pub fn new(bytes: Vec<u8>) -> Self {
        let places = memmem::find_iter(&bytes, PLACEHOLDER).collect();
        Self { bytes, places }
    }

    /// The bytes with a number in the places that they never had before. Numbers of two runs differ by the time of their start.
    pub fn next(&mut self) -> anyhow::Result<&[u8]> {
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let text = format!("{number:016x}");
        for &place in &self.places {
            self.bytes
                .get_mut(place..place + text.len())
                .context("a place outside of the request")?
                .copy_from_slice(text.as_bytes());
        }
        Ok(&self.bytes)
    }
}

/// Begins the numbers at the present moment.
pub fn seed(micros: u64) {
    NEXT.store(micros << 10, Ordering::Relaxed);
}

/// A `PunchOutSetupRequest` as the big procurement systems send it, of about 2 kB.
pub fn setup_request() -> Vec<u8> {
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE cXML SYSTEM "http://xml.cxml.org/schemas/cXML/1.2.014/cXML.dtd">
<cXML payloadID="0123456789abcdef.0123456789abcdef@procurement.bench.example" timestamp="2026-11-21T10:00:00+00:00" version="1.2.014" xml:lang="en-US">
  <Header>
    <From>
      <Credential domain="{DOMAIN}"><Identity>{IDENTITY}</Identity></Credential>
      <Credential domain="DUNS"><Identity>083489034</Identity></Credential>
    </From>
    <To>
      <Credential domain="DUNS"><Identity>128990368</Identity></Credential>
    </To>
    <Sender>
      <Credential domain="{DOMAIN}">
        <Identity>{IDENTITY}</Identity>
        <SharedSecret>{SECRET}</SharedSecret>
      </Credential>
      <UserAgent>Bench Procurement 14.2</UserAgent>
    </Sender>
  </Header>
  <Request deploymentMode="production">
    <PunchOutSetupRequest operation="create">
      <BuyerCookie>0123456789abcdef0123456789abcdef</BuyerCookie>
      <Extrinsic name="UserEmail">anna.meyer@buyer.example</Extrinsic>
      <Extrinsic name="UserFullName">Anna Meyer</Extrinsic>
      <Extrinsic name="UniqueName">ameyer</Extrinsic>
      <Extrinsic name="CostCenter">4100-77</Extrinsic>
      <BrowserFormPost>
        <URL>{RETURN_URL}</URL>
      </BrowserFormPost>
      <Contact role="endUser">
        <Name xml:lang="en-US">Anna Meyer</Name>
        <Email>anna.meyer@buyer.example</Email>
      </Contact>
      <ShipTo>
        <Address addressID="1000487">
          <Name xml:lang="de-DE">Meyer AG, Plant Ulm</Name>
          <PostalAddress name="default">
            <DeliverTo>Anna Meyer</DeliverTo>
            <DeliverTo>Gate 4</DeliverTo>
            <Street>Industriestra&#xDF;e 12</Street>
            <City>Ulm</City>
            <PostalCode>89073</PostalCode>
            <Country isoCountryCode="DE">Germany</Country>
          </PostalAddress>
        </Address>
      </ShipTo>
    </PunchOutSetupRequest>
  </Request>
</cXML>
"#
    )
    .into_bytes()
}

/// An OCI call as SAP's systems make it.
pub fn oci_call() -> String {
    let hook_url = RETURN_URL
        .replace('%', "%25")
        .replace(':', "%3A")
        .replace('/', "%2F")
        .replace('?', "%3F")
        .replace('=', "%3D");
    format!(
        "~OkCode=ADDI&~TARGET=_top&~CALLER=CTLG&OCI_VERSION=4.0&USERNAME={OCI_USER}&PASSWORD={SECRET}&EMAIL=anna.meyer%40buyer.example\
         &FIRSTNAME=Anna&LASTNAME=Meyer&LANGU=DE&COSTCENTER=4100-77&REQUISITION=0123456789abcdef&http_content_charset=utf-8\
         &returntarget=_top&HOOK_URL={hook_url}"
    )
}

/// An `OrderRequest` with as many lines as make 1 MB.
pub fn large_order() -> anyhow::Result<Vec<u8>> {
    let mut text = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE cXML SYSTEM "http://xml.cxml.org/schemas/cXML/1.2.014/cXML.dtd">
<cXML payloadID="1@procurement.bench.example" timestamp="2026-11-21T10:00:00+00:00"><Header>
<From><Credential domain="{DOMAIN}"><Identity>{IDENTITY}</Identity></Credential></From>
<To><Credential domain="DUNS"><Identity>128990368</Identity></Credential></To>
<Sender><Credential domain="{DOMAIN}"><Identity>{IDENTITY}</Identity><SharedSecret>{SECRET}</SharedSecret></Credential><UserAgent>Bench</UserAgent></Sender>
</Header><Request deploymentMode="production"><OrderRequest>
<OrderRequestHeader orderID="4500017233" orderDate="2026-11-21T10:00:00+00:00" type="new"><Total><Money currency="EUR">24460.00</Money></Total></OrderRequestHeader>
"#
    );
    let mut line = 0;
    while text.len() < 1_000_000 {
        line += 1;
        write!(
            text,
            r#"<ItemOut lineNumber="{line}" quantity="2" requestedDeliveryDate="2026-12-01">
  <ItemID><SupplierPartID>SKU-{line:06}</SupplierPartID><SupplierPartAuxiliaryID>cart-9/{line}</SupplierPartAuxiliaryID></ItemID>
  <ItemDetail>
    <UnitPrice><Money currency="EUR">10.00</Money></UnitPrice>
    <Description xml:lang="en">Hammer, 500 g, hickory handle &amp; steel head; line {line}</Description>
    <UnitOfMeasure>EA</UnitOfMeasure>
    <Classification domain="UNSPSC">27111602</Classification>
    <ManufacturerPartID>M-{line:06}</ManufacturerPartID>
    <ManufacturerName>Forge &#38; Sons</ManufacturerName>
    <Extrinsic name="CostCenter">4100-77</Extrinsic>
  </ItemDetail>
</ItemOut>
"#
        )?;
    }
    text.push_str("</OrderRequest></Request></cXML>\n");
    Ok(text.into_bytes())
}

/// A cart of five lines.
pub fn cart() -> Cart {
    let line = |number: u32| CartItem {
        line_number: Some(number),
        sku: format!("SKU-{number:06}"),
        internal_id: Some(format!("cart-9/{number}")),
        name: Some("Hammer".to_owned()),
        description: Some(format!("Hammer, 500 g, hickory handle; line {number}")),
        quantity: "2".into(),
        unit: "EA".to_owned(),
        unit_price: "19.90".into(),
        price_unit: None,
        currency: Some("EUR".to_owned()),
        classification: vec![Classification {
            domain: "UNSPSC".to_owned(),
            code: "27111602".to_owned(),
        }],
        manufacturer: Some("Forge & Sons".to_owned()),
        manufacturer_sku: Some(format!("M-{number:06}")),
        buyer_sku: None,
        supplier_id: None,
        lead_time_days: Some(3),
        image_url: None,
        url: None,
        parent_line_number: None,
        tax: None,
        custom_fields: std::collections::BTreeMap::new(),
    };
    Cart {
        currency: Some("EUR".to_owned()),
        total: Some("199.00".into()),
        items: (1..=5).map(line).collect(),
        ..Cart::default()
    }
}

#[cfg(test)]
mod tests {
    use cxml::{Body, ReadOptions, RequestPayload};

    use super::*;

    #[test]
    fn each_setup_request_has_its_own_ids() {
        let mut template = Unique::new(setup_request());
        let mut ids = Vec::new();
        for _ in 0..2 {
            let document = cxml::read(template.next().unwrap(), &ReadOptions::default()).unwrap();
            let Body::Request(request) = document.body else {
                unreachable!("a request")
            };
            let RequestPayload::PunchOutSetup(setup) = request.payload else {
                unreachable!("a setup request")
            };
            let cookie = setup.buyer_cookie.unwrap().lookup_key().to_owned();
            ids.push((document.payload_id, cookie));
        }
        let [first, second] = ids.try_into().unwrap();
        assert_ne!(first.0, second.0);
        assert_ne!(first.1, second.1);
        assert_eq!(first.0.len(), second.0.len());
    }

    #[test]
    fn sizes_are_as_named() {
        assert!((1_800..2_400).contains(&setup_request().len()));
        let order = large_order().unwrap();
        assert!((1_000_000..1_001_000).contains(&order.len()));
        assert!(cxml::read(&order, &ReadOptions::default()).is_ok());
    }
}
