//! What the API's words are called for people, and their spelling in addresses.

use api_types::connection::{CartEncoding, ConnectionType, Format, LoginMode, Mode};
use api_types::transaction::{TransactionStatus, TransactionType};
use serde::de::IntoDeserializer;
use serde::de::value::Error;
use serde::{Deserialize, Serialize};

use crate::i18n::Text;

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
        assert_eq!(word::<TransactionType>("SetupRequest"), None);
    }
}
