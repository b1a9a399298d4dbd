//! Settings of a connection that have nothing of their own to them: a line each, for the form and for the page that shows them.

use api_types::connection::Format;

use super::oci;
use crate::form::settings::{Entry, Setting};
use crate::i18n::Text;

const CHARGES: Entry = Entry::Choice(&[
    ("", Text::ChargeUsual),
    ("header", Text::ChargeHeader),
    ("line", Text::ChargeLine),
    ("disabled", Text::ChargeDisabled),
]);

/// Who the buyer of a session is.
pub(in crate::pages) const BUYERS: &[Setting] = &[
    Setting::new(
        "/known_buyers_only",
        Text::KnownBuyersLabel,
        Text::KnownBuyersHelp,
        Entry::Flag(false),
    ),
    Setting::new(
        "/update_buyers",
        Text::UpdateBuyersLabel,
        Text::UpdateBuyersHelp,
        Entry::Flag(false),
    ),
    Setting::new(
        "/identity_sources",
        Text::IdentitySourcesLabel,
        Text::IdentitySourcesHelp,
        Entry::List,
    ),
];

/// What the buyer may do in the store, whatever the login mode.
pub(in crate::pages) const ROLE: &[Setting] = &[Setting::new(
    "/role_id",
    Text::BuyerRoleLabel,
    Text::BuyerRoleHelp,
    Entry::Thing("/roles"),
)];

/// How fields go between documents and the neutral data.
pub(in crate::pages) const MAPPINGS: &[Setting] = &[
    Setting::new(
        "/mapping_profile_id",
        Text::MappingProfileLabel,
        Text::MappingProfileHelp,
        Entry::Thing("/mapping-profiles"),
    ),
    Setting::new(
        "/request_mapping",
        Text::RequestMappingLabel,
        Text::RequestMappingHelp,
        Entry::Json,
    ),
    Setting::new(
        "/cart_mapping",
        Text::CartMappingLabel,
        Text::CartMappingHelp,
        Entry::Json,
    ),
];

/// How carts are written, in whatever format.
pub(in crate::pages) const CART: &[Setting] = &[
    Setting::new(
        "/unspsc_domain",
        Text::UnspscDomainLabel,
        Text::UnspscDomainHelp,
        Entry::Line,
    ),
    Setting::new(
        "/eclass_domain",
        Text::EclassDomainLabel,
        Text::EclassDomainHelp,
        Entry::Line,
    ),
    Setting::new(
        "/totals_mode",
        Text::TotalsModeLabel,
        Text::TotalsModeHelp,
        CHARGES,
    ),
    Setting::new(
        "/tax_mode",
        Text::TaxModeLabel,
        Text::ChargeModeHelp,
        CHARGES,
    ),
    Setting::new(
        "/shipping_mode",
        Text::ShippingModeLabel,
        Text::ChargeModeHelp,
        CHARGES,
    ),
    Setting::new(
        "/discount_mode",
        Text::DiscountModeLabel,
        Text::DiscountModeHelp,
        CHARGES,
    ),
    Setting::new(
        "/bundle_mode",
        Text::BundleModeLabel,
        Text::BundleModeHelp,
        Entry::Choice(&[
            ("composite", Text::BundleComposite),
            ("single", Text::BundleSingle),
        ]),
    ),
    Setting::new(
        "/max_description_length",
        Text::DescriptionLengthLabel,
        Text::DescriptionLengthHelp,
        Entry::Number,
    ),
    Setting::new(
        "/return_target",
        Text::ReturnTargetLabel,
        Text::ReturnTargetHelp,
        Entry::Line,
    ),
];

/// How carts are written in cXML, and what its documents may be.
pub(in crate::pages) const CXML: &[Setting] = &[
    Setting::new(
        "/cart_charset",
        Text::CartCharsetLabel,
        Text::CartCharsetHelp,
        Entry::Choice(&[
            ("utf-8", Text::OciCharsetUtf8),
            ("iso-8859-1", Text::OciCharsetLatin1),
            ("utf-16", Text::CartCharsetUtf16),
        ]),
    ),
    Setting::new(
        "/cart_field_name",
        Text::CartFieldLabel,
        Text::CartFieldHelp,
        Entry::Line,
    ),
    Setting::new(
        "/document_version",
        Text::DocumentVersionLabel,
        Text::DocumentVersionHelp,
        Entry::Line,
    ),
    Setting::new(
        "/profile",
        Text::ProfileLabel,
        Text::ProfileHelp,
        Entry::Choice(&[
            ("generic", Text::ProfileGeneric),
            ("ariba", Text::ProfileAriba),
            ("coupa", Text::ProfileCoupa),
            ("jaggaer", Text::ProfileJaggaer),
            ("oracle", Text::ProfileOracle),
            ("sap", Text::ProfileSap),
            ("workday", Text::ProfileWorkday),
            ("unimarket", Text::ProfileUnimarket),
        ]),
    ),
    Setting::new(
        "/response_version",
        Text::ResponseVersionLabel,
        Text::ResponseVersionHelp,
        Entry::Line,
    ),
    Setting::new(
        "/http_error_status",
        Text::HttpErrorStatusLabel,
        Text::HttpErrorStatusHelp,
        Entry::Flag(false),
    ),
    Setting::new(
        "/signatures",
        Text::SignaturesLabel,
        Text::SignaturesHelp,
        Entry::Choice(&[
            ("accepted", Text::SignaturesAccepted),
            ("required", Text::SignaturesRequired),
            ("refused", Text::SignaturesRefused),
        ]),
    ),
];

/// What is refused.
pub(in crate::pages) const LIMITS: &[Setting] = &[
    Setting::new(
        "/max_lines",
        Text::MaxLinesLabel,
        Text::MaxLinesHelp,
        Entry::Number,
    ),
    Setting::new(
        "/max_quantity",
        Text::MaxQuantityLabel,
        Text::MaxQuantityHelp,
        Entry::Line,
    ),
    Setting::new(
        "/min_order_value",
        Text::MinOrderLabel,
        Text::MinOrderHelp,
        Entry::Line,
    ),
    Setting::new(
        "/max_order_value",
        Text::MaxOrderLabel,
        Text::MaxOrderHelp,
        Entry::Line,
    ),
    Setting::new(
        "/max_sessions_per_hour",
        Text::SessionsPerHourLabel,
        Text::SessionsPerHourHelp,
        Entry::Number,
    ),
];

/// Whom to turn to.
pub(in crate::pages) const CONTACTS: &[Setting] = &[Setting::new(
    "/contacts",
    Text::ContactsLabel,
    Text::ContactsHelp,
    Entry::People,
)];

/// The settings of a format.
pub(in crate::pages) fn of_format(format: Format) -> &'static [&'static [Setting]] {
    match format {
        Format::Cxml => &[CXML],
        Format::Oci => &[oci::CALL, oci::CART],
        Format::PunchOut2Go => &[],
    }
}

/// Whether connections of a format have a setting of those that are not of one format alone.
pub(super) fn is_of(setting: &Setting, format: Format) -> bool {
    match setting.field.pointer {
        "/return_target" => format != Format::Oci,
        "/cart_mapping" => format != Format::PunchOut2Go,
        _ => true,
    }
}

/// All that a connection of a format has.
pub(super) fn all(format: Format) -> impl Iterator<Item = &'static Setting> {
    [ROLE, BUYERS, CART, LIMITS, MAPPINGS, CONTACTS]
        .into_iter()
        .chain(of_format(format).iter().copied())
        .flatten()
        .filter(move |setting| is_of(setting, format))
}
