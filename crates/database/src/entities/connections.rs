//! Rows of `connections`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "connections")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub name: String,
    pub name_key: String,
    pub connection_type: String,
    pub format: String,
    pub active: bool,
    pub mode: String,
    pub business_unit_id: Uuid,
    pub login_mode: String,
    pub buyer_id: Option<Uuid>,
    pub default_business_unit_id: Option<Uuid>,
    pub role_id: Option<Uuid>,
    pub buyers: String,
    pub cart_encoding: String,
    pub cart: String,
    pub limits: String,
    pub allowed_return_hosts: String,
    pub default_return_url: Option<String>,
    pub allow_iframe: String,
    pub default_supplier_id: Option<String>,
    pub default_classification: Option<String>,
    pub contacts: String,
    pub mapping_profile_id: Option<Uuid>,
    pub request_mapping: Option<String>,
    pub cart_mapping: Option<String>,
    pub oci: Option<String>,
    pub notes: Option<String>,
    pub created_at: i64,
    pub updated_at: i64,
    pub version: i64,
    pub archived_at: Option<i64>,
    pub protocol: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
