//! The directory: who buys.

use crate::{
    ids::{BusinessUnitId, BuyerId, CompanyId, RoleId},
    time::Timestamp,
};

/// A buying organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Company {
    /// Its id.
    pub id: CompanyId,
    /// Its name.
    pub name: String,
    /// The shop's own account reference.
    pub external_reference: Option<String>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
    /// Grows with each change.
    pub version: i64,
}

/// A part of a buying organisation; sessions belong to one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BusinessUnit {
    /// Its id.
    pub id: BusinessUnitId,
    /// The organisation it is part of.
    pub company_id: CompanyId,
    /// Its name.
    pub name: String,
    /// The shop's own account reference.
    pub external_reference: Option<String>,
    /// What its buyers may do in the store, where they have no role of their own.
    pub role_id: Option<RoleId>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
    /// Grows with each change.
    pub version: i64,
}

/// A person who punches out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Buyer {
    /// Their id.
    pub id: BuyerId,
    /// The business unit they buy for.
    pub business_unit_id: BusinessUnitId,
    /// Their e-mail address as given. Unique in the business unit, without regard to case.
    pub email: String,
    /// Given name.
    pub first_name: Option<String>,
    /// Family name.
    pub last_name: Option<String>,
    /// The shop's own customer reference.
    pub external_reference: Option<String>,
    /// What they may do in the store.
    pub role_id: Option<RoleId>,
    /// When the record was made.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
    /// Grows with each change.
    pub version: i64,
}
