//! Real documents, where a folder of them is at hand. Its `INDEX.tsv` has path, kind and well-formedness in columns 1, 2 and 5.

use std::{
    fs,
    path::{Path, PathBuf},
};

use cxml::{Body, Document, Operation, ReadError, ReadOptions, RequestPayload, read};

use crate::tools;

pub struct Row {
    pub path: PathBuf,
    kind: String,
    pub well_formed: bool,
}

impl Row {
    pub fn read(&self) -> Result<Document, ReadError> {
        read(&fs::read(&self.path).unwrap(), &ReadOptions::default())
    }

    /// Made to attack: well-formed to a parser that applies a DOCTYPE.
    pub fn is_hostile(&self) -> bool {
        let path = self.path.to_string_lossy();
        path.contains("billion_laughs") || path.contains("xxe")
    }
}

pub fn rows() -> Vec<Row> {
    let Some(folder) = tools::corpus() else {
        return Vec::new();
    };
    let index = fs::read_to_string(folder.join("INDEX.tsv")).expect("the folder has an INDEX.tsv");
    let rows: Vec<_> = index
        .lines()
        .skip(1)
        .map(|line| line.split('\t').collect::<Vec<_>>())
        .filter(|columns| columns[0].starts_with("cxml/"))
        .map(|columns| Row {
            path: folder.join(columns[0]),
            kind: columns[1].to_owned(),
            well_formed: columns[4] == "yes",
        })
        .collect();
    assert!(rows.len() > 100, "only {} documents", rows.len());
    rows
}

#[test]
fn every_well_formed_document_is_read_and_no_other() {
    for row in rows() {
        let result = row.read();
        let path = row.path.display();
        if row.is_hostile() {
            assert!(
                matches!(result, Err(ReadError::UnknownEntity { .. })),
                "{path}: {result:?}"
            );
        } else if row.well_formed {
            // Catalogues and excerpts stand alone, without an envelope.
            let bare = ["Index", "fragment"].contains(&row.kind.as_str())
                && matches!(result, Err(ReadError::NotCxml { .. }));
            assert!(result.is_ok() || bare, "{path}: {:?}", result.err());
        } else {
            assert!(
                matches!(result, Err(ReadError::NotWellFormed { .. })),
                "{path}: {:?}",
                result.err()
            );
        }
    }
}

#[test]
fn every_document_is_of_the_kind_that_it_is() {
    for row in rows()
        .iter()
        .filter(|row| row.well_formed && !row.is_hostile())
    {
        let Ok(document) = row.read() else { continue };
        let fits = match (row.kind.as_str(), &document.body) {
            ("PunchOutOrderMessage", Body::Message(message)) => message.order.is_some(),
            ("PunchOutSetupRequest", Body::Request(request)) => {
                matches!(request.payload, RequestPayload::PunchOutSetup(_))
            }
            ("ProfileRequest", Body::Request(request)) => {
                matches!(request.payload, RequestPayload::Profile)
            }
            ("PunchOutSetupResponse", Body::Response(response)) => match &response.payload {
                cxml::ResponsePayload::PunchOutSetup(url) => url.is_some(),
                _ => false,
            },
            ("ProfileResponse", Body::Response(response)) => match &response.payload {
                cxml::ResponsePayload::Profile(transactions) => !transactions.is_empty(),
                _ => false,
            },
            ("Response", Body::Response(response)) => response.status_code.is_some(),
            (kind, Body::Request(request)) if kind.ends_with("Request") => {
                matches!(&request.payload, RequestPayload::Other(name) if name == kind)
            }
            // Others may stand in no Request at all.
            (kind, _) => !kind.starts_with("PunchOut") && !kind.starts_with("Profile"),
        };
        assert!(fits, "{}: {:?}", row.path.display(), document.body);
    }
}

/// What libxml2 finds at paths of a document, blanks normalized.
pub fn at_paths<const N: usize>(path: &Path, paths: [&str; N]) -> Option<[String; N]> {
    let concatenated = paths.map(|path| format!("normalize-space({path})"));
    let expression = format!("concat({}, '')", concatenated.join(", '¦', "));
    let output = tools::xmllint()?
        .args(["--xpath", &expression])
        .arg(path)
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let mut values = text.trim_end_matches('\n').split('¦').map(str::to_owned);
    Some(paths.map(|_| values.next().expect("a value for each path")))
}

pub fn normalized(text: Option<&str>) -> String {
    let words: Vec<_> = text.unwrap_or_default().split_ascii_whitespace().collect();
    words.join(" ")
}

#[test]
fn every_setup_request_says_what_libxml2_finds_in_it() {
    let rows = rows();
    let setups: Vec<_> = rows
        .iter()
        .filter(|row| row.kind == "PunchOutSetupRequest")
        .collect();
    let mut understood = 0;
    for row in setups.iter().filter(|row| row.well_formed) {
        let document = row.read().unwrap();
        let Body::Request(request) = &document.body else {
            panic!("{}: a request", row.path.display());
        };
        let RequestPayload::PunchOutSetup(setup) = &request.payload else {
            panic!("{}: a setup", row.path.display());
        };
        let Some(expected) = at_paths(
            &row.path,
            [
                "//PunchOutSetupRequest/@operation",
                "//PunchOutSetupRequest/BuyerCookie",
                "/cXML/Header/Sender/Credential[1]/@domain",
                "/cXML/Header/Sender/Credential[1]/Identity[1]",
                "/cXML/Header/Sender/Credential[1]/SharedSecret",
                "/cXML/Header/From/Credential[1]/Identity[1]",
                "/cXML/Header/Sender/UserAgent",
                "//BrowserFormPost/URL",
                "count(//PunchOutSetupRequest/ItemOut)",
                "count(//PunchOutSetupRequest/Extrinsic)",
                "//PunchOutSetupRequest/ItemOut[1]/ItemID/SupplierPartAuxiliaryID",
                "//SelectedItem/ItemID/SupplierPartID",
                "//PunchOutSetupRequest/ShipTo/Address/PostalAddress/City",
                "/cXML/@payloadID",
            ],
        ) else {
            return;
        };
        let operation = match &setup.operation {
            Operation::Create => "create",
            Operation::Edit => "edit",
            Operation::Inspect => "inspect",
            Operation::Source => "source",
            Operation::Other(other) => other,
        };
        let header = document.header.as_ref();
        let sender = header.and_then(|header| header.sender.party.credentials.first());
        let from = header.and_then(|header| header.from.credentials.first());
        let found = [
            operation.to_owned(),
            normalized(
                setup
                    .buyer_cookie
                    .as_ref()
                    .map(cxml::BuyerCookie::lookup_key),
            ),
            normalized(sender.map(|sender| sender.domain.as_str())),
            normalized(sender.map(|sender| sender.identity.as_str())),
            normalized(sender.and_then(|sender| Some(sender.secret.as_ref()?.expose()))),
            normalized(from.map(|from| from.identity.as_str())),
            normalized(header.and_then(|header| header.sender.user_agent.as_deref())),
            normalized(setup.browser_form_post.as_deref()),
            setup.items.len().to_string(),
            setup.extrinsics.len().to_string(),
            normalized(
                setup
                    .items
                    .first()
                    .and_then(|item| item.item_id.supplier_part_auxiliary_id.as_deref()),
            ),
            normalized(
                setup
                    .selected_item
                    .as_ref()
                    .map(|item| item.supplier_part_id.as_str()),
            ),
            normalized(
                setup
                    .ship_to
                    .as_ref()
                    .and_then(|address| address.city.as_deref()),
            ),
            document.payload_id.clone(),
        ];
        assert_eq!(found, expected, "{}", row.path.display());
        understood += 1;
    }
    assert!(
        rows.is_empty() || understood > 40,
        "only {understood} of {} setup requests",
        setups.len()
    );
}

#[test]
fn every_order_message_says_what_libxml2_finds_in_it() {
    let rows = rows();
    let mut understood = 0;
    for row in rows
        .iter()
        .filter(|row| row.kind == "PunchOutOrderMessage" && row.well_formed && !row.is_hostile())
    {
        let document = row.read().unwrap();
        let Body::Message(message) = &document.body else {
            panic!("{}: a message", row.path.display());
        };
        let order = message.order.as_ref().unwrap();
        let header = "//PunchOutOrderMessageHeader";
        let Some(expected) = at_paths(
            &row.path,
            [
                "//PunchOutOrderMessage/BuyerCookie",
                &format!("{header}/@operationAllowed"),
                &format!("string(number(translate({header}/Total/Money, ',', '')))"),
                &format!("{header}/Total/Money/@currency"),
                &format!("string(number({header}/Shipping/Money))"),
                "count(//PunchOutOrderMessage/ItemIn)",
                "string(sum(//ItemIn/@quantity))",
                "//ItemIn[last()]/ItemID/SupplierPartID",
                "//ItemIn[last()]/ItemID/SupplierPartAuxiliaryID",
                "string(number(//ItemIn[last()]/ItemDetail/UnitPrice/Money))",
                "//ItemIn[last()]/ItemDetail/UnitOfMeasure",
                "count(//ItemIn[last()]/ItemDetail/Classification)",
                "count(//ItemIn/ItemDetail/PriceBasisQuantity)",
            ],
        ) else {
            return;
        };
        let number = |number: Option<rust_decimal::Decimal>| {
            number.map_or_else(|| "NaN".to_owned(), |number| number.normalize().to_string())
        };
        let amount = |money: Option<&cxml::Money>| number(money.and_then(|money| money.amount));
        let last = order.items.last();
        let detail = last.map(|item| &item.detail);
        let bases = order
            .items
            .iter()
            .filter(|item| item.detail.price_basis.is_some());
        let found = [
            normalized(Some(&order.buyer_cookie)),
            normalized(order.operation_allowed.as_deref()),
            amount(order.total.as_ref()),
            normalized(order.total.as_ref().map(|total| total.currency.as_str())),
            amount(order.shipping.as_ref()),
            order.items.len().to_string(),
            number(order.items.iter().map(|item| item.quantity).sum()),
            normalized(last.map(|item| item.item_id.supplier_part_id.as_str())),
            normalized(last.and_then(|item| item.item_id.supplier_part_auxiliary_id.as_deref())),
            amount(detail.and_then(|detail| detail.unit_price.as_ref())),
            normalized(detail.and_then(|detail| detail.unit_of_measure.as_deref())),
            detail
                .map_or(0, |detail| detail.classifications.len())
                .to_string(),
            bases.count().to_string(),
        ];
        assert_eq!(found, expected, "{}", row.path.display());
        understood += 1;
    }
    assert!(rows.is_empty() || understood > 10, "only {understood}");
}

#[test]
fn libxml2_agrees_on_what_is_well_formed() {
    for row in rows() {
        let Some(mut xmllint) = tools::xmllint() else {
            return;
        };
        let theirs = xmllint.arg(&row.path).output().unwrap().status.success();
        let path = row.path.display();
        match row.read() {
            Ok(_) | Err(ReadError::NotCxml { .. }) => assert!(theirs, "{path}"),
            // Its meaning is in a DOCTYPE, which is not applied here.
            Err(ReadError::UnknownEntity { .. }) => {}
            Err(error) => assert!(!theirs, "{path}: {error}"),
        }
    }
}

/// A tree as another parser sees it: names, attributes in order of their names, and text.
fn seen(node: roxmltree::Node<'_, '_>, seen: &mut Vec<String>) {
    if node.is_element() {
        let mut attributes: Vec<_> = node
            .attributes()
            .map(|attribute| {
                format!(
                    "{:?}{}={}",
                    attribute.namespace(),
                    attribute.name(),
                    attribute.value()
                )
            })
            .collect();
        attributes.sort();
        seen.push(format!("<{:?} {attributes:?}", node.tag_name()));
        for child in node.children() {
            self::seen(child, seen);
        }
        seen.push(">".to_owned());
    } else if let Some(text) = node.text().filter(|_| node.is_text()) {
        match seen.last_mut().filter(|last| last.starts_with('"')) {
            Some(last) => last.push_str(text),
            None => seen.push(format!("\"{text}")),
        }
    }
}

fn as_seen(text: &str) -> Vec<String> {
    let options = roxmltree::ParsingOptions {
        allow_dtd: true,
        ..roxmltree::ParsingOptions::default()
    };
    let document = roxmltree::Document::parse_with_options(text, options).unwrap();
    let mut seen = Vec::new();
    self::seen(document.root_element(), &mut seen);
    seen
}

#[test]
fn every_document_comes_through_reading_and_writing_without_loss() {
    let mut compared = 0;
    for row in rows() {
        let Ok(document) = row.read() else { continue };
        let path = row.path.display();
        let written = document.root().xml();
        let again = read(written.as_bytes(), &ReadOptions::default()).unwrap();
        assert_eq!(again.root().xml(), written, "{path}");
        assert_eq!(again.kind(), document.kind(), "{path}");
        // The other parser takes UTF-8 alone.
        if let Ok(original) = String::from_utf8(fs::read(&row.path).unwrap())
            && document.source.encoding == "UTF-8"
        {
            let original = original.trim_start_matches('\u{feff}').trim_start();
            assert_eq!(as_seen(&written), as_seen(original), "{path}");
            compared += 1;
        }
    }
    assert!(
        tools::corpus().is_none() || compared > 110,
        "only {compared}"
    );
}

#[test]
fn every_document_is_named_for_what_it_is() {
    for row in rows().iter().filter(|row| row.well_formed) {
        let Ok(document) = row.read() else { continue };
        // Some are Responses and more; some have what they are about in the wrong place.
        let is_whole = document
            .root()
            .child("Request")
            .or_else(|| document.root().child("Message"))
            .is_some();
        if is_whole && row.kind != "fragment" && document.kind() != row.kind {
            assert!(
                document.kind().is_empty(),
                "{}: {}",
                row.path.display(),
                document.kind()
            );
        }
    }
}
