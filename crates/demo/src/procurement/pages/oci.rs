//! Shopping by OCI: the call, and the carts that came.

use actix_web::{HttpResponse, http::StatusCode};
use maud::{Markup, html};
use simulator::{Returned, ReturnedItem};

use super::respond;
use crate::{
    page::wide,
    procurement::{
        Procurement,
        oci_search::{Catalogue, Entry},
        oci_shop::{OciCart, OciCarts, OciConnection, call},
    },
};

/// The form that calls, and the list of carts that came.
pub(in crate::procurement) fn section(
    connection: Option<&OciConnection>,
    hook_url: &str,
    carts: &OciCarts,
) -> Markup {
    html! {
        @if let Some(connection) = connection {
            section aria-labelledby="oci" {
                h2 id="oci" { "Shop with OCI" }
                p.quiet {
                    (connection.name) ". The browser calls the gateway itself: this form has user and password in it, as SAP's call structures do."
                }
                form method="post" action=(connection.entry_point) {
                    @for (name, value) in call(connection, hook_url).parameters() {
                        input type="hidden" name=(name) value=(value);
                    }
                    div.buttons { button { "Shop with OCI" } }
                }
                p {
                    a href="/oci/call" { "Call by GET instead" } ", or "
                    a href="/oci/frame" { "shop in a frame" } "."
                }
                (functions(connection, hook_url))
                @for cart in carts.newest_first() {
                    p { a href={ "/oci/" (cart.number) } { "OCI cart " (cart.number) } ", " (lines(&cart.returned)) }
                }
            }
        }
    }
}

/// OCI's functions: to look at an article, to have its data checked, to search.
fn functions(connection: &OciConnection, hook_url: &str) -> Markup {
    let calls = |function: &str, inputs: Markup, button: &str| {
        html! {
            form method="post" action=(connection.entry_point) {
                @for (name, value) in call(connection, hook_url).parameters() {
                    input type="hidden" name=(name) value=(value);
                }
                input type="hidden" name="FUNCTION" value=(function);
                (inputs)
                div.buttons { button.second { (button) } }
            }
        }
    };
    let input = |id: &str, name: &str, label: &str, value: &str| {
        html! {
            div.fields { div {
                label for=(id) { (label) }
                input id=(id) name=(name) value=(value) maxlength="100" autocomplete="off";
            } }
        }
    };
    html! {
        details {
            summary { "OCI's functions: look at an article, check it, search" }
            (calls("DETAIL", input("detail", "PRODUCTID", "Article to look at", "N-1001"), "Look at the article"))
            (calls("VALIDATE", html! {
                (input("validate", "PRODUCTID", "Article to check", "N-2001"))
                (input("quantity", "QUANTITY", "Quantity", "250"))
            }, "Check the article"))
            (calls("SOURCING", input("sourcing", "SEARCHSTRING", "Look for, in the shop", "screw"), "Search in the shop"))
            form method="post" action="/oci/search" {
                (input("background", "search", "Look for, from here", "safety"))
                div.buttons { button.second { "Search from here" } }
            }
            form method="post" action="/oci/check" {
                (input("check", "product", "Article that is needed", "N-1001"))
                (input("check-quantity", "quantity", "Quantity that is needed", "100000"))
                div.buttons { button.second { "Check the stock from here" } }
            }
            form method="post" action="/oci/download" {
                (input("page", "page", "Page of the catalogue", "1"))
                div.buttons { button.second { "Download the catalogue from here" } }
            }
            p.quiet { "What happens “from here” is asked by this system's own server, which reads what the gateway answers." }
        }
    }
}

/// When the gateway did not answer as it should.
pub(in crate::procurement) fn oci_failed(
    procurement: &Procurement,
    status: StatusCode,
    why: &str,
) -> HttpResponse {
    let body = html! {
        div.message.bad role="alert" { p { "The search failed: " (why) } }
        p { a href="/" { "All requisitions" } }
    };
    respond(procurement, status, "OCI: nothing found", body)
}

/// A page of the catalogue that was downloaded.
pub(in crate::procurement) fn oci_catalogue(
    procurement: &Procurement,
    catalogue: &Catalogue,
) -> HttpResponse {
    let table = html! {
        table {
            thead {
                tr {
                    th scope="col" { "Article" }
                    th.number scope="col" { "Price" }
                    th scope="col" { "Unit" }
                }
            }
            tbody {
                @for Entry { article } in &catalogue.items {
                    tr {
                        td.long {
                            @for text in &article.description { (text.description) br; }
                            span.quiet { (article.vendormat) }
                        }
                        td.number {
                            (article.price) " " (article.currency)
                            @if article.price_quantity != "1" { " for " (article.price_quantity) }
                        }
                        td { (article.unit) }
                    }
                }
            }
        }
    };
    let body = html! {
        div.message role="status" {
            p { "Page " (catalogue.page) " of " (catalogue.pages) ", with " (catalogue.items.len()) " of " (catalogue.total) " articles." }
        }
        section aria-labelledby="articles" {
            h2 id="articles" { "Articles" }
            (wide("Articles of the catalogue", &table))
        }
        p { a href="/" { "All requisitions" } }
    };
    respond(procurement, StatusCode::OK, "OCI: the catalogue", body)
}

/// The shop in a frame.
pub(in crate::procurement) fn oci_frame(procurement: &Procurement, url: &str) -> HttpResponse {
    let body = html! {
        iframe src=(url) title="The shop" {}
        p { a href="/" { "All requisitions" } }
    };
    respond(procurement, StatusCode::OK, "OCI: in the shop", body)
}

/// A cart that came.
pub(in crate::procurement) fn oci_cart(procurement: &Procurement, cart: &OciCart) -> HttpResponse {
    let returned = &cart.returned;
    let body = html! {
        div.message role="status" {
            p {
                @if returned.items.is_empty() { "The buyer came back without a cart: a form without lines arrived." }
                @else { "A form arrived with " (lines(returned)) "." }
            }
        }
        @if !returned.items.is_empty() {
            section aria-labelledby="lines" {
                h2 id="lines" { "Lines" }
                (wide("Lines of the cart", &table(&returned.items)))
            }
        }
        @if !returned.findings.found.is_empty() {
            section aria-labelledby="findings" {
                h2 id="findings" { "What deviates" }
                ul { @for finding in &returned.findings.found { li { code { (finding.path) } " " (finding.text) " " (finding.advice) } } }
            }
        }
        section aria-labelledby="fields" {
            h2 id="fields" { "Fields as they came" }
            (wide("Fields of the form", &fields(&cart.fields)))
        }
        p { a href="/" { "All requisitions" } }
    };
    let title = format!("OCI cart {}", cart.number);
    respond(procurement, StatusCode::OK, &title, body)
}

fn lines(returned: &Returned) -> String {
    match returned.items.len() {
        1 => "1 line".to_owned(),
        many => format!("{many} lines"),
    }
}

fn table(items: &[ReturnedItem]) -> Markup {
    html! {
        table {
            thead {
                tr {
                    th.number scope="col" { "Line" }
                    th scope="col" { "Article" }
                    th.number scope="col" { "Quantity" }
                    th scope="col" { "Unit" }
                    th.number scope="col" { "Price" }
                    th scope="col" { "Material group" }
                    th scope="col" { "The shop's reference" }
                }
            }
            tbody {
                @for line in items {
                    tr {
                        td.number { (line.index) }
                        td.long { (line.shown("DESCRIPTION")) br; span.quiet { (line.shown("VENDORMAT")) } }
                        td.number { (line.shown("QUANTITY")) }
                        td { (line.shown("UNIT")) }
                        td.number {
                            (line.shown("PRICE")) " " (line.shown("CURRENCY"))
                            @if line.shown("PRICEUNIT") != "1" { " for " (line.shown("PRICEUNIT")) }
                        }
                        td { (line.shown("MATGROUP")) }
                        td.long { code { (line.shown("EXT_PRODUCT_ID")) } }
                    }
                }
            }
        }
    }
}

fn fields(fields: &[(String, String)]) -> Markup {
    html! {
        table {
            thead { tr { th scope="col" { "Field" } th scope="col" { "Value" } } }
            tbody {
                @for (name, value) in fields {
                    tr { td { code { (name) } } td.long { (value) } }
                }
            }
        }
    }
}
