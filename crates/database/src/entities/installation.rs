//! Rows of `installation`: one.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "installation")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i32,
    pub access_token_ttl_seconds: i32,
    pub access_token_bytes: i32,
    pub session_ttl_seconds: i32,
    pub idle_ttl_seconds: i32,
    pub handoff_ttl_seconds: i32,
    pub transaction_retention_days: Option<i32>,
    pub body_retention_days: Option<i32>,
    pub audit_log_retention_days: Option<i32>,
    pub updated_at: i64,
    pub version: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
