//! Mappings of setup requests.

use std::borrow::Cow;

use serde_json::json;

use super::mapping;
use crate::{Branch, Direction, JsonNode, Limits, Node, Options, Pairs, RunError, Syntax};

/// A tree with attributes, as cXML has them.
#[derive(Clone, Copy)]
struct Tree<'n>(&'n Branch);

impl<'n> Node<'n> for Tree<'n> {
    fn name(self) -> &'n str {
        &self.0.name
    }
    fn text(self) -> Cow<'n, str> {
        Cow::Borrowed(self.0.text.trim())
    }
    fn attribute(self, name: &str) -> Option<Cow<'n, str>> {
        let found = self.0.attributes.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| Cow::Borrowed(value.as_str()))
    }
    fn children(self) -> impl Iterator<Item = Self> {
        self.0.children.iter().map(Self)
    }
}

fn leaf(name: &str, attributes: &[(&str, &str)], text: &str) -> Branch {
    Branch {
        name: name.to_owned(),
        attributes: attributes
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect(),
        text: text.to_owned(),
        children: Vec::new(),
    }
}

fn group(name: &str, children: Vec<Branch>) -> Branch {
    Branch {
        children,
        ..Branch::new(name)
    }
}

fn setup() -> Branch {
    let setup = group(
        "PunchOutSetupRequest",
        vec![
            leaf("Extrinsic", &[("name", "UserEmail")], "ann@example.com"),
            leaf("Extrinsic", &[("name", "CostCenter")], "4711"),
            group(
                "Contact",
                vec![leaf("Name", &[("xml:lang", "en")], "Ann Lee")],
            ),
            group(
                "ItemOut",
                vec![group(
                    "ItemID",
                    vec![leaf("SupplierPartAuxiliaryID", &[], "a1")],
                )],
            ),
            group(
                "ItemOut",
                vec![group(
                    "ItemID",
                    vec![leaf("SupplierPartAuxiliaryID", &[], "a2")],
                )],
            ),
        ],
    );
    group("cXML", vec![group("Request", vec![setup])])
}

const SPRYKER: &str = r#"{
  "customer": {
    "fields": {
      "first_name": {"path": "/cXML/Request/PunchOutSetupRequest/Contact/Name", "transform": [{"split": {"sep": "\\s", "index": "1"}}]},
      "last_name": {"path": "/cXML/Request/PunchOutSetupRequest/Contact/Name", "transform": [{"split": {"sep": "\\s", "index": "2"}}]},
      "email": {"path": "/cXML/Request[1]/PunchOutSetupRequest[1]/Extrinsic[@name='Email'],/cXML/Request[1]/PunchOutSetupRequest[1]/Extrinsic[@name='UserEmail']", "required": true},
      "custom_fields/lang": {"path": "//Contact/Name/@xml:lang"},
      "custom_attributes": {"path": "/cXML/Request/PunchOutSetupRequest/Extrinsic/attribute()", "multiple": true}
    }
  },
  "cart_item": {
    "fields": {"internal_id": {"path": "ItemID[1]/SupplierPartAuxiliaryID"}},
    "multi_lines": {"path": "/cXML/Request/PunchOutSetupRequest/ItemOut"}
  },
  "attribute": {"fields": {"code": {"path": "./@name"}, "value": {"path": "."}}}
}"#;

#[test]
fn a_setup_request_is_read() {
    let mapping = mapping(Direction::Inbound, Syntax::Tree, SPRYKER).unwrap();
    let tree = setup();
    let outcome = mapping
        .read(
            Tree(&tree),
            &Options {
                explain: true,
                ..Options::default()
            },
        )
        .unwrap();
    insta::assert_json_snapshot!(outcome.result, @r##"
    {
      "cart_item": [
        {
          "internal_id": "a1"
        },
        {
          "internal_id": "a2"
        }
      ],
      "customer": {
        "custom_attributes": [
          {
            "code": "UserEmail",
            "value": "ann@example.com"
          },
          {
            "code": "CostCenter",
            "value": "4711"
          }
        ],
        "custom_fields": {
          "lang": "en"
        },
        "email": "ann@example.com",
        "first_name": "Ann",
        "last_name": "Lee"
      }
    }
    "##);
    assert_eq!(outcome.findings, []);
    let name = outcome
        .explanations
        .iter()
        .find(|told| told.target == "customer/last_name")
        .unwrap();
    assert_eq!(
        name.sources,
        ["/cXML/Request/PunchOutSetupRequest/Contact/Name"]
    );
    assert_eq!(name.steps, [("split".to_owned(), "“Lee”".to_owned())]);
    assert_eq!(name.position.line, 5);
}

#[test]
fn a_required_field_that_is_empty_is_found() {
    let mapping = mapping(Direction::Inbound, Syntax::Tree, SPRYKER).unwrap();
    let empty = Branch::new("cXML");
    let outcome = mapping.read(Tree(&empty), &Options::default()).unwrap();
    assert_eq!(
        outcome.findings[0].text,
        "Empty customer required field email"
    );
    assert_eq!(outcome.findings[0].position.line, 6);
}

#[test]
fn conditions_and_fallbacks_choose_the_source() {
    let text = r#"{"cart": {"fields": {
      "business_unit": {"path": "unit", "fallback": "parent, company", "when": {"any": [{"source": "company", "matches": "^A"}, {"source": "size", "greater": 10}]}}
    }}}"#;
    let mapping = mapping(Direction::Inbound, Syntax::Tree, text).unwrap();
    let read = |value| {
        mapping
            .read(
                JsonNode {
                    name: "cXML",
                    value: &value,
                },
                &Options::default(),
            )
            .unwrap()
            .result["cart"]
            .clone()
    };
    assert_eq!(
        read(json!({"company": "Acme"})),
        json!({"business_unit": "Acme"})
    );
    assert_eq!(
        read(json!({"company": "Acme", "parent": "P", "unit": ""})),
        json!({"business_unit": "P"})
    );
    assert_eq!(read(json!({"company": "Bolt", "size": "10"})), json!({}));
    assert_eq!(
        read(json!({"company": "Bolt", "size": "10.5"})),
        json!({"business_unit": "Bolt"})
    );
}

#[test]
fn fields_of_a_form_are_read() {
    let text = r#"{"customer": {"fields": {"email": {"path": "USER_MAIL"}}},
      "cart_item": {"multi_lines": true, "fields": {"sku": {"path": "NEW_ITEM-VENDORMAT[%line_number%]"}}}}"#;
    let mapping = mapping(Direction::Inbound, Syntax::Flat, text).unwrap();
    let form = [
        ("USER_MAIL", "a@b"),
        ("NEW_ITEM-VENDORMAT[1]", "x"),
        ("NEW_ITEM-VENDORMAT[2]", "y"),
    ];
    let form = form.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let outcome = mapping
        .read(Pairs::new(&form), &Options::default())
        .unwrap();
    assert_eq!(
        outcome.result,
        json!({"customer": {"email": "a@b"}, "cart_item": [{"sku": "x"}, {"sku": "y"}]})
    );
}

#[test]
fn bounds_are_kept() {
    let text = r#"{"customer": {"fields": {"email": {"path": "//*//*//*//*", "multiple": true}}}}"#;
    let mapping = mapping(Direction::Inbound, Syntax::Tree, text).unwrap();
    let mut tree = Branch::new("a");
    for _ in 0..60 {
        tree = group("a", vec![tree.clone(), leaf("b", &[], "text")]);
    }
    let limits = Limits {
        steps: 100_000,
        ..Limits::default()
    };
    let outcome = mapping.read(
        Tree(&tree),
        &Options {
            limits,
            explain: false,
        },
    );
    assert_eq!(outcome.map(|_| ()), Err(RunError::TooManySteps));
}
