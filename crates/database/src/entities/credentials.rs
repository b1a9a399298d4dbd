//! Rows of `credentials`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "credentials")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub connection_id: Uuid,
    pub sender_domain: String,
    pub sender_identity: String,
    pub sender_domain_key: String,
    pub sender_identity_key: String,
    pub from_domain: Option<String>,
    pub from_identity: Option<String>,
    pub to_domain: Option<String>,
    pub to_identity: Option<String>,
    pub secret_key_id: Option<String>,
    pub secret: Option<Vec<u8>>,
    pub buyer_id: Option<Uuid>,
    pub valid_from: Option<i64>,
    pub valid_to: Option<i64>,
    pub last_used_at: Option<i64>,
    pub created_at: i64,
    pub updated_at: i64,
    pub version: i64,
    pub archived_at: Option<i64>,
    pub conditions: String,
    pub basic_key_id: Option<String>,
    pub basic_password: Option<Vec<u8>>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
