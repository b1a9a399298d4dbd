//! The pages that a buyer's browser passes through: small, calm, without cookies, with and without JavaScript, framed or not.

use std::{fmt::Write, sync::LazyLock};

use actix_web::{
    HttpResponse,
    http::{StatusCode, header},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256};

use super::words::Words;

/// Posts the page's form at once and keeps the button for where that is blocked.
const SUBMIT_AT_ONCE: &str = "document.forms[0].requestSubmit();";

/// Notes that the browser set out to post the form. That it was received nobody can know.
const NOTE_ATTEMPT: &str = "document.forms[0].addEventListener('submit',function(){var u=document.body.dataset.attempt;if(u&&navigator.sendBeacon)navigator.sendBeacon(u)});";

const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;margin:0;color:#151515;background:#fff}main{max-width:34rem;margin:12vh auto;padding:0 1.5rem}h1{font-size:1.4rem;font-weight:600}button{font:inherit;padding:.6rem 1.4rem;border:0;border-radius:6px;background:#0b5cad;color:#fff;cursor:pointer}button:focus-visible{outline:3px solid #79b8ff;outline-offset:2px}small{color:#4d4d4d}@media(prefers-color-scheme:dark){body{color:#f0f0f0;background:#1b1d21}button{background:#8ab8f0;color:#10131a}small{color:#c2c2c2}}";

static SUBMIT_HASH: LazyLock<String> = LazyLock::new(|| csp_hash(SUBMIT_AT_ONCE));
static ATTEMPT_HASH: LazyLock<String> = LazyLock::new(|| csp_hash(NOTE_ATTEMPT));
static STYLE_HASH: LazyLock<String> = LazyLock::new(|| csp_hash(STYLE));

/// A form that takes the browser on.
#[derive(Debug)]
pub(super) struct Form<'a> {
    /// Where it posts.
    pub action: &'a str,
    /// The frame it posts into; the page's own where empty.
    pub target: &'a str,
    /// How browsers write what it posts; as all forms where absent.
    pub enctype: Option<&'a str>,
    /// Hidden fields.
    pub fields: &'a [(String, String)],
    /// The encoding that it is posted in.
    pub charset: &'a str,
    /// Text of the button.
    pub button: &'a str,
    /// Whether the page posts it by itself.
    pub at_once: bool,
    /// Where the attempt is noted.
    pub attempt_url: Option<&'a str>,
}

/// A page.
#[derive(Debug)]
pub(super) struct Page<'a> {
    /// The language of its texts.
    pub words: &'static Words,
    /// HTTP status.
    pub status: StatusCode,
    /// Heading.
    pub title: &'a str,
    /// A sentence or two.
    pub text: &'a str,
    /// A code that leads support to the log entry.
    pub support_reference: Option<&'a str>,
    /// The way on, where there is one.
    pub form: Option<Form<'a>>,
    /// Origins that may frame the page.
    pub frame_origins: &'a [String],
}

impl Page<'_> {
    /// The page as an answer.
    ///
    /// It names no `form-action`: browsers apply it to redirects of the target too, and would block buyers' systems that answer
    /// the post with a redirect elsewhere. The one form is built and escaped here.
    pub(super) fn respond(&self) -> HttpResponse {
        let mut response = HttpResponse::build(self.status);
        response
            .insert_header((header::CONTENT_TYPE, super::HTML))
            .insert_header((header::CONTENT_LANGUAGE, self.words.language))
            .insert_header((header::CACHE_CONTROL, "no-store"))
            .insert_header((header::REFERRER_POLICY, "no-referrer"))
            .insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
            .insert_header(("x-robots-tag", "noindex, nofollow"))
            .insert_header((header::CONTENT_SECURITY_POLICY, self.policy()));
        if let Some(reference) = self.support_reference {
            response.insert_header(("x-support-reference", reference));
        }
        response.body(self.html())
    }

    fn policy(&self) -> String {
        let ancestors = if self.frame_origins.is_empty() {
            "'none'".to_owned()
        } else {
            self.frame_origins.join(" ")
        };
        format!(
            "default-src 'none'; script-src '{}' '{}'; style-src '{}'; connect-src 'self'; base-uri 'none'; frame-ancestors {ancestors}",
            *SUBMIT_HASH, *ATTEMPT_HASH, *STYLE_HASH
        )
    }

    fn html(&self) -> String {
        let mut html = String::with_capacity(2048);
        let title = escape(self.title);
        let attempt = self.form.as_ref().and_then(|form| form.attempt_url);
        let attempt = attempt.map_or_else(String::new, |url| {
            format!(" data-attempt=\"{}\"", escape(url))
        });
        let _ = write!(
            html,
            "<!DOCTYPE html><html lang=\"{}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>{title}</title><style>{STYLE}</style></head><body{attempt}><main><h1>{title}</h1><p>{}</p>",
            self.words.language,
            escape(self.text)
        );
        if let Some(form) = &self.form {
            let enctype = form.enctype.map_or_else(String::new, |enctype| {
                format!(" enctype=\"{}\"", escape(enctype))
            });
            let target = if form.target.is_empty() {
                String::new()
            } else {
                format!(" target=\"{}\"", escape(form.target))
            };
            let _ = write!(
                html,
                "<form method=\"post\" action=\"{}\"{target}{enctype} accept-charset=\"{}\">",
                escape(form.action),
                escape(form.charset)
            );
            for (name, value) in form.fields {
                let _ = write!(
                    html,
                    "<input type=\"hidden\" name=\"{}\" value=\"{}\">",
                    escape(name),
                    escape(value)
                );
            }
            let _ = write!(html, "<button>{}</button></form>", escape(form.button));
        }
        if let Some(reference) = self.support_reference {
            let _ = write!(
                html,
                "<p><small>{}</small></p>",
                escape(&self.words.reference(reference))
            );
        }
        html.push_str("</main>");
        if let Some(form) = &self.form {
            if form.attempt_url.is_some() {
                let _ = write!(html, "<script>{NOTE_ATTEMPT}</script>");
            }
            if form.at_once {
                let _ = write!(html, "<script>{SUBMIT_AT_ONCE}</script>");
            }
        }
        html.push_str("</body></html>");
        html
    }
}

pub(crate) fn csp_hash(source: &str) -> String {
    format!(
        "sha256-{}",
        STANDARD.encode(Sha256::digest(source.as_bytes()))
    )
}

/// Escapes text for HTML content and attributes in double quotes. Line breaks become references, since browsers would turn them
/// into others when they post the value.
pub(crate) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + text.len() / 8);
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\n' => escaped.push_str("&#10;"),
            '\r' => escaped.push_str("&#13;"),
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::{super::words::Reader, *};

    #[test]
    fn nothing_that_is_shown_can_break_out() {
        let hostile = "\"><script>alert(1)</script>'&";
        let page = Page {
            words: Reader::default().words(),
            status: StatusCode::OK,
            title: hostile,
            text: hostile,
            support_reference: Some(hostile),
            form: Some(Form {
                action: hostile,
                target: hostile,
                enctype: Some(hostile),
                fields: &[(hostile.to_owned(), hostile.to_owned())],
                charset: hostile,
                button: hostile,
                at_once: false,
                attempt_url: Some(hostile),
            }),
            frame_origins: &[],
        };
        let html = page.html();
        assert!(!html.contains("<script>alert"), "{html}");
        assert_eq!(html.matches("<script>").count(), 1);
    }

    #[test]
    fn the_policy_names_scripts_by_hash_and_frames_by_origin() {
        let origins = ["https://buyer.example".to_owned()];
        let page = Page {
            words: Reader::default().words(),
            status: StatusCode::OK,
            title: "",
            text: "",
            support_reference: None,
            form: None,
            frame_origins: &origins,
        };
        let policy = page.policy();
        assert!(
            policy.contains("frame-ancestors https://buyer.example"),
            "{policy}"
        );
        assert!(
            !policy.contains("unsafe") && !policy.contains("form-action"),
            "{policy}"
        );
    }
}
