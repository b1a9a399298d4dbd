//! The acknowledgment of a purchase order: what the shop says to it, at once or later.

use rust_decimal::Decimal;

use crate::{
    Others,
    fault::{Fault, FaultKind},
    json,
    object::Object,
};

/// An acknowledgment.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Acknowledgment {
    /// `apikey`: by which the receiver knows the shop. A secret: not to be logged.
    pub api_key: Option<String>,
    /// `params/order_request_id`: the sender's id of the order, as the order has it.
    pub order_request_id: Option<String>,
    /// `params/confirmation/header`.
    pub header: ConfirmationHeader,
    /// `params/confirmation/items`.
    pub items: Vec<ConfirmedItem>,
}

/// `header` of a confirmation.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ConfirmationHeader {
    /// `ext_notice_id`: the shop's own number of the acknowledgment.
    pub notice_id: Option<String>,
    /// `notice_date`.
    pub notice_date: Option<String>,
    /// `po_payload_id`.
    pub payload_id: Option<String>,
    /// `po_order_id`: the order's number.
    pub order_id: Option<String>,
    /// `po_order_date`.
    pub order_date: Option<String>,
    /// `confirmation_status`, such as `accept`.
    pub status: Option<String>,
    /// What else stands beside these: addresses, the contact, `data`.
    pub others: Others,
}

/// A line of a confirmation.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ConfirmedItem {
    /// `line_number`.
    pub line_number: Option<String>,
    /// `po_line_number`: the order's line.
    pub po_line_number: Option<String>,
    /// `quantity`.
    pub quantity: Option<Decimal>,
    /// `part_id`: the article number.
    pub part_id: Option<String>,
    /// What else stands beside these.
    pub others: Others,
}

impl Acknowledgment {
    /// Reads an acknowledgment.
    ///
    /// # Errors
    ///
    /// What is no JSON object, has no confirmation, or a field that cannot be understood.
    pub fn read(bytes: &[u8]) -> Result<Self, Fault> {
        let mut root = Object::of(json::read(bytes)?, "")?;
        let mut params = root.object("params")?;
        let mut confirmation = params.object("confirmation")?;
        let path = confirmation.path_of("header");
        let mut header = confirmation.object("header")?;
        if header.is_empty() {
            return Err(Fault::new(
                FaultKind::Missing,
                path,
                "The confirmation has no header.",
                "Send params with order_request_id and confirmation, and header in that.",
            ));
        }
        Ok(Self {
            api_key: root.text("apikey")?,
            order_request_id: params.text("order_request_id")?,
            header: ConfirmationHeader {
                notice_id: header.text("ext_notice_id")?,
                notice_date: header.text("notice_date")?,
                payload_id: header.text("po_payload_id")?,
                order_id: header.text("po_order_id")?,
                order_date: header.text("po_order_date")?,
                status: header.text("confirmation_status")?,
                others: header.others(),
            },
            items: confirmation
                .list("items")?
                .into_iter()
                .map(ConfirmedItem::of)
                .collect::<Result<_, _>>()?,
        })
    }

    /// Whether the shop takes the order as it is.
    #[must_use]
    pub fn is_accepted(&self) -> bool {
        let status = self.header.status.as_deref();
        status.is_some_and(|status| status.eq_ignore_ascii_case("accept"))
    }
}

impl ConfirmedItem {
    fn of(mut item: Object) -> Result<Self, Fault> {
        Ok(Self {
            line_number: item.text("line_number")?,
            po_line_number: item.text("po_line_number")?,
            quantity: item.number("quantity")?,
            part_id: item.text("part_id")?,
            others: item.others(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ACKNOWLEDGMENT: &str = r#"{"apikey": "key", "params": {"order_request_id": "1@erp", "confirmation": {
        "header": {"ext_notice_id": "N-1", "notice_date": "2026-03-01", "po_payload_id": "1@erp", "po_order_id": 7,
            "confirmation_status": "accept", "ship_to": {"city": "Ulm"}},
        "items": [{"_position": 1, "line_number": "1", "po_line_number": "1", "quantity": "2", "part_id": "4711"}]}}}"#;

    #[test]
    fn what_the_shop_says_is_read() {
        let read = Acknowledgment::read(ACKNOWLEDGMENT.as_bytes()).unwrap();
        assert_eq!(
            (read.api_key.as_deref(), read.order_request_id.as_deref()),
            (Some("key"), Some("1@erp"))
        );
        assert_eq!(
            (
                read.header.order_id.as_deref(),
                read.header.notice_id.as_deref()
            ),
            (Some("7"), Some("N-1"))
        );
        assert_eq!(read.items[0].quantity, Some(Decimal::TWO));
        assert_eq!(read.header.others["ship_to"]["city"], "Ulm");
        assert!(read.is_accepted());
        let rejected = ACKNOWLEDGMENT.replace("\"accept\"", "\"reject\"");
        assert!(
            !Acknowledgment::read(rejected.as_bytes())
                .unwrap()
                .is_accepted()
        );
    }

    #[test]
    fn other_documents_are_none() {
        for other in [
            "",
            "{}",
            "[]",
            "ok",
            r#"{"ok": true}"#,
            r#"{"params": {"confirmation": []}}"#,
        ] {
            assert!(Acknowledgment::read(other.as_bytes()).is_err(), "{other}");
        }
    }
}
