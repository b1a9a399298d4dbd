//! Rows of `hand_overs`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "hand_overs")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub session_id: Uuid,
    pub kind: String,
    pub code_hash: Vec<u8>,
    pub action: String,
    pub target: String,
    pub field_name: String,
    pub field_value: Vec<u8>,
    pub form: Option<String>,
    pub created_at: i64,
    pub expires_at: i64,
    pub voided_at: Option<i64>,
    pub opened_at: Option<i64>,
    pub attempted_at: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
