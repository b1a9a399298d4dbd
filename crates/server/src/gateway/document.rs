//! The document in a request's body.

use actix_web::web;
use cxml::{Document, ReadError, ReadOptions};
use punchout::{finding::Findings, named_error::ErrorCode, protocol, received, setup::Refusal};

use super::exchange::Exchange;

/// Documents longer than this are parsed on another thread.
const SHORT: usize = 128 * 1024;

/// Takes the document out of the body, reads it, and notes what was found about it; a long one on another thread. With the digest of what
/// came beside it.
pub(super) async fn read(exchange: &mut Exchange) -> Result<(Document, Option<[u8; 32]>), Refusal> {
    if exchange.body().is_empty() {
        return Err(Refusal::new(ErrorCode::EmptyBody, "The body is empty."));
    }
    let content_type = exchange.content_type().map(str::to_owned);
    let result = if exchange.body().len() <= SHORT {
        parse(exchange.body(), content_type.as_deref())
    } else {
        let bytes = exchange.body().to_vec();
        web::block(move || parse(&bytes, content_type.as_deref()))
            .await
            .map_err(|_| Refusal::new(ErrorCode::Internal, "The gateway is shutting down."))?
    };
    let Read {
        document,
        findings,
        attached,
    } = result.map_err(|error| Refusal::new(code_of(&error), error.to_string()))?;
    exchange.document = Some(document.kind().to_owned()).filter(|kind| !kind.is_empty());
    exchange.findings = findings;
    Ok((document, attached))
}

struct Read {
    document: Document,
    findings: Findings,
    attached: Option<[u8; 32]>,
}

fn parse(body: &[u8], content_type: Option<&str>) -> Result<Read, ReadError> {
    let carried = cxml::unwrap(body, content_type);
    let options = ReadOptions {
        http_charset: carried.charset.as_deref(),
        ..ReadOptions::default()
    };
    let document = cxml::read(&carried.document, &options)?;
    let findings = protocol::cxml::findings(&document, &carried);
    let attached = received::attached(&carried.attachments);
    Ok(Read {
        document,
        findings,
        attached,
    })
}

fn code_of(error: &ReadError) -> ErrorCode {
    match error {
        ReadError::TooLarge { .. } => ErrorCode::TooLarge,
        ReadError::TooDeep { .. }
        | ReadError::TooManyElements { .. }
        | ReadError::TooManyAttributes { .. } => ErrorCode::TooComplex,
        ReadError::Encoding { .. } => ErrorCode::InvalidEncoding,
        ReadError::UnknownEntity { .. } => ErrorCode::ForbiddenEntity,
        ReadError::NotCxml { .. } => ErrorCode::NotCxml,
        _ => ErrorCode::NotWellFormed,
    }
}
