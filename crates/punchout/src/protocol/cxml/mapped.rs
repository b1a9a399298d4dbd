//! cXML for mappings: what a version has, documents to read, trees that were written.

use std::borrow::Cow;

use cxml::{Element, Version};
use mapping::{Branch, Catalogue, Contract, Direction, Entry, Fields, Kind, Node, Syntax, Tables};

/// The elements that hold what authenticates a party: no mapping reads them.
const SECRETS: [&str; 3] = ["SharedSecret", "CredentialMac", "DigitalSignature"];

/// Attributes and elements that hold numbers (cXML 1.2, `ItemIn` and `Money`).
const NUMBERS: [&str; 4] = ["@quantity", "@lineNumber", "Money", "LeadTime"];

/// Where the lines of a cart stand (cXML 1.2, `PunchOutOrderMessage`).
const ITEMS_IN: &str = "/cXML/Message[1]/PunchOutOrderMessage[1]/ItemIn";

/// Where the lines of an earlier cart stand (cXML 1.2, `PunchOutSetupRequest`).
const ITEMS_OUT: &str = "/cXML/Request[1]/PunchOutSetupRequest[1]/ItemOut";

/// What documents of a version have.
#[derive(Clone, Copy, Debug)]
pub struct Documents(pub Version);

impl Catalogue for Documents {
    fn entry(&self, path: &[&str]) -> Option<Entry> {
        let place = cxml::place(self.0, path)?;
        let name = path.last().copied().unwrap_or_default();
        let kind = if path.iter().any(|name| SECRETS.contains(name)) {
            Kind::Forbidden
        } else if !place.text {
            Kind::Group
        } else if NUMBERS.contains(&name) {
            Kind::Number
        } else {
            Kind::Text
        };
        Some(Entry {
            kind,
            // There can be one for each language; a mapping without an index means the one that is there.
            repeats: place.repeats && name != "Description",
        })
    }
}

/// An element that a mapping reads.
#[derive(Clone, Copy, Debug)]
pub struct Read<'n>(pub &'n Element);

impl<'n> Node<'n> for Read<'n> {
    fn name(self) -> &'n str {
        &self.0.name
    }

    fn text(self) -> Cow<'n, str> {
        Cow::Owned(self.0.text())
    }

    fn attribute(self, name: &str) -> Option<Cow<'n, str>> {
        self.0.attr(name).map(Cow::Borrowed)
    }

    fn children(self) -> impl Iterator<Item = Self> {
        // Some put a prefix before the names of cXML.
        let secret = |name: &str| SECRETS.contains(&name.rsplit(':').next().unwrap_or_default());
        let open = self
            .0
            .elements()
            .filter(move |element| !secret(&element.name));
        open.map(Self)
    }
}

/// What a request mapping stands between.
#[must_use]
pub fn request_contract<'a>(
    documents: &'a Documents,
    setup: &'a Fields,
    tables: &'a Tables,
) -> Contract<'a> {
    Contract {
        direction: Direction::Inbound,
        syntax: Syntax::Tree,
        document: documents,
        neutral: setup,
        root: "cXML",
        item_path: Some(ITEMS_OUT),
        tables,
    }
}

/// What a cart mapping stands between.
#[must_use]
pub fn cart_contract<'a>(
    documents: &'a Documents,
    cart: &'a Fields,
    tables: &'a Tables,
) -> Contract<'a> {
    Contract {
        direction: Direction::Outbound,
        neutral: cart,
        item_path: Some(ITEMS_IN),
        ..request_contract(documents, cart, tables)
    }
}

/// A document as a tree that a mapping can write over. Text between elements is put before them.
#[must_use]
pub fn branch(element: &Element) -> Branch {
    Branch {
        name: element.name.clone(),
        attributes: element.attributes.clone(),
        text: element.text(),
        children: element.elements().map(branch).collect(),
    }
}

#[cfg(test)]
mod tests {
    use mapping::{Mapping, Options};

    use super::*;

    const SETUP: &str = r#"<cXML payloadID="1@x" timestamp="2026-01-01T00:00:00Z"><Header><From><Credential domain="NetworkId"><Identity>B</Identity></Credential></From><To><Credential domain="NetworkId"><Identity>S</Identity></Credential></To><Sender><Credential domain="NetworkId"><Identity>B</Identity><SharedSecret>hush</SharedSecret></Credential><UserAgent>t</UserAgent></Sender></Header><Request><PunchOutSetupRequest operation="create"><BuyerCookie>c</BuyerCookie><Extrinsic name="UserEmail">ann@example.com</Extrinsic><Extrinsic name="CostCenter">4711</Extrinsic><BrowserFormPost><URL>https://b.example/</URL></BrowserFormPost><Contact><Name xml:lang="en">Ann Lee</Name></Contact></PunchOutSetupRequest></Request></cXML>"#;

    fn request(json: &str) -> Result<Mapping, Vec<mapping::Problem>> {
        let (documents, setup, tables) =
            (Documents(Version::V1_2_014), Fields::setup(), Tables::new());
        Mapping::parse(json, &request_contract(&documents, &setup, &tables))
    }

    #[test]
    fn a_request_mapping_reads_a_setup_request() {
        let mapping = request(
            r#"{"customer": {"fields": {
                "last_name": {"path": "/cXML/Request[1]/PunchOutSetupRequest[1]/Contact[1]/Name[1]", "transform": [{"split": {"sep": "\\s", "index": "last"}}]},
                "email": {"path": "/cXML/Request/PunchOutSetupRequest/Extrinsic[@name='UserEmail']", "required": true},
                "cost_center": {"path": "//Extrinsic[@name='CostCenter']"}
            }}}"#,
        )
        .unwrap();
        let document = cxml::read(SETUP.as_bytes(), &cxml::ReadOptions::default()).unwrap();
        let outcome = mapping
            .read(Read(&document.root), &Options::default())
            .unwrap();
        assert_eq!(
            outcome.result["customer"],
            serde_json::json!({"last_name": "Lee", "email": "ann@example.com", "cost_center": "4711"})
        );
    }

    #[test]
    fn no_mapping_reads_a_secret() {
        let named = r#"{"customer": {"fields": {"email": {"path": "/cXML/Header/Sender/Credential/SharedSecret"}}}}"#;
        assert!(request(named).unwrap_err()[0].text.contains("secret"));
        let any =
            request(r#"{"customer": {"fields": {"email": {"path": "//*", "multiple": true}}}}"#)
                .unwrap();
        let document = cxml::read(SETUP.as_bytes(), &cxml::ReadOptions::default()).unwrap();
        let outcome = any
            .read(
                Read(&document.root),
                &Options {
                    explain: true,
                    ..Options::default()
                },
            )
            .unwrap();
        assert!(!format!("{outcome:?}").contains("hush"));
    }

    #[test]
    fn a_cart_mapping_is_held_to_the_version() {
        let check = |version: &str, path: &str| {
            let (documents, cart, tables) = (
                Documents(version.parse().unwrap()),
                Fields::cart(),
                Tables::new(),
            );
            let json = format!(
                r#"{{"cart_item": {{"multi_lines": true, "fields": {{"price_unit": {{"path": "{path}"}}}}}}}}"#
            );
            Mapping::parse(&json, &cart_contract(&documents, &cart, &tables)).is_ok()
        };
        assert!(!check(
            "1.2.014",
            "ItemDetail[1]/PriceBasisQuantity[1]/@quantity"
        ));
        assert!(check(
            "1.2.036",
            "ItemDetail[1]/PriceBasisQuantity[1]/@quantity"
        ));
        assert!(!check("1.2.036", "ItemDetail[1]/UnitPrice[1]"));
    }

    #[test]
    fn a_cart_mapping_writes_over_what_is_built_in() {
        let (documents, cart, tables) =
            (Documents(Version::V1_2_014), Fields::cart(), Tables::new());
        let json = r#"{"cart_item": {"multi_lines": true, "fields": {
            "name": {"path": "ItemDetail/Description"},
            "brand": {"path": "ItemDetail/Extrinsic"}}}}"#;
        let mapping = Mapping::parse(json, &cart_contract(&documents, &cart, &tables)).unwrap();
        let built_in = b"<cXML payloadID='1' timestamp='t'><Message><PunchOutOrderMessage><ItemIn quantity='1'><ItemDetail>\
            <Description xml:lang='en'>old</Description><Extrinsic name='a'>kept</Extrinsic></ItemDetail></ItemIn>\
            </PunchOutOrderMessage></Message></cXML>";
        let document = cxml::read(built_in, &cxml::ReadOptions::default()).unwrap();
        let neutral = serde_json::json!({"cart_item": [{"name": "new", "brand": "b"}]});
        let outcome = mapping
            .write_tree(&neutral, branch(&document.root), &Options::default())
            .unwrap();
        let path = ["Message", "PunchOutOrderMessage", "ItemIn", "ItemDetail"];
        let detail = outcome.result.find(&path).unwrap();
        let texts: Vec<_> = detail
            .children
            .iter()
            .map(|child| child.text.as_str())
            .collect();
        assert_eq!(texts, ["new", "kept", "b"]);
    }

    #[test]
    fn a_document_becomes_a_tree() {
        let document = cxml::read(SETUP.as_bytes(), &cxml::ReadOptions::default()).unwrap();
        let tree = branch(&document.root);
        let name = tree
            .find(&["Request", "PunchOutSetupRequest", "Contact", "Name"])
            .unwrap();
        assert_eq!(
            (name.text.as_str(), name.attribute("xml:lang")),
            ("Ann Lee", Some("en"))
        );
    }
}
