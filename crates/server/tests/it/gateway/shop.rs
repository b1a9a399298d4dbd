//! A store with a connection, made through the REST API, and the steps of a punch-out through it.

use api_types::api_key::Scope;
use reqwest::Method;
use serde_json::{Value, json};
use test_support::{Client, Reply, TestApp};
use url::Url;
use uuid::Uuid;

use super::{
    answer::{Answer, path_of},
    page::Page,
    setup::{DOMAIN, IDENTITY, SECRET, Setup},
};

/// Where buyers are sent; it has a query of its own.
pub const START_URL: &str = "https://shop.example/punch-out?channel=b2b";

/// What a shop is made of, to be changed before it is made.
pub struct Plan {
    pub store: Value,
    pub connection: Value,
    pub credential: Value,
}

/// A store with a connection that buyers can punch out through.
pub struct Shop {
    /// Administers the gateway.
    pub admin: Client,
    /// The store's own server.
    pub server: Client,
    /// Procurement systems and browsers.
    pub public: Client,
    pub store_id: Uuid,
    pub connection_id: Uuid,
    pub business_unit_id: Uuid,
    pub api_key: String,
    /// The path of the entry point that names the store alone.
    pub store_path: String,
    /// The path of the entry point that names the connection.
    pub path: String,
}

/// A buyer's session that the store has redeemed.
pub struct Visit {
    pub start_path: String,
    pub access_token: String,
    /// The session, as it was answered to the redemption.
    pub session: Value,
    /// `/api/v1/punch-out-sessions/{id}`
    pub path: String,
}

impl Shop {
    pub async fn in_app(app: &TestApp) -> Self {
        Self::in_app_with(app, |_| {}).await
    }

    pub async fn in_app_with(app: &TestApp, change: impl FnOnce(&mut Plan)) -> Self {
        Self::open(&app.admin().await, &app.url(""), change).await
    }

    /// Makes store, company, business unit, connection, credential and API key.
    pub async fn open(admin: &Client, base: &str, change: impl FnOnce(&mut Plan)) -> Self {
        let mut plan = Plan {
            store: json!({
                "key": "tools",
                "name": "Tools & Parts",
                "punch_out_start_url": START_URL,
                "default_currency": "EUR",
            }),
            connection: json!({
                "name": "Meyer AG",
                "login_mode": "dynamic_user_creation",
                "default_classification": {"domain": "UNSPSC", "code": "27111602"},
            }),
            credential: json!({"domain": DOMAIN, "identity": IDENTITY, "shared_secret": SECRET}),
        };
        change(&mut plan);
        let made = async |path: &str, body: &Value| admin.post(path, body, 201).await;
        let id = |reply: &Reply| reply.text_at("/id").parse::<Uuid>().expect("an id");
        let store = made("/api/v1/stores", &plan.store).await;
        let company = json!({"name": "Meyer"});
        let company = made("/api/v1/companies", &company).await;
        let unit = json!({"company_id": id(&company), "name": "Ulm", "external_reference": "BU-7"});
        let unit = id(&made("/api/v1/business-units", &unit).await);
        plan.connection["business_unit_id"] = json!(unit);
        plan.connection["store_ids"] = json!([id(&store)]);
        if plan.connection["login_mode"] == "single_user" {
            let buyer = json!({"business_unit_id": unit, "email": "everybody@buyer.example"});
            let buyer = made("/api/v1/buyers", &buyer).await;
            plan.connection["buyer_id"] = json!(id(&buyer));
        }
        let connection = id(&made("/api/v1/connections", &plan.connection).await);
        let path = format!("/api/v1/connections/{connection}");
        made(&format!("{path}/credentials"), &plan.credential).await;
        admin.act(&format!("{path}/activate"), 200).await;
        let entries = admin.get(&format!("{path}/entry-points"), 200).await;
        let key = json!({"name": "Shop", "scopes": [Scope::Store], "store_id": id(&store)});
        let key = made("/api/v1/api-keys", &key).await.text_at("/key");
        Self {
            admin: admin.clone(),
            server: Client::new(base, Some(key.clone())),
            public: Client::new(base, None),
            store_id: id(&store),
            connection_id: connection,
            business_unit_id: unit,
            api_key: key,
            store_path: format!("/punchout/{}", store.text_at("/key")),
            path: path_of(&entries.text_at("/items/0/url")),
        }
    }

    /// Posts a document to the entry point.
    pub async fn post(&self, document: impl Into<Vec<u8>>) -> Answer {
        self.post_to(&self.path, document).await
    }

    /// Posts a document anywhere.
    pub async fn post_to(&self, path: &str, document: impl Into<Vec<u8>>) -> Answer {
        let request = self.public.request(Method::POST, path);
        let request = request.header("content-type", "text/xml; charset=UTF-8");
        Answer::to(request.body(document.into())).await
    }

    /// Sets a session up, which must be granted.
    pub async fn set_up(&self, setup: &Setup) -> Answer {
        let answer = self.post(setup.xml()).await;
        assert_eq!(
            (answer.http, answer.status),
            (200, 200),
            "{}",
            answer.text()
        );
        answer
    }

    /// Opens a page as a browser does.
    pub async fn browse(&self, path: &str, expected: u16) -> Page {
        let request = self.public.request(Method::GET, path);
        let request = request
            .header("accept", "text/html,application/xhtml+xml")
            .header("accept-language", "en-GB,en;q=0.5");
        Page::read(self.public.send(request, expected).await)
    }

    /// Posts the start page, which must take the browser to the store: answers where to, with the access token.
    pub async fn start(&self, start_path: &str) -> (Url, String) {
        let reply = self.public.act(start_path, 303).await;
        assert_eq!(reply.header("set-cookie"), "");
        assert_eq!(reply.header("referrer-policy"), "no-referrer");
        assert_eq!(reply.header("cache-control"), "no-store");
        let location = Url::parse(&reply.header("location")).expect("an absolute URL");
        let token = location
            .query_pairs()
            .find(|(name, _)| name == "punchOutAccessToken")
            .map(|(_, value)| value.into_owned());
        (location, token.expect("an access token"))
    }

    /// Redeems an access token.
    pub async fn redeem(&self, token: &str, expected: u16) -> Reply {
        let path = "/api/v1/punch-out-sessions/redeem";
        self.server
            .post(path, &json!({"token": token}), expected)
            .await
    }

    /// From the setup to the redemption.
    pub async fn visit(&self, setup: &Setup) -> Visit {
        let start_path = self.set_up(setup).await.start_path();
        let (_, access_token) = self.start(&start_path).await;
        let session = self.redeem(&access_token, 200).await.json();
        let id = session["id"].as_str().expect("an id");
        Visit {
            path: format!("/api/v1/punch-out-sessions/{id}"),
            start_path,
            access_token,
            session,
        }
    }

    /// Hands a cart over.
    pub async fn transfer(&self, visit: &Visit, cart: &Value, expected: u16) -> Reply {
        let path = format!("{}/transfer", visit.path);
        self.server
            .post(&path, &json!({"cart": cart}), expected)
            .await
    }

    /// What happened to a session, by name.
    pub async fn timeline(&self, visit: &Visit) -> Vec<String> {
        let timeline = self
            .admin
            .get(&format!("{}/timeline", visit.path), 200)
            .await;
        let timeline = timeline.json();
        let items = timeline["items"].as_array().expect("items");
        items
            .iter()
            .map(|event| event["kind"].as_str().expect("a kind").to_owned())
            .collect()
    }

    /// The log entry that a support reference leads to.
    pub async fn logged(&self, reference: &str) -> Value {
        assert!(!reference.is_empty(), "there is no support reference");
        let found = self
            .admin
            .get(&format!("/api/v1/transactions?q={reference}"), 200)
            .await;
        let id = found.text_at("/items/0/id");
        self.admin
            .get(&format!("/api/v1/transactions/{id}"), 200)
            .await
            .json()
    }
}

/// A cart of two lines that every buyer's system takes.
pub fn cart() -> Value {
    json!({
        "currency": "EUR",
        "items": [
            {"sku": "4711", "internal_id": "cart-9/1", "name": "Hammer", "description": "Hammer, 500 g",
             "quantity": "2", "unit": "EA", "unit_price": "19.90"},
            {"sku": "R&D <1>", "internal_id": "cart-9/2", "name": "Säge „Ümläut“ — 鋸", "quantity": "1.5",
             "unit": "MTR", "unit_price": "0.333"},
        ],
    })
}
