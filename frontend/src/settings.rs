//! What whoever hosts the console has set, in `index.html`.

use crate::browser::document;

/// Where the API is: the content of `<meta name="punchgate-api">`, empty for the console's own host.
pub(crate) fn api_address() -> String {
    document()
        .and_then(|document| {
            document
                .query_selector(r#"meta[name="punchgate-api"]"#)
                .ok()?
        })
        .and_then(|meta| meta.get_attribute("content"))
        .unwrap_or_default()
}

/// Where the API is described for people.
pub(crate) fn documentation_address() -> String {
    format!("{}/docs/", api_address().trim_end_matches('/'))
}
