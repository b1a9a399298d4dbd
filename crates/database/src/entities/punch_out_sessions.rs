//! Rows of `punch_out_sessions`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "punch_out_sessions")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub store_id: Uuid,
    pub connection_id: Uuid,
    pub business_unit_id: Uuid,
    pub buyer_id: Uuid,
    pub buyer_is_new: bool,
    pub format: String,
    pub operation: String,
    pub state: String,
    pub buyer_cookie: String,
    pub return_url: Option<String>,
    pub return_context: String,
    pub permissions: String,
    pub selected_item: Option<String>,
    pub items: String,
    pub ship_to: Option<String>,
    pub extrinsics: String,
    pub custom_fields: Option<String>,
    pub currency: Option<String>,
    pub locale: Option<String>,
    pub start_code_hash: Vec<u8>,
    pub start_code_expires_at: i64,
    pub created_at: i64,
    pub last_activity_at: i64,
    pub expires_at: i64,
    pub idle_ttl_seconds: i32,
    pub contacts: Option<String>,
    pub warned_of: Option<i64>,
    pub transferred_at: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
