//! Reading a request's body within bounds.

use actix_web::{HttpRequest, http::header, web};
use futures_util::StreamExt;

use super::compression::{self, Coding};

/// The longest body that a punch-out endpoint takes, in bytes: 10 MiB.
pub(super) const MAX_BODY: usize = 10 * 1024 * 1024;

/// What is kept of a longer one, for the log.
const KEPT_OF_TOO_LARGE: usize = 64 * 1024;

/// A body as it was read.
pub(super) enum Body {
    /// All of it.
    Whole(Vec<u8>),
    /// More than is taken: how it begins, and its length as far as known.
    TooLarge(Vec<u8>, u64),
    /// The connection broke off, or the transfer encoding was wrong.
    Broken(Vec<u8>),
    /// Compressed in a way that cannot be undone: how it is said to be, and how long it is. Secrets in it cannot be found, so it is not
    /// kept.
    Compressed(String, u64),
}

/// Reads a body; stops where it is longer than is taken.
pub(super) async fn read(request: &HttpRequest, mut payload: web::Payload) -> Body {
    let announced: u64 = request
        .headers()
        .get(header::CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok()?.parse().ok())
        .unwrap_or(0);
    let max = u64::try_from(MAX_BODY).unwrap_or(u64::MAX);
    let expected = usize::try_from(announced.min(max)).unwrap_or(0);
    // What is announced need not come: room for it is made step by step.
    let mut body = Vec::with_capacity(expected.min(64 * 1024));
    while let Some(chunk) = payload.next().await {
        let Ok(chunk) = chunk else {
            return Body::Broken(body);
        };
        body.extend_from_slice(&chunk);
        if body.len() > MAX_BODY || (announced > max && body.len() >= KEPT_OF_TOO_LARGE) {
            let length = announced.max(u64::try_from(body.len()).unwrap_or(u64::MAX));
            body.truncate(KEPT_OF_TOO_LARGE);
            return Body::TooLarge(body, length);
        }
    }
    uncompressed(request, body).await
}

/// The body without the compression that HTTP names.
async fn uncompressed(request: &HttpRequest, body: Vec<u8>) -> Body {
    let named = request
        .headers()
        .get(header::CONTENT_ENCODING)
        .map(|value| String::from_utf8_lossy(value.as_bytes()).to_lowercase());
    let named = named.as_deref().map(str::trim).unwrap_or_default();
    let coding = match named {
        "" | "identity" if !body.starts_with(compression::GZIP) => return Body::Whole(body),
        "" | "identity" | "gzip" | "x-gzip" => Coding::Gzip,
        "deflate" => Coding::Deflate,
        _ => return Body::Compressed(named.chars().take(40).collect(), length(&body)),
    };
    let compressed = length(&body);
    match web::block(move || compression::undone(coding, &body, MAX_BODY)).await {
        Ok(Ok(body)) if body.len() > MAX_BODY => {
            let kept = body.get(..KEPT_OF_TOO_LARGE).unwrap_or_default();
            Body::TooLarge(kept.to_vec(), length(&body))
        }
        Ok(Ok(body)) => Body::Whole(body),
        Ok(Err(_)) | Err(_) => Body::Compressed("gzip or deflate".to_owned(), compressed),
    }
}

fn length(body: &[u8]) -> u64 {
    u64::try_from(body.len()).unwrap_or(u64::MAX)
}
