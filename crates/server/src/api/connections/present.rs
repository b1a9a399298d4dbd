//! Connections between JSON and the domain.

mod cart;
mod limits;

use api_types::connection as dto;
use punchout::{
    connection::{
        BuyerSettings, CartEncoding, Classification, Connection, ConnectionType, ContactPerson,
        Format, LoginMode, Mode, ProtocolSettings, Signatures,
    },
    ids::{BusinessUnitId, BuyerId, ConnectionId, MappingProfileId, RoleId, StoreId},
    time::Timestamp,
};

use super::{oci_settings, profiles};
use crate::api::{decimal, mappings, moment};

/// A connection to be saved, inactive.
pub(super) fn accept(input: dto::NewConnection, id: ConnectionId, now: Timestamp) -> Connection {
    let (cart, limits) = (cart::settings(&input), limits::limits(&input));
    Connection {
        id,
        name: input.name,
        connection_type: match input.connection_type {
            dto::ConnectionType::SetupRequest => ConnectionType::SetupRequest,
        },
        format: format(input.format),
        active: false,
        mode: match input.mode {
            dto::Mode::Test => Mode::Test,
            dto::Mode::Production => Mode::Production,
        },
        business_unit_id: BusinessUnitId(input.business_unit_id),
        store_ids: input.store_ids.into_iter().map(StoreId).collect(),
        login_mode: match input.login_mode {
            dto::LoginMode::SingleUser => LoginMode::SingleUser,
            dto::LoginMode::DynamicUserCreation => LoginMode::DynamicUserCreation,
        },
        buyer_id: input.buyer_id.map(BuyerId),
        default_business_unit_id: input.default_business_unit_id.map(BusinessUnitId),
        role_id: input.role_id.map(RoleId),
        buyers: BuyerSettings {
            known_only: input.known_buyers_only,
            update: input.update_buyers,
            identity_sources: input.identity_sources,
        },
        cart_encoding: match input.cart_encoding {
            dto::CartEncoding::Base64 => CartEncoding::Base64,
            dto::CartEncoding::UrlEncoded => CartEncoding::UrlEncoded,
            dto::CartEncoding::NoEncoding => CartEncoding::NoEncoding,
        },
        cart,
        limits,
        protocol: ProtocolSettings {
            signatures: match input.signatures {
                dto::Signatures::Accepted => Signatures::Accepted,
                dto::Signatures::Required => Signatures::Required,
                dto::Signatures::Refused => Signatures::Refused,
            },
            profile: profiles::accept(input.profile),
            response_version: input.response_version,
            return_target: input.return_target,
            http_error_status: input.http_error_status,
        },
        allowed_return_hosts: input.allowed_return_hosts,
        default_return_url: input.default_return_url,
        allow_iframe: input.allow_iframe,
        default_supplier_id: input.default_supplier_id,
        default_classification: input.default_classification.map(|class| Classification {
            domain: class.domain,
            code: class.code,
        }),
        contacts: input
            .contacts
            .into_iter()
            .map(|contact| ContactPerson {
                name: contact.name,
                email: contact.email,
                role: contact.role,
            })
            .collect(),
        mapping_profile_id: input.mapping_profile_id.map(MappingProfileId),
        request_mapping: input.request_mapping.as_ref().map(mappings::text),
        cart_mapping: input.cart_mapping.as_ref().map(mappings::text),
        oci: input.oci.map(oci_settings::accept).unwrap_or_default(),
        notes: input.notes,
        created_at: now,
        updated_at: now,
        version: 1,
    }
}

/// What can be changed of a connection.
pub(super) fn fields(connection: &Connection) -> dto::NewConnection {
    dto::NewConnection {
        name: connection.name.clone(),
        connection_type: connection_type(connection.connection_type),
        format: shown_format(connection.format),
        mode: mode(connection.mode),
        business_unit_id: connection.business_unit_id.0,
        store_ids: connection.store_ids.iter().map(|id| id.0).collect(),
        login_mode: login_mode(connection.login_mode),
        buyer_id: connection.buyer_id.map(|id| id.0),
        default_business_unit_id: connection.default_business_unit_id.map(|id| id.0),
        cart_encoding: match connection.cart_encoding {
            CartEncoding::Base64 => dto::CartEncoding::Base64,
            CartEncoding::UrlEncoded => dto::CartEncoding::UrlEncoded,
            CartEncoding::NoEncoding => dto::CartEncoding::NoEncoding,
        },
        role_id: connection.role_id.map(|id| id.0),
        known_buyers_only: connection.buyers.known_only,
        update_buyers: connection.buyers.update,
        identity_sources: connection.buyers.identity_sources.clone(),
        cart_charset: cart::shown_charset(connection.cart.charset),
        cart_field_name: connection.cart.field_name.clone(),
        document_version: connection.cart.document_version.clone(),
        totals_mode: connection.cart.totals_mode.map(cart::shown_mode),
        tax_mode: connection.cart.tax_mode.map(cart::shown_mode),
        shipping_mode: connection.cart.shipping_mode.map(cart::shown_mode),
        discount_mode: connection.cart.discount_mode.map(cart::shown_mode),
        bundle_mode: cart::shown_bundles(connection.cart.bundle_mode),
        max_description_length: connection.cart.max_description_length,
        unspsc_domain: connection.cart.unspsc_domain.clone(),
        eclass_domain: connection.cart.eclass_domain.clone(),
        max_lines: connection.limits.max_lines,
        max_quantity: connection.limits.max_quantity.map(decimal::present),
        min_order_value: connection.limits.min_order_value.map(decimal::present),
        max_order_value: connection.limits.max_order_value.map(decimal::present),
        max_sessions_per_hour: connection.limits.max_sessions_per_hour,
        signatures: match connection.protocol.signatures {
            Signatures::Accepted => dto::Signatures::Accepted,
            Signatures::Required => dto::Signatures::Required,
            Signatures::Refused => dto::Signatures::Refused,
        },
        profile: profiles::present(connection.protocol.profile),
        response_version: connection.protocol.response_version.clone(),
        return_target: connection.protocol.return_target.clone(),
        http_error_status: connection.protocol.http_error_status,
        allowed_return_hosts: connection.allowed_return_hosts.clone(),
        default_return_url: connection.default_return_url.clone(),
        allow_iframe: connection.allow_iframe.clone(),
        default_supplier_id: connection.default_supplier_id.clone(),
        default_classification: connection.default_classification.as_ref().map(|class| {
            dto::Classification {
                domain: class.domain.clone(),
                code: class.code.clone(),
            }
        }),
        contacts: connection
            .contacts
            .iter()
            .map(|contact| dto::ContactPerson {
                name: contact.name.clone(),
                email: contact.email.clone(),
                role: contact.role.clone(),
            })
            .collect(),
        mapping_profile_id: connection.mapping_profile_id.map(|id| id.0),
        request_mapping: connection
            .request_mapping
            .as_deref()
            .and_then(mappings::json),
        cart_mapping: connection.cart_mapping.as_deref().and_then(mappings::json),
        oci: (connection.format == Format::Oci).then(|| oci_settings::present(&connection.oci)),
        notes: connection.notes.clone(),
    }
}

/// A connection, whole.
pub(super) fn connection(connection: &Connection) -> dto::Connection {
    let fields = fields(connection);
    dto::Connection {
        id: connection.id.0,
        name: fields.name,
        connection_type: fields.connection_type,
        format: fields.format,
        active: connection.active,
        mode: fields.mode,
        business_unit_id: fields.business_unit_id,
        store_ids: fields.store_ids,
        login_mode: fields.login_mode,
        buyer_id: fields.buyer_id,
        default_business_unit_id: fields.default_business_unit_id,
        cart_encoding: fields.cart_encoding,
        role_id: fields.role_id,
        known_buyers_only: fields.known_buyers_only,
        update_buyers: fields.update_buyers,
        identity_sources: fields.identity_sources,
        cart_charset: fields.cart_charset,
        cart_field_name: fields.cart_field_name,
        document_version: fields.document_version,
        totals_mode: fields.totals_mode,
        tax_mode: fields.tax_mode,
        shipping_mode: fields.shipping_mode,
        discount_mode: fields.discount_mode,
        bundle_mode: fields.bundle_mode,
        max_description_length: fields.max_description_length,
        unspsc_domain: fields.unspsc_domain,
        eclass_domain: fields.eclass_domain,
        max_lines: fields.max_lines,
        max_quantity: fields.max_quantity,
        min_order_value: fields.min_order_value,
        max_order_value: fields.max_order_value,
        max_sessions_per_hour: fields.max_sessions_per_hour,
        signatures: fields.signatures,
        profile: fields.profile,
        response_version: fields.response_version,
        return_target: fields.return_target,
        http_error_status: fields.http_error_status,
        allowed_return_hosts: fields.allowed_return_hosts,
        default_return_url: fields.default_return_url,
        allow_iframe: fields.allow_iframe,
        default_supplier_id: fields.default_supplier_id,
        default_classification: fields.default_classification,
        contacts: fields.contacts,
        mapping_profile_id: fields.mapping_profile_id,
        request_mapping: fields.request_mapping,
        cart_mapping: fields.cart_mapping,
        oci: fields.oci,
        notes: fields.notes,
        archived_at: None,
        created_at: moment::present(connection.created_at),
        updated_at: moment::present(connection.updated_at),
    }
}

/// A connection as it stands in the list.
pub(super) fn entry(connection: &Connection) -> dto::ConnectionEntry {
    dto::ConnectionEntry {
        id: connection.id.0,
        name: connection.name.clone(),
        connection_type: connection_type(connection.connection_type),
        format: shown_format(connection.format),
        active: connection.active,
        mode: mode(connection.mode),
        business_unit_id: connection.business_unit_id.0,
        store_ids: connection.store_ids.iter().map(|id| id.0).collect(),
        login_mode: login_mode(connection.login_mode),
        created_at: moment::present(connection.created_at),
        updated_at: moment::present(connection.updated_at),
    }
}

const fn connection_type(value: ConnectionType) -> dto::ConnectionType {
    match value {
        ConnectionType::SetupRequest => dto::ConnectionType::SetupRequest,
    }
}

/// A format in the domain's terms.
pub(super) const fn format(value: dto::Format) -> Format {
    match value {
        dto::Format::Cxml => Format::Cxml,
        dto::Format::Oci => Format::Oci,
        dto::Format::PunchOut2Go => Format::PunchOut2Go,
    }
}

const fn shown_format(value: Format) -> dto::Format {
    match value {
        Format::Cxml => dto::Format::Cxml,
        Format::Oci => dto::Format::Oci,
        Format::PunchOut2Go => dto::Format::PunchOut2Go,
    }
}

/// Test or production.
pub(super) const fn mode(value: Mode) -> dto::Mode {
    match value {
        Mode::Test => dto::Mode::Test,
        Mode::Production => dto::Mode::Production,
    }
}

const fn login_mode(value: LoginMode) -> dto::LoginMode {
    match value {
        LoginMode::SingleUser => dto::LoginMode::SingleUser,
        LoginMode::DynamicUserCreation => dto::LoginMode::DynamicUserCreation,
    }
}
