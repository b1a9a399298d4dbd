//! OCI settings between JSON and the domain.

use api_types::oci as dto;
use oci::{Charset, LongText, NumberFormat, Overlong, ParameterNames, Version};
use punchout::connection::{OciSettings, PriceUnit};

/// Settings to be saved.
pub(super) fn accept(input: dto::OciSettings) -> OciSettings {
    let names = input.parameter_names;
    OciSettings {
        version: match input.version {
            dto::OciVersion::V2_0 => Version::V2_0,
            dto::OciVersion::V3_0 => Version::V3_0,
            dto::OciVersion::V4_0 => Version::V4_0,
            dto::OciVersion::V5_0 => Version::V5_0,
        },
        allow_get: input.allow_get,
        parameter_names: ParameterNames {
            username: names.username,
            password: names.password,
            hook_url: names.hook_url,
            cancel_url: names.cancel_url,
            language: names.language,
            target: names.target,
        },
        charset: input.charset.map(|charset| match charset {
            dto::OciCharset::Utf8 => Charset::Utf8,
            dto::OciCharset::Latin1 => Charset::Latin1,
        }),
        numbers: NumberFormat {
            comma: input.decimal_separator == dto::OciDecimalSeparator::Comma,
            digits: input.decimals,
            padded: input.zero_padded,
        },
        price_unit: match input.price_unit {
            dto::OciPriceUnit::Keep => PriceUnit::Keep,
            dto::OciPriceUnit::Divide => PriceUnit::Divide,
        },
        long_text: match input.long_text {
            dto::OciLongText::Standard => LongText::Standard,
            dto::OciLongText::Indexed => LongText::Indexed,
            dto::OciLongText::Plain => LongText::Plain,
            dto::OciLongText::IndexFirst => LongText::IndexFirst,
            dto::OciLongText::Omitted => LongText::Omitted,
        },
        overlong: match input.overlong {
            dto::OciOverlong::Refuse => Overlong::Refuse,
            dto::OciOverlong::Cut => Overlong::Cut,
        },
        quantity_check: input.quantity_check,
        download_json: input.download_json,
    }
}

/// Settings as they stand.
pub(super) fn present(settings: &OciSettings) -> dto::OciSettings {
    let names = settings.parameter_names.clone();
    dto::OciSettings {
        version: match settings.version {
            Version::V2_0 => dto::OciVersion::V2_0,
            Version::V3_0 => dto::OciVersion::V3_0,
            Version::V4_0 => dto::OciVersion::V4_0,
            Version::V5_0 => dto::OciVersion::V5_0,
        },
        allow_get: settings.allow_get,
        parameter_names: dto::OciParameterNames {
            username: names.username,
            password: names.password,
            hook_url: names.hook_url,
            cancel_url: names.cancel_url,
            language: names.language,
            target: names.target,
        },
        charset: settings.charset.map(|charset| match charset {
            Charset::Utf8 => dto::OciCharset::Utf8,
            Charset::Latin1 => dto::OciCharset::Latin1,
        }),
        decimal_separator: if settings.numbers.comma {
            dto::OciDecimalSeparator::Comma
        } else {
            dto::OciDecimalSeparator::Point
        },
        decimals: settings.numbers.digits,
        zero_padded: settings.numbers.padded,
        price_unit: match settings.price_unit {
            PriceUnit::Keep => dto::OciPriceUnit::Keep,
            PriceUnit::Divide => dto::OciPriceUnit::Divide,
        },
        long_text: match settings.long_text {
            LongText::Standard => dto::OciLongText::Standard,
            LongText::Indexed => dto::OciLongText::Indexed,
            LongText::Plain => dto::OciLongText::Plain,
            LongText::IndexFirst => dto::OciLongText::IndexFirst,
            LongText::Omitted => dto::OciLongText::Omitted,
        },
        overlong: match settings.overlong {
            Overlong::Refuse => dto::OciOverlong::Refuse,
            Overlong::Cut => dto::OciOverlong::Cut,
        },
        quantity_check: settings.quantity_check,
        download_json: settings.download_json,
    }
}
