//! What the procurement system's own server asks by OCI: it reads what the gateway answers, as SAP's systems do.

use std::time::Duration;

use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{self, Data},
};
use reqwest::{Client, redirect::Policy};
use serde::Deserialize;
use simulator::{OciCall, OciFunction};

use super::{Procurement, pages};
use crate::page;

/// How long the gateway may take.
const TIMEOUT: Duration = Duration::from_secs(10);

/// What a person looks for.
#[derive(Deserialize)]
pub(super) struct Search {
    search: String,
}

/// What a person wants to have.
#[derive(Deserialize)]
pub(super) struct Wanted {
    product: String,
    quantity: String,
}

/// Which part of the catalogue a person wants to see.
#[derive(Deserialize)]
pub(super) struct Part {
    page: String,
}

/// Searches in the background, and shows what was found.
pub(super) async fn search(
    procurement: Data<Procurement>,
    form: web::Form<Search>,
) -> HttpResponse {
    let function = OciFunction::BackgroundSearch(form.search.trim());
    read_cart(&procurement, function).await
}

/// Asks what there is of an article, and shows what can be had.
pub(super) async fn check(procurement: Data<Procurement>, form: web::Form<Wanted>) -> HttpResponse {
    let function = OciFunction::QuantityCheck(form.product.trim(), form.quantity.trim());
    read_cart(&procurement, function).await
}

/// Fetches a page of the catalogue, and shows it.
pub(super) async fn download(
    procurement: Data<Procurement>,
    form: web::Form<Part>,
) -> HttpResponse {
    let answer = match ask(&procurement, OciFunction::DownloadJson(form.page.trim())).await {
        Ok(answer) => answer,
        Err(response) => return response,
    };
    match serde_json::from_str::<Catalogue>(&answer) {
        Ok(catalogue) => pages::oci_catalogue(&procurement, &catalogue),
        Err(error) => {
            let why = format!("What came is no catalogue: {error}.");
            pages::oci_failed(&procurement, StatusCode::BAD_GATEWAY, &why)
        }
    }
}

/// A page of the catalogue, as OCI 5.0 has it.
#[derive(Deserialize)]
pub(super) struct Catalogue {
    #[serde(rename = "CURRENTPAGE")]
    pub page: u32,
    #[serde(rename = "TOTALPAGES")]
    pub pages: u32,
    #[serde(rename = "TOTALITEMS")]
    pub total: u32,
    #[serde(rename = "Items")]
    pub items: Vec<Entry>,
}

/// An entry of the catalogue.
#[derive(Deserialize)]
pub(super) struct Entry {
    #[serde(rename = "NEWITEM")]
    pub article: Article,
}

/// An article of the catalogue: what is shown of it.
#[derive(Default, Deserialize)]
#[serde(rename_all = "UPPERCASE", default)]
pub(super) struct Article {
    pub description: Vec<Text>,
    pub vendormat: String,
    pub price: String,
    pub price_quantity: String,
    pub currency: String,
    pub unit: String,
}

/// A text in a language.
#[derive(Deserialize)]
pub(super) struct Text {
    pub description: String,
}

/// Makes a call whose answer is a form, and shows it as a cart.
async fn read_cart(procurement: &Procurement, function: OciFunction<'_>) -> HttpResponse {
    match ask(procurement, function).await {
        Ok(html) => {
            let fields = simulator::oci_page_fields(&html);
            let number = procurement.oci_carts().take_in(fields);
            page::see_other(&format!("/oci/{number}"))
        }
        Err(response) => response,
    }
}

/// What the gateway answers to a call, or the page that says why nothing.
async fn ask(procurement: &Procurement, function: OciFunction<'_>) -> Result<String, HttpResponse> {
    let connection = procurement
        .oci_connection()
        .ok_or_else(|| pages::missing(procurement))?;
    let hook_url = procurement.origins.hook_url();
    let call = OciCall {
        account: &connection.account,
        buyer: &connection.buyer,
        hook_url: &hook_url,
        function,
    };
    read(&call.url(&connection.entry_point))
        .await
        .map_err(|why| pages::oci_failed(procurement, StatusCode::BAD_GATEWAY, &why))
}

/// The page at an address: neither redirects nor cookies are followed, as real callers do not.
async fn read(url: &str) -> Result<String, String> {
    let client = Client::builder()
        .no_proxy()
        .redirect(Policy::none())
        .timeout(TIMEOUT)
        .build()
        .map_err(|error| error.to_string())?;
    // The address has the password in it.
    let plain = |error: reqwest::Error| error.without_url().to_string();
    let answer = client.get(url).send().await.map_err(plain)?;
    let status = answer.status();
    if status != reqwest::StatusCode::OK {
        return Err(format!("The gateway answered {status}."));
    }
    answer.text().await.map_err(plain)
}
