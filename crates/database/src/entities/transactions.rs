//! Rows of `transactions`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "transactions")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub at: i64,
    pub transaction_type: String,
    pub status: String,
    pub error_code: Option<String>,
    pub error_text: Option<String>,
    pub store_id: Option<Uuid>,
    pub connection_id: Option<Uuid>,
    pub entry_point_id: Option<Uuid>,
    pub business_unit_id: Option<Uuid>,
    pub session_id: Option<Uuid>,
    pub payload_id: Option<String>,
    pub payload_id_key: Option<String>,
    pub buyer_cookie: Option<String>,
    pub buyer_cookie_key: Option<String>,
    pub email: Option<String>,
    pub email_key: Option<String>,
    pub order_id: Option<String>,
    pub order_id_key: Option<String>,
    pub support_reference: String,
    pub support_reference_key: String,
    pub method: String,
    pub path: String,
    pub peer: Option<String>,
    pub http_status: i32,
    pub protocol_status: Option<String>,
    pub duration_micros: i64,
    pub request_headers: String,
    pub response_headers: String,
    pub document: Option<String>,
    pub findings: Option<String>,
    pub credential_id: Option<Uuid>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
