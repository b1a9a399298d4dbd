//! Setup requests as procurement systems send them.

use std::fmt::Write;

/// The Sender that the shops of these tests know.
pub const DOMAIN: &str = "NetworkID";
pub const IDENTITY: &str = "AN01000000042";
pub const SECRET: &str = "plum-Tree&<7>";
pub const RETURN_URL: &str = "https://erp.buyer.example/in?transaction=1&step=2";

/// A setup request. Fields may be changed before it is written.
#[derive(Clone, Debug)]
pub struct Setup {
    /// The version that the DOCTYPE declares; no DOCTYPE where absent.
    pub version: Option<&'static str>,
    pub operation: &'static str,
    pub cookie: Option<String>,
    pub identity: String,
    pub secret: Option<String>,
    pub return_url: Option<String>,
    pub email: Option<String>,
    /// `SelectedItem`'s article number.
    pub selected: Option<String>,
    /// Lines of an earlier cart: article number, auxiliary id, quantity.
    pub items: Vec<(String, String, String)>,
}

impl Setup {
    pub fn new(operation: &'static str) -> Self {
        Self {
            version: Some("1.2.014"),
            operation,
            cookie: Some("cookie-1".to_owned()),
            identity: IDENTITY.to_owned(),
            secret: Some(SECRET.to_owned()),
            return_url: Some(RETURN_URL.to_owned()),
            email: Some("anna.meyer@buyer.example".to_owned()),
            selected: None,
            items: Vec::new(),
        }
    }

    pub fn create() -> Self {
        Self::new("create")
    }

    pub fn xml(&self) -> String {
        let mut body = String::new();
        if let Some(cookie) = &self.cookie {
            let _ = write!(body, "<BuyerCookie>{}</BuyerCookie>", escape(cookie));
        }
        if let Some(email) = &self.email {
            let _ = write!(
                body,
                "<Extrinsic name=\"UserEmail\">{}</Extrinsic><Extrinsic name=\"FirstName\">Anna</Extrinsic><Extrinsic name=\"LastName\">Meyer</Extrinsic>",
                escape(email)
            );
        }
        if let Some(url) = &self.return_url {
            let _ = write!(
                body,
                "<BrowserFormPost><URL>{}</URL></BrowserFormPost>",
                escape(url)
            );
        }
        if let Some(sku) = &self.selected {
            let _ = write!(
                body,
                "<SelectedItem><ItemID><SupplierPartID>{}</SupplierPartID></ItemID></SelectedItem>",
                escape(sku)
            );
        }
        for (index, (sku, auxiliary, quantity)) in self.items.iter().enumerate() {
            let _ = write!(
                body,
                "<ItemOut quantity=\"{quantity}\" lineNumber=\"{}\"><ItemID><SupplierPartID>{}</SupplierPartID><SupplierPartAuxiliaryID>{}</SupplierPartAuxiliaryID></ItemID></ItemOut>",
                index + 1,
                escape(sku),
                escape(auxiliary)
            );
        }
        let request = format!(
            "<Request deploymentMode=\"test\"><PunchOutSetupRequest operation=\"{}\">{body}</PunchOutSetupRequest></Request>",
            self.operation
        );
        self.envelope(&request)
    }

    /// A profile request of the same caller.
    pub fn profile_request(&self) -> String {
        self.envelope("<Request><ProfileRequest/></Request>")
    }

    /// The header of this caller around anything.
    pub fn envelope(&self, content: &str) -> String {
        let doctype = self.version.map_or_else(String::new, |version| {
            format!(
                "<!DOCTYPE cXML SYSTEM \"http://xml.cxml.org/schemas/cXML/{version}/cXML.dtd\">\n"
            )
        });
        let secret = self.secret.as_ref().map_or_else(String::new, |secret| {
            format!("<SharedSecret>{}</SharedSecret>", escape(secret))
        });
        let identity = escape(&self.identity);
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{doctype}<cXML payloadID=\"1790000000.42@erp.buyer.example\" timestamp=\"2026-03-01T10:00:00+01:00\" xml:lang=\"de-DE\"><Header>\
             <From><Credential domain=\"DUNS\"><Identity>123456789</Identity></Credential></From>\
             <To><Credential domain=\"DUNS\"><Identity>987654321</Identity></Credential></To>\
             <Sender><Credential domain=\"{DOMAIN}\"><Identity>{identity}</Identity>{secret}</Credential><UserAgent>Buyer 1.0</UserAgent></Sender>\
             </Header>{content}</cXML>"
        )
    }
}

/// Escapes text for XML.
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
