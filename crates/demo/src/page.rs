//! What the pages of shop and procurement system have in common.

use actix_web::{
    HttpResponse,
    http::{StatusCode, header},
    web::{self, ServiceConfig},
};
use maud::{DOCTYPE, Markup, html};

const STYLE: &str = include_str!("style.css");
const ICON: &str = include_str!("icon.svg");

/// Whose page it is.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Side {
    /// The demo shop's.
    Shop,
    /// The procurement system's.
    Procurement,
}

impl Side {
    const fn name(self) -> &'static str {
        match self {
            Self::Shop => "Nordlicht Tools",
            Self::Procurement => "Procurement",
        }
    }

    const fn class(self) -> &'static str {
        match self {
            Self::Shop => "shop",
            Self::Procurement => "procurement",
        }
    }

    const fn note(self) -> &'static str {
        match self {
            Self::Shop => "A demo shop behind Punchgate",
            Self::Procurement => "A simulated procurement system",
        }
    }
}

/// A page.
pub(crate) struct Page<'a> {
    /// Whose it is.
    pub side: Side,
    /// HTTP status.
    pub status: StatusCode,
    /// Heading and title.
    pub title: &'a str,
    /// What stands below the heading.
    pub body: Markup,
    /// Origins beside its own that its forms lead to, redirects included.
    pub leads_to: &'a [&'a str],
    /// Origins that it shows in frames.
    pub frames: &'a [&'a str],
    /// Origins that may show it in a frame.
    pub framed_by: &'a [&'a str],
}

impl Page<'_> {
    /// The page as an answer.
    pub(crate) fn respond(self) -> HttpResponse {
        let policy = format!(
            "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'{}; frame-src 'self'{}; frame-ancestors 'self'{}; base-uri 'none'",
            list(self.leads_to),
            list(self.frames),
            list(self.framed_by),
        );
        HttpResponse::build(self.status)
            .insert_header((header::CONTENT_TYPE, "text/html; charset=utf-8"))
            .insert_header((header::CACHE_CONTROL, "no-store"))
            // Addresses of the shop carry the visit: they are nobody else's business.
            .insert_header((header::REFERRER_POLICY, "same-origin"))
            .insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
            .insert_header((header::CONTENT_SECURITY_POLICY, policy))
            .body(self.html().into_string())
    }

    fn html(&self) -> Markup {
        html! {
            (DOCTYPE)
            html lang="en" {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width,initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    title { (self.title) " – " (self.side.name()) }
                    link rel="icon" href="/icon.svg" type="image/svg+xml";
                    link rel="stylesheet" href="/style.css";
                }
                body class=(self.side.class()) {
                    header {
                        a.brand href="/" { (self.side.name()) }
                        span { (self.side.note()) }
                    }
                    main {
                        h1 { (self.title) }
                        (self.body)
                    }
                }
            }
        }
    }
}

/// A table that may be wider than the window, in a region of its own that can be scrolled by keyboard.
pub(crate) fn wide(name: &str, table: &Markup) -> Markup {
    html! { div.wide tabindex="0" role="region" aria-label=(name) { (table) } }
}

/// Takes the browser on with GET.
pub(crate) fn see_other(location: &str) -> HttpResponse {
    HttpResponse::SeeOther()
        .insert_header((header::LOCATION, location))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .finish()
}

/// Registers what every page refers to.
pub(crate) fn configure(services: &mut ServiceConfig) {
    services
        .route("/style.css", web::get().to(show_style))
        .route("/icon.svg", web::get().to(show_icon));
}

async fn show_style() -> HttpResponse {
    HttpResponse::Ok()
        .content_type("text/css; charset=utf-8")
        .body(STYLE)
}

async fn show_icon() -> HttpResponse {
    HttpResponse::Ok().content_type("image/svg+xml").body(ICON)
}

fn list(origins: &[&str]) -> String {
    origins.iter().map(|origin| format!(" {origin}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_cannot_break_out_and_the_policy_names_origins() {
        let page = Page {
            side: Side::Shop,
            status: StatusCode::OK,
            title: "</title><script>alert(1)</script>",
            body: html! {},
            leads_to: &["http://127.0.0.1:8080"],
            frames: &[],
            framed_by: &["http://procurement.localhost:8082"],
        };
        assert!(!page.html().into_string().contains("<script>"));
        let response = page.respond();
        let policy = response.headers().get(header::CONTENT_SECURITY_POLICY);
        let policy = policy.unwrap().to_str().unwrap();
        assert!(
            policy.contains("form-action 'self' http://127.0.0.1:8080;"),
            "{policy}"
        );
        assert!(policy.contains("frame-src 'self';"), "{policy}");
        assert!(
            !policy.contains("unsafe") && !policy.contains("script-src"),
            "{policy}"
        );
    }
}
