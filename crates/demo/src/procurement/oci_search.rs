//! What the procurement system's own server asks by OCI: it reads the page that the gateway answers, as SAP's systems do.

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

/// Searches in the background, and shows what was found.
pub(super) async fn search(
    procurement: Data<Procurement>,
    form: web::Form<Search>,
) -> HttpResponse {
    let Some(connection) = procurement.oci_connection() else {
        return pages::missing(&procurement);
    };
    let hook_url = procurement.origins.hook_url();
    let call = OciCall {
        account: &connection.account,
        buyer: &connection.buyer,
        hook_url: &hook_url,
        function: OciFunction::BackgroundSearch(form.search.trim()),
    };
    match read(&call.url(&connection.entry_point)).await {
        Ok(html) => {
            let fields = simulator::oci_page_fields(&html);
            let number = procurement.oci_carts().take_in(fields);
            page::see_other(&format!("/oci/{number}"))
        }
        Err(why) => pages::oci_failed(&procurement, StatusCode::BAD_GATEWAY, &why),
    }
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
