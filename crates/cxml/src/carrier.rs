//! Carriers: what documents come wrapped in. A body that is a document already costs a look at its first bytes.

mod base64;
mod form;
mod markup;
mod mime;

use std::borrow::Cow;

use crate::read::looks_like_cxml;

/// The most layers that are taken off one another: a form field with base64 of an escaped document in a MIME part has four.
const MAX_LAYERS: usize = 6;

/// A document out of its carrier.
#[derive(Clone, Debug, Default)]
pub struct Carried<'a> {
    /// The document; the body as it was, where there is none to be found in it.
    pub document: Cow<'a, [u8]>,
    /// The charset that the carrier names, for [`ReadOptions::http_charset`](crate::ReadOptions::http_charset).
    pub charset: Option<String>,
    /// What was taken off, outermost first.
    pub layers: Vec<Layer>,
    /// What came beside the document.
    pub attachments: Vec<Attachment>,
}

/// What a document was wrapped in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Layer {
    /// A field of a form, by its name; such as `cxml-urlencoded`.
    FormField(String),
    /// Percent-encoding.
    PercentEncoded,
    /// `&lt;` for `<`.
    HtmlEscaped,
    /// Base64.
    Base64 {
        /// Whether blanks stood where `+` belongs.
        repaired: bool,
    },
    /// A MIME message.
    Multipart {
        /// How many parts have no Content-ID, or a transfer encoding that cannot be undone.
        unreadable: usize,
    },
}

/// What came beside a document, in a MIME message (cXML 1.2 User's Guide, attachments).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// `Content-ID` without its angle brackets; empty where it has none, so that nothing in the document means it.
    pub content_id: String,
    /// `Content-Type`.
    pub content_type: Option<String>,
    /// What it is, its transfer encoding undone.
    pub bytes: Vec<u8>,
}

impl Carried<'_> {
    /// The attachment that an address such as `cid:part2@example` means, without its `cid:`.
    #[must_use]
    pub fn attachment(&self, content_id: &str) -> Option<&Attachment> {
        let wanted = form::percent_decoded(content_id.trim().as_bytes(), false);
        let wanted = String::from_utf8_lossy(&wanted);
        let wanted = wanted.trim_matches(['<', '>']);
        let mut all = self
            .attachments
            .iter()
            .filter(|attachment| !attachment.content_id.is_empty());
        all.clone()
            .find(|attachment| attachment.content_id == wanted)
            .or_else(|| all.find(|attachment| attachment.content_id.eq_ignore_ascii_case(wanted)))
    }
}

/// Takes a document out of what it came in: a form field, percent-encoding, HTML's escapes, base64, a MIME message, and these within one
/// another. `content_type` is HTTP's.
#[must_use]
pub fn unwrap<'a>(body: &'a [u8], content_type: Option<&str>) -> Carried<'a> {
    let media = mime::MediaType::parse(content_type.unwrap_or_default());
    let charset = media.parameter("charset").filter(|_| !media.is_form());
    if !media.is_multipart() && looks_like_cxml(body) {
        return Carried {
            document: Cow::Borrowed(body),
            charset,
            ..Carried::default()
        };
    }
    let mut carried = Carried {
        charset: charset.clone(),
        ..Carried::default()
    };
    let mut inner = Cow::Borrowed(body);
    if let Some(message) = mime::message(body, &media) {
        inner = Cow::Owned(message.document);
        carried.charset = message.charset;
        carried.attachments = message.attachments;
        carried.layers.push(Layer::Multipart {
            unreadable: message.unreadable,
        });
    }
    while !looks_like_cxml(&inner) {
        let peeled = peel(&inner).filter(|_| carried.layers.len() < MAX_LAYERS);
        let Some((peeled, layer)) = peeled else {
            return Carried {
                document: Cow::Borrowed(body),
                charset,
                ..Carried::default()
            };
        };
        carried.charset = match layer {
            // Browsers send forms in UTF-8, whatever is declared within (cXML 1.1 User's Guide, `cxml-urlencoded`).
            Layer::FormField(_) | Layer::PercentEncoded | Layer::HtmlEscaped => {
                std::str::from_utf8(&peeled)
                    .ok()
                    .map(|_| "UTF-8".to_owned())
            }
            // Bytes are what they declare to be.
            Layer::Base64 { .. } => None,
            Layer::Multipart { .. } => carried.charset,
        };
        carried.layers.push(layer);
        inner = Cow::Owned(peeled);
    }
    carried.document = inner;
    carried
}

/// Takes one layer off.
fn peel(bytes: &[u8]) -> Option<(Vec<u8>, Layer)> {
    let start = bytes.trim_ascii_start();
    if markup::is_escaped(start) {
        return Some((markup::unescaped(start)?, Layer::HtmlEscaped));
    }
    if form::is_percent_encoded(start) {
        let pluses_are_blanks = !start.trim_ascii_end().contains(&b' ');
        let decoded = form::percent_decoded(start, pluses_are_blanks);
        return Some((decoded, Layer::PercentEncoded));
    }
    if let Some((decoded, repaired)) = base64::decoded(start)
        && could_be_markup(&decoded)
    {
        return Some((decoded, Layer::Base64 { repaired }));
    }
    let (name, value) = form::field(start)?;
    Some((value, Layer::FormField(name)))
}

/// Whether bytes begin as a document does, or as one with its markup escaped.
fn could_be_markup(bytes: &[u8]) -> bool {
    let start = bytes.trim_ascii_start();
    looks_like_cxml(start) || markup::is_escaped(start) || form::is_percent_encoded(start)
}

#[cfg(test)]
mod tests;
