//! Mappings of carts.

use serde_json::{Value, json};

use super::mapping;
use crate::{
    Anything, Branch, Contract, Direction, Fields, Mapping, Options, Severity, Syntax, Tables,
};

fn cart() -> Value {
    json!({
        "cart": {"currency": "EUR", "grand_total": "30.00"},
        "cart_item": [
            {"line_number": 1, "sku": "A-1", "quantity": "2", "unit_price": "5.00", "currency": "EUR", "name": "Schraube żółta",
             "options": [{"code": "color", "value": "red"}, {"code": "size", "value": "M"}], "custom_fields": {"plant": "1000"}},
            {"line_number": 2, "sku": "B-2", "quantity": "1", "unit_price": "20.00", "long_description": "A <b>drill</b>"}
        ]
    })
}

const SPRYKER_CXML: &str = r#"{
  "cart": {"fields": {
    "grand_total": {"path": "/cXML/Message[1]/PunchOutOrderMessage[1]/PunchOutOrderMessageHeader[1]/Total[1]/Money[1]"},
    "currency": {"path": "/cXML/Message[1]/PunchOutOrderMessage[1]/PunchOutOrderMessageHeader[1]/Total[1]/Money[1]/@currency", "append": true}
  }},
  "cart_item": {"multi_lines": true, "fields": {
    "quantity": {"path": "@quantity"},
    "sku": {"path": "ItemID[1]/SupplierPartID[1]"},
    "unit_price": {"path": "ItemDetail[1]/UnitPrice[1]/Money[1]", "transform": ["famount"]},
    "currency": {"path": "ItemDetail[1]/UnitPrice[1]/Money[1]/@currency", "append": true},
    "long_description,name": {"path": "ItemDetail[1]/Description[1]", "transform": [{"join": {"sep": "\\s"}}, "strip"]},
    "uom": {"path": "ItemDetail[1]/UnitOfMeasure[1]", "transform": [{"default": {"value": "EA"}}]},
    "custom_fields/plant": {"path": "ItemDetail[1]/Extrinsic[@name='plant']"},
    "options": {"path": "ItemDetail[1]/Extrinsic/option()", "multiple": true}
  }},
  "option": {"fields": {"code": {"path": "@name"}, "value": {"path": "."}}}
}"#;

/// A tree as XML, for people.
fn shown(branch: &Branch) -> String {
    let attributes: String = branch
        .attributes
        .iter()
        .map(|(name, value)| format!(" {name}={value}"))
        .collect();
    let children: String = branch.children.iter().map(shown).collect();
    format!(
        "<{}{attributes}>{}{children}</{}>",
        branch.name, branch.text, branch.name
    )
}

#[test]
fn a_cart_is_written() {
    let mapping = mapping(Direction::Outbound, Syntax::Tree, SPRYKER_CXML).unwrap();
    let outcome = mapping
        .write_tree(&cart(), Branch::new("cXML"), &Options::default())
        .unwrap();
    insta::assert_snapshot!(shown(&outcome.result).replace("><", ">\n<"), @r##"
    <cXML>
    <Message>
    <PunchOutOrderMessage>
    <PunchOutOrderMessageHeader>
    <Total>
    <Money currency=EUR>30.00</Money>
    </Total>
    </PunchOutOrderMessageHeader>
    <ItemIn quantity=2>
    <ItemID>
    <SupplierPartID>A-1</SupplierPartID>
    </ItemID>
    <ItemDetail>
    <UnitPrice>
    <Money currency=EUR>5.00</Money>
    </UnitPrice>
    <Description>Schraube żółta</Description>
    <UnitOfMeasure>EA</UnitOfMeasure>
    <Extrinsic name=plant>1000</Extrinsic>
    <Extrinsic name=color>red</Extrinsic>
    <Extrinsic name=size>M</Extrinsic>
    </ItemDetail>
    </ItemIn>
    <ItemIn quantity=1>
    <ItemID>
    <SupplierPartID>B-2</SupplierPartID>
    </ItemID>
    <ItemDetail>
    <UnitPrice>
    <Money>20.00</Money>
    </UnitPrice>
    <Description>A drill</Description>
    <UnitOfMeasure>EA</UnitOfMeasure>
    </ItemDetail>
    </ItemIn>
    </PunchOutOrderMessage>
    </Message>
    </cXML>
    "##);
    assert_eq!(outcome.findings, []);
}

#[test]
fn a_mapping_overrides_what_is_built_in_field_by_field() {
    let text = r#"{"cart_item": {"multi_lines": true, "fields": {"name": {"path": "ItemDetail/Description"}}}}"#;
    let mapping = mapping(Direction::Outbound, Syntax::Tree, text).unwrap();
    let mut base = Branch::new("cXML");
    base.children.push(Branch::new("Message"));
    base.children[0]
        .children
        .push(Branch::new("PunchOutOrderMessage"));
    for sku in ["A-1", "B-2"] {
        let mut item = Branch::new("ItemIn");
        let mut detail = Branch::new("ItemDetail");
        detail.children.push(Branch {
            text: format!("built in {sku}"),
            ..Branch::new("Description")
        });
        item.children.push(detail);
        base.children[0].children[0].children.push(item);
    }
    let outcome = mapping
        .write_tree(&cart(), base, &Options::default())
        .unwrap();
    insta::assert_snapshot!(shown(&outcome.result), @r##"<cXML><Message><PunchOutOrderMessage><ItemIn><ItemDetail><Description>Schraube żółta</Description></ItemDetail></ItemIn><ItemIn><ItemDetail><Description>built in B-2</Description></ItemDetail></ItemIn></PunchOutOrderMessage></Message></cXML>"##);
}

#[test]
fn a_form_is_written() {
    let text = r#"{"cart_item": {"multi_lines": true, "fields": {
      "quantity": {"path": "NEW_ITEM-QUANTITY[%line_number%]"},
      "name": {"path": "NEW_ITEM-DESCRIPTION[%line_number%]", "transform": [{"cut": {"len": "11"}}]},
      "long_description": {"path": "NEW_ITEM-LONGTEXT_%line_number%:132[]"},
      "options": {"path": "NEW_ITEM-CUST_FIELD1[%line_number%]", "multiple": true},
      "item_type": {"path": "NEW_ITEM-ITEM_TYPE[%line_number%]", "required": true, "transform": [{"map": {"value": "composite", "result": "R"}}]}
    }}}"#;
    let mapping = mapping(Direction::Outbound, Syntax::Flat, text).unwrap();
    let base = vec![
        ("NEW_ITEM-QUANTITY[1]".to_owned(), "9".to_owned()),
        ("~target".to_owned(), "_top".to_owned()),
    ];
    let outcome = mapping
        .write_fields(&cart(), base, &Options::default())
        .unwrap();
    insta::assert_json_snapshot!(outcome.result, @r##"
    [
      [
        "NEW_ITEM-QUANTITY[1]",
        "2"
      ],
      [
        "~target",
        "_top"
      ],
      [
        "NEW_ITEM-DESCRIPTION[1]",
        "Schraube żó"
      ],
      [
        "NEW_ITEM-CUST_FIELD1[1]",
        "code: color\nvalue: red\ncode: size\nvalue: M"
      ],
      [
        "NEW_ITEM-QUANTITY[2]",
        "1"
      ],
      [
        "NEW_ITEM-LONGTEXT_2:132[]",
        "A <b>drill</b>"
      ]
    ]
    "##);
    assert_eq!(outcome.findings.len(), 2);
    assert_eq!(outcome.findings[0].severity, Severity::Error);
}

#[test]
fn rules_keep_fields_short() {
    let text = r#"{"cart_item": {"multi_lines": true, "fields": {"name": {"path": "NAME[%line_number%]", "rules": {"max_length": 40, "characters": "latin1"}}}}}"#;
    let mapping = mapping(Direction::Outbound, Syntax::Flat, text).unwrap();
    let outcome = mapping
        .write_fields(&cart(), Vec::new(), &Options::default())
        .unwrap();
    assert_eq!(
        outcome.result,
        [("NAME[1]".to_owned(), "Schraube óta".to_owned())]
    );
    assert_eq!(outcome.findings[0].text, "2 characters do not fit");
}

#[test]
fn layers_inherit_field_by_field() {
    let contract = Contract {
        direction: Direction::Outbound,
        syntax: Syntax::Flat,
        document: &Anything,
        neutral: &Fields::cart(),
        root: "",
        item_path: None,
        tables: &Tables::from([(
            "units".to_owned(),
            [("EA".to_owned(), "PCE".to_owned())].into(),
        )]),
    };
    let profile = r#"{"cart_item": {"multi_lines": true, "fields": {"sku": {"path": "SKU[%line_number%]"}, "name": {"path": "NAME[%line_number%]"}, "quantity": {"path": "Q[%line_number%]"}}}}"#;
    let own = r#"{"cart_item": {"fields": {"custom_fields/plant": {"path": "NAME[%line_number%]"}, "quantity": null, "uom": {"path": "U[%line_number%]", "transform": [{"default": {"value": "EA"}}, {"table": {"name": "units"}}]}}}}"#;
    let mapping = Mapping::layered(&[profile, own], &contract).unwrap();
    let outcome = mapping
        .write_fields(&cart(), Vec::new(), &Options::default())
        .unwrap();
    insta::assert_json_snapshot!(outcome.result, @r##"
    [
      [
        "SKU[1]",
        "A-1"
      ],
      [
        "NAME[1]",
        "1000"
      ],
      [
        "U[1]",
        "PCE"
      ],
      [
        "SKU[2]",
        "B-2"
      ],
      [
        "U[2]",
        "PCE"
      ]
    ]
    "##);
    assert_eq!(
        mapping.neutral_fields(),
        [
            "cart_item/sku",
            "cart_item/custom_fields/plant",
            "cart_item/uom"
        ]
    );
}
