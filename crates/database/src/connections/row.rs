//! Connections as rows, and back.

use punchout::{
    connection::Connection,
    ids::{BusinessUnitId, BuyerId, ConnectionId, MappingProfileId, RoleId, StoreId},
    time::Timestamp,
};

use crate::{entities::connections, error::Result, text};

pub fn to_row(connection: &Connection) -> Result<connections::Model> {
    Ok(connections::Model {
        id: connection.id.0,
        name: connection.name.clone(),
        name_key: text::key(&connection.name),
        connection_type: text::name(&connection.connection_type)?,
        format: text::name(&connection.format)?,
        active: connection.active,
        mode: text::name(&connection.mode)?,
        business_unit_id: connection.business_unit_id.0,
        login_mode: text::name(&connection.login_mode)?,
        buyer_id: connection.buyer_id.map(|id| id.0),
        default_business_unit_id: connection.default_business_unit_id.map(|id| id.0),
        role_id: connection.role_id.map(|id| id.0),
        buyers: text::json(&connection.buyers)?,
        cart_encoding: text::name(&connection.cart_encoding)?,
        cart: text::json(&connection.cart)?,
        limits: text::json(&connection.limits)?,
        protocol: text::json(&connection.protocol)?,
        allowed_return_hosts: text::json(&connection.allowed_return_hosts)?,
        default_return_url: connection.default_return_url.clone(),
        allow_iframe: text::json(&connection.allow_iframe)?,
        default_supplier_id: connection.default_supplier_id.clone(),
        default_classification: connection
            .default_classification
            .as_ref()
            .map(text::json)
            .transpose()?,
        contacts: text::json(&connection.contacts)?,
        mapping_profile_id: connection.mapping_profile_id.map(|id| id.0),
        request_mapping: connection.request_mapping.clone(),
        cart_mapping: connection.cart_mapping.clone(),
        oci: Some(text::json(&connection.oci)?),
        notes: connection.notes.clone(),
        created_at: connection.created_at.0,
        updated_at: connection.updated_at.0,
        version: connection.version,
        archived_at: None,
    })
}

pub fn from_row(row: connections::Model, store_ids: Vec<StoreId>) -> Result<Connection> {
    Ok(Connection {
        id: ConnectionId(row.id),
        name: row.name,
        connection_type: text::variant(row.connection_type)?,
        format: text::variant(row.format)?,
        active: row.active,
        mode: text::variant(row.mode)?,
        business_unit_id: BusinessUnitId(row.business_unit_id),
        store_ids,
        login_mode: text::variant(row.login_mode)?,
        buyer_id: row.buyer_id.map(BuyerId),
        default_business_unit_id: row.default_business_unit_id.map(BusinessUnitId),
        role_id: row.role_id.map(RoleId),
        buyers: text::parse(&row.buyers)?,
        cart_encoding: text::variant(row.cart_encoding)?,
        cart: text::parse(&row.cart)?,
        limits: text::parse(&row.limits)?,
        protocol: text::parse(&row.protocol)?,
        allowed_return_hosts: text::parse(&row.allowed_return_hosts)?,
        default_return_url: row.default_return_url,
        allow_iframe: text::parse(&row.allow_iframe)?,
        default_supplier_id: row.default_supplier_id,
        default_classification: row
            .default_classification
            .as_deref()
            .map(text::parse)
            .transpose()?,
        contacts: text::parse(&row.contacts)?,
        mapping_profile_id: row.mapping_profile_id.map(MappingProfileId),
        request_mapping: row.request_mapping,
        cart_mapping: row.cart_mapping,
        oci: row
            .oci
            .as_deref()
            .map(text::parse)
            .transpose()?
            .unwrap_or_default(),
        notes: row.notes,
        created_at: Timestamp(row.created_at),
        updated_at: Timestamp(row.updated_at),
        version: row.version,
    })
}
