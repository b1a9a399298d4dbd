//! Typed documents beside punch-outs, held against what libxml2 finds in real ones.

use cxml::Typed;

use crate::{
    corpus::{at_paths, normalized, rows},
    tools,
};

#[test]
fn orders_and_what_follows_them_say_what_libxml2_finds_in_them() {
    let mut understood = 0;
    for row in rows()
        .iter()
        .filter(|row| row.well_formed && !row.is_hostile())
    {
        let Ok(document) = row.read() else { continue };
        let (paths, found) = match document.typed() {
            Some(Typed::Order(order)) => {
                let last = order.lines.last();
                let part = last.map(|line| line.item_id.supplier_part_id.as_str());
                let price = last.and_then(|line| line.detail()?.unit_price);
                (
                    [
                        "//OrderRequestHeader/@orderID",
                        "count(//OrderRequest/ItemOut)",
                        "//OrderRequest/ItemOut[last()]/ItemID/SupplierPartID",
                        "//OrderRequest/ItemOut[last()]/ItemDetail/UnitPrice/Money/@currency",
                    ],
                    [
                        normalized(Some(order.order_id)),
                        order.lines.len().to_string(),
                        normalized(part),
                        normalized(price.as_ref().map(|price| price.currency.as_str())),
                    ],
                )
            }
            Some(Typed::Confirmation(confirmation)) => (
                [
                    "//ConfirmationHeader/@type",
                    "count(//ConfirmationItem)",
                    "//ConfirmationRequest/OrderReference/@orderID",
                    "//ConfirmationRequest/OrderReference/DocumentReference/@payloadID",
                ],
                [
                    confirmation.kind.to_owned(),
                    confirmation.items.len().to_string(),
                    normalized(confirmation.reference.order_id),
                    normalized(confirmation.reference.payload_id),
                ],
            ),
            Some(Typed::ShipNotice(notice)) => (
                [
                    "//ShipNoticeHeader/@shipmentID",
                    "count(//ShipNoticePortion)",
                    "count(//ShipNoticeItem)",
                    "count(//ShipControl/ShipmentIdentifier)",
                ],
                [
                    normalized(Some(notice.shipment_id)),
                    notice.portions.len().to_string(),
                    notice
                        .portions
                        .iter()
                        .map(|(_, items)| items.len())
                        .sum::<usize>()
                        .to_string(),
                    notice.tracking.len().to_string(),
                ],
            ),
            Some(Typed::Invoice(invoice)) => (
                [
                    "//InvoiceDetailRequestHeader/@invoiceID",
                    "count(//InvoiceDetailOrder|//InvoiceDetailHeaderOrder)",
                    "count(//InvoiceDetailItem)",
                    "//InvoiceDetailSummary/NetAmount/Money/@currency",
                ],
                [
                    normalized(Some(invoice.invoice_id)),
                    invoice.orders.len().to_string(),
                    invoice
                        .orders
                        .iter()
                        .map(|(_, lines)| lines.len())
                        .sum::<usize>()
                        .to_string(),
                    normalized(invoice.net.as_ref().map(|net| net.currency.as_str())),
                ],
            ),
            Some(Typed::StatusUpdate(update)) => (
                [
                    "//StatusUpdateRequest/Status/@code",
                    "//StatusUpdateRequest/Status/@text",
                    "//DocumentReference/@payloadID",
                    "''",
                ],
                [
                    update.code.map(|code| code.to_string()).unwrap_or_default(),
                    normalized(update.text),
                    normalized(update.reference.payload_id),
                    String::new(),
                ],
            ),
            _ => continue,
        };
        let Some(expected) = at_paths(&row.path, paths) else {
            return;
        };
        assert_eq!(found, expected, "{}", row.path.display());
        understood += 1;
    }
    assert!(
        tools::corpus().is_none() || understood >= 20,
        "only {understood}"
    );
}
