//! The console's addresses. Links go through [`Route`] only.

use uuid::Uuid;
use yew_router::Routable;

use crate::parts::Part;

/// A page of the console.
#[derive(Clone, Debug, PartialEq, Routable)]
pub(crate) enum Route {
    /// Where everybody arrives: what goes through the gateway, in figures.
    #[at("/")]
    Home,
    /// All connections.
    #[at("/connections")]
    Connections,
    /// The form for a new connection.
    #[at("/connections/new")]
    NewConnection,
    /// A connection.
    #[at("/connections/:id")]
    Connection {
        /// Its id.
        id: Uuid,
    },
    /// The form for changing a connection.
    #[at("/connections/:id/edit")]
    EditConnection {
        /// Its id.
        id: Uuid,
    },
    /// The form for a new credential of a connection.
    #[at("/connections/:connection_id/credentials/new")]
    NewCredential {
        /// The connection.
        connection_id: Uuid,
    },
    /// The form for changing a credential of a connection.
    #[at("/connections/:connection_id/credentials/:id")]
    EditCredential {
        /// The connection.
        connection_id: Uuid,
        /// The credential.
        id: Uuid,
    },
    /// Trying a connection out.
    #[at("/connections/:id/test")]
    ConnectionTest {
        /// The connection.
        id: Uuid,
    },
    /// What the people at a connection's procurement system need.
    #[at("/connections/:id/onboarding-sheet")]
    OnboardingSheet {
        /// The connection.
        id: Uuid,
    },
    /// What was changed of a connection.
    #[at("/connections/:id/history")]
    History {
        /// The connection.
        id: Uuid,
    },
    /// A connection's way to production.
    #[at("/connections/:id/promotion")]
    Promotion {
        /// The connection.
        id: Uuid,
    },
    /// Which buyers a procurement system means.
    #[at("/connections/:id/buyer-map")]
    BuyerMap {
        /// The connection.
        id: Uuid,
    },
    /// What carts of a connection had that is not known.
    #[at("/connections/:id/unmapped")]
    Unmapped {
        /// The connection.
        id: Uuid,
    },
    /// A connection's mappings, tried on what the log has.
    #[at("/connections/:id/mapping")]
    Mapping {
        /// The connection.
        id: Uuid,
    },
    /// A connection's table of units.
    #[at("/connections/:id/units")]
    Units {
        /// The connection.
        id: Uuid,
    },
    /// A connection's table of classifications.
    #[at("/connections/:id/classifications")]
    Classifications {
        /// The connection.
        id: Uuid,
    },
    /// The form for changing the secret of a credential.
    #[at("/connections/:connection_id/rotation/:id")]
    Rotation {
        /// The connection.
        connection_id: Uuid,
        /// The credential.
        id: Uuid,
    },
    /// All stores.
    #[at("/stores")]
    Stores,
    /// The form for a new store.
    #[at("/stores/new")]
    NewStore,
    /// A store.
    #[at("/stores/:id")]
    Store {
        /// Its id.
        id: Uuid,
    },
    /// The form for changing a store.
    #[at("/stores/:id/edit")]
    EditStore {
        /// Its id.
        id: Uuid,
    },
    /// What a store was told of.
    #[at("/stores/:id/webhook-deliveries")]
    WebhookDeliveries {
        /// The store.
        id: Uuid,
    },
    /// All companies.
    #[at("/companies")]
    Companies,
    /// The form for a new company.
    #[at("/companies/new")]
    NewCompany,
    /// A company.
    #[at("/companies/:id")]
    Company {
        /// Its id.
        id: Uuid,
    },
    /// The form for changing a company.
    #[at("/companies/:id/edit")]
    EditCompany {
        /// Its id.
        id: Uuid,
    },
    /// All business units.
    #[at("/business-units")]
    BusinessUnits,
    /// The form for a new business unit.
    #[at("/business-units/new")]
    NewBusinessUnit,
    /// A business unit.
    #[at("/business-units/:id")]
    BusinessUnit {
        /// Its id.
        id: Uuid,
    },
    /// The form for changing a business unit.
    #[at("/business-units/:id/edit")]
    EditBusinessUnit {
        /// Its id.
        id: Uuid,
    },
    /// All buyers.
    #[at("/buyers")]
    Buyers,
    /// The form for a new buyer.
    #[at("/buyers/new")]
    NewBuyer,
    /// A buyer.
    #[at("/buyers/:id")]
    Buyer {
        /// Its id.
        id: Uuid,
    },
    /// The form for changing a buyer.
    #[at("/buyers/:id/edit")]
    EditBuyer {
        /// Its id.
        id: Uuid,
    },
    /// Punch-out sessions.
    #[at("/sessions")]
    Sessions,
    /// A punch-out session.
    #[at("/sessions/:id")]
    Session {
        /// Its id.
        id: Uuid,
    },
    /// The transaction log.
    #[at("/transactions")]
    Transactions,
    /// An entry of the transaction log.
    #[at("/transactions/:id")]
    Transaction {
        /// Its id.
        id: Uuid,
    },
    /// Mappings that connections inherit.
    #[at("/mapping-profiles")]
    MappingProfiles,
    /// The form for a new mapping profile.
    #[at("/mapping-profiles/new")]
    NewMappingProfile,
    /// The form for changing a mapping profile.
    #[at("/mapping-profiles/:id")]
    EditMappingProfile {
        /// Its id.
        id: Uuid,
    },
    /// A mapping profile's mappings, tried on what the log has.
    #[at("/mapping-profiles/:id/mapping")]
    ProfileMapping {
        /// The profile.
        id: Uuid,
    },
    /// A mapping profile's table of units.
    #[at("/mapping-profiles/:id/units")]
    ProfileUnits {
        /// The profile.
        id: Uuid,
    },
    /// A mapping profile's table of classifications.
    #[at("/mapping-profiles/:id/classifications")]
    ProfileClassifications {
        /// The profile.
        id: Uuid,
    },
    /// Connections as files, in and out.
    #[at("/import")]
    Import,
    /// What buyers may do.
    #[at("/roles")]
    Roles,
    /// The form for a new role.
    #[at("/roles/new")]
    NewRole,
    /// The form for changing a role.
    #[at("/roles/:id")]
    EditRole {
        /// Its id.
        id: Uuid,
    },
    /// The people who administer the gateway.
    #[at("/users")]
    Users,
    /// The form for a new user.
    #[at("/users/new")]
    NewUser,
    /// The form for changing a user.
    #[at("/users/:id")]
    EditUser {
        /// Their id.
        id: Uuid,
    },
    /// Keys for the REST API.
    #[at("/api-keys")]
    ApiKeys,
    /// The form for a new key.
    #[at("/api-keys/new")]
    NewApiKey,
    /// The settings of the whole installation.
    #[at("/settings")]
    Settings,
    /// Who changed what.
    #[at("/audit-log")]
    AuditLog,
    /// How the program does.
    #[at("/system")]
    System,
    /// The form for one's own password.
    #[at("/password")]
    Password,
    /// Anything else.
    #[not_found]
    #[at("/404")]
    NotFound,
}

impl Route {
    /// The page of the navigation that this page belongs to.
    pub(crate) fn section(&self) -> Option<Self> {
        match self {
            Self::Home => Some(Self::Home),
            Self::Connections
            | Self::NewConnection
            | Self::Connection { .. }
            | Self::EditConnection { .. }
            | Self::NewCredential { .. }
            | Self::EditCredential { .. } => Some(Self::Connections),
            _ if self.is_tool() => Some(Self::Connections),
            Self::Stores
            | Self::NewStore
            | Self::Store { .. }
            | Self::EditStore { .. }
            | Self::WebhookDeliveries { .. } => Some(Self::Stores),
            Self::Companies
            | Self::NewCompany
            | Self::Company { .. }
            | Self::EditCompany { .. } => Some(Self::Companies),
            Self::BusinessUnits
            | Self::NewBusinessUnit
            | Self::BusinessUnit { .. }
            | Self::EditBusinessUnit { .. } => Some(Self::BusinessUnits),
            Self::Buyers | Self::NewBuyer | Self::Buyer { .. } | Self::EditBuyer { .. } => {
                Some(Self::Buyers)
            }
            Self::Sessions | Self::Session { .. } => Some(Self::Sessions),
            Self::Transactions | Self::Transaction { .. } => Some(Self::Transactions),
            Self::MappingProfiles
            | Self::NewMappingProfile
            | Self::EditMappingProfile { .. }
            | Self::ProfileMapping { .. }
            | Self::ProfileUnits { .. }
            | Self::ProfileClassifications { .. } => Some(Self::MappingProfiles),
            Self::Import => Some(Self::Import),
            Self::Roles | Self::NewRole | Self::EditRole { .. } => Some(Self::Roles),
            Self::Users | Self::NewUser | Self::EditUser { .. } => Some(Self::Users),
            Self::ApiKeys | Self::NewApiKey => Some(Self::ApiKeys),
            Self::Settings => Some(Self::Settings),
            Self::AuditLog => Some(Self::AuditLog),
            Self::System => Some(Self::System),
            _ => None,
        }
    }
}

impl Route {
    /// Whether it belongs to a connection, and to the tools.
    const fn is_tool(&self) -> bool {
        matches!(
            self,
            Self::ConnectionTest { .. }
                | Self::OnboardingSheet { .. }
                | Self::History { .. }
                | Self::Promotion { .. }
                | Self::BuyerMap { .. }
                | Self::Unmapped { .. }
                | Self::Mapping { .. }
                | Self::Units { .. }
                | Self::Classifications { .. }
                | Self::Rotation { .. }
        )
    }

    /// The program that has this page; none where both have it. The page's own script (`boot.js`) says the same of addresses.
    pub(crate) fn part(&self) -> Option<Part> {
        match self.section() {
            _ if self.is_tool() => Some(Part::Tools),
            _ if *self == Self::Password => Some(Part::Workbench),
            None => None,
            Some(Self::Home | Self::Connections | Self::Sessions | Self::Transactions) => {
                Some(Part::Console)
            }
            Some(Self::MappingProfiles | Self::Import | Self::Roles) => Some(Part::Tools),
            Some(_) => Some(Part::Workbench),
        }
    }
}

/// The part of an address after the question mark, as pairs of decoded names and values.
pub(crate) fn query_pairs(query: &str) -> Vec<(String, String)> {
    serde_urlencoded::from_str(query.trim_start_matches('?')).unwrap_or_default()
}

/// A text after the question mark, by its name; empty where there is none.
pub(crate) fn query_text(query: &str, name: &str) -> String {
    let mut pairs = query_pairs(query).into_iter();
    let found = pairs.find(|(known, _)| known == name);
    found.map(|(_, value)| value).unwrap_or_default()
}

/// An id after the question mark, by its name.
pub(crate) fn query_id(query: &str, name: &str) -> Option<Uuid> {
    query_text(query, name).parse().ok()
}

#[cfg(test)]
mod tests;
