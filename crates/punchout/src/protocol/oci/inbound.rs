//! Calls to neutral data.

use std::collections::BTreeMap;

use oci::Call;

use crate::{
    connection::Format,
    finding::{Finding, Findings, Severity},
    ids::BuyerId,
    session::{Extrinsic, Operation, ReturnContext, SelectedItem},
    setup::{BuyerIdentity, Claim, RequestedOperation, SetupRequest},
};

/// The most parameters that a session keeps.
const MAX_EXTRINSICS: usize = 100;

/// The most characters that are kept of a parameter's value.
const MAX_EXTRINSIC: usize = 2_000;

/// The most characters of a frame's name.
const MAX_TARGET: usize = 100;

/// A call as a setup request. `user` is the user's name, which is the buyer's address where no parameter has one; `bound_buyer` is whom the
/// user's credential is for.
#[must_use]
pub fn setup_request(call: &Call, user: &str, bound_buyer: Option<BuyerId>) -> SetupRequest {
    SetupRequest {
        format: Format::Oci,
        operation: RequestedOperation::Known(Operation::Create),
        buyer_cookie: None,
        return_url: call.hook_url.clone(),
        return_context: ReturnContext::Oci {
            echoes: call.echoes.clone(),
            target: call.target.clone().filter(|target| is_frame(target)),
            charset: call.charset,
            cancel_url: call.cancel_url.clone(),
            function: call.function.name().to_owned(),
        },
        bound_buyer,
        identity: identity(call, user),
        selected_item: call.product_id.as_ref().map(|product| SelectedItem {
            sku: product.clone(),
            internal_id: Some(product.clone()),
        }),
        items: Vec::new(),
        ship_to: None,
        extrinsics: extrinsics(call),
        locale: call.language.as_deref().and_then(locale),
        contacts: Vec::new(),
        currency: None,
        business_unit: None,
        role: None,
        custom_fields: BTreeMap::new(),
    }
}

/// What the store is told of the call's parameters, by their own names. None that is named like a secret.
fn extrinsics(call: &Call) -> Vec<Extrinsic> {
    let own = [
        ("FUNCTION", Some(call.function.name().to_owned())),
        ("SEARCHSTRING", call.search.clone()),
        ("QUANTITY", call.quantity.clone()),
        ("VENDOR", call.vendor.clone()),
    ];
    own.into_iter()
        .filter_map(|(name, value)| Some((name.to_owned(), value?)))
        .chain(call.others.iter().cloned())
        .filter(|(name, value)| !value.trim().is_empty() && !oci::is_secret_name(name))
        .take(MAX_EXTRINSICS)
        .map(|(name, value)| Extrinsic {
            name: name.chars().take(MAX_EXTRINSIC).collect(),
            value: value.chars().take(MAX_EXTRINSIC).collect(),
        })
        .collect()
}

/// Who the buyer is, in the parameters that procurement systems send beside the login.
fn identity(call: &Call, user: &str) -> BuyerIdentity {
    let value = |names: &[&str]| {
        names.iter().find_map(|name| {
            call.others
                .iter()
                .find(|(other, _)| other.trim_start_matches('~').eq_ignore_ascii_case(name))
                .map(|(_, value)| value.trim().to_owned())
                .filter(|value| !value.is_empty())
        })
    };
    let email = value(&[
        "EMAIL",
        "E_MAIL",
        "E-MAIL",
        "MAIL",
        "USER_EMAIL",
        "USEREMAIL",
        "USERMAIL",
        "SMTP_ADDR",
        "BUYER_EMAIL",
    ])
    .filter(|email| email.contains('@'))
    .or_else(|| user.contains('@').then(|| user.to_owned()));
    let claims = call
        .others
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .chain([("USERNAME", user)])
        .filter(|(name, _)| !oci::is_secret_name(name))
        .take(MAX_EXTRINSICS)
        .map(|(name, value)| Claim {
            source: format!("extrinsic:{}", name.chars().take(200).collect::<String>()),
            value: value.chars().take(MAX_EXTRINSIC).collect(),
        })
        .collect();
    BuyerIdentity {
        claims,
        email,
        named: None,
        mapped: Vec::new(),
        first_name: value(&["FIRSTNAME", "FIRST_NAME", "GIVENNAME", "VORNAME"]),
        last_name: value(&["LASTNAME", "LAST_NAME", "SURNAME", "NACHNAME"]),
    }
}

/// The language tag of what procurement systems send: SAP's letter, an ISO code, or a tag.
fn locale(language: &str) -> Option<String> {
    let language = language.trim();
    let letter = match language.to_ascii_uppercase().as_str() {
        "B" => "he",
        "C" => "cs",
        "D" => "de",
        "E" => "en",
        "F" => "fr",
        "G" => "el",
        "H" => "hu",
        "I" => "it",
        "J" => "ja",
        "K" => "da",
        "L" => "pl",
        "M" => "zh-Hant",
        "N" => "nl",
        "O" => "nb",
        "P" => "pt",
        "Q" => "sk",
        "R" => "ru",
        "S" => "es",
        "T" => "tr",
        "U" => "fi",
        "V" => "sv",
        "W" => "bg",
        "1" => "zh",
        "3" => "ko",
        "4" => "ro",
        "5" => "sl",
        "6" => "hr",
        _ => "",
    };
    if !letter.is_empty() {
        return Some(letter.to_owned());
    }
    let tag = language.replace('_', "-");
    let is_tag = (2..=35).contains(&tag.len())
        && tag.split('-').all(|part| {
            (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
        })
        && tag
            .split('-')
            .next()
            .is_some_and(|part| matches!(part.len(), 2..=3));
    is_tag.then(|| match tag.split_once('-') {
        Some((language, rest)) => format!("{}-{rest}", language.to_ascii_lowercase()),
        None => tag.to_ascii_lowercase(),
    })
}

/// Whether a text can name a frame.
fn is_frame(target: &str) -> bool {
    !target.is_empty()
        && target.chars().count() <= MAX_TARGET
        && target
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "_-.:".contains(c))
}

/// Findings in neutral form.
#[must_use]
pub fn findings(found: oci::Findings) -> Findings {
    Findings {
        found: found
            .found
            .into_iter()
            .map(|finding| Finding {
                code: finding.code.to_owned(),
                severity: match finding.severity {
                    oci::Severity::Notice => Severity::Notice,
                    oci::Severity::Warning => Severity::Warning,
                    oci::Severity::Error => Severity::Error,
                },
                line: None,
                path: finding.path,
                text: finding.text,
                advice: finding.advice.to_owned(),
            })
            .collect(),
        more: u32::try_from(found.more).unwrap_or(u32::MAX),
    }
}
