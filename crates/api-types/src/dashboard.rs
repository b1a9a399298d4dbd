//! Figures of what goes through the gateway.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::scalar::Timestamp;

/// Over which time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum DashboardRange {
    /// The last 24 hours, by the hour.
    #[default]
    #[serde(rename = "24h")]
    Day,
    /// Today and the six days before, by the day.
    #[serde(rename = "7d")]
    Week,
    /// Today and the 29 days before, by the day.
    #[serde(rename = "30d")]
    Month,
}

/// Which figures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields)]
pub struct DashboardQuery {
    /// Over which time: the last 24 hours where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(inline))]
    pub range: Option<DashboardRange>,
    /// How many minutes the day begins before UTC's, such as 60 in Berlin in winter; 0 where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(minimum = -840, maximum = 840))]
    pub utc_offset_minutes: Option<i32>,
}

/// What goes through the gateway.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Dashboard {
    /// Where the first part of the time begins.
    pub from: Timestamp,
    /// When this was counted.
    pub until: Timestamp,
    /// Sessions opened in this time.
    pub sessions: SessionFigures,
    /// Requests in this time that were refused, for a reason that lies with the caller or the settings.
    pub refused: u64,
    /// Requests in this time that failed, for a reason that lies with the gateway.
    pub failed: u64,
    /// The same in each hour or day, the first one first.
    pub parts: Vec<DashboardPart>,
    /// The same for the 20 busiest connections.
    pub connections: Vec<ConnectionFigures>,
    /// The 20 most frequent error codes in this time.
    pub errors: Vec<ErrorFigures>,
    /// Active connections that have opened no session for longer than between any two in the last 30 days; 20 at most, and only those
    /// with five sessions or more in these days.
    pub silent: Vec<SilentConnection>,
}

/// Sessions that were opened in a time, by what has become of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SessionFigures {
    /// How many.
    pub opened: u64,
    /// Those whose cart was handed over, ordered or not.
    pub transferred: u64,
    /// Those whose order came.
    pub ordered: u64,
    /// Those that the buyer left without a cart.
    pub cancelled: u64,
}

/// An hour or a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DashboardPart {
    /// Where it begins.
    pub from: Timestamp,
    /// Where it ends: the last one in the future.
    pub to: Timestamp,
    /// Sessions opened in it.
    pub sessions: SessionFigures,
    /// Requests in it that were refused.
    pub refused: u64,
    /// Requests in it that failed.
    pub failed: u64,
}

/// What went through a connection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ConnectionFigures {
    /// Its id.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// Sessions opened through it.
    pub sessions: SessionFigures,
    /// Requests to it that were refused.
    pub refused: u64,
    /// Requests to it that failed.
    pub failed: u64,
}

/// How often something went wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ErrorFigures {
    /// The error's code.
    pub code: String,
    /// How often.
    pub count: u64,
}

/// A connection from which nothing has come for longer than is usual.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SilentConnection {
    /// Its id.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// When its last session was opened.
    pub last_session_at: Timestamp,
    /// The longest time between two of its sessions in the last 30 days, in seconds.
    pub longest_silence_seconds: u64,
}
