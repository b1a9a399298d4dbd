use super::*;
use crate::{ReadOptions, read};

fn with(content: &str) -> Document {
    let document = format!("<cXML payloadID='1'>{content}</cXML>");
    read(document.as_bytes(), &ReadOptions::default()).unwrap()
}

#[test]
fn an_order_is_typed_whatever_the_order_of_its_parts() {
    let document = with(
        "<Request><OrderRequest><ItemOut quantity='2' lineNumber='1' requestedDeliveryDate='2026-03-01'><ItemDetail><UnitPrice><Money currency='EUR'>1.50</Money></UnitPrice></ItemDetail>
         <ItemID><SupplierPartID>A</SupplierPartID><SupplierPartAuxiliaryID>c/1</SupplierPartAuxiliaryID></ItemID></ItemOut><ItemOut quantity='x'/>
         <OrderRequestHeader orderID=' 7 ' orderVersion='2' type='update' requisitionID=''><Extrinsic name='a'>b</Extrinsic><Comments>soon &amp; safe</Comments>
         <DocumentReference payloadID='0@b'/><Total><Money currency='EUR'>3</Money></Total><ShipTo><Address><PostalAddress><City>Ulm</City></PostalAddress></Address></ShipTo>
         <Followup><URL>https://b.example/f</URL></Followup></OrderRequestHeader></OrderRequest></Request>",
    );
    let Some(Typed::Order(order)) = document.typed() else {
        panic!("an order")
    };
    assert_eq!((order.order_id, order.order_version), ("7", Some(2)));
    assert_eq!((order.kind, order.order_type), ("update", "regular"));
    assert_eq!((order.previous, order.requisition_id), (Some("0@b"), None));
    assert_eq!(order.comments.as_deref(), Some("soon & safe"));
    assert_eq!(order.follow_up.as_deref(), Some("https://b.example/f"));
    assert_eq!(order.total.unwrap().amount.unwrap().to_string(), "3");
    assert_eq!(order.ship_to.unwrap().city.as_deref(), Some("Ulm"));
    assert_eq!(order.extrinsics[0].value, "b");
    let [first, second] = &order.lines[..] else {
        panic!("two lines")
    };
    assert_eq!(
        first.item_id.supplier_part_auxiliary_id.as_deref(),
        Some("c/1")
    );
    assert_eq!(first.requested_delivery_date, Some("2026-03-01"));
    let price = first.detail().unwrap().unit_price.unwrap();
    assert_eq!(price.amount.unwrap().to_string(), "1.50");
    assert!(second.quantity.is_none() && second.detail().is_none());
}

#[test]
fn what_follows_orders_is_typed() {
    let document = with(
        "<Request><StatusUpdateRequest><DocumentReference payloadID='1@b'/><Status code='200' text='OK'>done</Status><InvoiceStatus type='paid'/></StatusUpdateRequest></Request>",
    );
    let Some(Typed::StatusUpdate(update)) = document.typed() else {
        panic!("a status")
    };
    assert_eq!(update.reference.payload_id, Some("1@b"));
    assert_eq!((update.code, update.text), (Some(200), Some("OK")));
    assert_eq!(update.about, Some(("InvoiceStatus", Some("paid"))));

    let document = with(
        "<Request><ConfirmationRequest><ConfirmationHeader type='detail' confirmID='C1' noticeDate='d'/><OrderReference orderID='7'><DocumentReference payloadID='1@b'/></OrderReference>
         <ConfirmationItem lineNumber='1' quantity='5'><ConfirmationStatus type='accept' quantity='3'/><ConfirmationStatus type='backordered' quantity='2'/></ConfirmationItem></ConfirmationRequest></Request>",
    );
    let Some(Typed::Confirmation(confirmation)) = document.typed() else {
        panic!("a confirmation")
    };
    assert_eq!(
        (
            confirmation.reference.order_id,
            confirmation.reference.payload_id
        ),
        (Some("7"), Some("1@b"))
    );
    assert_eq!(
        (confirmation.kind, confirmation.operation),
        ("detail", "new")
    );
    let parts = &confirmation.items[0].statuses;
    let sum: rust_decimal::Decimal = parts.iter().filter_map(|(_, quantity)| *quantity).sum();
    assert_eq!(Some(sum), confirmation.items[0].quantity);

    let document = with(
        "<Request><ShipNoticeRequest><ShipNoticeHeader shipmentID='S1' operation='update'/><ShipControl><CarrierIdentifier domain='SCAC'>X</CarrierIdentifier><ShipmentIdentifier>T1</ShipmentIdentifier></ShipControl>
         <ShipNoticePortion><OrderReference orderID='7'/><ShipNoticeItem lineNumber='1' quantity='3'/></ShipNoticePortion></ShipNoticeRequest></Request>",
    );
    let Some(Typed::ShipNotice(notice)) = document.typed() else {
        panic!("a ship notice")
    };
    assert_eq!((notice.shipment_id, notice.operation), ("S1", "update"));
    assert_eq!(notice.tracking, ["T1"]);
    assert_eq!(notice.portions[0].0.order_id, Some("7"));
    assert_eq!(notice.portions[0].1[0].line_number, Some(1));

    let document = with(
        "<Request><InvoiceDetailRequest><InvoiceDetailRequestHeader invoiceID='I1' purpose='creditMemo'/><InvoiceDetailOrder><InvoiceDetailOrderInfo><OrderReference orderID='7'/></InvoiceDetailOrderInfo>
         <InvoiceDetailItem invoiceLineNumber='1' quantity='-1'><UnitPrice><Money currency='EUR'>2</Money></UnitPrice><InvoiceDetailItemReference lineNumber='4'/></InvoiceDetailItem></InvoiceDetailOrder>
         <InvoiceDetailOrder><InvoiceDetailOrderInfo><OrderIDInfo orderID='8'/></InvoiceDetailOrderInfo></InvoiceDetailOrder>
         <InvoiceDetailSummary><SubtotalAmount><Money currency='EUR'>-2</Money></SubtotalAmount><NetAmount><Money currency='EUR'>-2.38</Money></NetAmount></InvoiceDetailSummary></InvoiceDetailRequest></Request>",
    );
    let Some(Typed::Invoice(invoice)) = document.typed() else {
        panic!("an invoice")
    };
    assert_eq!((invoice.invoice_id, invoice.purpose), ("I1", "creditMemo"));
    let orders: Vec<_> = invoice
        .orders
        .iter()
        .map(|(order, lines)| (order.order_id.unwrap(), lines.len()))
        .collect();
    assert_eq!(orders, [("7", 1), ("8", 0)]);
    assert_eq!(invoice.orders[0].1[0].order_line_number, Some(4));
    assert!(invoice.net.is_some() && invoice.tax.is_none());
}

#[test]
fn catalogues_and_messages_are_typed() {
    let document = with(
        "<Request><CatalogUploadRequest operation='update'><CatalogName xml:lang='en'>Spring</CatalogName><Attachment><URL>cid:1@b</URL></Attachment></CatalogUploadRequest></Request>",
    );
    let Some(Typed::CatalogUpload(upload)) = document.typed() else {
        panic!("an upload")
    };
    assert_eq!((upload.operation, &*upload.name), ("update", "Spring"));
    assert_eq!(upload.attachments, ["cid:1@b"]);

    let document = with(
        "<Message><Index loadmode='Full'><SupplierID domain='DUNS'>1</SupplierID><IndexItem><IndexItemPunchout><ItemID><SupplierPartID>A</SupplierPartID></ItemID>
         <PunchoutDetail punchoutLevel='product'><URL>https://s.example/a</URL></PunchoutDetail></IndexItemPunchout></IndexItem><IndexItem><IndexItemDelete><ItemID><SupplierPartID>B</SupplierPartID></ItemID></IndexItemDelete></IndexItem></Index></Message>",
    );
    let Some(Typed::Index(index)) = document.typed() else {
        panic!("an index")
    };
    assert_eq!(index.load_mode, Some("Full"));
    assert_eq!(
        index.items[0].punch_out_url.as_deref(),
        Some("https://s.example/a")
    );
    assert_eq!(index.items[0].punch_out_level, Some("product"));
    assert_eq!(index.items[1].kind, "IndexItemDelete");

    let document = with(
        "<Request><GetPendingRequest lastReceivedTimestamp='t' maxMessages='5'><MessageType>SubscriptionChangeMessage</MessageType></GetPendingRequest></Request>",
    );
    let Some(Typed::GetPending(pending)) = document.typed() else {
        panic!("a request")
    };
    assert_eq!((pending.most, pending.last_received), (Some(5), Some("t")));
    assert_eq!(pending.message_types, ["SubscriptionChangeMessage"]);

    let document = with(
        "<Message><QuoteMessage><QuoteMessageHeader quoteID='Q' type='final'><Total><Money currency='EUR'>1</Money></Total></QuoteMessageHeader><QuoteItemIn/></QuoteMessage></Message>",
    );
    assert!(
        matches!(document.typed(), Some(Typed::Quote(quote)) if quote.quote_id == Some("Q") && quote.items == 1)
    );
    let document = with(
        "<Message><ProductActivityMessage><ProductActivityHeader messageID='M'/><ProductActivityDetails><ItemID><SupplierPartID>A</SupplierPartID></ItemID></ProductActivityDetails></ProductActivityMessage></Message>",
    );
    assert!(
        matches!(document.typed(), Some(Typed::ProductActivity(message)) if message.items[0].supplier_part_id == "A")
    );
    let document = with(
        "<Message><SubscriptionChangeMessage type='new'><Subscription><Name xml:lang='en'>Spring</Name></Subscription></SubscriptionChangeMessage></Message>",
    );
    assert!(
        matches!(document.typed(), Some(Typed::SubscriptionChange(change)) if change.kind == Some("new") && change.names == ["Spring"])
    );
    let document = with("<Request><CopyRequest/></Request>");
    assert!(matches!(document.typed(), Some(Typed::Other(other)) if other.name() == "CopyRequest"));
    assert!(with("<Request/>").typed().is_none());
}
