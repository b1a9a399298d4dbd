//! How carts go out, between JSON and the domain.

use api_types::connection as dto;
use punchout::connection::{BundleMode, CartCharset, CartSettings, ChargeMode};

/// How carts are to go out.
pub(super) fn settings(input: &dto::NewConnection) -> CartSettings {
    CartSettings {
        totals_mode: input.totals_mode.map(mode),
        tax_mode: input.tax_mode.map(mode),
        shipping_mode: input.shipping_mode.map(mode),
        discount_mode: input.discount_mode.map(mode),
        bundle_mode: match input.bundle_mode {
            dto::BundleMode::Single => BundleMode::Single,
            dto::BundleMode::Composite => BundleMode::Composite,
        },
        max_description_length: input.max_description_length,
        field_name: input.cart_field_name.clone(),
        document_version: input.document_version.clone(),
        charset: match input.cart_charset {
            dto::CartCharset::Utf8 => CartCharset::Utf8,
            dto::CartCharset::Latin1 => CartCharset::Latin1,
            dto::CartCharset::Utf16 => CartCharset::Utf16,
        },
        unspsc_domain: input.unspsc_domain.clone(),
        eclass_domain: input.eclass_domain.clone(),
    }
}

const fn mode(value: dto::ChargeMode) -> ChargeMode {
    match value {
        dto::ChargeMode::Line => ChargeMode::Line,
        dto::ChargeMode::Header => ChargeMode::Header,
        dto::ChargeMode::Disabled => ChargeMode::Disabled,
    }
}

/// Where an amount goes.
pub(super) const fn shown_mode(value: ChargeMode) -> dto::ChargeMode {
    match value {
        ChargeMode::Line => dto::ChargeMode::Line,
        ChargeMode::Header => dto::ChargeMode::Header,
        ChargeMode::Disabled => dto::ChargeMode::Disabled,
    }
}

/// What documents in base64 are encoded in.
pub(super) const fn shown_charset(value: CartCharset) -> dto::CartCharset {
    match value {
        CartCharset::Utf8 => dto::CartCharset::Utf8,
        CartCharset::Latin1 => dto::CartCharset::Latin1,
        CartCharset::Utf16 => dto::CartCharset::Utf16,
    }
}

/// What becomes of parts of lines.
pub(super) const fn shown_bundles(value: BundleMode) -> dto::BundleMode {
    match value {
        BundleMode::Single => dto::BundleMode::Single,
        BundleMode::Composite => dto::BundleMode::Composite,
    }
}
