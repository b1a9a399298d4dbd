//! The shop's pages.

use actix_web::{HttpResponse, http::StatusCode};
use api_types::{
    problem::FieldError,
    punch_out_session::{Operation, PunchOutSession},
};
use maud::{Markup, html};
use rust_decimal::Decimal;

use super::{
    api::Failure,
    catalogue::{PRODUCTS, Product},
    visit::{Line, Visit},
};
use crate::{
    Origins,
    page::{Page, Side, wide},
};

/// The page that nobody needs who punches out.
pub(super) fn door(origins: &Origins) -> HttpResponse {
    let body = html! {
        p { "This shop is entered through a procurement system." }
        p { a href=(origins.procurement) target="_top" { "Go to the procurement system" } }
    };
    respond(origins, StatusCode::OK, "Welcome to Nordlicht Tools", body)
}

/// For addresses that lead nowhere, visits that are forgotten among them.
pub(super) fn gone(origins: &Origins) -> HttpResponse {
    let body = html! {
        p { "There is nothing here, or not any more: the shop forgets visits when it is started again." }
        p { a href=(origins.procurement) target="_top" { "Go to the procurement system" } }
    };
    respond(origins, StatusCode::NOT_FOUND, "Nothing here", body)
}

/// When the access token is not good.
pub(super) fn no_entry(origins: &Origins, failure: &Failure) -> HttpResponse {
    let body = html! {
        (told(failure))
        p { a href=(origins.procurement) target="_top" { "Start again from the procurement system" } }
    };
    respond(origins, failure.status(), "You cannot come in", body)
}

/// When the session is over, whoever ended it.
pub(super) fn over(origins: &Origins, session: &PunchOutSession) -> HttpResponse {
    let state = format!("{:?}", session.state).to_lowercase();
    let body = html! {
        div.message.bad role="alert" {
            p { "The punch-out session is " strong { (state) } ". Nothing can be handed over any more." }
        }
        p { a href=(origins.procurement) target="_top" { "Go to the procurement system" } }
    };
    respond(origins, StatusCode::GONE, "This visit is over", body)
}

/// The shop: the cart, and what there is to buy.
pub(super) fn visit(origins: &Origins, visit: &Visit, failure: Option<&Failure>) -> HttpResponse {
    let reads = visit.operation == Operation::Inspect;
    let title = match visit.operation {
        Operation::Create | Operation::Source => format!("Welcome {}", visit.buyer),
        Operation::Edit => "Change your cart".to_owned(),
        Operation::Inspect => "Look at your cart".to_owned(),
    };
    let status = failure.map_or(StatusCode::OK, Failure::status);
    let body = html! {
        p.quiet {
            (visit.buyer) @if visit.is_new { ", made known to the shop by this punch-out," }
            " buys for " (visit.account) "."
        }
        @if let Some(failure) = failure { (told(failure)) }
        (cart(visit, failure, reads))
        @if !reads { (products(visit)) }
    };
    respond(origins, status, &title, body)
}

fn respond(origins: &Origins, status: StatusCode, title: &str, body: Markup) -> HttpResponse {
    Page {
        side: Side::Shop,
        status,
        title,
        body,
        // Carts leave by a redirect to the gateway.
        leads_to: &[&origins.gateway],
        frames: &[],
        framed_by: &[&origins.procurement],
    }
    .respond()
}

fn told(failure: &Failure) -> Markup {
    html! {
        div.message.bad role="alert" {
            @match failure {
                Failure::Here(text) => p { (text) },
                Failure::Away(text) => {
                    p { strong { "The gateway does not answer as it should." } }
                    p { (text) }
                },
                Failure::Refused(problem) => {
                    p { strong { (problem.title) } }
                    // The detail says again what the fields say.
                    @if problem.errors.is_empty() {
                        p { (problem.detail) }
                    } @else {
                        ul { @for error in &problem.errors { li { code { (error.pointer) } ": " (error.message) } } }
                    }
                    p.quiet { "Problem " code { (problem.code) } ", request " code { (problem.request_id) } }
                },
            }
        }
    }
}

/// The faults that the gateway found in a line.
fn faults(failure: Option<&Failure>, index: usize) -> Vec<&FieldError> {
    let Some(Failure::Refused(problem)) = failure else {
        return Vec::new();
    };
    let line = format!("/cart/items/{index}/");
    problem
        .errors
        .iter()
        .filter(|error| error.pointer.starts_with(&line))
        .collect()
}

fn cart(visit: &Visit, failure: Option<&Failure>, reads: bool) -> Markup {
    let path = visit.path();
    let amounts = visit.lines.iter().map(Line::amount);
    let total = amounts.fold(Decimal::ZERO, Decimal::saturating_add);
    html! {
        section aria-labelledby="cart" {
            h2 id="cart" { "Cart" }
            @if visit.lines.is_empty() {
                p { "Your cart is empty." }
            } @else {
                form method="post" action={ (path) "/cart" } {
                    (wide("Lines of the cart", &table(visit, failure, reads)))
                    p.number { strong { "Total " (format!("{total:.2}")) " EUR" } }
                    @if !reads {
                        div.buttons {
                            @if visit.may_check_out {
                                button formaction={ (path) "/submit" } { "Hand over to procurement" }
                            }
                            button.second { "Update quantities" }
                        }
                    }
                }
            }
            @if !visit.lost.is_empty() {
                p { "No longer in the shop:" }
                ul {
                    @for item in &visit.lost {
                        li { (item.sku) @if let Some(text) = &item.description { " – " (text) } }
                    }
                }
            }
            form method="post" action={ (path) "/cancel" } {
                button.second { @if reads { "Back to procurement" } @else { "Return without a cart" } }
            }
        }
    }
}

fn table(visit: &Visit, failure: Option<&Failure>, reads: bool) -> Markup {
    html! {
        table {
            thead {
                tr {
                    th scope="col" { "Article" }
                    th scope="col" { "Quantity" }
                    th scope="col" { "Unit" }
                    th.number scope="col" { "Amount" }
                    @if !reads { th scope="col" { "Remove" } }
                }
            }
            tbody {
                @for (index, line) in visit.lines.iter().enumerate() {
                    (row(line, &faults(failure, index), reads))
                }
            }
        }
    }
}

fn row(line: &Line, faults: &[&FieldError], reads: bool) -> Markup {
    let product = line.product;
    let quantity = line.quantity.normalize();
    html! {
        tr {
            td.long {
                (product.name)
                br;
                span.quiet { (product.sku) }
                @for fault in faults { p.fault { (fault.message) } }
            }
            td {
                @if reads {
                    (quantity)
                } @else {
                    input.quantity name={ "quantity-" (line.number) } value=(quantity) inputmode="decimal" autocomplete="off"
                        aria-label={ "Quantity of " (product.name) };
                }
            }
            td { (product.unit_name) }
            td.number { (format!("{:.2}", line.amount())) " EUR" }
            @if !reads {
                td { button.second name="remove" value=(line.number) aria-label={ "Remove " (product.name) } { "Remove" } }
            }
        }
    }
}

fn products(visit: &Visit) -> Markup {
    let path = visit.path();
    html! {
        section aria-labelledby="products" {
            h2 id="products" { "Articles" }
            @if let Some(search) = &visit.search {
                p { "Your procurement system looks for " strong { (search) } "." }
                ul.products {
                    @for article in PRODUCTS.iter().filter(|article| article.answers(&search.to_lowercase())) {
                        (product(article, &path, None))
                    }
                }
                h3 { "All articles" }
            }
            ul.products { @for article in PRODUCTS { (product(article, &path, visit.selected.as_deref())) } }
        }
    }
}

fn product(product: &Product, path: &str, selected: Option<&str>) -> Markup {
    let is_selected = selected == Some(product.sku);
    html! {
        li.selected[is_selected] {
            h3 { (product.name) }
            @if is_selected { p { strong { "Selected in your procurement system" } } }
            p { (product.description) }
            p.quiet { (product.sku) }
            p {
                (product.price) " EUR per "
                @if product.price_unit == "1" { (product.unit_name) } @else { (product.price_unit) " " (product.unit_name) "s" }
            }
            form method="post" action={ (path) "/add" } {
                input type="hidden" name="sku" value=(product.sku);
                div.buttons {
                    input.quantity name="quantity" value=(product.usual_quantity) inputmode="decimal" autocomplete="off"
                        aria-label={ "How many of " (product.name) };
                    button aria-label={ "Add " (product.name) } { "Add" }
                }
            }
        }
    }
}
