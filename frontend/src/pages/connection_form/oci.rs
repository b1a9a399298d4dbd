//! Settings of a connection that speaks OCI.

use crate::form::settings::{Entry, Setting};
use crate::i18n::Text;

/// How calls come.
pub(super) const CALL: &[Setting] = &[
    Setting::new(
        "/oci/allow_get",
        Text::OciGetLabel,
        Text::OciGetHelp,
        Entry::Flag(true),
    ),
    Setting::new(
        "/oci/parameter_names/username",
        Text::OciUsernameLabel,
        Text::OciUsernameHelp,
        Entry::Line,
    ),
    Setting::new(
        "/oci/parameter_names/password",
        Text::OciPasswordLabel,
        Text::OciPasswordHelp,
        Entry::Line,
    ),
    Setting::new(
        "/oci/parameter_names/hook_url",
        Text::OciHookLabel,
        Text::OciHookHelp,
        Entry::Line,
    ),
    Setting::new(
        "/oci/parameter_names/cancel_url",
        Text::OciCancelLabel,
        Text::OciCancelHelp,
        Entry::Line,
    ),
    Setting::new(
        "/oci/parameter_names/language",
        Text::OciLanguageLabel,
        Text::OciLanguageHelp,
        Entry::Line,
    ),
    Setting::new(
        "/oci/parameter_names/target",
        Text::OciTargetLabel,
        Text::OciTargetHelp,
        Entry::Line,
    ),
    Setting::new(
        "/oci/quantity_check",
        Text::OciQuantityLabel,
        Text::OciQuantityHelp,
        Entry::Flag(false),
    ),
    Setting::new(
        "/oci/download_json",
        Text::OciDownloadLabel,
        Text::OciDownloadHelp,
        Entry::Flag(false),
    ),
];

/// How carts are written.
pub(super) const CART: &[Setting] = &[
    Setting::new(
        "/oci/version",
        Text::OciVersionLabel,
        Text::OciVersionHelp,
        Entry::Choice(&[
            ("2.0", Text::OciVersion2),
            ("3.0", Text::OciVersion3),
            ("4.0", Text::OciVersion4),
            ("5.0", Text::OciVersion5),
        ]),
    ),
    Setting::new(
        "/oci/charset",
        Text::OciCharsetLabel,
        Text::OciCharsetHelp,
        Entry::Choice(&[
            ("", Text::OciCharsetCall),
            ("utf-8", Text::OciCharsetUtf8),
            ("iso-8859-1", Text::OciCharsetLatin1),
        ]),
    ),
    Setting::new(
        "/oci/decimal_separator",
        Text::OciSeparatorLabel,
        Text::OciSeparatorHelp,
        Entry::Choice(&[("point", Text::OciPoint), ("comma", Text::OciComma)]),
    ),
    Setting::new(
        "/oci/decimals",
        Text::OciDecimalsLabel,
        Text::OciDecimalsHelp,
        Entry::Number,
    ),
    Setting::new(
        "/oci/zero_padded",
        Text::OciPaddedLabel,
        Text::OciPaddedHelp,
        Entry::Flag(false),
    ),
    Setting::new(
        "/oci/price_unit",
        Text::OciPriceUnitLabel,
        Text::OciPriceUnitHelp,
        Entry::Choice(&[
            ("keep", Text::OciPriceKeep),
            ("divide", Text::OciPriceDivide),
        ]),
    ),
    Setting::new(
        "/oci/long_text",
        Text::OciLongTextLabel,
        Text::OciLongTextHelp,
        Entry::Choice(&[
            ("standard", Text::OciLongStandard),
            ("indexed", Text::OciLongIndexed),
            ("plain", Text::OciLongPlain),
            ("index_first", Text::OciLongIndexFirst),
            ("omitted", Text::OciLongOmitted),
        ]),
    ),
    Setting::new(
        "/oci/overlong",
        Text::OciOverlongLabel,
        Text::OciOverlongHelp,
        Entry::Choice(&[
            ("cut", Text::OciOverlongCut),
            ("refuse", Text::OciOverlongRefuse),
        ]),
    ),
];
