//! What the parameters of a call are called.

use serde::{Deserialize, Serialize};

/// The names that one connection's procurement system has for the parameters that administrators name freely. Where one is absent, or is
/// not in a call, the names that are common count. Names do not depend on case.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ParameterNames {
    /// The user.
    pub username: Option<String>,
    /// The password.
    pub password: Option<String>,
    /// Where the cart goes.
    pub hook_url: Option<String>,
    /// Where a buyer without a cart goes.
    pub cancel_url: Option<String>,
    /// The language.
    pub language: Option<String>,
    /// The frame that the cart returns into.
    pub target: Option<String>,
}

const USERNAMES: &[&str] = &[
    "USERNAME",
    "~USERNAME",
    "USER",
    "~USER",
    "USERID",
    "USER_ID",
    "LOGIN",
    "LOGINNAME",
    "CID",
];
const PASSWORDS: &[&str] = &[
    "PASSWORD",
    "~PASSWORD",
    "PASSWD",
    "PASS",
    "PWD",
    "PW",
    "USERPASSWORD",
    "SAP-PASSWORD",
];
const HOOK_URLS: &[&str] = &[
    "HOOK_URL",
    "~HOOK_URL",
    "HOOKURL",
    "HOOK-URL",
    "RETURNURL",
    "RETURN_URL",
];
const CANCEL_URLS: &[&str] = &["OCICANCEL", "OCI_CANCEL", "CANCEL_URL", "CANCELURL"];
const LANGUAGES: &[&str] = &[
    "LANGU",
    "SAP-LANGUAGE",
    "~LANGUAGE",
    "LANGUAGE",
    "LANG",
    "LOCALE",
];
const TARGETS: &[&str] = &["RETURNTARGET", "~TARGET"];

/// What has its own place in a call, or means something to the buyer's side alone.
const OTHERS: &[&str] = &[
    "FUNCTION",
    "~FUNCTION",
    "OCI_VERSION",
    "OCIVERSION",
    "OPI_VERSION",
    "~OKCODE",
    "~CALLER",
    "HTTP_CONTENT_CHARSET",
    "~HTTP_CONTENT_CHARSET",
    "PRODUCTID",
    "PRODUCT_ID",
    "QUANTITY",
    "SEARCHSTRING",
    "SEARCH_STRING",
    "VENDOR",
    "BYPASS_INB_HANDLER",
    "BYPASS_OUTB_HANDLER",
    "~CLIENT",
    "SAP-CLIENT",
];

fn both<'a>(
    own: Option<&'a String>,
    common: &'static [&'static str],
) -> impl Iterator<Item = &'a str> {
    own.map(String::as_str)
        .into_iter()
        .chain(common.iter().copied())
}

impl ParameterNames {
    pub(super) fn usernames(&self) -> impl Iterator<Item = &str> {
        both(self.username.as_ref(), USERNAMES)
    }

    pub(super) fn passwords(&self) -> impl Iterator<Item = &str> {
        both(self.password.as_ref(), PASSWORDS)
    }

    pub(super) fn hook_urls(&self) -> impl Iterator<Item = &str> {
        both(self.hook_url.as_ref(), HOOK_URLS)
    }

    pub(super) fn cancel_urls(&self) -> impl Iterator<Item = &str> {
        both(self.cancel_url.as_ref(), CANCEL_URLS)
    }

    pub(super) fn languages(&self) -> impl Iterator<Item = &str> {
        both(self.language.as_ref(), LANGUAGES)
    }

    pub(super) fn targets(&self) -> impl Iterator<Item = &str> {
        both(self.target.as_ref(), TARGETS)
    }

    /// Whether a parameter has its own place in a call.
    pub(super) fn knows(&self, name: &str) -> bool {
        self.usernames()
            .chain(self.passwords())
            .chain(self.hook_urls())
            .chain(self.cancel_urls())
            .chain(self.languages())
            .chain(self.targets())
            .chain(OTHERS.iter().copied())
            .any(|known| known.eq_ignore_ascii_case(name))
    }

    /// Whether a parameter of this name holds a password.
    #[must_use]
    pub fn is_password(&self, name: &str) -> bool {
        self.passwords()
            .any(|known| known.eq_ignore_ascii_case(name))
            || is_secret_name(name)
    }
}

/// Whether a parameter of this name tells a call from any other form.
pub(super) fn is_telling(name: &str) -> bool {
    USERNAMES
        .iter()
        .chain(HOOK_URLS)
        .chain(["~OKCODE", "~CALLER", "OCI_VERSION", "OCIVERSION"].iter())
        .any(|known| known.eq_ignore_ascii_case(name))
}

/// Whether a parameter is named like a secret, whatever a connection says of it.
#[must_use]
pub fn is_secret_name(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    [
        "pass",
        "pwd",
        "secret",
        "token",
        "kennwort",
        "apikey",
        "api_key",
        "api-key",
        "authorization",
    ]
    .iter()
    .any(|part| lower.contains(part))
}
