//! MIME messages: the part with the document, and the parts beside it (RFC 2046, 5.1).

use super::{Attachment, base64, could_be_markup, form};

/// The most parts that are looked at.
const MAX_PARTS: usize = 200;

/// How deep messages may nest.
const MAX_DEPTH: usize = 4;

/// The longest header of a part, all lines together.
const MAX_HEADER: usize = 16 * 1024;

/// A media type with its parameters, as in `Content-Type`.
#[derive(Default)]
pub(super) struct MediaType {
    name: String,
    parameters: Vec<(String, String)>,
}

impl MediaType {
    pub(super) fn parse(text: &str) -> Self {
        let mut parts = text.split(';');
        let name = parts.next().unwrap_or_default().trim().to_ascii_lowercase();
        let parameters = parts
            .filter_map(|part| part.split_once('='))
            .map(|(name, value)| {
                let value = value.trim().trim_matches('"');
                (name.trim().to_ascii_lowercase(), value.to_owned())
            })
            .collect();
        Self { name, parameters }
    }

    pub(super) fn parameter(&self, name: &str) -> Option<String> {
        let found = self.parameters.iter().find(|(known, _)| known == name);
        found
            .map(|(_, value)| value.clone())
            .filter(|value| !value.is_empty())
    }

    pub(super) fn is_multipart(&self) -> bool {
        self.name.starts_with("multipart/")
    }

    pub(super) fn is_form(&self) -> bool {
        self.name == "application/x-www-form-urlencoded"
    }
}

/// What a message has.
pub(super) struct Message {
    pub(super) document: Vec<u8>,
    pub(super) charset: Option<String>,
    pub(super) attachments: Vec<Attachment>,
    pub(super) unreadable: usize,
}

/// A part, its transfer encoding undone.
struct Part {
    content_id: Option<String>,
    content_type: Option<String>,
    field: Option<String>,
    bytes: Option<Vec<u8>>,
}

/// Takes a message apart; `None` where a body is none.
pub(super) fn message(body: &[u8], media: &MediaType) -> Option<Message> {
    let mut parts = Vec::new();
    let start = body.trim_ascii_start();
    if media.is_multipart() || start.starts_with(b"--") {
        collect(body, media.parameter("boundary"), 0, &mut parts);
    } else if begins_with_header(start) {
        // Some send the header of the message as part of the body.
        collect_part(start, 0, &mut parts);
    }
    let wanted = media.parameter("start").map(|id| bare(&id));
    let is_start = |part: &Part| wanted.is_some() && part.content_id == wanted;
    let is_field = |part: &Part| {
        part.field
            .as_deref()
            .is_some_and(|field| field.to_ascii_lowercase().starts_with("cxml"))
    };
    let could_be = |part: &Part| {
        part.bytes.as_deref().is_some_and(|bytes| {
            could_be_markup(bytes)
                || base64::decoded(bytes).is_some_and(|(bytes, _)| could_be_markup(&bytes))
        })
    };
    let at = parts
        .iter()
        .position(|part| is_start(part) && part.bytes.is_some())
        .or_else(|| {
            parts
                .iter()
                .position(|part| is_field(part) && could_be(part))
        })
        .or_else(|| parts.iter().position(could_be))?;
    let root = parts.remove(at);
    let unreadable = parts
        .iter()
        .filter(|part| part.bytes.is_none() || part.content_id.is_none())
        .count();
    Some(Message {
        document: root.bytes?,
        charset: root
            .content_type
            .and_then(|text| MediaType::parse(&text).parameter("charset")),
        attachments: parts
            .into_iter()
            .filter_map(|part| {
                Some(Attachment {
                    content_id: part.content_id.unwrap_or_default(),
                    content_type: part.content_type,
                    bytes: part.bytes?,
                })
            })
            .collect(),
        unreadable,
    })
}

fn begins_with_header(start: &[u8]) -> bool {
    ["mime-version:", "content-type:"].iter().any(|name| {
        start
            .get(..name.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(name.as_bytes()))
    })
}

/// Takes the parts of a message, those of messages within included.
fn collect(body: &[u8], boundary: Option<String>, depth: usize, parts: &mut Vec<Part>) {
    let Some(boundary) = boundary.or_else(|| first_boundary(body)) else {
        return;
    };
    let delimiter = format!("--{boundary}");
    let mut start = None;
    for at in memchr::memmem::find_iter(body, delimiter.as_bytes()) {
        let at_line_start = at == 0 || body.get(at - 1) == Some(&b'\n');
        let after = body.get(at + delimiter.len()..).unwrap_or_default();
        let is_end = after.starts_with(b"--");
        let line = after
            .iter()
            .position(|byte| *byte == b'\n')
            .unwrap_or(after.len());
        let rest_of_line = after.get(..line).unwrap_or_default();
        if !at_line_start || (!is_end && !rest_of_line.trim_ascii().is_empty()) {
            continue;
        }
        if let Some(start) = start {
            let part = body.get(start..at).unwrap_or_default();
            let part = part.strip_suffix(b"\n").unwrap_or(part);
            collect_part(part.strip_suffix(b"\r").unwrap_or(part), depth, parts);
        }
        start = (!is_end).then_some(at + delimiter.len() + line + 1);
        if is_end || parts.len() >= MAX_PARTS {
            return;
        }
    }
    // The last delimiter can be missing where a message was cut.
    if let Some(part) = start.and_then(|start| body.get(start..)) {
        collect_part(part, depth, parts);
    }
}

fn first_boundary(body: &[u8]) -> Option<String> {
    let line = body
        .trim_ascii_start()
        .split(|byte| *byte == b'\n')
        .next()?;
    let boundary = line.trim_ascii_end().strip_prefix(b"--")?;
    let plain = !boundary.is_empty() && boundary.len() <= 200 && boundary.is_ascii();
    plain.then(|| String::from_utf8_lossy(boundary).into_owned())
}

fn collect_part(part: &[u8], depth: usize, parts: &mut Vec<Part>) {
    let (header, body) = split_header(part);
    let content_type = header_value(&header, "content-type");
    let media = MediaType::parse(content_type.as_deref().unwrap_or_default());
    if media.is_multipart() && depth < MAX_DEPTH {
        collect(body, media.parameter("boundary"), depth + 1, parts);
        return;
    }
    let encoding = header_value(&header, "content-transfer-encoding").unwrap_or_default();
    let field = header_value(&header, "content-disposition");
    parts.push(Part {
        content_id: header_value(&header, "content-id").map(|id| bare(&id)),
        content_type,
        field: field.and_then(|text| MediaType::parse(&text).parameter("name")),
        bytes: undone(&encoding, body),
    });
}

/// A part's header, its lines unfolded, and its body.
fn split_header(part: &[u8]) -> (Vec<String>, &[u8]) {
    let mut lines: Vec<String> = Vec::new();
    let mut rest = part;
    while !rest.is_empty() {
        let end = memchr::memchr(b'\n', rest).map_or(rest.len(), |at| at + 1);
        let (line, after) = rest.split_at_checked(end).unwrap_or((rest, &[]));
        rest = after;
        let line = String::from_utf8_lossy(line.trim_ascii_end()).into_owned();
        if line.is_empty() || part.len() - rest.len() > MAX_HEADER {
            break;
        }
        match lines.last_mut() {
            Some(last) if line.starts_with([' ', '\t']) => last.push_str(&line),
            _ => lines.push(line),
        }
    }
    (lines, rest)
}

fn header_value(header: &[String], name: &str) -> Option<String> {
    header
        .iter()
        .filter_map(|line| line.split_once(':'))
        .find(|(known, _)| known.trim().eq_ignore_ascii_case(name))
        .map(|(_, value)| value.trim().to_owned())
}

fn bare(content_id: &str) -> String {
    content_id.trim().trim_matches(['<', '>']).to_owned()
}

/// Undoes a transfer encoding (RFC 2045, 6).
fn undone(encoding: &str, body: &[u8]) -> Option<Vec<u8>> {
    match encoding.to_ascii_lowercase().as_str() {
        "" | "7bit" | "8bit" | "binary" => Some(body.to_vec()),
        "base64" => base64::decoded(body).map(|(bytes, _)| bytes),
        "quoted-printable" => Some(quoted_printable(body)),
        _ => None,
    }
}

/// `=C3=A4` are bytes, and = at the end of a line is no line break: percent-encoding with another sign.
fn quoted_printable(body: &[u8]) -> Vec<u8> {
    let mut encoded = Vec::with_capacity(body.len());
    for line in body.split_inclusive(|byte| *byte == b'\n') {
        let content = line.trim_ascii_end();
        let (content, ending) = match content.strip_suffix(b"=") {
            Some(content) => (content, &b""[..]),
            None => (content, line.get(content.len()..).unwrap_or_default()),
        };
        for byte in content {
            match byte {
                b'=' => encoded.push(b'%'),
                b'%' => encoded.extend_from_slice(b"%25"),
                other => encoded.push(*other),
            }
        }
        encoded.extend_from_slice(ending);
    }
    form::percent_decoded(&encoded, false)
}
