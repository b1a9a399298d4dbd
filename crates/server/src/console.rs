//! The admin console: a static bundle. In release builds it is part of the program; in development it is read from `frontend/dist`.
//!
//! It uses nothing but the REST API; this module knows nothing of what it does.

use std::borrow::Cow;

use actix_web::{
    HttpRequest, HttpResponse,
    http::{Method, StatusCode, header},
};
use rust_embed::{EmbeddedFile, RustEmbed};

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../../frontend/dist"]
struct Bundle;

/// Paths that belong to others; nothing below them is ever answered with the console.
const RESERVED: [&str; 6] = [
    "/api",
    "/punchout",
    "/docs",
    "/healthz",
    "/metrics",
    "/openapi.json",
];

/// Files whose names hold a hash of their content.
const HASHED: &str = "assets/";

/// No script, style or request but to this origin, and no frame around it. Styles in attributes come from positioned pop-ups.
const POLICY: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// Answers with a file of the console, or with its page for addresses that the console makes sense of. `None` for all that is
/// not the console's.
pub fn answer(request: &HttpRequest) -> Option<HttpResponse> {
    if !matches!(*request.method(), Method::GET | Method::HEAD) || is_reserved(request.path()) {
        return None;
    }
    let path = request.path().trim_start_matches('/');
    if let Some(hashed) = path.strip_prefix(HASHED) {
        // A file that is missing is missing: the page in its place would be taken for a script.
        let file = Bundle::get(path).filter(|_| !hashed.is_empty())?;
        return Some(respond(
            request,
            path,
            file,
            "public, max-age=31536000, immutable",
        ));
    }
    let own = Some(path).filter(|path| !path.is_empty() && *path != "index.html");
    if let Some((path, file)) = own.and_then(|path| Some((path, Bundle::get(path)?))) {
        return Some(respond(request, path, file, "no-cache"));
    }
    Some(Bundle::get("index.html").map_or_else(not_built, |page| {
        let mut response = respond(request, "index.html", page, "no-cache");
        let headers = response.headers_mut();
        headers.insert(
            header::CONTENT_SECURITY_POLICY,
            header::HeaderValue::from_static(POLICY),
        );
        headers.insert(
            header::REFERRER_POLICY,
            header::HeaderValue::from_static("same-origin"),
        );
        response
    }))
}

/// Whether a path belongs to something else than the console.
#[must_use]
pub fn is_reserved(path: &str) -> bool {
    RESERVED.iter().any(|prefix| {
        path.strip_prefix(prefix)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    })
}

fn respond(
    request: &HttpRequest,
    path: &str,
    plain: EmbeddedFile,
    cache: &'static str,
) -> HttpResponse {
    let accepted = request
        .headers()
        .get(header::ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let compressed = [("br", ".br"), ("gzip", ".gz")]
        .into_iter()
        .filter(|(coding, _)| accepts(accepted, coding))
        .find_map(|(coding, ending)| Some((coding, Bundle::get(&format!("{path}{ending}"))?)));
    let tag = etag(&plain);
    let mut response = HttpResponse::Ok();
    response
        .insert_header((header::CONTENT_TYPE, content_type(path)))
        .insert_header((header::CACHE_CONTROL, cache))
        .insert_header((header::VARY, "accept-encoding"))
        .insert_header((header::ETAG, tag.as_str()))
        .insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"));
    let unchanged = request
        .headers()
        .get(header::IF_NONE_MATCH)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|tags| tags.contains(&tag));
    if unchanged {
        return response.status(StatusCode::NOT_MODIFIED).finish();
    }
    let data = match compressed {
        Some((coding, file)) => {
            response.insert_header((header::CONTENT_ENCODING, coding));
            file.data
        }
        None => plain.data,
    };
    match data {
        Cow::Borrowed(bytes) => response.body(bytes),
        Cow::Owned(bytes) => response.body(bytes),
    }
}

/// Whether an `Accept-Encoding` names a coding and does not weigh it with nothing.
fn accepts(header: &str, coding: &str) -> bool {
    header.split(',').any(|part| {
        let mut parts = part.split(';').map(str::trim);
        parts
            .next()
            .is_some_and(|name| name.eq_ignore_ascii_case(coding))
            && !parts.any(|weight| {
                matches!(
                    weight.replace(' ', "").as_str(),
                    "q=0" | "q=0.0" | "q=0.00" | "q=0.000"
                )
            })
    })
}

fn etag(file: &EmbeddedFile) -> String {
    let hash = file.metadata.sha256_hash();
    let short: String = hash
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    // Weak: the same for each content coding.
    format!("W/\"{short}\"")
}

fn content_type(path: &str) -> &'static str {
    match path.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("woff2") => "font/woff2",
        Some("json" | "webmanifest") => "application/json",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

fn not_built() -> HttpResponse {
    HttpResponse::NotFound()
        .content_type("text/plain; charset=utf-8")
        .body("The console is not part of this build. Build it with `make console`; the API is described at /docs.\n")
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};
    use std::fs;
    use std::path::Path;

    use api_types::problem::ProblemCode;
    use punchout::named_error::ErrorCode;

    use super::*;

    #[test]
    fn others_paths_are_left_alone() {
        for path in [
            "/api",
            "/api/v1/x",
            "/punchout/shop",
            "/docs/",
            "/healthz/live",
            "/metrics",
            "/openapi.json",
        ] {
            assert!(is_reserved(path), "{path}");
        }
        for path in ["/", "/connections", "/apiary", "/docsy"] {
            assert!(!is_reserved(path), "{path}");
        }
    }

    #[test]
    fn codings_are_taken_where_they_are_wanted() {
        assert!(accepts("gzip, deflate, br;q=0.8", "br"));
        assert!(!accepts("gzip, br;q=0", "br"));
        assert!(!accepts("", "br"));
    }

    /// The codes in the sources of a crate that look like `element.missing`, in quotes.
    fn codes_of_findings(folder: &Path, found: &mut BTreeSet<String>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_none_or(|extension| extension != "rs")
                || path.ends_with("tests.rs")
            {
                continue;
            }
            let source = fs::read_to_string(&path).unwrap();
            let quoted = source.split('"').skip(1).step_by(2);
            let is_word = |word: &str| {
                word.starts_with(|first: char| first.is_ascii_lowercase())
                    && word.bytes().all(|byte| {
                        byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_'
                    })
            };
            let is_code = |text: &&str| {
                text.split_once('.')
                    .is_some_and(|(topic, what)| is_word(topic) && is_word(what))
            };
            found.extend(quoted.filter(is_code).map(str::to_owned));
        }
    }

    #[test]
    fn the_german_console_has_words_for_all_that_the_api_names() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let german = fs::read_to_string(root.join("frontend/i18n/api/de.json")).unwrap();
        let german: BTreeMap<String, String> = serde_json::from_str(&german).unwrap();
        let mut findings = BTreeSet::new();
        for place in [
            "crates/cxml/src/findings",
            "crates/server/src/adapters/liferay",
        ] {
            codes_of_findings(&root.join(place), &mut findings);
        }
        assert!(findings.contains("element.missing"), "{findings:?}");

        let errors = || ErrorCode::ALL.iter().map(|error| error.code());
        let mut wanted: BTreeSet<String> = errors().map(|code| format!("error.{code}")).collect();
        wanted.extend(errors().map(|code| format!("error_advice.{code}")));
        wanted.extend(
            ProblemCode::ALL
                .iter()
                .map(|code| format!("problem.{}", code.code())),
        );
        wanted.extend(findings.iter().map(|code| format!("finding.{code}")));
        let missing: Vec<_> = wanted
            .iter()
            .filter(|key| !german.contains_key(*key))
            .collect();
        assert_eq!(missing, Vec::<&String>::new());
        let mut advised = german
            .keys()
            .filter_map(|key| key.strip_prefix("finding_advice."));
        assert_eq!(advised.find(|code| !findings.contains(*code)), None);
    }
}
