//! What the load needs of a gateway, made over its REST API: a store, a buyer, an active connection with a credential, an API key.

use anyhow::Context;
use api_types::{
    api_key::{CreatedApiKey, NewApiKey, Scope},
    auth::{AccessToken, LoginRequest},
    business_unit::{BusinessUnit, NewBusinessUnit},
    buyer::{Buyer, NewBuyer},
    company::{Company, NewCompany},
    connection::{Connection, Format, LoginMode, NewConnection},
    credential::{Credential, NewCredential},
    entry_point::EntryPoint,
    page::Page,
    store::{NewStore, Store},
};
use reqwest::{Client, Method};
use serde::{Serialize, de::DeserializeOwned};

use crate::{documents, gateway};

/// What callers need to know.
#[derive(Clone, Debug)]
pub struct Arrangement {
    /// Where setup requests are posted: the path of the entry point.
    pub entry_point: String,
    /// Where OCI calls are made: the path of the entry point.
    pub oci_entry_point: String,
    /// The store's key for the REST API.
    pub api_key: String,
}

/// Makes it all.
pub async fn arrange(address: &str) -> anyhow::Result<Arrangement> {
    let mut api = Api {
        client: Client::new(),
        base: format!("http://{address}/api/v1"),
        token: String::new(),
    };
    let login = LoginRequest {
        email: gateway::ADMIN_EMAIL.to_owned(),
        password: gateway::ADMIN_PASSWORD.into(),
    };
    let token: AccessToken = api.post("/auth/login", &login).await?;
    api.token = token.access_token.0;
    let store: Store = api
        .post(
            "/stores",
            &NewStore {
                key: "bench".to_owned(),
                name: "Bench".to_owned(),
                punch_out_start_url: "https://shop.bench.example/punch-out".to_owned(),
                ..NewStore::default()
            },
        )
        .await?;
    let (connection, oci) = connections(&api, &store).await?;
    let key: CreatedApiKey = api
        .post(
            "/api-keys",
            &NewApiKey {
                name: "Bench".to_owned(),
                scopes: vec![Scope::Store],
                store_id: Some(store.id),
                expires_at: None,
            },
        )
        .await?;
    Ok(Arrangement {
        entry_point: entry_point(&api, &connection).await?,
        oci_entry_point: entry_point(&api, &oci).await?,
        api_key: key.key.context("no API key")?.0,
    })
}

/// The path of a connection's entry point.
async fn entry_point(api: &Api, connection: &Connection) -> anyhow::Result<String> {
    let entry_points: Page<EntryPoint> = api
        .get(&format!("/entry-points?connection_id={}", connection.id))
        .await?;
    let url = &entry_points.items.first().context("no entry point")?.url;
    let path = url.splitn(4, '/').nth(3).context("an odd entry point")?;
    Ok(format!("/{path}"))
}

/// A connection that speaks cXML and one that speaks OCI, otherwise alike.
async fn connections(api: &Api, store: &Store) -> anyhow::Result<(Connection, Connection)> {
    let company: Company = api
        .post(
            "/companies",
            &NewCompany {
                name: "Meyer AG".to_owned(),
                external_reference: Some("C-1001".to_owned()),
            },
        )
        .await?;
    let unit: BusinessUnit = api
        .post(
            "/business-units",
            &NewBusinessUnit {
                company_id: company.id,
                name: "Plant Ulm".to_owned(),
                external_reference: Some("BU-7".to_owned()),
                ..NewBusinessUnit::default()
            },
        )
        .await?;
    let buyer: Buyer = api
        .post(
            "/buyers",
            &NewBuyer {
                business_unit_id: unit.id,
                email: "anna.meyer@buyer.example".to_owned(),
                first_name: Some("Anna".to_owned()),
                last_name: Some("Meyer".to_owned()),
                external_reference: Some("K-4711".to_owned()),
                ..NewBuyer::default()
            },
        )
        .await?;
    let bench = NewConnection {
        name: "Bench".to_owned(),
        business_unit_id: unit.id,
        store_ids: vec![store.id],
        login_mode: LoginMode::SingleUser,
        buyer_id: Some(buyer.id),
        ..NewConnection::default()
    };
    let oci = NewConnection {
        name: "Bench, OCI".to_owned(),
        format: Format::Oci,
        ..bench.clone()
    };
    let sender = NewCredential {
        domain: documents::DOMAIN.to_owned(),
        identity: documents::IDENTITY.to_owned(),
        shared_secret: Some(documents::SECRET.into()),
        ..NewCredential::default()
    };
    let user = NewCredential {
        username: Some(documents::OCI_USER.to_owned()),
        password: Some(documents::SECRET.into()),
        ..NewCredential::default()
    };
    Ok((
        connection(api, &bench, &sender).await?,
        connection(api, &oci, &user).await?,
    ))
}

async fn connection(
    api: &Api,
    connection: &NewConnection,
    credential: &NewCredential,
) -> anyhow::Result<Connection> {
    let connection: Connection = api.post("/connections", connection).await?;
    let path = format!("/connections/{}", connection.id);
    let _: Credential = api.post(&format!("{path}/credentials"), credential).await?;
    api.post(&format!("{path}/activate"), &()).await
}

/// The REST API, signed in.
struct Api {
    client: Client,
    base: String,
    token: String,
}

impl Api {
    async fn get<A: DeserializeOwned>(&self, path: &str) -> anyhow::Result<A> {
        self.call(Method::GET, path, None::<&()>).await
    }

    async fn post<A: DeserializeOwned>(
        &self,
        path: &str,
        body: &impl Serialize,
    ) -> anyhow::Result<A> {
        self.call(Method::POST, path, Some(body)).await
    }

    async fn call<A: DeserializeOwned>(
        &self,
        method: Method,
        path: &str,
        body: Option<&impl Serialize>,
    ) -> anyhow::Result<A> {
        let mut request = self
            .client
            .request(method, format!("{}{path}", self.base))
            .bearer_auth(&self.token);
        if let Some(body) = body {
            request = request.json(body);
        }
        let response = request.send().await?;
        let status = response.status();
        let text = response.text().await?;
        anyhow::ensure!(status.is_success(), "{path}: {status} {text}");
        serde_json::from_str(&text).with_context(|| format!("{path}: {text}"))
    }
}
