//! Documents that are taken once: orders, and what follows them.
//!
//! A sender that got no answer sends a document again, with the same `payloadID` (cXML 1.2, cXML/@payloadID). It is then answered as it was
//! the first time, and not taken again. A `payloadID` that comes with another content is refused: one of the two would be lost. Setup
//! requests are none of this: each opens a session, whatever ids a test tool sends with them.

use cxml::{Attachment, Document, ElementRef, NodeRef};
use sha2::{Digest, Sha256};

use crate::{
    connection::PartyId, ids::ConnectionId, named_error::ErrorCode, protocol::cxml as protocol,
    setup::Refusal,
};

/// The requests that are taken: an order, and what is said about orders afterwards.
pub const TAKEN: [&str; 6] = [
    "OrderRequest",
    "StatusUpdateRequest",
    "ConfirmationRequest",
    "ShipNoticeRequest",
    "InvoiceDetailRequest",
    "ReceiptRequest",
];

/// What a document is known by when it comes again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrival {
    /// What no two documents have in common: sender and `payloadID`, and what numbers an order. None where a document has neither.
    pub keys: Vec<[u8; 32]>,
    /// Digest of what it asks for, and of what is attached.
    pub body: [u8; 32],
}

/// Digest of what came beside a document; `None` where nothing did.
#[must_use]
pub fn attached(attachments: &[Attachment]) -> Option<[u8; 32]> {
    if attachments.is_empty() {
        return None;
    }
    let mut digest = Sha256::new();
    for attachment in attachments {
        part(&mut digest, attachment.content_id.as_bytes());
        part(&mut digest, &attachment.bytes);
    }
    Some(digest.finalize().into())
}

/// What a document that a connection's caller sent is known by. `attached` is the digest of what came beside it.
///
/// # Errors
///
/// The refusal of an order that has no number, or no lines.
pub fn arrival(
    connection: ConnectionId,
    document: &Document,
    attached: Option<[u8; 32]>,
) -> Result<Arrival, Refusal> {
    let request = document.root().child("Request");
    let request = request.unwrap_or_else(ElementRef::nothing);
    let mut keys = Vec::new();
    if !document.payload_id.is_empty() {
        let from = document.header.as_ref().map(|header| &header.from);
        let mut parties: Vec<_> = from.map(protocol::parties).unwrap_or_default();
        parties.sort_unstable_by_key(PartyId::key);
        let mut parts = vec!["payloadID".to_owned(), document.payload_id.clone()];
        parts.extend(
            parties
                .iter()
                .map(|party: &PartyId| format!("{:?}", party.key())),
        );
        keys.push(key(connection, &parts));
    }
    if let Some(order) = request.child("OrderRequest") {
        keys.extend(order_key(connection, request, order)?);
    }
    let mut body = Sha256::new();
    said(&mut body, request);
    if let Some(attached) = attached {
        body.update(attached);
    }
    Ok(Arrival {
        keys,
        body: body.finalize().into(),
    })
}

/// What an element says, however it is written down: the order of attributes and the white space between elements say nothing.
fn said(digest: &mut Sha256, element: ElementRef<'_>) {
    digest.update(b"<");
    part(digest, element.name().as_bytes());
    let mut attributes: Vec<_> = element.attributes().collect();
    attributes.sort_unstable();
    for (name, value) in attributes {
        digest.update(b"@");
        part(digest, name.as_bytes());
        part(digest, value.as_bytes());
    }
    let has_elements = element.elements().next().is_some();
    for node in element.children() {
        match node {
            NodeRef::Element(inner) => said(digest, inner),
            NodeRef::Text(text) if has_elements && text.trim().is_empty() => {}
            NodeRef::Text(text) => {
                digest.update(b"t");
                part(digest, text.as_bytes());
            }
        }
    }
    digest.update(b">");
}

/// With its length, so that two parts are never taken for one.
fn part(digest: &mut Sha256, bytes: &[u8]) {
    digest.update(bytes.len().to_be_bytes());
    digest.update(bytes);
}

/// What numbers an order: its number and version. An update without a version is told from others by its `payloadID` alone.
fn order_key(
    connection: ConnectionId,
    request: ElementRef<'_>,
    order: ElementRef<'_>,
) -> Result<Option<[u8; 32]>, Refusal> {
    let header = order.child("OrderRequestHeader");
    let header = header.unwrap_or_else(ElementRef::nothing);
    let attribute = |name| header.attr(name).unwrap_or_default().trim();
    let id = attribute("orderID");
    if id.is_empty() || order.child("ItemOut").is_none() {
        let text = "The order has no orderID, or no ItemOut.";
        return Err(Refusal::new(ErrorCode::IncompleteOrder, text));
    }
    let kind = match attribute("type") {
        "" => "new",
        kind => kind,
    };
    let version = attribute("orderVersion");
    if kind != "new" && version.is_empty() {
        return Ok(None);
    }
    let mode = match request.attr("deploymentMode").map(str::trim) {
        Some("test") => "test",
        _ => "production",
    };
    let parts = ["order", mode, kind, version, id].map(str::to_owned);
    Ok(Some(key(connection, &parts)))
}

fn key(connection: ConnectionId, parts: &[String]) -> [u8; 32] {
    let mut digest = Sha256::new_with_prefix(connection.0.as_bytes());
    for text in parts {
        part(&mut digest, text.as_bytes());
    }
    digest.finalize().into()
}

#[cfg(test)]
mod tests {
    use cxml::ReadOptions;
    use uuid::Uuid;

    use super::*;

    const ORDER: &str = "<Request><OrderRequest><OrderRequestHeader orderID='7'/><ItemOut quantity='1'/></OrderRequest></Request>";

    fn arrived(payload_id: &str, from: &str, request: &str) -> Result<Arrival, Refusal> {
        let document = format!(
            "<cXML payloadID='{payload_id}'><Header><From><Credential domain='DUNS'><Identity>{from}</Identity></Credential></From></Header>{request}</cXML>"
        );
        let document = cxml::read(document.as_bytes(), &ReadOptions::default()).unwrap();
        arrival(ConnectionId(Uuid::from_u128(1)), &document, None)
    }

    fn shares_a_key(one: &Arrival, other: &Arrival) -> bool {
        one.keys.iter().any(|key| other.keys.contains(key))
    }

    #[test]
    fn documents_are_known_by_payload_id_and_sender() {
        let status = "<Request><StatusUpdateRequest/></Request>";
        let first = arrived("1@a", "1", status).unwrap();
        assert_eq!(first.keys.len(), 1);
        assert_eq!(first, arrived("1@a", " 1 ", status).unwrap());
        assert!(!shares_a_key(&first, &arrived("2@a", "1", status).unwrap()));
        assert!(!shares_a_key(&first, &arrived("1@a", "2", status).unwrap()));
        assert!(arrived("", "1", status).unwrap().keys.is_empty());
        let other = arrived(
            "1@a",
            "1",
            "<Request><StatusUpdateRequest a='1'/></Request>",
        );
        assert_ne!(first.body, other.unwrap().body);
    }

    #[test]
    fn what_is_said_counts_and_not_how_it_is_written() {
        let body = |request: &str| arrived("1@a", "1", request).unwrap().body;
        let first = body(
            "<Request><ShipNoticeRequest a='1' b='2'><X>y &amp; z</X></ShipNoticeRequest></Request>",
        );
        for same in [
            "<Request>\n  <ShipNoticeRequest b=\"2\" a=\"1\">\n<X><![CDATA[y & z]]></X>\n</ShipNoticeRequest></Request>",
            "<Request><ShipNoticeRequest a='1' b='2' ><!-- no -->\t<X>y &#38; z</X></ShipNoticeRequest></Request>",
        ] {
            assert_eq!(first, body(same), "{same}");
        }
        for other in [
            "<Request><ShipNoticeRequest a='12' b=''><X>y &amp; z</X></ShipNoticeRequest></Request>",
            "<Request><ShipNoticeRequest a='1' b='2'><X>y &amp; z </X></ShipNoticeRequest></Request>",
            "<Request><ShipNoticeRequest a='1' b='2'><X/>y &amp; z</ShipNoticeRequest></Request>",
        ] {
            assert_ne!(first, body(other), "{other}");
        }
    }

    #[test]
    fn attachments_are_part_of_a_document() {
        let attachment = |content_id: &str, bytes: &[u8]| Attachment {
            content_id: content_id.to_owned(),
            content_type: None,
            bytes: bytes.to_vec(),
        };
        let one = attached(&[attachment("1@b", b"drawing")]);
        assert_eq!(one, attached(&[attachment("1@b", b"drawing")]));
        for other in [
            attached(&[]),
            attached(&[attachment("1@b", b"drawing 2")]),
            attached(&[attachment("2@b", b"drawing")]),
            attached(&[attachment("1@b", b"drawing"), attachment("", b"")]),
        ] {
            assert_ne!(one, other);
        }
        let document = format!("<cXML payloadID='1'>{ORDER}</cXML>");
        let document = cxml::read(document.as_bytes(), &ReadOptions::default()).unwrap();
        let id = ConnectionId(Uuid::from_u128(1));
        let [with, without] = [one, None].map(|attached| arrival(id, &document, attached).unwrap());
        assert!(shares_a_key(&with, &without) && with.body != without.body);
    }

    #[test]
    fn orders_are_known_by_their_number_too() {
        let first = arrived("1@a", "1", ORDER).unwrap();
        let with = |from: &str, to: &str| arrived("2@a", "1", &ORDER.replace(from, to)).unwrap();
        assert!(shares_a_key(&first, &with("", "")));
        assert!(shares_a_key(
            &first,
            &with("<ItemOut", "<ItemOut lineNumber='2'")
        ));
        for (from, to) in [
            ("'7'", "'8'"),
            ("'7'", "'7' orderVersion='2'"),
            ("'7'", "'7' type='update'"),
            ("<Request>", "<Request deploymentMode='test'>"),
        ] {
            assert!(!shares_a_key(&first, &with(from, to)), "{to}");
        }
        assert_eq!(with("'7'", "'7' type='update'").keys.len(), 1);
        assert_eq!(
            with("'7'", "'7' type='update' orderVersion='2'").keys.len(),
            2
        );
        for broken in ["orderID='7'", "<ItemOut quantity='1'/>"] {
            let refused = arrived("1@a", "1", &ORDER.replace(broken, "")).unwrap_err();
            assert_eq!(refused.error, ErrorCode::IncompleteOrder);
        }
    }
}
