//! `PunchOutSetupRequest` (cXML 1.1.010 to 1.2.069), as a procurement system sends it.

use rust_decimal::Decimal;

use super::{OutCredential, OutHeader, tag::Writer};
use crate::document::SharedSecret;

/// A Request with a `PunchOutSetupRequest`.
///
/// What a DTD does not allow can be written all the same, for trying out what a gateway makes of it: another operation, or no
/// `BuyerCookie`.
#[derive(Clone, Debug)]
pub struct OutSetupRequest {
    /// `Header`.
    pub header: OutHeader,
    /// `SharedSecret` of each of the Sender's credentials.
    pub shared_secret: SharedSecret,
    /// `Request/@deploymentMode`: `production` or `test`.
    pub deployment_mode: &'static str,
    /// `@operation`: `create`, `edit` or `inspect`; from 1.2 also `source`.
    pub operation: String,
    /// `BuyerCookie`, as text.
    pub buyer_cookie: Option<String>,
    /// `Extrinsic`: name and text.
    pub extrinsics: Vec<(String, String)>,
    /// `BrowserFormPost/URL`.
    pub browser_form_post: String,
    /// `SelectedItem/ItemID/SupplierPartID`.
    pub selected_item: Option<String>,
    /// `ItemOut`, for edit and inspect.
    pub items: Vec<OutItemOut>,
}

/// `ItemOut`: a line of an earlier cart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutItemOut {
    /// `@quantity`.
    pub quantity: Decimal,
    /// `@lineNumber`.
    pub line_number: u32,
    /// `SupplierPartID`.
    pub supplier_part_id: String,
    /// `SupplierPartAuxiliaryID`.
    pub supplier_part_auxiliary_id: Option<String>,
    /// `UnitPrice/Money`.
    pub unit_price: Decimal,
    /// `UnitPrice/Money/@currency`.
    pub currency: String,
    /// `Description`.
    pub description: String,
    /// `UnitOfMeasure`.
    pub unit_of_measure: String,
    /// `Classification`: domain and code, at least one.
    pub classifications: Vec<(String, String)>,
}

pub(super) fn request(writer: &mut Writer<'_>, setup: &OutSetupRequest) {
    writer.element("Header", &[], |writer| {
        party(writer, "From", &setup.header.from);
        party(writer, "To", &setup.header.to);
        writer.element("Sender", &[], |writer| {
            for credential in &setup.header.sender {
                let secret = Some(setup.shared_secret.expose());
                write_credential(writer, credential, secret);
            }
            writer.text("UserAgent", &[], &setup.header.user_agent);
        });
    });
    let mode = [("deploymentMode", setup.deployment_mode)];
    writer.element("Request", &mode, |writer| {
        let operation = [("operation", setup.operation.as_str())];
        writer.element("PunchOutSetupRequest", &operation, |writer| {
            writer.optional("BuyerCookie", &[], setup.buyer_cookie.as_deref());
            for (name, value) in &setup.extrinsics {
                writer.text("Extrinsic", &[("name", name)], value);
            }
            writer.element("BrowserFormPost", &[], |writer| {
                writer.text("URL", &[], &setup.browser_form_post);
            });
            if let Some(item) = &setup.selected_item {
                writer.element("SelectedItem", &[], |writer| item_id(writer, item, None));
            }
            for line in &setup.items {
                write_item(writer, line);
            }
        });
    });
}

fn party(writer: &mut Writer<'_>, name: &'static str, credentials: &[OutCredential]) {
    writer.element(name, &[], |writer| {
        for credential in credentials {
            write_credential(writer, credential, None);
        }
    });
}

fn write_credential(writer: &mut Writer<'_>, credential: &OutCredential, secret: Option<&str>) {
    writer.element("Credential", &[("domain", &credential.domain)], |writer| {
        writer.text("Identity", &[], &credential.identity);
        writer.optional("SharedSecret", &[], secret);
    });
}

fn item_id(writer: &mut Writer<'_>, part: &str, auxiliary: Option<&str>) {
    writer.element("ItemID", &[], |writer| {
        writer.text("SupplierPartID", &[], part);
        writer.optional("SupplierPartAuxiliaryID", &[], auxiliary);
    });
}

fn write_item(writer: &mut Writer<'_>, item: &OutItemOut) {
    let quantity = item.quantity.normalize().to_string();
    let number = item.line_number.to_string();
    let attributes = [("quantity", quantity.as_str()), ("lineNumber", &number)];
    writer.element("ItemOut", &attributes, |writer| {
        item_id(
            writer,
            &item.supplier_part_id,
            item.supplier_part_auxiliary_id.as_deref(),
        );
        writer.element("ItemDetail", &[], |writer| {
            writer.element("UnitPrice", &[], |writer| {
                let price = item.unit_price.to_string();
                writer.text("Money", &[("currency", &item.currency)], &price);
            });
            let lang = writer.lang();
            writer.text("Description", &[("xml:lang", lang)], &item.description);
            writer.text("UnitOfMeasure", &[], &item.unit_of_measure);
            for (domain, code) in &item.classifications {
                writer.text("Classification", &[("domain", domain)], code);
            }
        });
    });
}
