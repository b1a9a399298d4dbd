//! The call by which a procurement system opens a catalogue.

mod hook_url;
mod names;

use std::fmt;

use crate::{
    Charset, Findings, Severity, Version,
    pairs::{self, PairsError},
};

pub use names::{ParameterNames, is_secret_name};

/// A password: it stands in no `Debug` output.
#[derive(Clone, PartialEq, Eq)]
pub struct Password(String);

impl Password {
    /// The password.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(****)")
    }
}

/// What a call is for (`FUNCTION`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Function {
    /// To shop: there is no `FUNCTION`.
    #[default]
    Shop,
    /// To look at a product.
    Detail,
    /// To get a product's present data, without anybody looking.
    Validate,
    /// To look at what a search finds.
    Sourcing,
    /// To get what a search finds, without anybody looking: the procurement system's server calls.
    BackgroundSearch,
    /// To learn whether so many of a product can be had: an extension of some procurement systems.
    QuantityCheck,
    /// To get the catalogue page by page, as JSON (5.0).
    DownloadJson,
    /// Something that no description has: treated as shopping.
    Other(String),
}

impl Function {
    fn named(name: &str) -> Self {
        let compact: String = name
            .trim()
            .to_ascii_uppercase()
            .replace(['_', '-', ' '], "");
        match compact.as_str() {
            "" => Self::Shop,
            "DETAIL" => Self::Detail,
            "VALIDATE" => Self::Validate,
            "SOURCING" => Self::Sourcing,
            "BACKGROUNDSEARCH" => Self::BackgroundSearch,
            "QUANTITYCHECK" => Self::QuantityCheck,
            "DOWNLOADJSON" => Self::DownloadJson,
            _ => Self::Other(name.trim().chars().take(100).collect()),
        }
    }

    /// Its name in a call; empty for shopping.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Shop => "",
            Self::Detail => "DETAIL",
            Self::Validate => "VALIDATE",
            Self::Sourcing => "SOURCING",
            Self::BackgroundSearch => "BACKGROUND_SEARCH",
            Self::QuantityCheck => "QUANTITYCHECK",
            Self::DownloadJson => "DOWNLOADJSON",
            Self::Other(name) => name,
        }
    }
}

/// A parameter as it came.
#[derive(Clone, Debug)]
struct Parameter {
    name: String,
    value: String,
    /// The value as it was sent, where it stood in the query or form: an unencoded URL is recognised by it.
    raw: Vec<u8>,
}

/// Whether a query or a form has a parameter that only calls have.
#[must_use]
pub fn looks_like_call(bytes: &[u8]) -> bool {
    pairs::raw(bytes)
        .take(pairs::MAX_PARAMETERS)
        .filter(|pair| pair.name.len() < 40)
        .any(|pair| names::is_telling(pairs::text(pair.name, None).trim()))
}

/// The parameters of a call, before it is known what a connection calls them.
#[derive(Clone, Debug, Default)]
pub struct Parameters(Vec<Parameter>);

/// A call.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Call {
    /// What it is for.
    pub function: Function,
    /// `OCI_VERSION`, where it names one that there is.
    pub version: Option<Version>,
    /// `HOOK_URL`: where the cart goes, decoded once and otherwise as it came.
    pub hook_url: Option<String>,
    /// Where a buyer goes who comes back without a cart, where that is another address.
    pub cancel_url: Option<String>,
    /// `returntarget`, else `~TARGET`: the frame that the cart returns into.
    pub target: Option<String>,
    /// `~OkCode`, `~TARGET` and `~CALLER`, to be said back: names and values as they came.
    pub echoes: Vec<(String, String)>,
    /// `http_content_charset`: what the cart's form is wanted in.
    pub charset: Option<Charset>,
    /// The language, as it came: `DE`, `D`, `en-US`.
    pub language: Option<String>,
    /// `PRODUCTID`: the `EXT_PRODUCT_ID` that the shop gave.
    pub product_id: Option<String>,
    /// `QUANTITY`.
    pub quantity: Option<String>,
    /// `SEARCHSTRING`.
    pub search: Option<String>,
    /// `VENDOR`.
    pub vendor: Option<String>,
    /// All other parameters but user and password.
    pub others: Vec<(String, String)>,
    /// What deviates.
    pub findings: Findings,
}

impl Parameters {
    /// Reads the parameters of a query and of a form; those of the form come first, and the first of a name counts. `charset` is that of
    /// the form's `Content-Type`.
    ///
    /// # Errors
    /// [`PairsError`]: there is too much, or what no text has.
    pub fn read(query: &[u8], form: &[u8], charset: Option<&str>) -> Result<Self, PairsError> {
        let mut all = Vec::new();
        for (bytes, charset) in [(form, charset), (query, None)] {
            for (name, value, raw) in pairs::checked(bytes, charset)? {
                if all.len() >= pairs::MAX_PARAMETERS {
                    return Err(PairsError::TooMany(pairs::MAX_PARAMETERS));
                }
                all.push(Parameter {
                    name: name.trim().to_owned(),
                    value,
                    raw: raw.to_vec(),
                });
            }
        }
        Ok(Self(all))
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The value of a parameter, without regard to the case of its name. The first that is not empty.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<&str> {
        self.find(name).map(|parameter| parameter.value.as_str())
    }

    fn find(&self, name: &str) -> Option<&Parameter> {
        self.0.iter().find(|parameter| {
            parameter.name.eq_ignore_ascii_case(name) && !parameter.value.trim().is_empty()
        })
    }

    fn first<'a>(&self, mut names: impl Iterator<Item = &'a str>) -> Option<&Parameter> {
        names.find_map(|name| self.find(name))
    }

    /// The user, in the parameters of these names.
    #[must_use]
    pub fn username(&self, names: &ParameterNames) -> Option<&str> {
        self.first(names.usernames())
            .map(|parameter| parameter.value.trim())
    }

    /// The password, in the parameters of these names.
    #[must_use]
    pub fn password(&self, names: &ParameterNames) -> Option<Password> {
        self.first(names.passwords())
            .map(|parameter| Password(parameter.value.clone()))
    }

    /// All parameters but those that hold passwords or are named like a secret.
    #[must_use]
    pub fn plain(&self, names: &ParameterNames) -> Vec<(String, String)> {
        self.0
            .iter()
            .filter(|parameter| !names.is_password(&parameter.name))
            .map(|parameter| (parameter.name.clone(), parameter.value.clone()))
            .collect()
    }

    /// What the parameters mean, by the names that a connection has for them.
    #[must_use]
    pub fn call(&self, names: &ParameterNames) -> Call {
        let mut findings = Findings::default();
        let own = |list: Vec<&'static str>| self.first(list.into_iter());
        let text = |parameter: Option<&Parameter>| {
            parameter.map(|parameter| parameter.value.trim().to_owned())
        };
        let hook = self.first(names.hook_urls());
        let hook_url = hook.map(|parameter| {
            let known = |name: &str| names.knows(name);
            hook_url::of(parameter, self.after(parameter), known, &mut findings)
        });
        let swallowed = hook_url
            .as_ref()
            .map(|hook| hook.swallowed.clone())
            .unwrap_or_default();
        let function = text(own(vec!["FUNCTION", "~FUNCTION"])).unwrap_or_default();
        let function = Function::named(&function);
        if let Function::Other(name) = &function {
            findings.add(
                "function.unknown",
                Severity::Warning,
                "FUNCTION",
                format!("There is no function “{name}”."),
                "The call is treated as shopping. Have the caller send DETAIL, VALIDATE, SOURCING or BACKGROUND_SEARCH, or no FUNCTION.",
            );
        }
        let version = own(vec!["OCI_VERSION", "OCIVERSION"]);
        let version = version.and_then(|parameter| {
            let parsed = parameter.value.parse().ok();
            if parsed.is_none() {
                findings.add(
                    "version.unknown",
                    Severity::Notice,
                    &parameter.name,
                    format!("There is no version “{}” of OCI.", shown(&parameter.value)),
                    "The connection's version is used.",
                );
            }
            parsed
        });
        let echoes = ["~OkCode", "~TARGET", "~CALLER"]
            .into_iter()
            .filter_map(|name| self.find(name))
            .map(|parameter| (parameter.name.clone(), parameter.value.clone()))
            .collect();
        if hook_url.is_none() {
            findings.add(
                "hook_url.missing",
                Severity::Warning,
                "HOOK_URL",
                "The call names no HOOK_URL, or an empty one.",
                "Without one the cart can return only where the connection has a default. Check the call structure's entry of the type Return URL.",
            );
        }
        Call {
            function,
            version,
            hook_url: hook_url.map(|hook| hook.url),
            cancel_url: text(self.first(names.cancel_urls())),
            target: text(self.first(names.targets())),
            echoes,
            charset: own(vec!["http_content_charset", "~http_content_charset"])
                .and_then(|parameter| Charset::named(&parameter.value)),
            language: text(self.first(names.languages())),
            product_id: text(own(vec!["PRODUCTID", "PRODUCT_ID"])),
            quantity: text(own(vec!["QUANTITY"])),
            search: text(own(vec!["SEARCHSTRING", "SEARCH_STRING"])),
            vendor: text(own(vec!["VENDOR"])),
            others: self
                .0
                .iter()
                .enumerate()
                .filter(|(index, parameter)| {
                    !swallowed.contains(index) && !names.knows(&parameter.name)
                })
                .map(|(_, parameter)| (parameter.name.clone(), parameter.value.clone()))
                .filter(|(name, value)| !name.is_empty() && !value.is_empty())
                .collect(),
            findings,
        }
    }

    /// The parameters behind one, with their places.
    fn after<'a>(&'a self, one: &Parameter) -> impl Iterator<Item = (usize, &'a Parameter)> {
        let place = self
            .0
            .iter()
            .position(|parameter| std::ptr::eq(parameter, one))
            .unwrap_or(self.0.len());
        self.0.iter().enumerate().skip(place + 1)
    }
}

/// The beginning of a value, for a sentence.
fn shown(value: &str) -> String {
    value.trim().chars().take(100).collect()
}

#[cfg(test)]
mod tests;
