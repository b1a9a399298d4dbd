//! Applying merge patches (RFC 7396), and refusing lost updates.

use std::future::{Ready, ready};

use actix_web::{
    FromRequest, HttpRequest,
    dev::Payload,
    http::header::{self, HeaderValue},
};
use api_types::problem::ProblemCode;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};

use super::json;
use crate::problem::{ApiProblem, ApiResult};

/// A resource's input with a patch applied: absent members stay, null ones go back to their default.
///
/// # Errors
/// When a required member is removed.
pub fn merge<T: Serialize + DeserializeOwned>(current: &T, patch: &impl Serialize) -> ApiResult<T> {
    merge_with(current, patch, Map::new())
}

/// The same where the defaults of some members are a matter of settings.
///
/// # Errors
/// When a required member is removed.
pub fn merge_with<T: Serialize + DeserializeOwned>(
    current: &T,
    patch: &impl Serialize,
    defaults: Map<String, Value>,
) -> ApiResult<T> {
    let mut value = serde_json::to_value(current).map_err(ApiProblem::internal)?;
    let patch = serde_json::to_value(patch).map_err(ApiProblem::internal)?;
    if let (Value::Object(members), Value::Object(changes)) = (&mut value, patch) {
        for (name, change) in changes {
            if change.is_null() {
                members.remove(&name);
            } else {
                members.insert(name, change);
            }
        }
    }
    complete(value, defaults)
}

/// An input whose absent members have their defaults from settings.
///
/// # Errors
/// `validation_failed` with every fault.
pub fn complete<T: DeserializeOwned>(
    mut value: Value,
    defaults: Map<String, Value>,
) -> ApiResult<T> {
    if let Value::Object(members) = &mut value {
        for (name, default) in defaults {
            members.entry(name).or_insert(default);
        }
    }
    json::from_value(value)
}

/// Tells whether a change that changes nothing is made for the version that there is. Nothing is written then, and the version stays.
///
/// # Errors
/// `precondition_failed` where it is made for another one.
pub fn unchanged(expected: Option<i64>, version: i64) -> ApiResult<()> {
    match expected {
        Some(expected) if expected != version => Err(database::Error::StaleVersion.into()),
        _ => Ok(()),
    }
}

/// The version that a change expects: `If-Match`. Any, where the header is absent or `*`.
#[derive(Clone, Copy, Debug)]
pub struct IfMatch(pub Option<i64>);

impl FromRequest for IfMatch {
    type Error = ApiProblem;
    type Future = Ready<ApiResult<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(
            request
                .headers()
                .get(header::IF_MATCH)
                .map_or(Ok(Self(None)), parse),
        )
    }
}

fn parse(value: &HeaderValue) -> ApiResult<IfMatch> {
    let text = value.to_str().unwrap_or_default().trim();
    if text == "*" {
        return Ok(IfMatch(None));
    }
    let version = text
        .trim_start_matches("W/")
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'))
        .filter(|inner| !inner.contains('"'))
        .ok_or_else(|| {
            ApiProblem::new(
                ProblemCode::InvalidHeader,
                "If-Match must be one ETag as the API gave it, or *.",
            )
        })?;
    // An ETag of something else matches nothing.
    Ok(IfMatch(Some(version.parse().unwrap_or(-1))))
}

#[cfg(test)]
mod tests {
    use api_types::{
        patch::Patch,
        store::{NewStore, StorePatch},
    };

    use super::*;

    #[test]
    fn null_goes_back_to_the_default_and_absent_stays() {
        let current = NewStore {
            key: "tools".to_owned(),
            name: "Tools".to_owned(),
            punch_out_start_url: "https://shop.example".to_owned(),
            access_token_bytes: 64,
            default_currency: Some("EUR".to_owned()),
            ..NewStore::default()
        };
        let patch = StorePatch {
            name: Patch::Value("Parts".to_owned()),
            access_token_bytes: Patch::Null,
            default_currency: Patch::Null,
            ..StorePatch::default()
        };
        let merged = merge(&current, &patch).unwrap();
        assert_eq!(merged.name, "Parts");
        assert_eq!(merged.access_token_bytes, 32);
        assert_eq!(merged.default_currency, None);
        assert_eq!(merged.key, "tools");
        let patch = StorePatch {
            name: Patch::Null,
            ..StorePatch::default()
        };
        let problem = merge(&current, &patch).unwrap_err();
        assert_eq!(problem.code(), ProblemCode::ValidationFailed);
    }

    #[test]
    fn etags_lead_back_to_versions() {
        let version = |text| parse(&HeaderValue::from_static(text)).map(|found| found.0);
        assert_eq!(version("\"7\"").unwrap(), Some(7));
        assert_eq!(version("*").unwrap(), None);
        assert_eq!(version("\"x\"").unwrap(), Some(-1));
        assert!(version("7").is_err());
        assert!(version("\"1\", \"2\"").is_err());
    }
}
