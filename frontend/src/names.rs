//! What the API's words are called for people, and their spelling in addresses.

use api_types::api_key::Scope;
use api_types::connection::{CartEncoding, ConnectionType, Format, LoginMode, Mode};
use api_types::punch_out_session::{Operation, Permission, SessionEventKind, SessionState};
use api_types::transaction::{TransactionStatus, TransactionType};
use api_types::user::UserRole;
use api_types::webhook::WebhookDeliveryState;
use serde::de::IntoDeserializer;
use serde::de::value::Error;
use serde::{Deserialize, Serialize};

use crate::i18n::{Text, t};

/// All types of exchanges, in the order in which they are offered.
pub(crate) const TRANSACTION_TYPES: [TransactionType; 6] = [
    TransactionType::SetupRequest,
    TransactionType::TransferToRequisition,
    TransactionType::Cancel,
    TransactionType::ProfileRequest,
    TransactionType::OrderRequest,
    TransactionType::Other,
];

/// All ends of exchanges, in the order in which they are offered.
pub(crate) const TRANSACTION_STATUSES: [TransactionStatus; 3] = [
    TransactionStatus::Ok,
    TransactionStatus::Refused,
    TransactionStatus::Failed,
];

/// All states of sessions, in the order in which they are offered.
pub(crate) const SESSION_STATES: [SessionState; 10] = [
    SessionState::Created,
    SessionState::Started,
    SessionState::Shopping,
    SessionState::Transferred,
    SessionState::Ordered,
    SessionState::Cancelled,
    SessionState::Ended,
    SessionState::Superseded,
    SessionState::Expired,
    SessionState::Failed,
];

/// All states of what stores are told, in the order in which they are offered.
pub(crate) const DELIVERY_STATES: [WebhookDeliveryState; 3] = [
    WebhookDeliveryState::Pending,
    WebhookDeliveryState::Delivered,
    WebhookDeliveryState::Failed,
];

/// Where what a store is told stands.
pub(crate) const fn delivery_state(state: WebhookDeliveryState) -> Text {
    match state {
        WebhookDeliveryState::Pending => Text::DeliveryPending,
        WebhookDeliveryState::Delivered => Text::DeliveryDelivered,
        WebhookDeliveryState::Failed => Text::StatusFailed,
    }
}

/// What stores are told of.
const WEBHOOK_EVENTS: [(&str, Text); 6] = [
    ("session.created", Text::WebhookSessionCreated),
    ("session.started", Text::WebhookSessionStarted),
    ("session.expiring", Text::WebhookSessionExpiring),
    ("session.ended", Text::WebhookSessionEnded),
    ("cart.asked_back", Text::WebhookCartAskedBack),
    ("order.received", Text::WebhookOrderReceived),
];

/// What a store is told of, or the API's word for what has no name here.
pub(crate) fn webhook_event(word: &str) -> String {
    named(&WEBHOOK_EVENTS, word)
}

/// Where a session stands.
pub(crate) const fn session_state(state: SessionState) -> Text {
    match state {
        SessionState::Created => Text::SessionCreated,
        SessionState::Started => Text::SessionStarted,
        SessionState::Shopping => Text::SessionShopping,
        SessionState::Transferred => Text::SessionTransferred,
        SessionState::Ordered => Text::SessionOrdered,
        SessionState::Cancelled => Text::SessionCancelled,
        SessionState::Ended => Text::SessionStateEnded,
        SessionState::Superseded => Text::SessionSuperseded,
        SessionState::Expired => Text::SessionExpired,
        SessionState::Failed => Text::SessionFailed,
    }
}

/// What a buyer came for.
pub(crate) const fn operation(operation: Operation) -> Text {
    match operation {
        Operation::Create => Text::OperationCreate,
        Operation::Edit => Text::OperationEdit,
        Operation::Inspect => Text::OperationInspect,
        Operation::Source => Text::OperationSource,
    }
}

/// What a buyer may do in the store.
pub(crate) const fn permission(permission: Permission) -> Text {
    match permission {
        Permission::ViewOpenOrders => Text::PermissionView,
        Permission::CheckOutOpenOrders => Text::PermissionCheckOut,
    }
}

/// What happened to a session.
pub(crate) const fn session_event(kind: SessionEventKind) -> Text {
    match kind {
        SessionEventKind::Created => Text::EventCreated,
        SessionEventKind::Started => Text::EventStarted,
        SessionEventKind::Redeemed => Text::EventRedeemed,
        SessionEventKind::Transferred => Text::EventTransferred,
        SessionEventKind::Cancelled => Text::EventCancelled,
        SessionEventKind::HandOverOpened => Text::EventHandOverOpened,
        SessionEventKind::HandOverAttempted => Text::EventHandOverAttempted,
        SessionEventKind::Ended => Text::EventEnded,
        SessionEventKind::Superseded => Text::EventSuperseded,
        SessionEventKind::Expired => Text::EventExpired,
        SessionEventKind::StartFailed => Text::EventStartFailed,
        SessionEventKind::Failed => Text::EventFailed,
        SessionEventKind::HandOverReissued => Text::EventHandOverReissued,
        SessionEventKind::Expiring => Text::EventExpiring,
        SessionEventKind::HandOverDelivered => Text::EventHandOverDelivered,
        SessionEventKind::Ordered => Text::EventOrdered,
        SessionEventKind::OrderReceived => Text::EventOrderReceived,
        SessionEventKind::OrderAcknowledged => Text::EventOrderAcknowledged,
    }
}

/// What a user may do.
pub(crate) const fn user_role(role: UserRole) -> Text {
    match role {
        UserRole::Read => Text::RoleRead,
        UserRole::Write => Text::RoleWrite,
        UserRole::Admin => Text::RoleAdmin,
    }
}

/// What a key may do.
pub(crate) const fn scope(scope: Scope) -> Text {
    match scope {
        Scope::Store => Text::ScopeStore,
        Scope::Read => Text::ScopeRead,
        Scope::Write => Text::ScopeWrite,
        Scope::Admin => Text::ScopeAdmin,
    }
}

/// What is done, in the audit log, in the order in which it is offered.
pub(crate) const AUDIT_ACTIONS: [(&str, Text); 22] = [
    ("create", Text::AuditCreate),
    ("update", Text::AuditUpdate),
    ("archive", Text::AuditArchive),
    ("activate", Text::AuditActivate),
    ("deactivate", Text::AuditDeactivate),
    ("renew", Text::AuditRenew),
    ("revoke", Text::AuditRevoke),
    ("promote", Text::AuditPromote),
    ("restore", Text::AuditRestore),
    ("rotate", Text::AuditRotate),
    ("update_buyer_map", Text::AuditBuyerMap),
    ("end", Text::AuditEnd),
    ("clone", Text::AuditClone),
    ("replace_table", Text::AuditReplaceTable),
    ("reissue", Text::AuditReissue),
    ("test", Text::AuditTest),
    ("import", Text::AuditImport),
    ("resend", Text::AuditResend),
    ("delete", Text::AuditDelete),
    ("reset_password", Text::AuditResetPassword),
    ("sign_in", Text::AuditSignIn),
    ("sign_in_failed", Text::AuditSignInFailed),
];

/// What it is done to, in the audit log, in the order in which it is offered.
pub(crate) const AUDIT_RESOURCES: [(&str, Text); 15] = [
    ("connection", Text::ConnectionTitle),
    ("credential", Text::AuditCredential),
    ("entry_point", Text::AuditEntryPoint),
    ("store", Text::StoreLabel),
    ("company", Text::AuditCompany),
    ("business_unit", Text::BusinessUnitLabel),
    ("buyer", Text::BuyerLabel),
    ("punch_out_session", Text::SessionIdLabel),
    ("mapping_profile", Text::MappingProfileLabel),
    ("role", Text::RoleLabel),
    ("signing_key", Text::SigningKeyLabel),
    ("webhook_delivery", Text::AuditDelivery),
    ("user", Text::UserLabel),
    ("api_key", Text::KeyLabel),
    ("settings", Text::SettingsTitle),
];

/// What was done, or the API's word for what has no name here.
pub(crate) fn audit_action(word: &str) -> String {
    named(&AUDIT_ACTIONS, word)
}

/// What it was done to, or the API's word for what has no name here.
pub(crate) fn audit_resource(word: &str) -> String {
    named(&AUDIT_RESOURCES, word)
}

fn named(names: &[(&str, Text)], word: &str) -> String {
    names
        .iter()
        .find(|(known, _)| *known == word)
        .map_or_else(|| word.to_owned(), |(_, name)| t(*name).to_owned())
}

/// What an exchange was about.
pub(crate) const fn transaction_type(transaction_type: TransactionType) -> Text {
    match transaction_type {
        TransactionType::SetupRequest => Text::TypeSetupRequest,
        TransactionType::TransferToRequisition => Text::TypeTransferToRequisition,
        TransactionType::Cancel => Text::TypeCancel,
        TransactionType::ProfileRequest => Text::TypeProfileRequest,
        TransactionType::OrderRequest => Text::TypeOrderRequest,
        TransactionType::Other => Text::TypeOther,
    }
}

/// How an exchange ended.
pub(crate) const fn transaction_status(status: TransactionStatus) -> Text {
    match status {
        TransactionStatus::Ok => Text::StatusOk,
        TransactionStatus::Refused => Text::StatusRefused,
        TransactionStatus::Failed => Text::StatusFailed,
    }
}

/// A connection's mode.
pub(crate) const fn mode(mode: Mode) -> Text {
    match mode {
        Mode::Test => Text::ModeTest,
        Mode::Production => Text::ModeProduction,
    }
}

/// A protocol.
pub(crate) const fn format(format: Format) -> Text {
    match format {
        Format::Cxml => Text::FormatCxml,
        Format::Oci => Text::FormatOci,
        Format::PunchOut2Go => Text::FormatPunchout2go,
    }
}

/// What a connection is for.
pub(crate) const fn connection_type(connection_type: ConnectionType) -> Text {
    match connection_type {
        ConnectionType::SetupRequest => Text::ConnectionTypeSetupRequest,
    }
}

/// Who the buyer of a session is.
pub(crate) const fn login_mode(mode: LoginMode) -> Text {
    match mode {
        LoginMode::SingleUser => Text::LoginModeSingleUser,
        LoginMode::DynamicUserCreation => Text::LoginModeDynamic,
    }
}

/// How a cart travels.
pub(crate) const fn cart_encoding(encoding: CartEncoding) -> Text {
    match encoding {
        CartEncoding::Base64 => Text::EncodingBase64,
        CartEncoding::UrlEncoded => Text::EncodingUrlEncoded,
        CartEncoding::NoEncoding => Text::EncodingNone,
    }
}

/// The API's spelling of a word, such as `setup_request`.
pub(crate) fn spelling(word: &impl Serialize) -> String {
    // Words are written as JSON texts, everything else is not asked for.
    serde_json::to_string(word)
        .unwrap_or_default()
        .trim_matches('"')
        .to_owned()
}

/// The word with this spelling in the API; none for any other.
pub(crate) fn word<'de, T: Deserialize<'de>>(spelling: &'de str) -> Option<T> {
    T::deserialize(IntoDeserializer::<Error>::into_deserializer(spelling)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_back_from_their_spelling() {
        for transaction_type in TRANSACTION_TYPES {
            assert_eq!(word(&spelling(&transaction_type)), Some(transaction_type));
        }
        for status in TRANSACTION_STATUSES {
            assert_eq!(word(&spelling(&status)), Some(status));
        }
        for state in SESSION_STATES {
            assert_eq!(word(&spelling(&state)), Some(state));
        }
        assert_eq!(word::<TransactionType>("SetupRequest"), None);
    }
}
