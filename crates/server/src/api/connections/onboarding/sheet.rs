//! The sheet as a page.

use std::fmt::Write;

use punchout::{
    connection::{Connection, Format},
    profile::Profile,
};

use super::words::Words;
use crate::gateway::{csp_hash, escape};

const STYLE: &str = "body{font:15px/1.5 system-ui,sans-serif;margin:0;color:#151515;background:#fff}main{max-width:46rem;margin:2rem auto;padding:0 1.5rem}h1{font-size:1.6rem;margin-bottom:.2rem}h2{font-size:1.15rem;margin-top:2rem;break-after:avoid}table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.35rem .6rem;border:1px solid #c9c9c9;overflow-wrap:anywhere}th{width:34%;background:#f4f4f4;font-weight:600}li{margin:.3rem 0}code{font:13px ui-monospace,monospace}tr,li{break-inside:avoid}@page{margin:18mm}@media print{main{margin:0;max-width:none;padding:0}th{background:none}}";

/// An address.
pub(super) struct Place {
    pub(super) store: String,
    pub(super) url: String,
}

/// Who signs in, without a secret.
pub(super) struct Account {
    pub(super) domain: String,
    pub(super) identity: String,
    pub(super) to: Option<String>,
}

/// All that stands on the sheet.
pub(super) struct Sheet<'a> {
    pub(super) connection: &'a Connection,
    pub(super) business_unit: Option<String>,
    pub(super) places: Vec<Place>,
    pub(super) accounts: Vec<Account>,
}

/// What the page may do: nothing but look as it does.
pub(super) fn policy() -> String {
    format!(
        "default-src 'none'; style-src '{}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        csp_hash(STYLE)
    )
}

impl Sheet<'_> {
    /// The page.
    pub(super) fn html(&self, words: &Words) -> String {
        let mut html = String::with_capacity(8_192);
        let title = escape(&format!("{}: {}", words.title, self.connection.name));
        let facts = self.connection.protocol.profile.facts();
        let _ = write!(
            html,
            "<!DOCTYPE html><html lang=\"{}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>{title}</title><style>{STYLE}</style></head><body><main><h1>{title}</h1><p>{}</p>",
            words.lang,
            escape(words.about)
        );
        self.data(words, &mut html);
        let _ = write!(html, "<h2>{}</h2><ol>", escape(words.steps));
        let steps = words.steps_of(self.connection.protocol.profile, self.connection.format);
        list(steps, &mut html);
        html.push_str("</ol>");
        if !facts.quirks.is_empty() && words.lang == "en" {
            let _ = write!(html, "<h2>{}</h2><ul>", escape(words.quirks));
            list(facts.quirks.iter().map(String::as_str), &mut html);
            html.push_str("</ul>");
        }
        let _ = write!(html, "<h2>{}</h2><ol>", escape(words.trial));
        list(words.trials.iter().copied(), &mut html);
        html.push_str("</ol></main></body></html>");
        html
    }

    fn data(&self, words: &Words, html: &mut String) {
        let oci = self.connection.format == Format::Oci;
        let facts = self.connection.protocol.profile.facts();
        let _ = write!(html, "<h2>{}</h2><table>", escape(words.data));
        let mut row = |name: &str, value: &str| {
            let (name, value) = (escape(name), escape(value));
            let _ = write!(html, "<tr><th>{name}</th><td>{value}</td></tr>");
        };
        // That it may be any system tells nobody anything.
        if self.connection.protocol.profile != Profile::Generic {
            row(words.system, &facts.name);
        }
        if let Some(unit) = &self.business_unit {
            row(words.business_unit, unit);
        }
        let json = self.connection.format == Format::PunchOut2Go;
        let protocol = match self.connection.format {
            Format::Cxml => "cXML",
            Format::Oci => "OCI",
            Format::PunchOut2Go => "PunchOut2Go / TradeCentric (JSON)",
        };
        row(words.protocol, protocol);
        for place in &self.places {
            row(&format!("{}, {}", words.url, place.store), &place.url);
            if json {
                let token = format!("{}/oauth2/token", place.url);
                row(&format!("{}, {}", words.token_url, place.store), &token);
            }
        }
        for account in &self.accounts {
            if json {
                row("client_id", &account.identity);
                row("client_secret, X-API-Key", words.separately);
                continue;
            }
            if oci {
                row("USERNAME", &account.identity);
                row("PASSWORD", words.separately);
                continue;
            }
            row(
                words.sender,
                &format!("{} / {}", account.domain, account.identity),
            );
            row(words.secret, words.separately);
            row(words.to, account.to.as_deref().unwrap_or(words.any));
        }
        if oci {
            row("HOOK_URL", words.hook_url);
        }
        html.push_str("</table>");
    }
}

fn list<'t>(items: impl Iterator<Item = &'t str>, html: &mut String) {
    for item in items {
        let _ = write!(html, "<li>{}</li>", escape(item));
    }
}
