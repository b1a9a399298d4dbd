//! What buyers may do in stores.

use punchout::{
    connection::Connection,
    ids::{BusinessUnitId, BuyerId},
    session::{PUNCH_OUT_BUYER, Permission},
};

use super::Snapshot;

impl Snapshot {
    /// What a buyer may do in the store: as the buyer's role says, that of the session's business unit, the connection's, or the
    /// built-in one.
    #[must_use]
    pub fn permissions(
        &self,
        connection: &Connection,
        unit: BusinessUnitId,
        buyer: BuyerId,
    ) -> Vec<Permission> {
        self.buyer_roles
            .get(&buyer)
            .or_else(|| self.unit_roles.get(&unit))
            .or(connection.role_id.as_ref())
            .and_then(|role| self.roles.get(role))
            .map_or_else(|| PUNCH_OUT_BUYER.to_vec(), Clone::clone)
    }

    /// What a role of a name allows, whatever its case.
    #[must_use]
    pub fn permissions_of_role(&self, name: &str) -> Option<Vec<Permission>> {
        let role = self.role_names.get(&name.to_lowercase())?;
        self.roles.get(role).cloned()
    }
}
