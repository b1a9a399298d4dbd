//! Rows of `stores`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "stores")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub key: String,
    pub name: String,
    pub enabled: bool,
    pub punch_out_start_url: String,
    pub start_url_edit: Option<String>,
    pub start_url_item: Option<String>,
    pub access_token_ttl_seconds: i32,
    pub access_token_bytes: i32,
    pub session_ttl_seconds: i32,
    pub idle_ttl_seconds: i32,
    pub handoff_ttl_seconds: i32,
    pub storefront_origins: String,
    pub default_currency: Option<String>,
    pub default_locale: Option<String>,
    pub created_at: i64,
    pub updated_at: i64,
    pub version: i64,
    pub archived_at: Option<i64>,
    pub name_key: String,
    pub service_url: Option<String>,
    pub service_timeout_ms: i32,
    pub service_max_hits: i32,
    pub access_token_parameter: Option<String>,
    pub webhook_url: Option<String>,
    pub webhook_events: Option<String>,
    pub session_warning_seconds: i32,
    pub features_to_hide: Option<String>,
    pub adapter: Option<String>,
    pub adapter_key_id: Option<String>,
    pub adapter_secret: Option<Vec<u8>>,
    pub adapter_order_key_id: Option<String>,
    pub adapter_order_secret: Option<Vec<u8>>,
    pub inherited_fields: Option<String>,
    pub start_url_inspect: Option<String>,
    pub frame_origins: Option<String>,
    pub access_token_enabled: bool,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
