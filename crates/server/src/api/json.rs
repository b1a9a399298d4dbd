//! JSON bodies: read, checked for what no text may hold, and turned into a type with every fault named.

mod faults;
mod named;
mod plain;

use actix_web::{
    FromRequest, HttpRequest,
    dev::Payload,
    http::header,
    mime,
    web::{Bytes, BytesMut},
};
use api_types::problem::{FieldError, ProblemCode};
use futures_util::StreamExt;
use serde::de::DeserializeOwned;
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::{future::Future, pin::Pin};

pub use plain::plain;

use crate::problem::{ApiProblem, ApiResult};

/// The most bytes of a body: 1 MiB.
pub const MAX_BODY_BYTES: usize = 1024 * 1024;

/// The most bytes of a body that brings much at once: 16 MiB.
pub const MAX_LARGE_BODY_BYTES: usize = 16 * MAX_BODY_BYTES;

/// The SHA-256 digest of a body: tells whether a repeated call is the same call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BodyDigest(pub [u8; 32]);

/// A JSON body as a type, and its digest.
#[derive(Debug)]
pub struct JsonBody<T>(pub T, pub BodyDigest);

impl<T: DeserializeOwned + 'static> FromRequest for JsonBody<T> {
    type Error = ApiProblem;
    type Future = Pin<Box<dyn Future<Output = ApiResult<Self>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let content_type = check_content_type(request);
        let payload = payload.take();
        Box::pin(async move {
            content_type?;
            let bytes = read(payload).await?;
            let digest = BodyDigest(Sha256::digest(&bytes).into());
            named::parse(&bytes).map(|body| Self(body, digest))
        })
    }
}

/// A JSON body as a type, which may have up to [`MAX_LARGE_BODY_BYTES`].
#[derive(Debug)]
pub struct LargeBody<T>(pub T);

impl<T: DeserializeOwned + 'static> FromRequest for LargeBody<T> {
    type Error = ApiProblem;
    type Future = Pin<Box<dyn Future<Output = ApiResult<Self>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let content_type = check_content_type(request);
        let payload = payload.take();
        Box::pin(async move {
            content_type?;
            let bytes = read_up_to(payload, MAX_LARGE_BODY_BYTES).await?;
            parse(&bytes).map(Self)
        })
    }
}

/// A JSON body as a type, or the type's default where there is no body.
#[derive(Debug)]
pub struct OptionalBody<T>(pub T);

impl<T: DeserializeOwned + Default + 'static> FromRequest for OptionalBody<T> {
    type Error = ApiProblem;
    type Future = Pin<Box<dyn Future<Output = ApiResult<Self>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let content_type = check_content_type(request);
        let payload = payload.take();
        Box::pin(async move {
            let bytes = read(payload).await?;
            if bytes.is_empty() {
                return Ok(Self(T::default()));
            }
            content_type?;
            parse(&bytes).map(Self)
        })
    }
}

/// Refuses a body that is compressed: none is unpacked here.
///
/// # Errors
/// `unsupported_media_type`.
pub fn check_encoding(request: &HttpRequest) -> ApiResult<()> {
    let encodings = request.headers().get_all(header::CONTENT_ENCODING);
    let plain = |value: &header::HeaderValue| value.as_bytes().eq_ignore_ascii_case(b"identity");
    if encodings.into_iter().all(plain) {
        return Ok(());
    }
    Err(ApiProblem::new(
        ProblemCode::UnsupportedMediaType,
        "Send the body as it is, without `Content-Encoding`.",
    ))
}

/// Refuses a body that does not say that it is JSON.
///
/// # Errors
/// `unsupported_media_type`.
pub fn check_content_type(request: &HttpRequest) -> ApiResult<()> {
    check_encoding(request)?;
    let is_json = request
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .and_then(|text| text.parse::<mime::Mime>().ok())
        .is_some_and(|mime| mime.subtype() == mime::JSON || mime.suffix() == Some(mime::JSON));
    if is_json {
        Ok(())
    } else {
        Err(ApiProblem::new(
            ProblemCode::UnsupportedMediaType,
            "Send the body with `Content-Type: application/json`.",
        ))
    }
}

/// Reads a body up to [`MAX_BODY_BYTES`].
///
/// # Errors
/// When it is longer, or breaks off.
pub async fn read(payload: Payload) -> ApiResult<Bytes> {
    read_up_to(payload, MAX_BODY_BYTES).await
}

/// Reads a body of up to [`MAX_LARGE_BODY_BYTES`].
///
/// # Errors
///
/// As for [`read`].
pub async fn read_large(payload: Payload) -> ApiResult<Bytes> {
    read_up_to(payload, MAX_LARGE_BODY_BYTES).await
}

async fn read_up_to(mut payload: Payload, most: usize) -> ApiResult<Bytes> {
    let mut bytes = BytesMut::new();
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|error| {
            ApiProblem::new(
                ProblemCode::InvalidJson,
                format!("The body cannot be read: {error}."),
            )
        })?;
        if bytes.len().saturating_add(chunk.len()) > most {
            return Err(ApiProblem::new(
                ProblemCode::BodyTooLarge,
                format!("A body has at most {most} bytes here."),
            ));
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes.freeze())
}

/// Turns bytes into a type.
///
/// # Errors
/// `invalid_json`, or `validation_failed` with every fault.
pub fn parse<T: DeserializeOwned>(bytes: &[u8]) -> ApiResult<T> {
    from_value(value(bytes)?)
}

fn value(bytes: &[u8]) -> ApiResult<Value> {
    serde_json::from_slice(bytes).map_err(|error| {
        let text = if bytes.trim_ascii().is_empty() {
            "The body is empty.".to_owned()
        } else {
            let (line, column) = (error.line(), error.column());
            format!(
                "The body is not JSON; it breaks off or goes wrong at line {line}, column {column}."
            )
        };
        ApiProblem::new(ProblemCode::InvalidJson, text)
    })
}

/// Turns a JSON value into a type.
///
/// # Errors
/// `validation_failed` with every fault.
pub fn from_value<T: DeserializeOwned>(value: Value) -> ApiResult<T> {
    // Derived types could be read from a list as well, by position.
    if !value.is_object() {
        return Err(ApiProblem::invalid_field(
            "",
            "invalid_type",
            "must be an object",
        ));
    }
    let mut nul = Vec::new();
    find_nul(&value, &mut String::new(), &mut nul);
    if !nul.is_empty() {
        return Err(ApiProblem::invalid(nul));
    }
    faults::deserialize(value).map_err(ApiProblem::invalid)
}

/// NUL is nothing that PostgreSQL takes in a text, and nothing that a person means.
fn find_nul(value: &Value, pointer: &mut String, found: &mut Vec<FieldError>) {
    let fault = |pointer: &str| {
        FieldError::new(pointer, "nul_character", "must not hold the character NUL")
    };
    let length = pointer.len();
    match value {
        Value::String(text) if text.contains('\0') => found.push(fault(pointer)),
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                pointer.push_str(&format!("/{index}"));
                find_nul(item, pointer, found);
                pointer.truncate(length);
            }
        }
        Value::Object(members) => {
            for (name, member) in members {
                if name.contains('\0') {
                    found.push(fault(pointer));
                }
                pointer.push('/');
                pointer.push_str(&faults::escape(name));
                find_nul(member, pointer, found);
                pointer.truncate(length);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use actix_web::ResponseError;
    use api_types::store::{NewStore, StorePatch};

    use super::*;

    fn errors_of<T: DeserializeOwned + std::fmt::Debug>(json: &str) -> Vec<String> {
        let problem = parse::<T>(json.as_bytes()).unwrap_err();
        let response = problem.error_response();
        let bytes = actix_web::body::MessageBody::try_into_bytes(response.into_body())
            .ok()
            .unwrap();
        let problem: api_types::problem::Problem = serde_json::from_slice(&bytes).unwrap();
        problem
            .errors
            .into_iter()
            .map(|error| format!("{} {}", error.pointer, error.code))
            .collect()
    }

    #[test]
    fn every_fault_is_named_at_once() {
        let errors = errors_of::<NewStore>(
            r#"{"nmae": "x", "key": 7, "enabled": "yes", "access_token_bytes": -1}"#,
        );
        assert_eq!(
            errors,
            [
                "/access_token_bytes invalid",
                "/enabled invalid_type",
                "/key invalid_type",
                "/name required",
                "/nmae unknown_field",
                "/punch_out_start_url required",
            ]
        );
    }

    #[test]
    fn faults_deep_inside_have_their_pointer() {
        let errors = errors_of::<StorePatch>(r#"{"storefront_origins": ["a", 7, "b\u0000"]}"#);
        assert_eq!(errors, ["/storefront_origins/2 nul_character"]);
        let errors = errors_of::<StorePatch>(r#"{"storefront_origins": ["a", 7]}"#);
        assert_eq!(errors, ["/storefront_origins/1 invalid_type"]);
    }

    #[test]
    fn what_is_no_object_is_refused() {
        assert_eq!(errors_of::<NewStore>("[]"), [" invalid_type"]);
        assert_eq!(
            parse::<NewStore>(b"{").unwrap_err().code(),
            ProblemCode::InvalidJson
        );
    }
}
