//! How carts can go out, and what does not go together.

use api_types::connection::{CartCharset, CartEncoding, ChargeMode, Format, NewConnection};
use cxml::Version;

use crate::{api::connections::present, validation::FieldErrors};

/// The room of OCI's `EXT_SCHEMA_TYPE`.
const MAX_OCI_SCHEMA: usize = 10;

/// Checks how carts are to go out.
pub(super) fn check(errors: &mut FieldErrors, input: &NewConnection) {
    let is_name = |name: &String| {
        name.bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte))
    };
    errors.check(
        input.cart_field_name.as_ref().is_none_or(is_name),
        "/cart_field_name",
        "invalid",
        "must be of letters, digits and -._~",
    );
    let is_base64 = input.cart_encoding == CartEncoding::Base64 && input.format == Format::Cxml;
    errors.check(
        input.cart_charset == CartCharset::default() || is_base64,
        "/cart_charset",
        "not_supported",
        "is of carts in base64 alone: else browsers and forms say what it is",
    );
    for (pointer, domain) in [
        ("/unspsc_domain", &input.unspsc_domain),
        ("/eclass_domain", &input.eclass_domain),
    ] {
        let Some(domain) = domain else { continue };
        errors.check(
            domain.trim() == domain && !domain.chars().any(char::is_control),
            pointer,
            "invalid",
            "must not begin or end with a blank",
        );
        errors.check(
            input.format != Format::Oci || domain.chars().count() <= MAX_OCI_SCHEMA,
            pointer,
            "too_long",
            "has at most 10 characters with the format oci, as EXT_SCHEMA_TYPE",
        );
    }
    let pinned = input.document_version.as_deref().map(held);
    if pinned == Some(None) {
        let held = Version::HELD.map(|version| version.to_string()).join(", ");
        errors.add(
            "/document_version",
            "invalid",
            format!("must be one of {held}"),
        );
    }
    if !present::format(input.format).has_header_charges() {
        for (pointer, mode) in [
            ("/totals_mode", input.totals_mode),
            ("/tax_mode", input.tax_mode),
            ("/shipping_mode", input.shipping_mode),
            ("/discount_mode", input.discount_mode),
        ] {
            errors.check(
                mode != Some(ChargeMode::Header),
                pointer,
                "not_supported",
                "cannot be header: carts in this format have lines alone",
            );
        }
    }
    let too_old = pinned
        .flatten()
        .is_some_and(|version| version < Version::V1_2_036);
    let (pointer, mode) = match input.discount_mode {
        Some(mode) => ("/discount_mode", Some(mode)),
        None => ("/totals_mode", input.totals_mode),
    };
    errors.check(
        !(too_old && mode == Some(ChargeMode::Header)),
        pointer,
        "not_supported",
        "cannot be header with a document_version below 1.2.036, which has no place for a discount there: set discount_mode to line or disabled",
    );
}

fn held(text: &str) -> Option<Version> {
    let version = text.parse().ok()?;
    Version::HELD.contains(&version).then_some(version)
}
