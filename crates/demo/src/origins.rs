//! Where everybody is.

/// The origins of the three: scheme, host and port, without a slash at the end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origins {
    /// The gateway.
    pub gateway: String,
    /// The demo shop.
    pub shop: String,
    /// The demo shop, as the gateway's own server reaches it.
    pub shop_server: String,
    /// The procurement system.
    pub procurement: String,
    /// The procurement system, as the gateway's own server reaches it.
    pub procurement_server: String,
}

impl Origins {
    /// Where the shop takes buyers in.
    #[must_use]
    pub fn shop_start_url(&self) -> String {
        format!("{}/punch-out", self.shop)
    }

    /// What the operations of the shop's service for the gateway begin with.
    #[must_use]
    pub fn shop_service_url(&self) -> String {
        format!("{}/service", self.shop_server)
    }

    /// Where the shop shows an article to buyers who selected it before.
    #[must_use]
    pub fn shop_item_url(&self) -> String {
        format!("{}/punch-out?article={{item_id}}", self.shop)
    }

    /// Where the procurement system takes carts in that come by OCI. It has a query of its own, as real ones have.
    #[must_use]
    pub fn hook_url(&self) -> String {
        format!("{}/oci/return?catalog=nordlicht&step=1", self.procurement)
    }

    /// Where the PunchOut2Go service takes the cart of a trip in, from server to server.
    #[must_use]
    pub fn hub_return_url(&self, pos: &str) -> String {
        format!("{}/hub/return/{pos}", self.procurement_server)
    }

    /// Where a browser sees a trip by PunchOut2Go.
    #[must_use]
    pub fn hub_trip_url(&self, number: u32) -> String {
        format!("{}/hub/{number}", self.procurement)
    }

    /// Where the procurement system takes carts in.
    #[must_use]
    pub fn return_url(&self) -> String {
        format!("{}/return", self.procurement)
    }
}
