//! What a procurement system sends to open a catalogue by OCI, and what it makes of what comes back.

use std::fmt;

use cxml::SharedSecret;
use oci::{Charset, Returned};

use crate::Buyer;

/// Who a procurement system is to a catalogue.
#[derive(Clone)]
pub struct OciAccount {
    /// `USERNAME`.
    pub username: String,
    /// `PASSWORD`.
    pub password: SharedSecret,
}

impl fmt::Debug for OciAccount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OciAccount")
            .field("username", &self.username)
            .finish_non_exhaustive()
    }
}

/// What a call is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OciFunction<'a> {
    /// To shop.
    Shop,
    /// To look at a product.
    Detail(&'a str),
    /// To get a product's present data, for so many of it.
    Validate(&'a str, &'a str),
    /// To look at what a search finds.
    Sourcing(&'a str),
    /// To get what a search finds.
    BackgroundSearch(&'a str),
    /// To learn whether so many of a product can be had.
    QuantityCheck(&'a str, &'a str),
    /// To get a page of the catalogue, from 1.
    DownloadJson(&'a str),
}

/// A call in the making.
#[derive(Clone, Copy, Debug)]
pub struct OciCall<'a> {
    /// The caller.
    pub account: &'a OciAccount,
    /// Who shops.
    pub buyer: &'a Buyer,
    /// `HOOK_URL`: where the cart is to be posted.
    pub hook_url: &'a str,
    /// What for.
    pub function: OciFunction<'a>,
}

impl OciCall<'_> {
    /// The parameters, in the order in which SAP's systems send them: the address last.
    #[must_use]
    pub fn parameters(&self) -> Vec<(String, String)> {
        let mut more = None;
        let function = match self.function {
            OciFunction::Shop => None,
            OciFunction::Detail(product) => Some(("DETAIL", "PRODUCTID", product)),
            OciFunction::Validate(product, quantity) => {
                more = Some(("QUANTITY", quantity));
                Some(("VALIDATE", "PRODUCTID", product))
            }
            OciFunction::Sourcing(search) => Some(("SOURCING", "SEARCHSTRING", search)),
            OciFunction::BackgroundSearch(search) => {
                Some(("BACKGROUND_SEARCH", "SEARCHSTRING", search))
            }
            OciFunction::QuantityCheck(product, quantity) => {
                more = Some(("QUANTITY", quantity));
                Some(("QUANTITYCHECK", "PRODUCTID", product))
            }
            OciFunction::DownloadJson(page) => Some(("DOWNLOADJSON", "requestedpage", page)),
        };
        let mut parameters = vec![
            ("~OkCode", "ADDI"),
            ("~TARGET", "_top"),
            ("~CALLER", "CTLG"),
            ("OCI_VERSION", "4.0"),
            ("USERNAME", self.account.username.as_str()),
            ("PASSWORD", self.account.password.expose()),
            ("EMAIL", self.buyer.email.as_str()),
            ("FIRSTNAME", self.buyer.first_name.as_str()),
            ("LASTNAME", self.buyer.last_name.as_str()),
            ("LANGU", "EN"),
        ];
        if let Some((function, name, value)) = function {
            parameters.push(("FUNCTION", function));
            parameters.push((name, value));
        }
        parameters.extend(more);
        parameters.push(("HOOK_URL", self.hook_url));
        parameters
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect()
    }

    /// The address that a browser is sent to for a call by GET.
    #[must_use]
    pub fn url(&self, entry_point: &str) -> String {
        let query = oci::encoded(&self.parameters(), Charset::Utf8);
        let joint = if entry_point.contains('?') { '&' } else { '?' };
        format!("{entry_point}{joint}{query}")
    }
}

/// Reads the fields that a browser posted to the `HOOK_URL`. An empty form is a return without a cart.
#[must_use]
pub fn read_oci_return(fields: &[(String, String)]) -> Returned {
    oci::read_return(fields)
}

/// The fields of the form in the page that a shop answers a background search or a validation with.
#[must_use]
pub fn oci_page_fields(html: &str) -> Vec<(String, String)> {
    oci::read_html(html).fields
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_reads_as_it_was_meant() {
        let account = OciAccount {
            username: "jane".to_owned(),
            password: SharedSecret::new("open & shut".to_owned()),
        };
        let buyer = Buyer {
            email: "jane@buyer.example".to_owned(),
            first_name: "Jane".to_owned(),
            last_name: "Döe".to_owned(),
        };
        let call = OciCall {
            account: &account,
            buyer: &buyer,
            hook_url: "https://buyer.example/in?a=1&b=2",
            function: OciFunction::Detail("A 1"),
        };
        assert!(!format!("{call:?}").contains("open"));
        let url = call.url("https://gw.example/punchout/shop/x");
        let query = url.split_once('?').unwrap().1;
        let read = oci::Parameters::read(query.as_bytes(), b"", None).unwrap();
        let names = oci::ParameterNames::default();
        assert_eq!(read.password(&names).unwrap().expose(), "open & shut");
        let meant = read.call(&names);
        assert_eq!(meant.hook_url.as_deref(), Some(call.hook_url));
        assert_eq!(meant.product_id.as_deref(), Some("A 1"));
        assert!(meant.findings.found.is_empty());
    }
}
