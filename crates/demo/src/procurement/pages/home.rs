//! The requisitions, and the form for a new one.

use actix_web::{HttpResponse, http::StatusCode};
use maud::{Markup, html};
use simulator::Version;

use super::respond;
use crate::{
    page::wide,
    procurement::{Account, Procurement, requisitions::Requisitions},
};

/// The first page.
pub(in crate::procurement) fn home(
    procurement: &Procurement,
    accounts: &[Account],
    others: &[Markup],
    requisitions: &Requisitions,
) -> HttpResponse {
    let body = html! {
        (new(accounts))
        @for section in others { (section) }
        (list(requisitions))
        (guide(procurement))
    };
    respond(procurement, StatusCode::OK, "Requisitions", body)
}

fn new(accounts: &[Account]) -> Markup {
    let example = accounts.first().map(|account| &account.buyer);
    html! {
        section aria-labelledby="new" {
            h2 id="new" { "New requisition" }
            form method="post" action="/punch-out" {
                div.fields {
                    div.broad {
                        label for="account" { "Buying organisation" }
                        select id="account" name="account" {
                            @for account in accounts { option value=(account.key) { (account.name) " – " (account.note) } }
                        }
                    }
                    div {
                        label for="version" { "cXML version" }
                        select id="version" name="version" {
                            @for version in Version::HELD {
                                option value=(version) selected[version == Version::V1_2_014] { (version) }
                            }
                        }
                    }
                }
                details {
                    summary { "Who punches out, and for which article" }
                    div.fields {
                        (field("email", "E-mail", example.map(|buyer| buyer.email.as_str())))
                        (field("first_name", "First name", example.map(|buyer| buyer.first_name.as_str())))
                        (field("last_name", "Last name", example.map(|buyer| buyer.last_name.as_str())))
                        (field("item", "Selected article number, such as N-1001", None))
                    }
                    p.quiet { "What is left empty is that of the buying organisation's usual buyer." }
                }
                div.buttons {
                    button name="action" value="create" { "Punch out" }
                    button.second name="action" value="create-framed" { "Punch out in a frame" }
                }
                p id="faults" { "Or let it go wrong:" }
                div.buttons role="group" aria-labelledby="faults" {
                    button.second name="action" value="wrong-secret" { "With a wrong secret" }
                    button.second name="action" value="unknown-operation" { "With an unknown operation" }
                    button.second name="action" value="no-buyer-cookie" { "Without a BuyerCookie" }
                }
            }
        }
    }
}

fn field(name: &str, label: &str, example: Option<&str>) -> Markup {
    html! {
        div {
            label for=(name) { (label) }
            input id=(name) name=(name) maxlength="200" autocomplete="off" placeholder=[example];
        }
    }
}

fn list(requisitions: &Requisitions) -> Markup {
    html! {
        section aria-labelledby="list" {
            h2 id="list" { "All requisitions" }
            @if requisitions.newest_first().next().is_none() {
                p { "There is none yet." }
            } @else {
                (wide("Table of requisitions", &table(requisitions)))
            }
        }
    }
}

fn table(requisitions: &Requisitions) -> Markup {
    html! {
        table {
            thead {
                tr {
                    th scope="col" { "Requisition" }
                    th scope="col" { "Buying organisation" }
                    th scope="col" { "State" }
                    th.number scope="col" { "Lines" }
                    th.number scope="col" { "Total" }
                }
            }
            tbody {
                @for requisition in requisitions.newest_first() {
                    tr {
                        td { a href={ "/requisitions/" (requisition.number) } { "Requisition " (requisition.number) } }
                        td { (requisition.account.name) }
                        td { (requisition.state().name()) }
                        td.number { (requisition.lines().len()) }
                        td.number { @if let Some(cart) = &requisition.cart { (cart.total) } }
                    }
                }
            }
        }
    }
}

fn guide(procurement: &Procurement) -> Markup {
    let gateway = &procurement.origins.gateway;
    let administrator = &procurement.administrator;
    html! {
        section aria-labelledby="guide" {
            h2 id="guide" { "What to try" }
            ol {
                li { "Punch out, fill a cart in the shop, and hand it over: it arrives here as a requisition." }
                li { "Edit or inspect the requisition's cart, or come back without one." }
                li { "Put the surprise bag into the cart: the gateway names the unit that nobody knows before the cart leaves." }
                li { "Shop with OCI: the same shop, another protocol; the cart arrives as a form of fields." }
                li { "Punch out through PunchOut2Go: a service in front of the gateway, which takes the cart from server to server." }
                li { "Punch out with a wrong secret, or through the inactive connection." }
                li {
                    "Find the failed attempt in " a href={ (gateway) "/transactions?status=refused" } { "the gateway's transaction log" }
                    ". Sign in as " code { (administrator.email) } " with the password " code { (administrator.password) } "."
                }
                li { a href="/reset" { "Begin the demo again" } " with new sample data." }
            }
        }
    }
}
