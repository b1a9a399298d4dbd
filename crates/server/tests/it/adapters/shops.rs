//! A shop of the demo crate beside the gateway, and what a browser does in it.

use std::net::TcpListener;

use actix_web::{App, HttpServer, dev::ServerHandle, web::Data};
use base64::{Engine, engine::general_purpose::STANDARD};
use demo::{
    Origins,
    shop::{self, Magento},
};
use reqwest::Method;
use serde_json::{Value, json};
use test_support::{Client, Reply, TestApp, TestDatabase};
use url::{Url, form_urlencoded};

use crate::gateway::{
    answer::path_of,
    page::Page,
    setup::Setup,
    shop::{Plan, Shop},
};

/// A gateway that may call this machine.
pub async fn gateway(db: TestDatabase) -> TestApp {
    TestApp::start_with(db, |config| {
        config.http.private_networks = vec!["127.0.0.1/32".parse().expect("a network")];
    })
    .await
}

/// The shop. Stopped when dropped.
pub struct Neighbour {
    pub url: String,
    pub browser: Client,
    handle: ServerHandle,
}

impl Neighbour {
    pub fn start(gateway: &str, magento: Magento) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let origins = Origins {
            gateway: gateway.to_owned(),
            shop: url.clone(),
            shop_server: url.clone(),
            procurement: "https://erp.buyer.example".to_owned(),
            procurement_server: "https://erp.buyer.example".to_owned(),
        };
        let no_key = || "none".into();
        let shop = shop::Shop::new(origins, no_key(), no_key(), magento).expect("an HTTP client");
        let shop = Data::new(shop);
        let (sender, receiver) = std::sync::mpsc::channel();
        std::thread::spawn(move || {
            actix_web::rt::System::new().block_on(async move {
                let server = HttpServer::new(move || {
                    App::new().app_data(shop.clone()).configure(shop::configure)
                });
                let server = server.workers(1).disable_signals().listen(listener);
                let server = server.expect("the port can be listened on").run();
                sender.send(server.handle()).expect("the test waits");
                server.await.expect("the server ends well");
            });
        });
        let handle = receiver.recv().expect("the server starts");
        let browser = Client::new(&url, None);
        Self {
            url,
            browser,
            handle,
        }
    }

    async fn form(&self, path: &str, fields: &[(&str, &str)], expected: u16) -> Reply {
        let body = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields)
            .finish();
        let request = self.browser.request(Method::POST, path);
        let request = request.header("content-type", "application/x-www-form-urlencoded");
        self.browser.send(request.body(body), expected).await
    }

    pub async fn show(&self, visit: &str) -> String {
        self.browser.get(visit, 200).await.text()
    }

    pub async fn add(&self, visit: &str, sku: &str, quantity: &str) {
        let fields = [("sku", sku), ("quantity", quantity)];
        self.form(&format!("{visit}/add"), &fields, 303).await;
    }

    /// Hands the cart over, or nothing: where the browser goes then.
    pub async fn leave(&self, visit: &str, by: &str) -> String {
        let reply = self.form(&format!("{visit}/{by}"), &[], 303).await;
        reply.header("location")
    }

    /// Opens the address that a browser is sent to, as far as the visit.
    pub async fn arrive(&self, location: &str) -> String {
        let url = Url::parse(location).expect("an absolute URL");
        assert_eq!(url.origin().ascii_serialization(), self.url);
        if url.path().starts_with("/visit/") {
            return url.path().to_owned();
        }
        let path = path_of(location);
        self.browser.get(&path, 303).await.header("location")
    }

    /// Posts the form of a page of the gateway's, as the browser does: the visit.
    pub async fn post(&self, page: &Page, expected: u16) -> Reply {
        let form = page.form.as_ref().expect("a form");
        assert!(form.action.starts_with(&self.url), "{}", form.action);
        let fields: Vec<_> = form
            .fields
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        self.form(&path_of(&form.action), &fields, expected).await
    }
}

impl Drop for Neighbour {
    fn drop(&mut self) {
        drop(self.handle.stop(false));
    }
}

/// A store of the gateway's with an adapter.
pub async fn store(app: &TestApp, adapter: Value) -> Shop {
    Shop::in_app_with(app, |plan: &mut Plan| {
        let members = adapter.as_object().expect("an object").clone();
        plan.store
            .as_object_mut()
            .expect("an object")
            .extend(members);
        plan.store["service_timeout_ms"] = json!(1000);
    })
    .await
}

/// From the setup to the shop, from server to server: where the browser goes.
pub async fn enter(shop: &Shop, setup: &Setup) -> String {
    let start = shop.set_up(setup).await.start_path();
    shop.public.act(&start, 303).await.header("location")
}

/// From the setup to a page that says why the buyer cannot go on: the log entry of the failure.
pub async fn kept_out(shop: &Shop, setup: &Setup) -> Value {
    let start = shop.set_up(setup).await.start_path();
    let page = Page::read(shop.public.act(&start, 502).await);
    assert!(page.reply.text().contains("Der Shop ist nicht erreichbar"));
    let entry = shop.logged(&page.reply.header("x-support-reference")).await;
    assert_eq!(entry["error"]["code"], "store_away", "{entry}");
    entry
}

/// The document that a hand-over page carries.
pub async fn carried(shop: &Shop, location: &str) -> String {
    assert_eq!(location, location.to_lowercase());
    let page = shop.browse(&path_of(location), 200).await;
    let form = page.form.expect("a form");
    let (name, value) = form.fields.first().expect("a field");
    if name == "cxml-base64" {
        let bytes = STANDARD.decode(value).expect("base64");
        return String::from_utf8(bytes).expect("UTF-8");
    }
    value.clone()
}

/// Article numbers and references of a message's lines.
pub fn lines_of(message: &str) -> Vec<(String, String)> {
    let document = crate::gateway::answer::parse(message);
    let items = document
        .descendants()
        .filter(|node| node.has_tag_name("ItemID"));
    let text = |item: roxmltree::Node<'_, '_>, name| {
        let found = item.children().find(|node| node.has_tag_name(name));
        found
            .and_then(|node| node.text())
            .unwrap_or_default()
            .to_owned()
    };
    items
        .map(|item| {
            (
                text(item, "SupplierPartID"),
                text(item, "SupplierPartAuxiliaryID"),
            )
        })
        .collect()
}

/// A buyer with a cookie of their own.
pub fn buyer(operation: &'static str, cookie: &str) -> Setup {
    Setup {
        cookie: Some(cookie.to_owned()),
        ..Setup::new(operation)
    }
}

/// All bodies of the log, as text: what must not be in it is looked for there.
pub async fn log_of(shop: &Shop) -> String {
    let all = shop.admin.get("/api/v1/transactions?limit=200", 200).await;
    let all = all.json();
    let mut text = String::new();
    for entry in all["items"].as_array().expect("items") {
        let id = entry["id"].as_str().expect("an id");
        let path = format!("/api/v1/transactions/{id}");
        text.push_str(&shop.admin.get(&path, 200).await.text());
        text.push('\n');
    }
    text
}
